"""Rows of lists are as high as what they say needs, in the faces that its letters are drawn with."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.presentation.panels import ListRow
from pos_terminal.presentation.receipts_state import ReceiptList, ReceiptRow, RowTone
from pos_terminal.ui.screens.receipt_list_pane import ReceiptListPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets import receipt_row
from pos_terminal.ui.widgets.drawn_row import HEIGHT, DrawnRow
from pos_terminal.ui.widgets.list_row import ListRowButton
from pos_terminal.ui.widgets.paged_rows import PagedRows

ARABIC, LATIN, JAPANESE, THAI = "طاولة جيم 5", "Blue coat gjpqy", "東京タワー", "ไทยที่ปู่"
NAMES = [LATIN, ARABIC, JAPANESE, THAI]


@pytest.fixture
def large(look: Look, qapp: QApplication) -> Look:
    look.cover_all_scripts()
    look.use(qapp, ThemeName.LIGHT, 1.5)
    return look


def listed(look: Look, host: QWidget, *rows: ListRow) -> list[ListRowButton]:
    several = PagedRows(look)
    several.setParent(host)
    several.setGeometry(0, 0, 380, 440)
    several.show()
    several.show_rows(rows)
    settled(several)
    return [each for each in several.findChildren(ListRowButton) if each.isVisible()]


def settled(widget: QWidget) -> None:
    for _ in range(2):
        QCoreApplication.sendPostedEvents()
        widget.grab()


def ink(row: DrawnRow) -> list[int]:
    """The lines of pixels that words are drawn on; what stands between two lines of text is left out."""
    image: QImage = row.grab().toImage()
    ground = QColor(image.pixelColor(row.width() // 2, 6)).lightness()
    inside = range(20, row.width() - 20)
    return [y for y in range(image.height()) if any(image.pixelColor(x, y).lightness() < ground - 60 for x in inside)]


def drawn_alike(look: Look, host: QWidget, row: ListRow) -> tuple[int, int]:
    """How many lines of pixels the words take in the list's row, and how many in one with room to spare."""
    (shown,) = listed(look, host, row)
    spare = ListRowButton(look)
    spare.setParent(host)
    spare.show_row(row)
    spare.be_high(300)
    spare.setGeometry(0, 0, shown.width(), 300)
    spare.show()
    return len(inner(ink(shown), shown.height())), len(inner(ink(spare), 300))


def inner(lines: list[int], height: int) -> list[int]:
    return [y for y in lines if 3 <= y < height - 3]


@pytest.mark.parametrize("detail", [LATIN, ARABIC])
@pytest.mark.parametrize("name", NAMES)
def test_words_in_every_script_are_whole_where_text_is_large(
    large: Look, host: QWidget, name: str, detail: str
) -> None:
    tight, spare = drawn_alike(large, host, ListRow("1", name, detail, ""))
    assert abs(tight - spare) <= 1  # letters stand between pixels


def test_an_amount_below_a_long_name_keeps_off_the_border(large: Look, host: QWidget) -> None:
    (row,) = listed(large, host, ListRow("1", "Butter croissant with almonds", "", "2.90"))
    words = [y for y in ink(row) if y >= row.height() // 2 and y < row.height() - 3]
    assert row.height() - max(words) >= 10


def test_rows_keep_their_height_where_text_is_as_designed_in_whatever_script(look: Look, host: QWidget) -> None:
    look.cover_all_scripts()
    rows = listed(look, host, *(ListRow(name, name, detail, "9.63") for name in NAMES for detail in (LATIN, ARABIC)))
    assert {each.height() for each in rows} == {HEIGHT}


def test_all_rows_of_a_list_are_as_high_as_its_highest(large: Look, host: QWidget) -> None:
    rows = listed(large, host, ListRow("1", LATIN, "", "1.00"), ListRow("2", ARABIC, ARABIC, "1.00"))
    (high,) = {each.height() for each in rows}
    assert high > HEIGHT


def test_receipts_are_as_high_as_what_they_say_and_tell_how_many_fit(large: Look, host: QWidget) -> None:
    sale = ReceiptRow("1", "lane-1-000001", ARABIC, "9.63", ARABIC, RowTone.PLAIN)
    pane = ReceiptListPane(large)
    told: list[int] = []
    pane.room_changed.connect(told.append)
    pane.setParent(host)
    pane.setGeometry(0, 0, 600, 640)
    pane.show()
    settled(pane)
    pane.show_list(ReceiptList("Receipts", (sale,), "", has_newer=False, has_older=False))
    settled(pane)
    (row,) = (each for each in pane.findChildren(receipt_row.ReceiptRow) if each.isVisible())
    assert row.height() == receipt_row.height_for(large, sale) > HEIGHT
    assert told[-1] < told[0]
