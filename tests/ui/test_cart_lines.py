"""What a cart line looks like, looked up in its pixels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.worth import Saving
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.cart_view import CartView


def drawn(view: CartView, row: CartRow) -> QImage:
    view.show_rows((row,), "")
    return view.viewport().grab().toImage()


def lowest_ink(image: QImage, upto: int) -> int:
    """The last row of dark pixels where names stand."""
    dark = [y for y in range(upto) if any(image.pixelColor(x, y).lightness() < 90 for x in range(66, 260))]
    return max(dark)


def corner_of_detail(image: QImage) -> tuple[int, int]:
    """The last column and the last row of ink where details begin that are read from the right."""
    ground = image.pixelColor(image.width() // 2, 48)
    ink = [(x, y) for x in range(270, 332) for y in range(32, 50) if image.pixelColor(x, y) != ground]
    return max(x for x, _y in ink), max(y for _x, y in ink)


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


def test_a_detail_begins_at_the_same_place_before_an_offer_that_is_read_from_the_right(view: CartView) -> None:
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    alone = drawn(view, CartRow("1", "1", "Latte", "Whole milk", "1.00"))
    offered = drawn(view, CartRow("2", "1", "Latte", "Whole milk", "1.00", saving=Saving("Offer", "−0.20")))
    assert corner_of_detail(offered) == corner_of_detail(alone)
