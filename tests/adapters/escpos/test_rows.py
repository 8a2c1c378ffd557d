"""How a document is broken into lines: amounts whole and below each other, names broken, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.escpos.rows import QrRow, TextRow, rows_of
from pos_terminal.adapters.escpos.widths import width, wrapped
from pos_terminal.domain.receipt import Align, Blank, Block, Cell, Columns, Document, Qr, Rule, Size, Style, Text

WIDE = Style(size=Size.DOUBLE)
NAMES = st.text(st.characters(codec="utf-8"), max_size=120)
AMOUNTS = st.from_regex(r"-?(€|\$|CHF |₹)?[0-9]{1,3}(,[0-9]{3}){0,3}\.[0-9]{2}", fullmatch=True)


def shown(*blocks: Block, columns: int = 20) -> list[str]:
    return [row.text.rstrip() if isinstance(row, TextRow) else str(row) for row in rows_of(Document(blocks), columns)]


def test_an_amount_stands_on_the_right_of_its_name() -> None:
    assert shown(Columns.of("Tea", "1.00")) == ["Tea             1.00"]


def test_a_long_name_is_broken_before_the_amount() -> None:
    assert shown(Columns.of("Bananas from the Canaries", "12.00")) == ["Bananas from   12.00", "the Canaries"]


def test_a_name_without_blanks_is_broken_between_letters() -> None:
    assert shown(Columns.of("Donaudampfschifffahrt", "12.00")) == ["Donaudampfschi 12.00", "fffahrt"]


def test_a_code_is_broken_after_a_hyphen() -> None:
    assert shown(Text("7b4f8a3e-1d2c-4e5f-9a0b")) == ["7b4f8a3e-1d2c-4e5f-", "9a0b"]


def test_an_amount_too_long_to_stand_beside_its_name_gets_its_own_line() -> None:
    assert shown(Columns.of("Bananas", "-1,234,567.89 EUR")) == ["Bananas", "   -1,234,567.89 EUR"]


def test_an_amount_longer_than_the_paper_goes_on_below_and_keeps_every_digit() -> None:
    assert "".join(shown(Columns.of("", "1" * 45))).replace(" ", "") == "1" * 45


def test_three_columns_stand_below_each_other() -> None:
    tax = (Cell("VAT"), Cell("10.00", Align.RIGHT, 0, 7), Cell("1.90", Align.RIGHT, 0, 6))
    other = (Cell("City tax"), Cell("7.00", Align.RIGHT, 0, 7), Cell("0.10", Align.RIGHT, 0, 6))
    rows = shown(Columns(tax), Columns(other), columns=32)
    assert rows == ["VAT                 10.00   1.90", "City tax             7.00   0.10"]


def test_wide_letters_are_centred_among_half_as_many() -> None:
    assert shown(Text("Cafe", Align.CENTER, WIDE)) == ["   Cafe"]


def test_a_word_too_long_for_wide_letters_is_printed_in_narrow_ones() -> None:
    rows = rows_of(Document((Text("Supermarket Express", Align.CENTER, WIDE),)), 20)
    assert [(row.text, row.style.size) for row in rows if isinstance(row, TextRow)] == [
        ("Supermarket Express", Size.TALL)
    ]


def test_chinese_letters_take_two_columns() -> None:
    assert shown(Columns.of("牛肉", "1.00"), columns=12) == ["牛肉    1.00"]
    assert shown(Text("牛肉切り落とし"), columns=8) == ["牛肉切り", "落とし"]


def test_marks_take_no_columns() -> None:
    assert width("q\u0323") == 1
    assert shown(Columns.of("q\u0323", "1.00"), columns=8) == ["q\u0323   1.00"]


def test_a_no_break_space_holds_an_amount_together_and_prints_as_a_blank() -> None:
    assert shown(Text("in all 1\u202f234,50\u00a0€"), columns=12) == ["in all", "1 234,50 €"]


@pytest.mark.parametrize(("written", "printed"), [("￥5", "¥5"), ("1’000", "1'000"), ("\u22125", "-5")])
def test_what_number_formats_write_is_printed_as_it_looks(written: str, printed: str) -> None:
    assert shown(Columns.of("", written)) == [printed.rjust(20)]


def test_a_code_has_an_empty_line_above_and_below() -> None:
    assert rows_of(Document((Qr("x"),)), 32) == [TextRow(), QrRow("x"), TextRow()]


def test_rules_and_blanks_fill_lines() -> None:
    assert shown(Rule(), Blank(2), Rule(double=True), columns=4) == ["----", "", "", "===="]


@given(name=NAMES, amount=AMOUNTS, columns=st.sampled_from([32, 42, 48]))
def test_an_amount_is_never_cut_and_no_line_is_too_long(name: str, amount: str, columns: int) -> None:
    rows = shown(Columns.of(name, amount, indent=2), columns=columns)
    assert sum(row.endswith(amount) for row in rows) >= 1
    assert all(width(row) <= columns for row in rows)


@given(text=NAMES, columns=st.integers(4, 48))
def test_wrapping_loses_nothing_but_blanks(text: str, columns: int) -> None:
    kept = Text(text).text
    lines = wrapped(kept, columns)
    assert "".join(lines).replace(" ", "") == kept.replace(" ", "")
    assert all(width(line) <= columns for line in lines)
