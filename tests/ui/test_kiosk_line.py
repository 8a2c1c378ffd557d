from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.presentation.kiosk.state import KioskLine
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.line_row import LineRow
from pos_terminal.ui.theme.look import Look


def test_the_keys_of_a_line_change_sides_with_the_language_and_come_back(look: Look, host: QWidget) -> None:
    ink = Ink(look)
    row = LineRow(ink)
    row.setParent(host)
    row.resize(900, 112)
    row.show()
    row.show_line(KioskLine("1", "Latte", "1", "4.50"))
    less, more = row.findChildren(QAbstractButton)
    before = (less.x(), more.x())
    assert less.accessibleName() == "Take out Latte"
    assert less.x() < more.x() < row.width()
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (less.x(), more.x()) == tuple(row.width() - each - less.width() for each in before)
    row.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert (less.x(), more.x()) == before
