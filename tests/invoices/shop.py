"""The invoices of a real shop, and what each of them is at a till."""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

BASKETS = Path(__file__).parents[1] / "data" / "baskets.csv.gz"
_LONDON = ZoneInfo("Europe/London")
_CENT = Decimal("0.01")


class Kind(StrEnum):
    """What an invoice is at a till."""

    SALE = "sales"
    RETURN = "cancellations that return from one earlier sale"
    RETURNS = "cancellations that return from several earlier sales"
    RECEIPTLESS = "cancellations of what was not sold so before, returned without a receipt"
    ADJUSTMENT = "adjustments, returned without a receipt"
    WRITE_OFF = "write-offs of stock, skipped"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an invoice; a quantity below zero came back."""

    code: str
    name: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """What it comes to."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice as the data has it."""

    number: str
    at: datetime
    customer: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> Decimal:
        """What it comes to, rounded to the cent."""
        return sum((each.amount for each in self.rows), Decimal(0)).quantize(_CENT, ROUND_HALF_UP)

    @property
    def sold(self) -> tuple[Row, ...]:
        """The lines that a till rings up; the others are stock that was written off, at no price."""
        return tuple(each for each in self.rows if each.quantity > 0)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done at the till for an invoice; ``back``: how much of which lines of which sales comes back."""

    kind: Kind
    invoice: Invoice
    back: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def invoices(path: Path = BASKETS) -> Iterator[Invoice]:
    """All invoices, in the order of the data, which is that of time."""
    lines: dict[str, list[dict[str, str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):  # two that were written at the same time stand among each other
            lines.setdefault(line["invoice"], []).append(line)
    for number, rows in lines.items():
        at = datetime.fromisoformat(rows[0]["datetime"]).replace(tzinfo=_LONDON)
        yield Invoice(number, at, rows[0]["customer"], tuple(map(_row, rows)))


def _row(line: Mapping[str, str]) -> Row:
    name = " ".join(line["name"].split()) or line["code"]
    return Row(line["code"], name, int(line["quantity"]), Decimal(line["unit_price"]))


@dataclass(slots=True)
class _Left:
    """What is left to come back of a line of a sale."""

    sale: str
    line_id: str
    price: Decimal
    quantity: int


class Memory:
    """What each customer has bought of each code, and not brought back yet, the oldest first."""

    def __init__(self) -> None:
        self._left: dict[tuple[str, str], list[_Left]] = defaultdict(list)

    def bought(self, invoice: Invoice) -> None:
        """A sale to a customer who is known; its lines have the numbers that a till gives them."""
        for at, row in enumerate(invoice.sold, 1):
            if invoice.customer:
                self._left[invoice.customer, row.code].append(_Left(invoice.number, str(at), row.price, row.quantity))

    def comes_back(self, invoice: Invoice) -> dict[str, dict[str, int]]:
        """Which lines of which sales a cancellation takes back: those of its codes that were bought first.

        Nothing where not all of it was bought before, or some of it at another price: a receipt gives back what it
        took. What was bought is back all the same.
        """
        found: dict[str, Counter[str]] = defaultdict(Counter)
        is_as_sold = True
        for row in invoice.rows:
            missing = -row.quantity
            for left in (each for each in self._left[invoice.customer, row.code] if each.quantity):
                part = min(missing, left.quantity)
                missing -= part
                left.quantity -= part
                if part:
                    found[left.sale][left.line_id] += part
                    is_as_sold = is_as_sold and left.price == row.price
            is_as_sold = is_as_sold and not missing
        return {sale: dict(lines) for sale, lines in found.items()} if is_as_sold else {}


def deeds(all_of_them: Iterable[Invoice]) -> Iterator[Deed]:
    """What is done at the till for each invoice."""
    memory = Memory()
    for invoice in all_of_them:
        if invoice.number.startswith("A"):
            yield Deed(Kind.ADJUSTMENT, invoice)
        elif not invoice.number.startswith("C"):
            memory.bought(invoice)
            yield Deed(Kind.SALE if invoice.sold else Kind.WRITE_OFF, invoice)
        elif back := memory.comes_back(invoice) if invoice.customer else {}:
            yield Deed(Kind.RETURN if len(back) == 1 else Kind.RETURNS, invoice, back)
        else:
            yield Deed(Kind.RECEIPTLESS, invoice)


def sample(everything: Iterable[Deed], most_lines: int = 12, wanted: int = 60) -> list[Deed]:
    """A few of every kind with the sales that they are of, and the largest amounts and quantities, in their order."""
    known = list(everything)
    by_number = {each.invoice.number: each for each in known}
    small = [each for each in known if len(each.invoice.rows) <= most_lines and _all_small(each, by_number, most_lines)]
    chosen: dict[str, Deed] = {}
    largest = max((each for each in small if each.kind is Kind.RETURN), key=lambda each: -each.invoice.total)
    finest = next(each for each in known if any(row.price % _CENT for row in each.invoice.rows))
    for each in (largest, finest, *(deed for kind, count in _SAMPLED.items() for deed in _first(small, kind, count))):
        chosen |= {number: by_number[number] for number in (*each.back, each.invoice.number)}
    for each in small:
        if len(chosen) < wanted and each.kind is Kind.SALE:
            chosen[each.invoice.number] = each
    return [each for each in known if each.invoice.number in chosen]


def part(everything: Iterable[Deed], at: int, of: int) -> list[Deed]:
    """One of so many parts, from 1: all that a customer bought and brought back is in the same one."""
    return [
        each for each in everything if crc32((each.invoice.customer or each.invoice.number).encode()) % of == at - 1
    ]


_SAMPLED = {Kind.RETURN: 8, Kind.RETURNS: 3, Kind.RECEIPTLESS: 6, Kind.ADJUSTMENT: 2, Kind.WRITE_OFF: 4}


def _first(some: Iterable[Deed], kind: Kind, count: int) -> list[Deed]:
    return [each for each in some if each.kind is kind][:count]


def _all_small(deed: Deed, by_number: Mapping[str, Deed], most_lines: int) -> bool:
    return all(len(by_number[sale].invoice.rows) <= most_lines for sale in deed.back)
