"""One terminal: the desk's services on their adapters, with delivery and devices in threads of their own."""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from pos_terminal import crash
from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.glances import has_open_sale
from pos_terminal.adapters.sqlite.queueglance import QueueGlance
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.card_side import CardSide
from pos_terminal.app.checkup import Checkup
from pos_terminal.app.dispatch import Dispatch
from pos_terminal.app.drawer_side import DrawerSide
from pos_terminal.app.farewell import tell_what_waits
from pos_terminal.app.origin import tell_of_origin
from pos_terminal.app.paperwork import LAST_PAPER, Paperwork, await_paper, path_of_receipt
from pos_terminal.app.pins import pin_hashing
from pos_terminal.app.premises import store_time
from pos_terminal.app.reserve import ReserveKeeper, disk_reserve
from pos_terminal.app.salvaging import sound_database, tell_of_salvage
from pos_terminal.application.approving import Approving
from pos_terminal.application.desk import Desk
from pos_terminal.application.guestbook import Guestbook
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.application.recovery import recover
from pos_terminal.application.signing import Signing
from pos_terminal.application.tilling import Tilling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from pos_terminal.adapters.headroom import DiskReserve
    from pos_terminal.adapters.sessionm.recording import Recorder
    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.adapters.sqlite.tenancy import CopyFound
    from pos_terminal.app.loyalty_side import LoyaltySide
    from pos_terminal.app.sales_side import Ground, SalesSide
    from pos_terminal.app.till_side import TillSide
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.checkout import Checkout
    from pos_terminal.application.damage import Salvaged
    from pos_terminal.application.membership import Membership
    from pos_terminal.application.offering import Offering
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.selling import Selling
    from pos_terminal.application.spooling import Spool
    from pos_terminal.application.standing import Link, QueueCounts, SpoolState
    from pos_terminal.application.upload_ports import Subject, UploadStanding
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings

_LAST_CALL = 16.0
"""Seconds that quitting waits for a call under way: the longest a delivery may take, and a little."""
_log = logging.getLogger("pos.desk")


class Opened(NamedTuple):
    """What a terminal stands on: its database, the reserve on its disk, and what a damaged database was made of.

    ``recorder`` is told of everything that goes over the wire to the platform.
    """

    database: Database
    reserve: DiskReserve
    salvaged: Salvaged | None
    recorder: Recorder | None = None


class Annex(Protocol):
    """Something that stands beside a terminal and is closed with it."""

    def close(self) -> None:
        """Let go of everything."""


class Terminal:
    """One terminal: the desk's services on its adapters, and the two threads behind them."""

    is_training: ClassVar[bool] = False
    annex: Annex | None = None
    """The books of a training, once somebody asked for them."""

    def __init__(self, settings: Settings, opened: Opened, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        database, self._reserve, self.salvaged, self._recorder = opened
        self.database = database
        self.store_time = store_time(settings)
        self.desk = Desk()
        self.board = NoticeBoard()
        self._guests = Guestbook()
        self._connection = database.connect()
        self._queue = QueueGlance(self._connection, clock)
        self._keeper = ReserveKeeper(self._reserve, self.board)
        tills = SqliteTills(self._connection, database.lock)
        self.tilling = Tilling(self.desk, tills, clock, self.store_time)
        hashing = pin_hashing(settings)
        self.staff = SqliteStaff(self._connection, database.lock, clock, hashing)
        self.pins = SqliteStaff(database.connect(), database.lock, clock, hashing)
        self.signing = Signing(self.desk, self.staff, self.pins, badge_is_enough=settings.till.badge == "enough")
        self.approving = Approving(self.desk, self.signing)
        self._dispatch = Dispatch(settings, database, clock, self._forget, self._recorder)
        self.delivery = self._dispatch.loop
        self.drawer = DrawerSide(settings, self.board, clock)
        self.cards = CardSide(settings, database, clock, self.board)
        self.paperwork = Paperwork(self.board, self.drawer.bell, self.drawer.watch, clock)
        self.devices: Loop[Spool] = Loop("devices", self._spool, self.paperwork.turn)
        self.checkup = Checkup(settings, self.board)
        found = recover(self.desk, self._open_sale, tills)
        _log.info("recovered sale=%s shift=%s", found.transaction_id, found.session_id)
        tell_of_origin(settings, self.copy_found, self.board, clock.now())
        tell_of_salvage(self.salvaged, self.board)

    @property
    def copy_found(self) -> CopyFound | None:
        """When and why this start found that the database is a copy of another one; None when it is not."""
        return self.database.copy_found

    @cached_property
    def authority(self) -> Authority:
        """Who may do what in this shop."""
        from pos_terminal.app.permitting import authority

        stored = (self._connection, self.database.lock, self._reserve)
        return authority(self.settings, (self.desk, self.tilling), stored)

    @cached_property
    def sales_side(self) -> SalesSide:
        """What sells; built at its first use, because the first screen needs none of it."""
        from pos_terminal.app.sales_side import SaleEvents, sales_side

        events = SaleEvents(self._after, self._open_drawer, lambda: self.loyalty_side)
        return sales_side(self._ground(), events)

    @cached_property
    def till_side(self) -> TillSide:
        """What is done to the till itself; built at its first use."""
        from pos_terminal.app.till_side import till_side

        return till_side(self._ground(), self._open_drawer, self.devices.nudge)

    @cached_property
    def loyalty_side(self) -> LoyaltySide:
        """Members and their offers; built at its first use."""
        from pos_terminal.app.loyalty_side import LoyaltyGround, loyalty_side

        side = self.sales_side
        desk = (self.settings, self.desk, self.tilling, self.clock, self._connection, self.database.lock)
        told = (self._recorder, self.is_training)
        ground = LoyaltyGround(*desk, side.baskets, side.selling.opening, self.authority, self.signing.is_badge, *told)
        return loyalty_side(ground, self._dispatch)

    @property
    def selling(self) -> Selling:
        """Rings up."""
        return self.sales_side.selling

    @property
    def checkout(self) -> Checkout:
        """Takes payment."""
        return self.sales_side.checkout

    @property
    def membership(self) -> Membership:
        """Looks members up."""
        return self.loyalty_side.membership

    @property
    def offering(self) -> Offering:
        """Claims their offers."""
        return self.loyalty_side.offering

    def sign_off(self) -> None:
        """The operator leaves; the offers of a sale that nothing was paid for go back, and the sale stays."""
        if self.desk.is_unpaid:
            self.offering.let_go()
        self.signing.sign_off()

    def start_background(self) -> None:
        """Start what works behind the desk; before that nothing leaves the machine."""
        for each in (self.delivery, self.devices, self._keeper, self.checkup, self.cards):
            each.start()

    def queue_counts(self) -> QueueCounts:
        """What waits to be sent and what is parked."""
        return self._queue.counts()

    def link(self) -> tuple[Link, str]:
        """How it stood with the platform at the last try, and why."""
        return self._dispatch.link

    def is_online(self) -> bool:
        """Whether the platform answered at the last try; a terminal that has not tried yet counts as online."""
        return self._dispatch.is_online()

    def printer_state(self) -> SpoolState:
        """How it stood with the printer at the last job."""
        return self.paperwork.state

    def notices(self) -> tuple[StandingNotice, ...]:
        """What everybody at the till should know until it is mended."""
        return self.board.notices()

    def send_pending(self, *, parked_too: bool = False) -> int:
        """Send until nothing waits or the platform fails, with ``parked_too`` also what was refused; how many went."""
        return self._dispatch.send_pending(parked_too=parked_too)

    def upload(self, subject: Subject, *, even_unchanged: bool = False) -> UploadStanding:
        """Tell the platform now what is in force, after the sales; how it stands then. Raises NotAllowedNow."""
        return self._dispatch.upload(subject, even_unchanged=even_unchanged)

    def wait_for_paper(self, seconds: float) -> None:
        """Wait until what is queued for the printer is printed or has failed, at most this long; nothing is raised."""
        await_paper(self.devices.ask(self.paperwork.turn), seconds)

    def last_receipt(self) -> str | None:
        """The path of the last receipt's bytes, for a printer that is a folder."""
        return path_of_receipt(self.settings, self.paperwork.last_job)

    def close(self, tell: Callable[[str], None] | None = None) -> None:
        """Finish what is under way and let go of everything; ``tell`` is told of what waits, which stays on disk."""
        if self.annex is not None:
            self.annex.close()
        ended = [self.checkup.close(_LAST_CALL), self._keeper.close(), self.devices.close(LAST_PAPER)]
        ended += [self.drawer.close(LAST_PAPER), self.delivery.close(_LAST_CALL), self.cards.close()]
        tell_what_waits(self._queue, self.clock.now(), tell)
        ended += [vars(self)[side].close() for side in vars(self).keys() & {"loyalty_side", "sales_side"}]
        if all(ended):
            self.database.close()

    def _after(self, transaction: Transaction) -> None:
        """A sale is on disk: drawer, then paper, and delivery at the same time."""
        from pos_terminal.application.drawer import opens_drawer

        if self.desk.visit is not None and not transaction.amendment:
            self._guests.enter(transaction.transaction_id, self.desk.visit)
        if opens_drawer(transaction, self.checkout.rules.tenders):
            self._open_drawer()
        for each in (self.devices, self.delivery, self.cards):
            each.nudge()

    def _ground(self) -> Ground:
        from pos_terminal.app.sales_side import Ground

        stored = (self._connection, self.database.lock, self._reserve)
        connect, board = self.database.connect, self.board
        return Ground(self.settings, self.desk, self.tilling, *stored, self.authority, self.cards, connect, board)

    def _open_drawer(self) -> None:
        self.drawer.open(partial(self.devices.ask, self.paperwork.turn))

    def _open_sale(self) -> Basket | None:
        """The sale that was open; what reads one is loaded only when there is one."""
        return self.sales_side.taken_up(self.desk) if has_open_sale(self._connection) else None

    def _forget(self, through: date) -> None:
        """Documents were erased: the second copies are the device worker's, and it need not run now."""
        self.paperwork.forget(through)
        self.devices.nudge()

    @contextmanager
    def _spool(self) -> Iterator[Spool]:
        from pos_terminal.app.backstage import spool

        kept, urgent = (self.database, self._reserve), self.drawer.bell.taken
        with closing(spool(self.settings, kept, self._guests, urgent, is_training=self.is_training)) as work:
            yield work


@contextmanager
def opened_terminal(
    settings: Settings,
    log_level: str = "INFO",
    clock: Clock | None = None,
    tell: Callable[[str], None] | None = None,
    recorder: Recorder | None = None,
) -> Iterator[Terminal]:
    """A terminal that is closed at the end, when ``tell`` hears what waits. Raises DatabaseUnusable or KeysUnusable.

    ``recorder`` is told of everything that goes over the wire to the platform.
    """
    clock = clock or SystemClock()
    with ExitStack() as undo:
        reserve = disk_reserve(settings)
        database, salvaged = sound_database(settings, clock, reserve.give_up)
        with ExitStack() as unused:
            unused.callback(database.close)
            undo.enter_context(crash.logging_to(settings.data_dir / "logs", log_level))
            terminal = Terminal(settings, Opened(database, reserve, salvaged, recorder), clock)
            unused.pop_all()
        undo.callback(terminal.close, tell)
        yield terminal
