"""What a cart line looks like, looked up in its pixels."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.cart import CartRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.cart_view import CartView


def drawn(view: CartView, row: CartRow) -> QImage:
    view.show_rows((row,), "")
    return view.viewport().grab().toImage()


def lowest_ink(image: QImage, upto: int) -> int:
    """The last row of dark pixels where names stand."""
    dark = [y for y in range(upto) if any(image.pixelColor(x, y).lightness() < 90 for x in range(66, 260))]
    return max(dark)


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> CartView:
    look.cover_all_scripts()
    view = CartView(look)
    qtbot.addWidget(view)
    view.resize(392, 420)
    view.show()
    return view


@pytest.mark.parametrize("name", ["حليب طازج كامل الدسم", "日本語の商品名", "เนื้อวัวไทย", "שוקולד חלב", "Latte"])
def test_names_in_every_script_stand_where_latin_ones_do(view: CartView, name: str) -> None:
    latin = lowest_ink(drawn(view, CartRow("1", "1", "Hgjp", "", "1.00")), 50)
    other = lowest_ink(drawn(view, CartRow("2", "1", name, "", "1.00")), 50)
    assert abs(other - latin) <= 5


def test_a_long_detail_is_cut_between_its_parts(view: CartView) -> None:
    parts = ["4.50 each", *[f"Extra shot number {each} +1.25" for each in range(6)]]
    whole = drawn(view, CartRow("1", "1", "Latte", " · ".join((*parts[:2], "…")), "1.00"))
    assert drawn(view, CartRow("2", "1", "Latte", " · ".join(parts), "1.00")) == whole
