"""Why the total is what it is, as it is drawn: behind a tap on the totals and behind the key "More"."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.figure_row import FigureRow
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.ui.widgets.totals import TotalsView
from tests.ui.past_places import looking_at_one_sale, receipts_view
from tests.ui.test_member_view import tap, visible
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


def test_the_key_of_a_past_sale_shows_why_it_came_to_so_much_and_done_leads_to_the_list(till: Till) -> None:
    looking_at_one_sale(till)
    tap(till, "Explain")
    pane = receipts_view(till).report

    assert pane.isVisible()
    assert pane.hasFocus()
    assert any(each.text().startswith("Why ") for each in pane.findChildren(QLabel))
    tap(till, "Done")
    assert not pane.isVisible()
    assert receipts_view(till).receipts.isVisible()


def test_the_words_beside_the_key_of_a_past_sale_are_whole_where_text_is_large(
    till: Till, look: Look, qapp: QApplication
) -> None:
    look.use(qapp, ThemeName.LIGHT, 1.5)
    till.window.resize(1024, 768)
    looking_at_one_sale(till)
    till.window.grab()
    keys = visible(till.window)

    assert [
        words for words in ("Explain", "Gift receipt") if keys[words].width() < keys[words].sizeHint().width()
    ] == []
