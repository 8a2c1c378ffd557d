"""Training: the same till on books of its own, so that nothing of it touches the journal, the queue or the numbers.

Catalog and people are the shop's. Nothing is sent, no member is looked up, no card is asked for, the drawer stays
shut, and every paper says so. A mark on the disk keeps it on over a restart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pos_terminal.adapters.durable import replace_file, sync_folder
from pos_terminal.adapters.sqlite.employees import SqliteStaff
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.app.pins import pin_hashing
from pos_terminal.app.premises import training_mark
from pos_terminal.app.reserve import disk_reserve
from pos_terminal.app.salvaging import sound_database
from pos_terminal.app.terminal import Opened, Terminal
from pos_terminal.application.acts import Deed
from pos_terminal.application.approving import Approving
from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.application.signing import Signing
from pos_terminal.application.spooling import Spool
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.settings.device_sections import KitchenSettings
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pos_terminal.app.sales_side import Ground
    from pos_terminal.application.standing import Link, QueueCounts
    from pos_terminal.settings import Settings

NOTICE = later("Training")
_SENTENCE = Message("This is training: nothing is sold, sent or counted, and the drawer stays shut.")


def training_settings(settings: Settings) -> Settings:
    """The shop's settings for training: a folder and numbers of its own, and no codes to claim a sale by."""
    register = f"T-{settings.terminal.register_id}"
    folder = str(training_mark(settings).parent)
    terminal = replace(settings.terminal, data_dir=folder, register_id=register, disk_reserve_mb=0)
    platform = replace(settings.platform, post_transaction_association=False, guest_check_code=False)
    cards = replace(settings.card_terminal, driver="none")
    kitchen = KitchenSettings()
    return replace(settings, terminal=terminal, platform=platform, card_terminal=cards, kitchen=kitchen)


class TrainingTerminal(Terminal):
    """The terminal of the training."""

    is_training: ClassVar[bool] = True

    def __init__(self, real: Terminal) -> None:
        self._real = real
        settings = training_settings(real.settings)
        database, salvaged = sound_database(settings, real.clock)
        super().__init__(settings, Opened(database, disk_reserve(settings), salvaged), real.clock)
        place = (real.database.connect(), real.database.lock, real.clock)
        pins = SqliteStaff(*place, pin_hashing(real.settings))
        self.staff = real.staff
        self.signing = Signing(self.desk, real.staff, pins, badge_is_enough=real.signing.badge_is_enough)
        self.approving = Approving(self.desk, self.signing)
        self.board.pin(StandingNotice(NOTICE, _SENTENCE))

    @property
    def training(self) -> TrainingRoom:
        """The room that this is in."""
        return training_of(self._real)

    def start_background(self) -> None:
        """Its own paper; what the real one has waiting goes out meanwhile."""
        self._real.start_background()
        self.devices.start()

    def queue_counts(self) -> QueueCounts:
        """What of the real sales waits to be sent."""
        return self._real.queue_counts()

    def link(self) -> tuple[Link, str]:
        """How it stood with the platform when the real sales were sent."""
        return self._real.link()

    def is_online(self) -> bool:
        """Whether the platform answered then."""
        return self._real.is_online()

    def send_pending(self, *, parked_too: bool = False) -> int:
        """Send the real sales that wait; there are no others."""
        return self._real.send_pending(parked_too=parked_too)

    def _ground(self) -> Ground:
        return replace(super()._ground(), books=self._real.database.connect(), delivers=False)

    def _open_drawer(self) -> None:
        """It stays shut."""


def training_of(terminal: Terminal) -> TrainingRoom:
    """The room of this terminal: it says which terminal is in use, this one or that of the training."""
    if isinstance(terminal, TrainingTerminal):
        return terminal.training
    if not isinstance(terminal.annex, TrainingRoom):
        terminal.annex = TrainingRoom(terminal)
    return terminal.annex


class TrainingRoom:
    """Says which terminal is in use: the real one, or that of the training."""

    def __init__(self, real: Terminal) -> None:
        self._real = real
        self._trainee: TrainingTerminal | None = None
        self._mark = training_mark(real.settings)
        if self._mark.exists():
            self._go_on()

    @property
    def in_use(self) -> Terminal:
        """The terminal that everything goes to now."""
        return self._trainee or self._real

    def switch(self, *, on: bool) -> None:
        """Begin or end the training; whoever is signed on stays so. Raises as `allow`."""
        operator = self.in_use.desk.operator
        self.allow(on=on)
        self.turn(on=on)
        self.in_use.desk.operator = operator

    def allow(self, *, on: bool) -> None:
        """Journal that the training begins or ends; it does at the next `turn`.

        Raises NotSignedOn, NotAllowedNow while a sale is open or where nothing would change, and to begin as
        `Authority.allow`.
        """
        desk = self.in_use.desk
        operator = desk.signed_on()
        if desk.basket is not None:
            raise NotAllowedNow("A sale is open. Finish it, suspend it or void it first.")
        if on == (self._trainee is not None):
            if on:
                raise NotAllowedNow("This is training already.")
            raise NotAllowedNow("This is no training.")
        if on:
            self._real.authority.allow(Action.TRAINING, Deed(details={"on": "true"}))
        else:
            self._real.desk.operator = operator
            self._real.authority.note(Action.TRAINING, Deed(details={"on": "false"}))

    def turn(self, *, on: bool) -> None:
        """Use the other terminal from now on, with nobody signed on. Raises NotAllowedNow, and DatabaseUnusable."""
        if on:
            self._trainee = self._begun()
        else:
            self._mark.unlink()
            sync_folder(self._mark.parent)
            self.close()
            self._real.desk.finished = None
        self.in_use.desk.operator = None

    def _go_on(self) -> None:
        """The training that a start finds; one whose books cannot be opened is over, and that is said."""
        try:
            self._trainee = TrainingTerminal(self._real)
        except DatabaseUnusable as fault:
            self._real.board.pin(
                StandingNotice(NOTICE, Message("The training cannot go on, so this till sells. {why}", why=fault))
            )

    def _begun(self) -> TrainingTerminal:
        trainee = TrainingTerminal(self._real)
        try:
            replace_file(self._mark, b"")
        except OSError as error:
            trainee.close()
            raise NotAllowedNow(
                "The training cannot be noted on the disk ({why}). Free some space.", why=error.strerror
            ) from error
        self._real.devices.ask(Spool.close)  # a printer takes one connection
        trainee.devices.start()
        return trainee

    def close(self) -> None:
        """Let go of the training's books; whether it is on stays as it is."""
        if self._trainee is not None:
            self._trainee.close()
            self._trainee = None
