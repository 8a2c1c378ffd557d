"""Splitting a sale as it is drawn: by taps, by a keyboard, on every panel."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.ui.screens.held_pane import HeldPane
from pos_terminal.ui.screens.split_pane import SplitPane
from pos_terminal.ui.widgets.list_row import ListRowButton
from tests.application.fakes import each
from tests.ui.member_places import HOSTILE
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


def by_items(till: Till, *item_ids: str) -> SplitPane:
    till.selling()
    for item_id in item_ids or ("latte", "muffin"):
        till.shop.selling.add_item(item_id)
    till.sale.show()
    tap(till, "More")
    tap(till, "Split the sale")
    QCoreApplication.sendPostedEvents()
    till.window.grab()
    tap(till, "By items")
    (pane,) = (shown for shown in till.window.findChildren(SplitPane) if shown.isVisible())
    return pane


def rows(pane: QWidget) -> list[ListRowButton]:
    return [row for row in pane.findChildren(ListRowButton) if row.isVisible()]


def many(till: Till) -> SplitPane:
    """Thirty lines to choose from, with names that anybody may fill."""
    for number in range(30):
        till.shop.put(replace(each(f"i{number}", "1.00"), name=f"{number} {HOSTILE}"))
    return by_items(till, *(f"i{number}" for number in range(30)))


def test_a_line_is_moved_split_off_and_the_part_is_paid_by_taps_alone(till: Till) -> None:
    pane = by_items(till)
    QTest.mouseClick(rows(pane)[1], Qt.MouseButton.LeftButton)
    assert visible(till.window)["Split"].isEnabled()
    tap(till, "Split")
    (parts,) = (shown for shown in till.window.findChildren(HeldPane) if shown.isVisible())
    assert [row.accessibleName().split(",")[0] for row in rows(parts)] == ["This sale", "Part 2 of 2"]
    till.shop.clock.forward(1)
    QTest.mouseClick(rows(parts)[1], Qt.MouseButton.LeftButton)
    assert till.names() == ["Muffin"]
    tap(till, next(name for name in visible(till.window) if name.startswith("Card")))
    assert till.shop.desk.basket is None
    assert len(till.suspending.sales) == 1


def test_the_checks_of_all_parts_are_printed_by_one_key(till: Till) -> None:
    by_items(till)
    tap(till, "Back to sale")
    tap(till, "More")
    tap(till, "Split the sale")
    tap(till, "Evenly, 2 ways")
    QCoreApplication.sendPostedEvents()
    tap(till, "Split")
    till.shop.clock.forward(1)
    tap(till, "Print checks")
    assert [record.print_job_id is not None for record in till.shop.sales.records] == [True, True]


def test_a_line_is_reached_with_tab_and_moved_with_space_and_never_with_enter(till: Till) -> None:
    pane = by_items(till)
    first = rows(pane)[0]
    for _ in range(60):
        focused = till.window.focusWidget()
        assert focused is not None
        if focused is first:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert till.window.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert not visible(till.window)["Split"].isEnabled()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert visible(till.window)["Split"].isEnabled()


def test_the_page_that_is_shown_stays_while_lines_are_moved(till: Till) -> None:
    pane = many(till)
    QCoreApplication.sendPostedEvents()
    till.window.grab()
    before = rows(pane)[0].accessibleName()
    tap(till, "Later lines to move")
    shown = rows(pane)[0].accessibleName()
    assert shown != before
    QTest.mouseClick(rows(pane)[1], Qt.MouseButton.LeftButton)
    assert rows(pane)[0].accessibleName() == shown


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768), (1280, 800), (1920, 1080)])
def test_all_of_both_sides_is_seen_on_every_panel(till: Till, width: int, height: int) -> None:
    till.window.resize(width, height)
    pane = many(till)
    QTest.mouseClick(rows(pane)[0], Qt.MouseButton.LeftButton)
    till.window.grab()
    assert (till.window.width(), till.window.height()) == (width, height)
    buttons = [shown for shown in pane.findChildren(QAbstractButton) if shown.isVisible()]
    for button in buttons:
        place = button.rect().translated(button.mapTo(pane, button.rect().topLeft()))
        assert pane.rect().contains(place), button.accessibleName()
    assert len(rows(pane)) >= 4
