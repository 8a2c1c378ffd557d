"""A sale on a real terminal is found by its receipt, a part of it comes back, and a copy is printed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, demo_store
from pos_terminal.domain.transaction import item_count
from pos_terminal.presentation.places import Place
from pos_terminal.ui.widgets.person_button import PersonButton
from tests.app.lanes import Lane, opened_lane
from tests.app.test_held_window import paid, settled


def steps(lane: Lane, *names: str) -> None:
    """Tap one after the other, never in a hurry."""
    for name in names:
        settled(lane)
        lane.tap(name)


def beside_selling(lane: Lane) -> None:
    """The key whose whole name is "More"."""
    keys = (each for each in lane.till.window.findChildren(QAbstractButton) if each.isVisible())
    QTest.mouseClick(next(each for each in keys if each.accessibleName() == "More"), Qt.MouseButton.LeftButton)


def approved(lane: Lane) -> None:
    """The manager approves."""
    people = (each for each in lane.till.window.findChildren(PersonButton) if each.isVisible())
    boss = next(each for each in people if "Manager" in each.accessibleName())
    QTest.mouseClick(boss, Qt.MouseButton.LeftButton)
    for digit in PINS["3001"]:
        lane.tap(digit)
    lane.tap("Approve")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)


def test_a_scanned_receipt_leads_to_money_back_and_to_a_copy(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        number = paid(lane)
        sold = lane.terminal.desk.finished
        assert sold is not None
        lane.till.shell.scanned(f"https://receipts.example/{sold.guest_receipt_code}")
        assert lane.till.shell.place is Place.RECEIPTS
        assert number in lane.texts()
        steps(lane, "Return items", "One more ", "Next", "Damaged", "Give back ")
        approved(lane)
        left = lane.terminal.desk.finished
        assert left is not None
        assert left.transaction_id == number
        assert item_count([each.line for each in left.lines]) == 2
        assert "Give back" in lane.texts()
        steps(lane, "Done")
        beside_selling(lane)
        steps(lane, "Receipts", number)
        assert "Returned in part" in lane.texts()
        lane.tap("Print again")
        assert f"Copy 1 of {number} is being printed." in lane.texts()
        assert lane.terminal.send_pending() == 2
    assert store.simulator.platform.violations == []
