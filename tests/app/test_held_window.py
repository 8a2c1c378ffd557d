"""A sale held on a real terminal: another shopper is served, then the first one pays."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import demo_store
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.taking import DOUBLE_TAP_SECONDS
from pos_terminal.ui.widgets.list_row import ListRowButton
from tests.app.lanes import Lane, opened_lane


def paid(lane: Lane) -> str:
    """Take the balance by card; which sale that was."""
    lane.tap("Card ")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)
    finished = lane.terminal.desk.finished
    assert finished is not None
    return finished.transaction_id


def settled(lane: Lane) -> None:
    """A tap counts again."""
    since = lane.terminal.clock.monotonic()
    lane.until(lambda: lane.terminal.clock.monotonic() - since > DOUBLE_TAP_SECONDS)


def test_a_sale_is_held_another_one_is_paid_and_the_held_one_goes_on(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        first = lane.terminal.desk.open_sale()
        lane.tap("Hold")
        assert lane.terminal.desk.basket is None
        lane.terminal.selling.add_item("latte")
        lane.till.shell.go(Place.SALE)
        assert paid(lane) != first.head.transaction_id
        settled(lane)
        lane.tap("Done")
        lane.tap("Held sales · 1")
        settled(lane)
        (row,) = (each for each in lane.till.window.findChildren(ListRowButton) if each.isVisible())
        assert "3 items" in row.accessibleName()
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        taken_up = lane.terminal.desk.open_sale()
        assert (dict(taken_up.lines), taken_up.totals) == (dict(first.lines), first.totals)
        settled(lane)
        assert paid(lane) == first.head.transaction_id
        assert not lane.terminal.sales_side.suspending.sales
    assert store.simulator.platform.violations == []
