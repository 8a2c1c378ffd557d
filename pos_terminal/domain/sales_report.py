"""Reports of what was done on the till: rows of exact figures, each the sum of entries that can be looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.rights import Action
from pos_terminal.domain.tender import tender_words
from pos_terminal.wording import _, later

Value: TypeAlias = int | Decimal | Money
"""A count, a quantity, an amount."""

RESTORED = "restored"
"""What the journal calls it when a backup was put in the till's place."""


class ReportName(StrEnum):
    """What there are reports of; the name is that of the command."""

    SALES = "sales"
    HOURS = "hours"
    ITEMS = "items"
    CATEGORIES = "categories"
    EMPLOYEES = "employees"
    TENDERS = "tenders"
    TAXES = "taxes"
    DISCOUNTS = "discounts"
    EXCEPTIONS = "exceptions"
    """Voids, returns, prices that were changed, the drawer opened for nothing, approvals, training."""
    MEMBERS = "members"
    QUEUE = "queue"
    """How far the platform has what was sold, and the offers that are held for it."""

    @property
    def words(self) -> str:
        """What it is called."""
        return _(_WORDS[self])

    @property
    def columns(self) -> tuple["Column", ...]:
        """What it tells of each row."""
        return _COLUMNS[self]

    @property
    def main(self) -> "Column":
        """The column that its chart draws."""
        return next((each for each in self.columns if each.is_main), self.columns[-1])


_WORDS: Mapping[ReportName, str] = {
    ReportName.SALES: later("Sales by day"),
    ReportName.HOURS: later("Sales by hour"),
    ReportName.ITEMS: later("Sales by item"),
    ReportName.CATEGORIES: later("Sales by category"),
    ReportName.EMPLOYEES: later("Sales by employee"),
    ReportName.TENDERS: later("Tenders"),
    ReportName.TAXES: later("Taxes"),
    ReportName.DISCOUNTS: later("Discounts and offers"),
    ReportName.EXCEPTIONS: later("Voids, returns and other exceptions"),
    ReportName.MEMBERS: later("Members"),
    ReportName.QUEUE: later("Queue and held offers"),
}


class Measure(StrEnum):
    """What the figures of a column are."""

    COUNT = "count"
    QUANTITY = "quantity"
    MONEY = "money"

    def figure(self, stored: int, currency: Currency) -> Value:
        """The figure, from its whole number: of things, of millionths, of smallest units."""
        match self:
            case Measure.COUNT:
                return stored
            case Measure.QUANTITY:
                return Decimal(f"{Decimal(stored).scaleb(-6).normalize():f}")
            case Measure.MONEY:
                return Money(stored, currency)


@dataclass(frozen=True, slots=True)
class Column:
    """One of the figures of every row. ``name`` is what programs read."""

    name: str
    title: str
    measure: Measure = Measure.MONEY
    is_main: bool = False
    adds_up: bool = True
    """Whether the figures of all rows together are anything: what was voided and what was paid in are not."""

    @property
    def words(self) -> str:
        """What stands above it."""
        return _(self.title)


_COUNT = Column("count", later("Count"), Measure.COUNT)
_NET = Column("net", later("Net"), is_main=True)
_DISCOUNT = Column("discount", later("Discounts"))
_SOLD = (
    Column("sales", later("Sales"), Measure.COUNT),
    Column("sold", later("Sold")),
    Column("returned", later("Returned")),
    Column("voided", later("Voided")),
    _NET,
    _DISCOUNT,
    Column("tax", later("Taxes")),
)
_GOODS = (Column("gross", later("Gross")), _DISCOUNT, _NET)
_AMOUNT = Column("amount", later("Amount"))
_UNLIKE = Column("amount", later("Amount"), adds_up=False)
_COLUMNS: Mapping[ReportName, tuple[Column, ...]] = {
    ReportName.SALES: _SOLD,
    ReportName.HOURS: _SOLD,
    ReportName.ITEMS: (Column("quantity", later("Quantity"), Measure.QUANTITY), *_GOODS),
    ReportName.CATEGORIES: _GOODS,
    ReportName.EMPLOYEES: _SOLD,
    ReportName.TENDERS: (
        _COUNT,
        Column("taken", later("Taken")),
        Column("given_back", later("Given back")),
        _NET,
        Column("tips", later("Tips")),
    ),
    ReportName.TAXES: (Column("base", later("Charged on")), Column("tax", later("Tax"), is_main=True)),
    ReportName.DISCOUNTS: (_COUNT, _AMOUNT),
    ReportName.EXCEPTIONS: (Column("count", later("Count"), Measure.COUNT, is_main=True), _UNLIKE),
    ReportName.MEMBERS: _SOLD,
    ReportName.QUEUE: (Column("count", later("Count"), Measure.COUNT, is_main=True), _AMOUNT),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Business days, from the first to the last. Raises BadArgument for one that ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.last < self.first:
            raise BadArgument(
                "A report cannot begin on {first} and end on {last}: give the earlier day first.",
                first=self.first,
                last=self.last,
            )


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row. ``key`` is what programs and the entries behind it name it by, ``label`` what people read."""

    key: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SalesReport:
    """A report of a period, as of the moment ``at``; its rows in their own order."""

    name: ReportName
    period: Period
    currency: Currency
    at: datetime
    rows: tuple[ReportRow, ...]

    @property
    def totals(self) -> tuple[Value | None, ...]:
        """The sum of each column; None where unlike things stand in it."""
        return tuple(
            _sum(each.measure, (row.values[at] for row in self.rows), self.currency) if each.adds_up else None
            for at, each in enumerate(self.name.columns)
        )

    def words_of(self, row: ReportRow) -> str:
        """What people read for a row: a name as it is, or the word for what its key stands for."""
        if row.key in _ROWS:
            return _(_ROWS[row.key])
        match self.name:
            case ReportName.HOURS:
                return f"{row.key}:00"
            case ReportName.TENDERS:
                return tender_words(row.label)
            case ReportName.EXCEPTIONS if row.key in set(MovementKind):
                return MovementKind(row.key).words
            case ReportName.EXCEPTIONS if row.key in set(Action):
                return str(Action(row.key).words)
            case _:
                return row.label

    def row(self, key: str) -> ReportRow:
        """The row of this key. Raises BadArgument for one there is not."""
        found = next((each for each in self.rows if each.key == key), None)
        if found is None:
            raise BadArgument(
                "The report {name} has no row '{key}' from {first} to {last}.",
                name=self.name,
                key=key,
                first=self.period.first,
                last=self.period.last,
            )
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands behind a figure: something that was done, and what it brings to each column.

    ``seq`` is its number in the journal; None for what is no entry of it, such as an offer that is held.
    """

    seq: int | None
    transaction_id: str
    at: datetime
    who: str
    kind: str
    values: tuple[Value, ...]

    @property
    def words(self) -> str:
        """What was done."""
        return kind_words(self.kind)


_ROWS: Mapping[str, str] = {
    "": later("No category"),
    "returned": later("Returned"),
    "returned_without_receipt": later("Returned without a receipt"),
    "voided": later("Voided after close"),
    "given_up": later("Voided while open"),
    "price": later("Price changed"),
    "trained": later("Training sales, in no sum"),
    "member": later("With a member"),
    "keyed": later("With a member, not verified"),
    "none": later("Without a member"),
    "done": later("Taken by the platform"),
    "waiting": later("Waits to be sent"),
    "sending": later("On its way"),
    "parked": later("Refused by the platform"),
    "hold_locking": later("Offer asked for, no answer yet"),
    "hold_locked": later("Offer held for an open sale"),
    "hold_releasing": later("Offer being given back"),
    "hold_refused": later("Offer refused"),
    RESTORED: later("Till put back from a backup"),
}
"""What the keys that stand for something stand for."""
_KINDS: Mapping[str, str] = {
    "closed": later("Sale"),
    "returned": later("Return"),
    "voided": later("Void"),
    "no_sale": later("No sale"),
    "cash_in": later("Paid in"),
    "cash_out": later("Paid out"),
    "pickup": later("Pickup"),
    "act": later("Approval"),
    "hold": later("Offer"),
    "open": later("Open sale"),
    "z_report": later("Shift closed"),
    RESTORED: later("Till put back from a backup"),
}


def kind_words(kind: str) -> str:
    """What was done, by the kind of the journal's entry."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def _sum(measure: Measure, values: Iterable[Value], currency: Currency) -> Value:
    total = measure.figure(0, currency)
    for each in values:
        match total, each:
            case Money(), Money():
                total = total + each
            case ((int() | Decimal()), (int() | Decimal())):
                total = total + each
    return total


def weights(values: Iterable[Value]) -> tuple[Decimal, ...]:
    """The figures as numbers that can be compared within a column."""
    return tuple(Decimal(each.minor) if isinstance(each, Money) else Decimal(each) for each in values)


def shares(values: Iterable[Value]) -> tuple[Decimal, ...]:
    """How long the bar of each value is, from -1 to 1, the longest being 1; all 0 where there is nothing."""
    numbers = weights(values)
    longest = max(map(abs, numbers), default=Decimal(0))
    return tuple(each / longest if longest else Decimal(0) for each in numbers)
