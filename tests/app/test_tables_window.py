"""A map of tables on a real terminal: two tables are served and merged, and the end of the other is journalled."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.app.demonstration import demo_store
from pos_terminal.domain.transaction import SnapshotKind
from pos_terminal.ui.widgets.table_button import TableButton
from tests.app.lanes import Lane, opened_lane
from tests.app.test_held_window import paid, settled
from tests.app.test_split_window import tap


def tap_table(lane: Lane, name: str) -> None:
    settled(lane)
    shown = [each for each in lane.till.window.findChildren(TableButton) if each.isVisible()]
    (table,) = (each for each in shown if each.accessibleName().split(",")[0] == f"Table {name}")
    QTest.mouseClick(table, Qt.MouseButton.LeftButton)


def test_two_tables_are_merged_and_paid_as_one(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        side = lane.terminal.sales_side
        side.serving.set_table("2")
        second = lane.terminal.desk.open_sale()
        tap(lane, "More")
        tap(lane, "Tables")
        tap_table(lane, "5")
        tap(lane, "Skip")
        lane.terminal.selling.add_item("latte")
        tap(lane, "More")
        tap(lane, "Tables")
        tap(lane, "Merge tables")
        tap_table(lane, "2")
        tap_table(lane, "5")
        fifth = lane.terminal.desk.open_sale().head.transaction_id
        for name in ("Merge 2", "Merge", "Back to sale"):
            tap(lane, name)

        assert lane.terminal.desk.open_sale().head.transaction_id == second.head.transaction_id
        assert side.suspending.sales == ()
        settled(lane)
        assert paid(lane) == second.head.transaction_id
        database = lane.terminal.database
        (ended,) = SqliteSales(database.connect(), database.lock, b"only to read, so any").history(fifth)
        assert (ended.kind, ended.void_reason) == (SnapshotKind.VOIDED, f"Merged into {second.head.transaction_id}")
    assert store.simulator.platform.violations == []
