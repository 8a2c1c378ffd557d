"""The table of a report, drawn: what its cells show of figures and of names."""

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from pos_terminal.domain.sales_report import Period, ReportName
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import text_width
from pos_terminal.ui.widgets.report_delegate import PAD
from pos_terminal.ui.widgets.report_model import FIGURES
from pos_terminal.ui.widgets.report_table import ReportTable
from tests.presentation.report_books import TODAY, ReportBooks


def drawn(table: ReportTable, index: QModelIndex, width: int) -> QImage:
    """A cell that is so wide, alone."""
    picture = QImage(width, 56, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, 56)
    painter = QPainter(picture)
    table.itemDelegate().paint(painter, option, index)
    painter.end()
    return picture


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_figure_is_whole_in_a_column_that_is_a_little_too_narrow(
    host: QWidget, look: Look, way: Qt.LayoutDirection
) -> None:
    table = ReportTable(look)
    table.setParent(host)
    table.setLayoutDirection(way)
    table.show_sheet(ReportBooks().read(ReportName.ITEMS, Period(TODAY, TODAY)).sheet)
    for row, step in ((0, "body_strong"), (1, "body")):
        index = table.model().index(row, FIGURES + 1)
        needed = text_width(look, step, str(index.data())) + 2 * PAD
        wide, narrow = drawn(table, index, 2 * needed), drawn(table, index, needed - 6)
        far = way is Qt.LayoutDirection.RightToLeft
        left = 0 if far else wide.width() - narrow.width()
        assert wide.copy(left, 0, narrow.width(), 56) == narrow
