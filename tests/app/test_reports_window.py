"""The reports of a real terminal at its manager's desk: read, gone into, and taken away as files."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import demo_store
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.reports_pane import ReportsPane
from pos_terminal.ui.widgets.report_model import LABEL
from tests.app.lanes import Lane, opened_lane
from tests.app.test_held_window import paid, settled
from tests.app.test_office_window import by_managers_pin
from tests.app.test_receipts_window import beside_selling


def reports_of(lane: Lane) -> ReportsPane:
    """The section, opened by a manager's PIN."""
    settled(lane)
    beside_selling(lane)
    settled(lane)
    while not lane.shows("Manager's desk"):
        lane.tap("Later actions")
    lane.tap("Manager's desk")
    by_managers_pin(lane)
    lane.until(lambda: lane.till.shell.place is Place.BACK_OFFICE)
    lane.tap("Reports")
    pane = lane.till.window.findChild(ReportsPane)
    assert isinstance(pane, ReportsPane)
    return pane


def test_a_manager_reads_a_report_takes_it_away_and_goes_to_a_sale(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        number = paid(lane)
        lane.till.shell.go(Place.SALE)
        pane = reports_of(lane)
        model, today = pane.table.model(), lane.terminal.tilling.today()
        lane.until(lambda: model.rowCount() == 2)
        for key, begins in (("CSV", b"\xef\xbb\xbfkey,name"), ("PDF", b"%PDF")):
            made = lane.terminal.settings.data_dir / "exports" / f"sales-{today}.{key.lower()}"
            lane.tap(key)
            lane.until(made.exists)
            assert made.read_bytes().startswith(begins)
        pane.table.chosen.emit(today.isoformat())
        lane.until(lambda: lane.shows("To the report"))
        assert number in str(model.index(1, LABEL).data())
        pane.table.chosen.emit(number)
        lane.tap("Open the receipt")
        lane.until(lambda: lane.till.shell.place is Place.RECEIPTS)
        assert number in lane.texts()
