"""Why the total is what it is, as it is drawn: behind a tap on the totals and behind the key "More"."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.ui.widgets.totals import TotalsView
from tests.ui.test_member_view import tap
from tests.ui.till import Till


def shown(till: Till) -> list[str]:
    pane = till.window.findChild(ReportPane)
    assert isinstance(pane, ReportPane)
    return [each.text() for each in pane.findChildren(PlainLabel) if each.isVisible()] if pane.isVisible() else []


def test_a_tap_on_the_totals_shows_the_steps_and_done_leads_back(till: Till) -> None:
    till.selling().sale.tile_tapped("latte")
    total = str(till.shop.desk.open_sale().totals.total)
    totals = till.sale_view.findChild(TotalsView)
    assert isinstance(totals, TotalsView)
    QTest.mouseClick(totals, Qt.MouseButton.LeftButton)

    assert "Why this total" in shown(till)
    assert "Total: lines less discounts, and the taxes on top" in shown(till)
    assert total in shown(till)
    tap(till, "Done")
    assert shown(till) == []


def test_the_key_more_leads_there_while_a_sale_has_lines(till: Till) -> None:
    till.selling().sale.tile_tapped("latte")
    tap(till, "More")
    till.shop.clock.forward(1)
    tap(till, "Explain total")

    assert "Why this total" in shown(till)
