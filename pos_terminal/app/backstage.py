"""What works behind the desk, built in the thread that it works in: delivery to the platform, and paper."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time

from pos_terminal import __version__
from pos_terminal.adapters.sessionm.client import (
    Account,
    SessionMLoyalty,
    SessionMMetadata,
    SessionMPlatform,
    Transport,
)
from pos_terminal.adapters.sessionm.recording import Recorder
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.adapters.sqlite.catalog_whole import SqliteWholeCatalog
from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.roster import SqliteRoster
from pos_terminal.adapters.sqlite.salecopies import SqliteSaleCopies
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillPapers
from pos_terminal.adapters.sqlite.uploads import SqliteUploads
from pos_terminal.adapters.system import SystemChance, SystemIds, kept_secret
from pos_terminal.app.premises import keys, store_time
from pos_terminal.app.printing import printer_memory, printer_of, receipts_of
from pos_terminal.app.rules import wire_settings
from pos_terminal.app.salvages import second_copy
from pos_terminal.app.seen_papers import SeenPapers
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.guestbook import Guestbook
from pos_terminal.application.ports import Clock, Headroom
from pos_terminal.application.releasing import ReleasePorts, Releasing
from pos_terminal.application.retention import Retention
from pos_terminal.application.routine import DailyHour
from pos_terminal.application.spooling import ReceiptWriter, Records, Spool
from pos_terminal.application.storefacts import CatalogFact, EmployeesFact
from pos_terminal.application.uploading import Uploading, UploadPorts
from pos_terminal.settings import Settings

_devices_log = logging.getLogger("pos.devices")


@contextmanager
def connected(settings: Settings, clock: Clock, recorder: Recorder | None = None) -> Iterator[Transport]:
    """The connection to the platform that all of delivery shares; closed at the end."""
    platform = settings.platform
    account = Account(platform.base_url, platform.key, kept_secret(platform.secret, platform.key))
    transport = Transport(account, Tls(), clock, recorder=recorder)
    try:
        yield transport
    finally:
        transport.close()


def delivery(settings: Settings, database: Database, clock: Clock, transport: Transport) -> Delivery:
    """What sends sales, and gives offers back."""
    connection, ids, wire = database.connect(), SystemIds(), SessionMWire(wire_settings(settings))
    loyalty = SessionMLoyalty(transport, wire, settings.currency, clock)
    releases = ReleasePorts(SqliteHolds(connection, database.lock), loyalty, wire, clock, ids)
    outbox, sender = SqliteOutbox(connection, database.lock), SessionMPlatform(transport)
    ports = DeliveryPorts(outbox, sender, wire, clock, ids, Releasing(releases))
    return Delivery(ports, Breaker(SystemChance()), settings.platform.batch_size)


def uploading(settings: Settings, database: Database, clock: Clock, transport: Transport) -> Uploading | None:
    """What tells the platform of the catalog and the employees; None where another till does."""
    if not settings.platform.uploads:
        return None
    connection, wire, zone = database.connect(), SessionMWire(wire_settings(settings)), store_time(settings).zone
    daily = DailyHour(zone, time.fromisoformat(settings.platform.employee_upload_at))
    catalog = SqliteWholeCatalog(connection, settings.currency)
    service = settings.terminal.service_employee_id
    facts = (
        CatalogFact(catalog, wire, __version__),
        EmployeesFact(SqliteRoster(connection), wire, service, (zone, daily)),
    )
    uploads = SqliteUploads(connection, database.lock)
    return Uploading(UploadPorts(uploads, SessionMMetadata(transport), clock, SystemIds()), facts)


def retention(settings: Settings, database: Database, clock: Clock, erased: Callable[[date], None]) -> Retention:
    """What erases old documents, in the thread of delivery and on a connection of its own."""
    documents = SqliteDocuments(database.connect(), database.lock, keys(settings).key("journal"))
    return Retention(documents, clock, settings.terminal.keep_documents_days, erased)


def spool(
    settings: Settings,
    stored: tuple[Database, Headroom],
    guests: Guestbook,
    urgent: Callable[[], bool],
    *,
    is_training: bool = False,
) -> Spool:
    """The print queue's worker; in training every paper says so.

    ``stored`` is the database and the room on its disk; ``urgent``: whether the drawer is to be opened while it prints.
    """
    database, room = stored
    connection, lock = database.connect(), database.lock
    key = keys(settings).key("journal")
    copies = SqliteSaleCopies(connection, second_copy(settings))
    prints, sales = SqlitePrints(connection, lock, SystemIds(), room), SqliteSales(connection, lock, key)
    seen = SeenPapers(printer_memory(settings))
    records = Records(prints, sales, copies, SqliteTillPapers(connection), seen)

    def writer_in(culture: str) -> ReceiptWriter:
        spoken = replace(settings, terminal=replace(settings.terminal, culture=culture))
        return receipts_of(spoken, guests, is_training=is_training)

    writer = receipts_of(settings, guests, is_training=is_training)
    return Spool(records, printer_of(settings, urgent), writer, _devices_log.warning, writer_in)
