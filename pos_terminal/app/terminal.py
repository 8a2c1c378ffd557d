"""One terminal: the desk's services on their adapters, with delivery and devices in threads of their own."""

import logging
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import ExitStack, contextmanager
from threading import Event

from pos_terminal import crash
from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.pin_hashing import PinHashing
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.adapters.system import SystemChance, SystemClock, SystemIds, platform_secret
from pos_terminal.app.printing import printer_of, receipts_of
from pos_terminal.app.rules import (
    KEY_NAMES,
    checkout_rules,
    keys,
    selling_rules,
    store_time,
    tax_policy,
    wire_settings,
)
from pos_terminal.application.backoff import Backoff
from pos_terminal.application.checkout import Checkout, CheckoutPorts, settles_in_cash
from pos_terminal.application.delivery import Delivery, DeliveryPorts, Link, Step
from pos_terminal.application.desk import Desk
from pos_terminal.application.ports import Clock
from pos_terminal.application.queueing import QueueCounts
from pos_terminal.application.recovery import recover
from pos_terminal.application.selling import Selling
from pos_terminal.application.signing import Signing
from pos_terminal.application.spooling import Spool, SpoolState
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.transaction import Transaction
from pos_terminal.settings import Settings

DATABASE_NAME = "terminal.db"
_PRINTER_PATIENCE = 5.0
_PROCESSING_PATIENCE = 30.0
_LAST_CALL = 16.0
"""Seconds that quitting waits for a call under way: the longest a delivery may take, and a little."""
_devices_log = logging.getLogger("pos.devices")


class Terminal:
    """One terminal: the desk's services on its adapters, and the two threads behind them."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.database = database
        self.policy = tax_policy(settings)
        self.store_time = store_time(settings)
        self.desk = Desk()
        connection, lock = database.connect(), database.lock
        baskets = SqliteBaskets(connection, lock, self.policy)
        tills = SqliteTills(connection, lock)
        self.catalog = SqliteCatalog(connection, settings.currency, prices_include_tax=settings.tax.prices_include_tax)
        self.outbox = SqliteOutbox(connection, lock)
        self.wire = SessionMWire(wire_settings(settings))
        self.tilling = Tilling(self.desk, tills, clock, self.store_time)
        self.selling = Selling(self.desk, self.catalog, baskets, self.tilling, selling_rules(settings))
        own_keys = keys(settings)
        hashing = PinHashing(own_keys.key("pepper"))
        self.staff = SqliteStaff(connection, lock, clock, hashing)
        pins = SqliteStaff(database.connect(), lock, clock, hashing)
        self.signing = Signing(self.desk, self.staff, pins)
        sales = SqliteSales(connection, lock, own_keys.key("journal"))
        ports = CheckoutPorts(sales, baskets, self.wire, SystemIds(), self._after)
        self.checkout = Checkout(self.desk, ports, self.tilling, checkout_rules(settings))
        self.delivery: Loop[Delivery] = Loop("delivery", self._deliveries, self._deliver)
        self.devices: Loop[Spool] = Loop("devices", self._spool, self._print)
        self._last_step = Step(0, None, Link.UNTRIED)
        self._last_print = SpoolState(waiting=False)
        self._last_job = ""
        recover(self.desk, baskets, tills)

    def start_background(self) -> None:
        """Start delivery and devices; before that nothing leaves the machine."""
        self.delivery.start()
        self.devices.start()

    def queue_counts(self) -> QueueCounts:
        """What waits to be sent and what is parked."""
        return self.outbox.counts()

    def link(self) -> tuple[Link, str]:
        """How it stood with the platform at the last try, and why."""
        return self._last_step.link, self._last_step.reason

    def is_online(self) -> bool:
        """Whether the platform answered at the last try; a terminal that has not tried yet counts as online."""
        return self._last_step.link in {Link.UNTRIED, Link.ONLINE}

    def printer_state(self) -> SpoolState:
        """How it stood with the printer at the last job."""
        return self._last_print

    def send_pending(self) -> int:
        """Send until nothing waits or the platform fails; how many transactions were taken.

        A platform that is still processing one is asked again for a while.
        """
        step = self.delivery.ask(self._drain).result()
        sent, deadline = step.sent, self.clock.monotonic() + _PROCESSING_PATIENCE
        while step.wait and step.link is Link.ONLINE and self.clock.monotonic() < deadline:
            Event().wait(step.wait)
            step = self.delivery.ask(self._drain).result()
            sent += step.sent
        return sent

    def wait_for_paper(self, seconds: float) -> None:
        """Wait until what is queued for the printer is printed or has failed, at most this long.

        Whatever happens to the paper, the sale is done: nothing is raised.
        """
        printing = self.devices.ask(self._print)
        wait([printing], seconds)
        if not printing.done() or printing.exception():
            _devices_log.warning("receipt=late seconds=%s", seconds)

    def last_receipt(self) -> str | None:
        """The path of the last receipt's bytes, for a printer that is a folder."""
        printer = self.settings.printer
        if printer.driver != "file" or not self._last_job:
            return None
        return str(self.settings.path(printer.target) / f"{self._last_job}.bin")

    def close(self) -> None:
        """Finish what is under way and let go of everything. What waits stays on disk."""
        ended = [self.devices.close(_PRINTER_PATIENCE), self.delivery.close(_LAST_CALL)]
        if all(ended):
            self.database.close()

    def _after(self, transaction: Transaction) -> None:
        """A sale is on disk: drawer, then paper, and delivery at the same time."""
        if settles_in_cash(transaction, self.checkout.rules.tenders):
            self.devices.ask(Spool.open_drawer)
        self.devices.nudge()
        self.delivery.nudge()

    def _deliver(self, delivery: Delivery) -> float | None:
        self._last_step = delivery.step()
        return self._last_step.wait

    def _drain(self, delivery: Delivery) -> Step:
        def keep_on(step: Step) -> bool:
            self._last_step = step
            return step.link is Link.ONLINE

        self._last_step = delivery.drain(keep_on)
        return self._last_step

    def _print(self, spool: Spool) -> float | None:
        self._last_print = spool.run()
        self._last_job = self._last_print.last_job_id or self._last_job
        return _PRINTER_PATIENCE if self._last_print.waiting else None

    @contextmanager
    def _deliveries(self) -> Iterator[Delivery]:
        from pos_terminal.adapters.sessionm.client import Account, SessionMPlatform, Transport
        from pos_terminal.adapters.sessionm.tls import Tls

        platform = self.settings.platform
        account = Account(platform.base_url, platform.key, platform_secret(platform.secret, platform.key))
        transport = Transport(account, Tls(), self.clock)
        outbox = SqliteOutbox(self.database.connect(), self.database.lock)
        ports = DeliveryPorts(outbox, SessionMPlatform(transport), self.wire, self.clock, SystemIds())
        try:
            yield Delivery(ports, Backoff(SystemChance()), platform.batch_size)
        finally:
            transport.close()

    @contextmanager
    def _spool(self) -> Iterator[Spool]:
        connection, lock = self.database.connect(), self.database.lock
        sales = SqliteSales(connection, lock, keys(self.settings).key("journal"))
        prints, printer = SqlitePrints(connection, lock, SystemIds()), printer_of(self.settings)
        yield Spool(prints, sales, printer, receipts_of(self.settings), _devices_log.warning)


@contextmanager
def opened_terminal(settings: Settings, log_level: str = "INFO", clock: Clock | None = None) -> Iterator[Terminal]:
    """A terminal that is closed at the end. Raises DatabaseUnusable or KeysUnusable."""
    path = settings.data_dir / DATABASE_NAME
    if not path.exists():
        keys(settings).make(*KEY_NAMES)
    with ExitStack() as undo:
        database = open_database(path)
        with ExitStack() as unused:
            unused.callback(database.close)
            undo.enter_context(crash.logging_to(settings.data_dir / "logs", log_level))
            terminal = Terminal(settings, database, clock or SystemClock())
            unused.pop_all()
        undo.callback(terminal.close)
        yield terminal
