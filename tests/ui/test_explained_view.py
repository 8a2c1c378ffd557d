"""Why the total is what it is, as it is drawn: behind a tap on the totals and behind the key "More"."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.widgets.figure_row import FigureRow
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.ui.widgets.totals import TotalsView
from tests.ui.test_member_view import tap
from tests.ui.till import Till


def shown(till: Till) -> list[str]:
    """What the report says, row by row; nothing while none is shown."""
    pane = till.window.findChild(ReportPane)
    assert isinstance(pane, ReportPane)
    words = [each.text() for each in pane.findChildren(PlainLabel) if each.isVisible()]
    rows = [each.accessibleName() for each in pane.findChildren(FigureRow) if each.isVisible()]
    return words + rows if pane.isVisible() else []


def tapped(till: Till, words: str) -> None:
    row = next(each for each in till.window.findChildren(FigureRow) if each.accessibleName().startswith(words))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)


def test_a_tap_on_the_totals_shows_the_groups_and_done_leads_back(till: Till) -> None:
    till.selling().sale.tile_tapped("latte")
    total = str(till.shop.desk.open_sale().totals.total)
    totals = till.sale_view.findChild(TotalsView)
    assert isinstance(totals, TotalsView)
    QTest.mouseClick(totals, Qt.MouseButton.LeftButton)

    assert f"Why {total}" in shown(till)
    assert f"Total, {total}" in shown(till)
    tap(till, "Done")
    assert shown(till) == []


def test_a_tap_on_a_figure_shows_what_is_behind_it_and_one_without_anything_does_nothing(till: Till) -> None:
    till.selling().sale.tile_tapped("latte")
    till.sale.tile_tapped("latte")
    tap(till, "More")
    till.shop.clock.forward(1)
    tap(till, "Explain total")
    tapped(till, "All items")
    assert any(each.startswith("Why 9.74") for each in shown(till))
    tapped(till, "Latte")

    assert "2 × 4.50, 9.00" in shown(till)
    tap(till, "Back")
    assert any(each.startswith("Why 9.74") for each in shown(till))
