"""Held sales as they are drawn: by taps, by a keyboard, page by page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.presentation.panels import ListRow
from pos_terminal.ui.screens.held_pane import HeldPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.wedge import Wedge
from pos_terminal.ui.widgets.list_row import ListRowButton
from pos_terminal.ui.widgets.sale_keys import SaleKeys
from tests.ui.member_places import HOSTILE, choosing_a_held_sale
from tests.ui.test_member_view import tap, visible
from tests.ui.till import LATTE_CODE, Till, typing_into


def rows(window: QWidget) -> list[ListRowButton]:
    return [each for each in window.findChildren(ListRowButton) if each.isVisible()]


def test_a_sale_is_held_another_is_paid_and_the_first_goes_on_by_taps_alone(till: Till) -> None:
    till.selling().sale.tile_tapped("latte")
    tap(till, "Hold")
    assert till.names() == []
    till.sale.tile_tapped("muffin")
    tap(till, next(name for name in visible(till.window) if name.startswith("Card")))
    tap(till, "Done")
    tap(till, "Held sales · 1")
    (row,) = rows(till.window)
    till.shop.clock.forward(1)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert till.names() == ["Latte"]
    assert till.window.focusWidget() is till.sale_view.browse.field


def test_back_to_sale_leaves_the_list_and_all_that_wait(till: Till) -> None:
    choosing_a_held_sale(till)
    tap(till, "Back to sale")
    assert not [each for each in till.window.findChildren(HeldPane) if each.isVisible()]
    assert "Held sales · 100" in visible(till.window)


def test_of_a_hundred_sales_only_a_page_is_made_and_every_one_is_reached(till: Till) -> None:
    choosing_a_held_sale(till)
    till.window.grab()
    seen = [each.accessibleName() for each in rows(till.window)]
    page = len(seen)
    assert len(till.window.findChildren(ListRowButton)) == page < 12
    assert not visible(till.window)["Earlier sales"].isEnabled()
    while visible(till.window)["Later sales"].isEnabled():
        tap(till, "Later sales")
        seen += [each.accessibleName() for each in rows(till.window)]
    assert len(set(seen)) == len(seen) == 100
    tap(till, "Earlier sales")
    assert len(rows(till.window)) == page


def test_a_held_sale_is_reached_with_tab_and_taken_up_with_space_and_never_with_enter(till: Till) -> None:
    choosing_a_held_sale(till)
    first = rows(till.window)[0]
    till.shop.clock.forward(1)
    for _ in range(60):
        focused = till.window.focusWidget()
        assert focused is not None
        if focused is first:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert till.window.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert till.names() == []
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert till.names() == ["Latte"]


def test_a_scan_while_the_list_is_shown_begins_a_new_sale(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    choosing_a_held_sale(till)
    typing_into(till.window).scan(LATTE_CODE)
    assert till.names() == ["Latte"]
    assert len(till.suspending.sales) == 100


def test_hostile_words_neither_widen_a_row_nor_cut_the_amount(host: QWidget, look: Look) -> None:
    plain_row, hostile_row = ListRowButton(look), ListRowButton(look)
    for number, row in enumerate((plain_row, hostile_row)):
        row.setParent(host)
        row.setGeometry(0, number * 80, 400, 72)
        row.show()
    plain_row.show_row(ListRow("1", "", "", "1,234,567.89"))
    hostile_row.show_row(ListRow("2", HOSTILE, "W" * 10_000, "1,234,567.89"))
    amounts = [row.grab().copy(280, 4, 110, 64).toImage() for row in (plain_row, hostile_row)]
    assert amounts[0] == amounts[1]
    assert hostile_row.minimumSizeHint().width() <= 400


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768), (1280, 800), (1600, 900), (1920, 1080)])
def test_all_of_the_list_is_seen_on_every_panel(till: Till, width: int, height: int) -> None:
    till.window.resize(width, height)
    choosing_a_held_sale(till)
    till.window.grab()
    assert (till.window.width(), till.window.height()) == (width, height)
    (pane,) = (each for each in till.window.findChildren(HeldPane) if each.isVisible())
    buttons = [each for each in pane.findChildren(QAbstractButton) if each.isVisible()]
    for each in buttons:
        place = each.rect().translated(each.mapTo(pane, each.rect().topLeft()))
        assert pane.rect().contains(place), each.accessibleName()
    assert len(rows(till.window)) >= 3


def laid_out(till: Till) -> None:
    """The keys take the places that what they say now gives them."""
    till.window.grab()
    keys = till.window.findChild(SaleKeys)
    assert isinstance(keys, SaleKeys)
    layout = keys.layout()
    assert layout is not None
    layout.activate()


def test_the_keys_keep_their_places_when_a_sale_begins(till: Till) -> None:
    choosing_a_held_sale(till)
    tap(till, "Back to sale")
    for width in (1024, 1280, 1600):
        till.window.resize(width, 800)
        laid_out(till)
        names = ("Void sale", "Undo", "Earlier items", "More items")
        before = [visible(till.window)[name].geometry() for name in names]
        hold = visible(till.window)["Held sales · 100"].geometry()
        till.sale.tile_tapped("latte")
        laid_out(till)
        assert [visible(till.window)[name].geometry() for name in names] == before
        assert visible(till.window)["Hold"].geometry() == hold
        till.shop.clock.forward(1)
        till.checkout.void("Customer left")
        till.sale.show()
