"""The reports' section in the window: bars beside figures, the keyboard, sorting, and panels of every size."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from pos_terminal.presentation.back_office import BackOfficePresenter
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.back_office import BackOfficeView
from pos_terminal.ui.screens.reports_pane import ReportsPane
from pos_terminal.ui.widgets.report_model import BAR, FIGURES, LABEL
from pos_terminal.ui.widgets.report_table import ReportTable
from tests.presentation.report_books import SALE
from tests.ui.test_back_office_view import opened, said
from tests.ui.test_member_view import tap
from tests.ui.till import Till


def reports(till: Till) -> tuple[BackOfficeView, ReportsPane]:
    view = opened(till)
    tap(till, "Reports")
    pane = view.findChild(ReportsPane)
    assert isinstance(pane, ReportsPane)
    view.grab()
    QCoreApplication.sendPostedEvents()  # the chips are laid out then
    return view, pane


def shown(table: ReportTable) -> tuple[bool, bool]:
    """Whether the bars are shown, and whether the figures are."""
    return not table.isColumnHidden(BAR), not table.isColumnHidden(FIGURES)


def told(table: ReportTable, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_a_report_is_read_sorted_and_gone_through_by_keyboard_alone(till: Till) -> None:
    till.window.resize(1280, 800)
    view, pane = reports(till)
    tap(till, "Sales by item")
    table = pane.table
    assert shown(table) == (True, True)
    assert told(table, LABEL)[:3] == ["Total", "Latte", "Flat white with oat milk, large, to take away"]
    table.horizontalHeader().setSortIndicator(LABEL, Qt.SortOrder.AscendingOrder)
    assert told(table, LABEL)[:3] == ["Total", "Apples", "Bread"]
    table.horizontalHeader().setSortIndicator(FIGURES + 3, Qt.SortOrder.AscendingOrder)
    assert told(table, FIGURES + 3)[1] == "-248.13"
    assert table.model().index(1, LABEL).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Bread, Quantity 248.13")

    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert "Sales by item: Bread" in said(view)
    assert shown(table) == (False, True)
    assert SALE in told(table, LABEL)[1]
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert SALE in said(view)
    tap(till, "Back")
    tap(till, "To the report")
    tap(till, "CSV")
    assert any("/till/exports/items.csv" in text for text in said(view))


def test_on_a_small_panel_bars_and_figures_take_turns_and_a_receipt_is_opened_at_the_till(till: Till) -> None:
    till.window.resize(1024, 768)
    view, pane = reports(till)
    assert shown(pane.table) == (False, True)
    assert pane.table.horizontalScrollBar().maximum() == 0
    tap(till, "Chart")
    assert shown(pane.table) == (True, False)
    tap(till, "Figures")
    assert shown(pane.table) == (False, True)
    presenter = till.built[Place.BACK_OFFICE]
    assert isinstance(presenter, BackOfficePresenter)
    till.shop.desk.operator = None
    presenter.to_receipt(SALE)
    assert any(text.startswith("Nobody is signed on") for text in said(view))
