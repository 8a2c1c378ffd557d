"""What a shift comes to: read at any time (X), and for good when the shift is closed (Z)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.movement import MovementKind, Stander
from pos_terminal.domain.tax import Tax
from pos_terminal.domain.till import TillSession


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there were, and what they come to together."""

    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class TaxSum:
    """One tax of the shift: what it was charged on, less what came back, and what it comes to."""

    tax: Tax
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What was taken in one tender, with its tips and after change and cash rounding, and what went back in it."""

    type: str
    count: int
    taken: Money
    given_back: Money

    @property
    def net(self) -> Money:
        """What is left of it."""
        return self.taken - self.given_back


@dataclass(frozen=True, slots=True)
class ForeignSum:
    """Cash taken in another currency, and what it was taken for in the shop's own."""

    amount: Money
    worth: Money


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """The sums of a shift, as of one moment.

    ``returns`` are goods that came back, ``voids`` sales voided after their close, ``given_up`` sales that never were
    closed: nothing else counts those. ``training`` sales count nowhere but here. ``suspended`` sales wait, of whatever
    shift. ``expected_cash`` is what the drawer should hold of the shop's own currency.
    """

    session: TillSession
    sales: Tally
    returns: Tally
    voids: Tally
    given_up: Tally
    discounts: Money
    taxes: tuple[TaxSum, ...]
    tenders: tuple[TenderSum, ...]
    tips: Money
    foreign: tuple[ForeignSum, ...]
    movements: Mapping[MovementKind, Tally]
    training: int
    suspended: Tally
    expected_cash: Money

    @property
    def net(self) -> Money:
        """What was sold, less what came back or was voided; with its taxes."""
        return self.sales.amount - self.returns.amount - self.voids.amount

    @property
    def rounding(self) -> Money:
        """What cash rounding brought: with it and the tips, the tenders come to the net sales."""
        left = total_of([each.net for each in self.tenders], self.net.currency)
        return left - self.net - self.tips


@dataclass(frozen=True, slots=True)
class PieceCount:
    """How many of one note or coin were in the drawer."""

    piece: Money
    count: int

    @property
    def amount(self) -> Money:
        """What they come to."""
        return Money(self.piece.minor * self.count, self.piece.currency)


@dataclass(frozen=True, slots=True)
class Closing:
    """How a shift was closed: by whom, and what was counted before anybody was told what to expect.

    ``earlier`` are counts that were not taken, since they wanted a reason. ``pieces`` are the notes and coins that make
    the count; none where somebody gave the total alone.
    """

    by: Stander
    counted: Money
    reason: str = ""
    earlier: tuple[Money, ...] = ()
    pieces: tuple[PieceCount, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """The figures with the moment that they are of. Without a closing it is an X report, with one a Z."""

    figures: ShiftFigures
    at: datetime
    closing: Closing | None = None

    @property
    def number(self) -> int:
        """The shift's number, which is its Z's."""
        return self.figures.session.session_id

    @property
    def over_short(self) -> Money | None:
        """What was counted beyond what was expected; below zero: what is missing. None while nothing is counted."""
        return None if self.closing is None else self.closing.counted - self.figures.expected_cash


@dataclass(frozen=True, slots=True)
class CashCount:
    """What was counted in the drawer when a shift was closed: the part of its Z that counter and witness sign."""

    report: ShiftReport

    @property
    def number(self) -> int:
        """The number of its Z."""
        return self.report.number
