"""The map of the tables as it is drawn: by taps, by a keyboard, on every panel."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.domain.floor import floor_of
from pos_terminal.presentation.tables_panel import TableState, TableTile
from pos_terminal.ui.screens.tables_pane import TablesPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.table_button import TableButton
from tests.ui.member_places import HOSTILE
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


def shown(till: Till) -> TablesPane:
    tap(till, "More")
    tap(till, "Tables")
    QCoreApplication.sendPostedEvents()
    till.window.grab()
    (pane,) = (each for each in till.window.findChildren(TablesPane) if each.isVisible())
    return pane


def tables(window: QWidget) -> list[TableButton]:
    return [each for each in window.findChildren(TableButton) if each.isVisible()]


def tap_table(till: Till, name: str) -> None:
    till.shop.clock.forward(1)
    (button,) = (each for each in tables(till.window) if each.accessibleName().split(",")[0] == f"Table {name}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    till.shop.clock.forward(1)


def test_two_tables_are_served_in_turn_merged_and_paid_by_taps_alone(till: Till) -> None:
    till.selling()
    shown(till)
    tap_table(till, "2")
    for key in ("3", "Set guests"):
        tap(till, key)
    till.sale.tile_tapped("latte")
    shown(till)
    tap_table(till, "5")
    tap(till, "Skip")
    till.sale.tile_tapped("muffin")
    shown(till)
    tap_table(till, "2")
    assert till.names() == ["Latte"]
    shown(till)
    tap(till, "Merge tables")
    for table in ("2", "5"):
        tap_table(till, table)
    tap(till, "Merge 2")
    QCoreApplication.sendPostedEvents()
    tap(till, "Merge")
    assert till.names() == ["Latte", "Muffin"]
    tap(till, "Back to sale")
    tap(till, next(name for name in visible(till.window) if name.startswith("Card")))
    assert (till.shop.desk.basket, till.suspending.sales) == (None, ())


def test_a_table_is_reached_with_tab_and_chosen_with_space_and_never_with_enter(till: Till) -> None:
    till.selling()
    shown(till)
    first = tables(till.window)[0]
    till.shop.clock.forward(1)
    for _ in range(60):
        focused = till.window.focusWidget()
        assert focused is not None
        if focused is first:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert till.window.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert till.shop.desk.basket is None
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert till.shop.desk.open_sale().head.table_id == "1"


def test_of_three_hundred_tables_only_a_page_is_made_and_every_one_is_reached(till: Till) -> None:
    till.checks = replace(till.checks, floor=floor_of(("1-300",)))
    till.selling()
    shown(till)
    page = len(tables(till.window))
    assert len(till.window.findChildren(TableButton)) == page < 40
    seen = [each.accessibleName() for each in tables(till.window)]
    while visible(till.window)["Later tables"].isEnabled():
        tap(till, "Later tables")
        seen += [each.accessibleName() for each in tables(till.window)]
    assert len(set(seen)) == len(seen) == 300


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768), (1280, 800), (1920, 1080)])
def test_all_of_the_map_is_seen_on_every_panel_also_while_tables_are_merged(
    till: Till, width: int, height: int
) -> None:
    till.window.resize(width, height)
    till.checks = replace(till.checks, floor=floor_of(("Inside: 1-60", "Terrace: T1, T2, T3")))
    till.selling()
    for table in ("1", "2", "3"):
        till.checks.serving.seat(table)
        till.shop.selling.add_item("latte")
    pane = shown(till)
    for names in ((), ("Merge tables",)):
        for name in names:
            tap(till, name)
            tap_table(till, "1")
            tap_table(till, "2")
        QCoreApplication.sendPostedEvents()
        till.window.grab()
        buttons = [each for each in pane.findChildren(QAbstractButton) if each.isVisible()]
        for button in buttons:
            place = button.rect().translated(button.mapTo(pane, button.rect().topLeft()))
            assert pane.rect().contains(place), button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
    assert (till.window.width(), till.window.height()) == (width, height)
    assert len(tables(till.window)) >= 6


def test_a_hostile_table_neither_widens_its_tile_nor_cuts_the_amount(host: QWidget, look: Look) -> None:
    plain_tile, hostile_tile = TableButton(look), TableButton(look)
    for number, button in enumerate((plain_tile, hostile_tile)):
        button.setParent(host)
        button.setGeometry(0, number * 120, 180, 110)
        button.show()
    plain_tile.show_tile(TableTile("1", "", TableState.WAITING, "1,234,567.89", "", " "))
    hostile_tile.show_tile(TableTile("2", HOSTILE, TableState.WAITING, "1,234,567.89", HOSTILE, HOSTILE))
    amounts = [button.grab().copy(90, 6, 84, 28).toImage() for button in (plain_tile, hostile_tile)]
    assert amounts[0] == amounts[1]
    assert hostile_tile.minimumSizeHint().width() <= 180
