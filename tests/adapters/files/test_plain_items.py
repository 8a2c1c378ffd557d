"""What reads plain rows at speed never differs from what reads all of them."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.files.catalog import _COLUMNS
from pos_terminal.adapters.files.catalog_fields import read_item
from pos_terminal.adapters.files.csv_rows import _values
from pos_terminal.adapters.files.fields import Record
from pos_terminal.adapters.files.plain_items import PlainItems
from pos_terminal.application.syncing import ItemEntry
from pos_terminal.domain.money import Currency

USD = Currency.of("USD")
HEADER = [
    "item_id", "name", "price", "barcodes", "sku", "category", "tax_codes", "description", "image", "plu", "active",
    "open_price", "is_modifier", "unit", "minimum_age", "serialised",
]  # fmt: skip
PLAIN = {"item_id": "I1", "name": "Crackers", "price": "4.50", "barcodes": "4006381333931", "category": "Food/Dry"}
TEXTS = st.sampled_from(
    ["", "a", " a", "a ", "a\tb", "a\nb", "a|b", "é", "\u00a0x", "\u200f", "٣", "x" * 1025, "a\x07", "\u3164"]
)
CELLS = {
    "item_id": TEXTS, "name": TEXTS, "sku": TEXTS, "description": TEXTS, "image": TEXTS, "plu": TEXTS,
    "price": st.sampled_from(["", "4.50", "0", "1.234,50", "-1", "4.555", "1e3", "٣", " 1", "99999999999999999"]),
    "barcodes": st.sampled_from(["", "4006381333931", "4006381333932", "96385074|x", "x|x", "|", "x|", "٣٣", "123"]),
    "category": st.sampled_from(["", "Food", "Food/Dry", "/", "Food//Dry", " Food", "Food / Dry", "a\tb"]),
    "tax_codes": st.sampled_from(["", "STD", "STD|RED", "STD|STD", "STD|", " STD"]),
    "active": st.sampled_from(["", "true", "false", "True", "1"]),
    "open_price": st.sampled_from(["", "false", "true"]), "is_modifier": st.sampled_from(["", "false", "true"]),
    "unit": st.sampled_from(["", "each", "kg", "pint"]), "minimum_age": st.sampled_from(["", "18", "x"]),
    "serialised": st.sampled_from(["", "false", "true", "x"]),
}  # fmt: skip


def in_full(cells: list[str]) -> tuple[ItemEntry | None, int]:
    """The item as `CsvCatalog` reads any row, and how many faults it has."""
    record = Record(7, _values(HEADER, cells, _COLUMNS), {})
    path = record.text("category") or ""
    names = tuple(name.strip() for name in path.split("/")) if path else ()
    if not all(names):
        record.fault("category", "empty parts")
    return read_item(record, USD, names), len(record.faults)


def rows() -> Iterator[st.SearchStrategy[dict[str, str]]]:
    for name, strategy in CELLS.items():
        yield st.fixed_dictionaries({**{each: st.just(text) for each, text in PLAIN.items()}, name: strategy})


@given(st.one_of(st.fixed_dictionaries(CELLS), *rows()))
def test_what_is_taken_at_speed_is_what_the_careful_reading_makes_of_it(row: dict[str, str]) -> None:
    cells = [row.get(name, "") for name in HEADER]
    taken = PlainItems(HEADER, USD).entry(7, cells)
    if taken is not None:
        assert (taken, 0) == in_full(cells)


def test_plain_rows_are_taken_at_speed_and_others_left() -> None:
    plain = PlainItems(["item_id", "name", "price", "barcodes"], USD)
    assert plain.entry(2, ["I1", "Crackers", "4.50", "4006381333931|96385074"]) is not None
    assert plain.entry(2, ["I1", "Crackers", "4,50", ""]) is None
    assert plain.entry(2, ["I1", "\u3164", "4.50", ""]) is None


@pytest.mark.parametrize("column", ["recalled_lots", "sale_hours", "modifies_item_ids", "colour"])
def test_a_column_that_wants_a_closer_look_is_left_unless_it_is_empty(column: str) -> None:
    plain = PlainItems(["item_id", "name", "price", column], USD)
    assert plain.entry(2, ["I1", "Crackers", "4.50", "x"]) is None
    assert plain.entry(2, ["I1", "Crackers", "4.50", ""]) is not None
