"""The services of the manager's desk, built of a terminal when it is first opened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.catalog_before import put_back
from pos_terminal.adapters.sqlite.catalog_glance import catalog_glance
from pos_terminal.adapters.sqlite.uploads import SqliteUploads
from pos_terminal.app.journal_side import journal_services
from pos_terminal.app.labels_side import labels_services
from pos_terminal.app.offer_side import offers_services
from pos_terminal.app.queue_side import queue_services
from pos_terminal.app.report_side import reports_services
from pos_terminal.app.shift_side import shifts_services
from pos_terminal.app.staff_side import staff_services
from pos_terminal.application.backoffice import BackOffice
from pos_terminal.application.catalogstanding import CatalogStanding
from pos_terminal.application.upload_ports import Subject
from pos_terminal.presentation.catalog_services import CatalogServices
from pos_terminal.presentation.kiosks_section import KiosksServices
from pos_terminal.presentation.office_services import OfficeServices

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.attendance import KioskWatch
    from pos_terminal.application.ports import Background
    from pos_terminal.presentation.catalog_services import FeedKeys
    from pos_terminal.presentation.drawer_services import DrawerServices


def office_services(
    terminal: Terminal,
    background: Background,
    asking: Background,
    drawer: DrawerServices,
    beside: tuple[FeedKeys, KioskWatch | None],
) -> OfficeServices:
    """One for each window: who is at the desk is not remembered beyond it.

    ``background`` reads reports; ``asking`` asks the platform, which may take its time; ``beside`` keeps the catalog,
    and watches kiosks where there are such.
    """
    office = BackOffice(terminal.desk, terminal.authority)
    feed, kiosks = beside
    return OfficeServices(
        office=office,
        catalog=_catalog(terminal, feed),
        staff=staff_services(terminal, background),
        reports=reports_services(terminal, background),
        shifts=shifts_services(terminal, drawer),
        labels=labels_services(terminal, office),
        queue=queue_services(terminal, asking),
        offers=offers_services(terminal),
        journal=journal_services(terminal, background),
        kiosks=KiosksServices(kiosks, terminal.settings.terminal.register_id) if kiosks is not None else None,
    )


def _catalog(terminal: Terminal, feed: FeedKeys) -> CatalogServices:
    connection, lock, settings = terminal.database.connect(), terminal.database.lock, terminal.settings
    uploads = SqliteUploads(connection, lock) if settings.platform.uploads else None

    def standing() -> CatalogStanding:
        upload = uploads.standing(Subject.CATALOG) if uploads is not None else None
        return CatalogStanding(*catalog_glance(connection), upload)

    def back() -> None:
        put_back(connection, lock, settings.currency)
        terminal.delivery.nudge()

    def local(moment: datetime) -> datetime:
        return moment.astimezone(terminal.store_time.zone)

    def day_ends() -> datetime:
        return terminal.store_time.begins(terminal.tilling.today() + timedelta(days=1))

    return CatalogServices(standing, back, feed, local, day_ends)
