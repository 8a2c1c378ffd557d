"""A report as people read it, with every figure already written out: on the screen, on paper, in a PDF."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its key, its words, a cell for each column, and how long its bar is, from -1 to 1."""

    key: str
    label: str
    cells: tuple[str, ...]
    bar: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """The whole report.

    Attributes:
        facts: its period, the currency, and when it was made, each a line.
        heads: what stands above each column of figures.
        drawn: which column the bars are of.
        totals: a cell for each column.
    """

    title: str
    facts: tuple[str, ...]
    heads: tuple[str, ...]
    drawn: int
    rows: tuple[SheetRow, ...]
    totals: tuple[str, ...]
