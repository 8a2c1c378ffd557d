"""A sale split on a real terminal: its parts are printed, and each is paid."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import demo_store
from pos_terminal.domain.money import total_of
from pos_terminal.ui.widgets.list_row import ListRowButton
from tests.app.lanes import Lane, opened_lane
from tests.app.test_held_window import paid, settled


def tap_row(lane: Lane, number: int) -> None:
    settled(lane)
    rows = [each for each in lane.till.window.findChildren(ListRowButton) if each.isVisible()]
    QTest.mouseClick(rows[number], Qt.MouseButton.LeftButton)


def named(lane: Lane, name: str) -> list[QAbstractButton]:
    """The keys of exactly this name that are seen now."""
    shown = [each for each in lane.till.window.findChildren(QAbstractButton) if each.isVisible()]
    return [each for each in shown if each.accessibleName() == name]


def tap(lane: Lane, name: str) -> None:
    settled(lane)
    lane.until(lambda: bool(named(lane, name)))
    QTest.mouseClick(named(lane, name)[0], Qt.MouseButton.LeftButton)


def test_a_sale_is_split_evenly_its_checks_are_printed_and_both_parts_are_paid(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        whole = lane.terminal.desk.open_sale()
        for name in ("More", "Split the sale", "Evenly, 2 ways", "Split", "Print checks"):
            tap(lane, name)
        lane.terminal.wait_for_paper(15)
        assert lane.terminal.sales_side.baskets.load() is not None
        parts = [lane.terminal.desk.open_sale(), *lane.terminal.sales_side.suspending.sales]
        assert len(parts) == 2

        tap_row(lane, 1)
        second = lane.terminal.desk.open_sale().head
        assert second.from_transaction_id == whole.head.transaction_id
        settled(lane)
        assert paid(lane) == second.transaction_id
        tap(lane, "Done")
        tap(lane, "Held sales · 1")
        tap_row(lane, 0)
        settled(lane)
        assert paid(lane) == whole.head.transaction_id
        numbers = (whole.head.transaction_id, second.transaction_id)
        sold = [lane.terminal.sales_side.returning.recall(each) for each in numbers]
        assert total_of([each.totals.total for each in sold if each], whole.policy.currency) == whole.totals.total
    assert store.simulator.platform.violations == []
