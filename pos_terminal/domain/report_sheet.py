"""A report as people read it, with every figure already written out: on the screen, on paper, in a PDF."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its key, its words, a cell for each column, and how long its bar is, from -1 to 1.

    ``weights`` are the figures of the cells, to sort by.
    """

    key: str
    label: str
    cells: tuple[str, ...]
    bar: Decimal = Decimal(0)
    weights: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """The whole report.

    Attributes:
        facts: its period, the currency, and when it was made, each a line.
        heads: what stands above each column of figures.
        drawn: which column the bars are of; None: there are none.
        totals: a cell for each column.
    """

    title: str
    facts: tuple[str, ...]
    heads: tuple[str, ...]
    drawn: int | None
    rows: tuple[SheetRow, ...]
    totals: tuple[str, ...]
