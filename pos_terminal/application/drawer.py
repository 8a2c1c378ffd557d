"""The cash drawer: wanted at the desk, opened before any paper, and told of when it is left open."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.ports import Clock
    from pos_terminal.domain.tender import Payment, TenderType
    from pos_terminal.domain.transaction import Transaction

_SETTLED = 1.0
"""Seconds after which a drawer that was opened stands open, and its sensor says so."""
_LONGEST_LESSON = 120.0
"""Seconds after which a sensor that says the same all the time is taken for none."""


class DrawerBell:
    """Wants the drawer opened. Rung at the desk, answered once by whoever is at the drawer, also in mid-print."""

    def __init__(self) -> None:
        self._wanted = Event()

    def ring(self) -> None:
        """Open it as soon as can be."""
        self._wanted.set()

    def taken(self) -> bool:
        """Whether it is to be opened now; whoever asks does it. For the device worker alone."""
        if not self._wanted.is_set():
            return False
        self._wanted.clear()
        return True


class WatchRules(NamedTuple):
    """How the drawer's sensor is read.

    Attributes:
        open_pin: whether the pin is high while the drawer is open; None: its first closing shows.
        patience: seconds that it may stand open; 0: it is not watched.
    """

    open_pin: bool | None = None
    patience: float = 30.0


class DrawerWatch:
    """Looks after a drawer from its opening until it is closed; in the device worker."""

    def __init__(self, clock: Clock, rules: WatchRules) -> None:
        self._clock = clock
        self._patience = rules.patience
        self._open_pin = rules.open_pin
        self._first: bool | None = None
        self._since: float | None = None

    def opened(self) -> None:
        """It was opened just now."""
        if self._patience:
            self._since, self._first = self._clock.monotonic(), None

    def is_open(self, pin: bool | None) -> bool | None:  # noqa: FBT001 - a pin is high or low
        """What a sensor means that says this; None where nobody knows, or not yet."""
        return None if pin is None or self._open_pin is None else pin == self._open_pin

    @property
    def is_on(self) -> bool:
        """Whether it may stand open."""
        return self._since is not None

    @property
    def wants_a_look(self) -> bool:
        """Whether its sensor can say something new."""
        return self.is_on and self._age >= _SETTLED

    @property
    def is_left_open(self) -> bool:
        """Whether it is known to stand open for too long."""
        return self.is_on and self._open_pin is not None and self._age >= self._patience

    def sees(self, pin: bool | None) -> None:  # noqa: FBT001 - a pin is high or low
        """What the sensor says; None: nothing, so that there is nothing to watch."""
        if pin is None or (self._open_pin is not None and pin != self._open_pin):
            self._since = None
        elif self._open_pin is None:
            self._learn(pin)

    @property
    def _age(self) -> float:
        return self._clock.monotonic() - (self._since or 0.0)

    def _learn(self, pin: bool) -> None:  # noqa: FBT001 - as above
        """It was open at the first look, so when that changes it was closed."""
        if self._first is None:
            self._first = pin
        elif pin != self._first:
            self._open_pin, self._since = self._first, None
        elif self._age >= _LONGEST_LESSON:
            self._since = None


def settles_in_cash(payments: Sequence[Payment], tenders: tuple[TenderType, ...]) -> bool:
    """Whether cash came in or goes out, so that the drawer has to open."""
    cash = {kind.name for kind in tenders if kind.is_cash}
    return any(each.type in cash and each.taken.minor and each.credit_of is None for each in payments)


def opens_drawer(transaction: Transaction, tenders: tuple[TenderType, ...]) -> bool:
    """Whether the drawer has to open when this is on disk: for a sale's cash, or for what goes back of it."""
    if transaction.amendment is None:
        return settles_in_cash(transaction.payments, tenders)
    cash = {kind.name for kind in tenders if kind.is_cash}
    refunds = transaction.amendment.refunds
    return any(each.type in cash and each.given.minor and each.credited_to is None for each in refunds)
