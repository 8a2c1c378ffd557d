"""What a code is to this till, found out without selling anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from pos_terminal.adapters.sqlite.catalog import SqliteCatalog
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.rules import code_rules
from pos_terminal.domain.gtin import GTIN_LENGTHS, has_check_digit, is_digits
from pos_terminal.domain.item import Item
from pos_terminal.domain.measured_label import LabelPattern, Measure
from pos_terminal.domain.scan import ScanKind, ScanReading, read_scan
from pos_terminal.settings import Settings


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A code with all that was made of it.

    Attributes:
        reading: what the code itself says.
        patterns: the labels that it may be, each with its pattern.
        item: what the catalog has under the first of its codes that it knows; None: nothing.
        code: that code, and ``measure`` how much of it or for how much.
        is_catalog_there: whether there is a catalog to look in.
        means: in words.
    """

    reading: ScanReading
    patterns: tuple[LabelPattern, ...]
    item: Item | None
    code: str
    measure: Measure | None
    is_catalog_there: bool
    means: str

    @property
    def check_digit(self) -> str:
        """Whether the check digit holds, for a number that should have one."""
        text = self.reading.text
        if not is_digits(text) or len(text) not in GTIN_LENGTHS:
            return "none"
        return "right" if has_check_digit(text) else "wrong"

    def sold_until(self, today: date) -> str:
        """The date in the code, with its hour where it has one, or that it is none; empty without one."""
        expiry = self.reading.expiry
        if expiry is not None and expiry.moment(today) is None:
            return f"{expiry.digits} is not a date"
        return self.reading.batch(today).expires


def code_read(settings: Settings, scanned: str, patterns: tuple[LabelPattern, ...]) -> CodeRead:
    """Read a code as the sale screen would, with these patterns of labels."""
    reading = read_scan(scanned, patterns)
    matching = tuple(each for each in patterns if read_scan(scanned, (each,)).labels)
    with _catalog(settings) as catalog:
        item, code, measure = _found(reading, catalog)
        means = _meaning(settings, reading, item)
        return CodeRead(reading, matching, item, code, measure, catalog is not None, means)


def _found(reading: ScanReading, catalog: SqliteCatalog | None) -> tuple[Item | None, str, Measure | None]:
    for code, measure in reading.lookups() if catalog else ():
        item = catalog.find(code) if catalog else None
        if item is not None:
            return item, code, measure
    return None, "", None


@contextmanager
def _catalog(settings: Settings) -> Iterator[SqliteCatalog | None]:
    """The catalog in force; None before the first import."""
    try:
        opened = open_readonly(settings.data_dir / DATABASE_NAME)
        with opened as database:
            yield SqliteCatalog(
                database.connect(), settings.currency, prices_include_tax=settings.tax.prices_include_tax
            )
    except DatabaseUnusable:
        yield None


def _meaning(settings: Settings, reading: ScanReading, item: Item | None) -> str:
    rules, text = code_rules(settings), reading.text
    if item is not None:
        return "an item"
    if reading.kind is ScanKind.UNREADABLE:
        return "nothing: its own check fails, or there is nothing in it"
    if any(each.has(text) for each in rules.cards):
        return "a loyalty card ([sale] card_prefixes)"
    if any(each.has(text) for each in rules.offers):
        return "an offer's code ([sale] offer_prefixes)"
    if reading.gtin14 or rules.cards:
        return "no item of the catalog"
    return "no item of the catalog; the platform is asked whether it is a card or an offer's code"
