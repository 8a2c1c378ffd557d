"""A past sale in a list: its number, when and by whom; what it came to and what has become of it at the far side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent

from pos_terminal.presentation import receipts_state as drawn
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import step_that_fits, text_width
from pos_terminal.ui.widgets.drawn_row import AMOUNT_STEPS, GAP, DrawnRow, Texts, row_height
from pos_terminal.wording import _

_FATE = "body"


class ReceiptRow(DrawnRow):
    """Draws a `ReceiptRow` of the state; amount and fate are never cut, the words give way to them."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._sale = drawn.ReceiptRow("", "", "", "", "")
        self.clicked.connect(self._clicked)

    def show_sale(self, sale: drawn.ReceiptRow) -> None:
        """Draw this sale."""
        if sale != self._sale:
            self._sale = sale
            shown = (_("shown"),) if sale.is_chosen else ()
            self.setAccessibleName(", ".join((sale.name, sale.amount, sale.detail, sale.fate, *shown)))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room = self.grounded(marked=self.isDown() or self._sale.is_chosen)
        sale, (near, far) = self._sale, self.sides()
        step = step_that_fits(self._look, AMOUNT_STEPS, sale.amount, int(room.width()))
        ends = ((step, "text_primary", sale.amount), (_FATE, sale.tone.value, sale.fate))
        starts = (("label", "text_primary", sale.name), ("body", "text_secondary", sale.detail))
        places = (Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop)
        for end, start, line, place in zip(ends, starts, self.lines(room, *_texts(sale)), places, strict=True):
            self.paint_line(painter, end, line, far | place)
            self.paint_line(
                painter, start, self.beside(line, text_width(self._look, end[0], end[2]) + GAP), near | place
            )
        painter.end()

    def _clicked(self) -> None:
        self.chosen.emit(self._sale.transaction_id)


def height_for(look: Look, sale: drawn.ReceiptRow) -> int:
    """Height in dp of a row that draws this sale, so that neither of its lines is cut."""
    return row_height(look, *_texts(sale))


def _texts(sale: drawn.ReceiptRow) -> tuple[Texts, Texts]:
    return (("label", sale.name), ("label", sale.amount)), (("body", sale.detail), (_FATE, sale.fate))
