"""One thing of a list: what it is called, what else is known of it, and what it comes to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent

from pos_terminal.presentation.panels import ListRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import step_that_fits, text_width
from pos_terminal.ui.widgets.drawn_row import AMOUNT_STEPS, GAP, DrawnRow, Texts, row_height

_LARGE = 1.5
"""From this factor on a long name has its line for itself, and the amount stands beside what else is known."""


class ListRowButton(DrawnRow):
    """Draws a `ListRow`; the amount is never cut, the words give way to it."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._row = ListRow("", "", "", "")
        self.clicked.connect(self._clicked)

    def show_row(self, row: ListRow) -> None:
        """Draw this."""
        if row != self._row:
            self._row = row
            self.setAccessibleName(", ".join(part for part in (row.name, row.amount, row.detail) if part))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room = self.grounded(marked=self.isDown())
        look, row, (near, far) = self._look, self._row, self.sides()
        step = step_that_fits(look, AMOUNT_STEPS, row.amount, int(room.width()))
        painter.setFont(look.font(step))
        painter.setPen(look.colour("text_primary"))
        beside = self.beside(room, text_width(look, step, row.amount) + GAP)
        upper, lower = self.lines(beside, *_texts(look, row))
        if look.text_factor >= _LARGE and text_width(look, "label", row.name) > beside.width():
            upper, under = self.lines(room, *_texts(look, row))
            painter.drawText(under, far | Qt.AlignmentFlag.AlignTop, row.amount)
        else:
            painter.drawText(room, far | Qt.AlignmentFlag.AlignVCenter, row.amount)
        self.paint_line(painter, ("label", "text_primary", row.name), upper, near | Qt.AlignmentFlag.AlignBottom)
        self.paint_line(painter, ("body", "text_secondary", row.detail), lower, near | Qt.AlignmentFlag.AlignTop)
        painter.end()

    def _clicked(self) -> None:
        self.chosen.emit(self._row.key)


def height_for(look: Look, row: ListRow) -> int:
    """Height in dp of a row that draws this, so that neither of its lines is cut."""
    return row_height(look, *_texts(look, row))


def _texts(look: Look, row: ListRow) -> tuple[Texts, Texts]:
    detail = ("body", row.detail)
    amount = ("label", row.amount)
    return (("label", row.name),), (detail, amount) if look.text_factor >= _LARGE else (detail,)
