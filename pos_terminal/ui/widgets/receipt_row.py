"""A past sale in a list: its number, when and by whom; what it came to and what has become of it at the far side."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation import receipts_state as drawn
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import BESIDE_STEPS, step_that_fits, text_width
from pos_terminal.ui.widgets.drawn_button import DrawnButton

HEIGHT = 72
_MARGIN = 16
_GAP = 12
_AMOUNT_STEPS = ("label", *BESIDE_STEPS)
_FATE = "body"


class ReceiptRow(DrawnButton):
    """Draws a `ReceiptRow` of the state; amount and fate are never cut, the words give way to them."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sale = drawn.ReceiptRow("", "", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(200, HEIGHT)
        self.clicked.connect(self._clicked)
        look.changed.connect(self.update)

    def show_sale(self, sale: drawn.ReceiptRow) -> None:
        """Draw this sale."""
        if sale != self._sale:
            self._sale = sale
            shown = ", shown" if sale.is_chosen else ""
            self.setAccessibleName(f"{sale.name}, {sale.amount}, {sale.detail}, {sale.fate}{shown}")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        marked = self.isDown() or self._sale.is_chosen
        painter.setPen(QPen(look.colour("primary" if marked else "border_subtle"), look.tokens.border["control"]))
        painter.setBrush(look.colour("primary_soft" if marked else "bg_surface"))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        sale, near, far = self._sale, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft():
            near, far = far, near
        room = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, 0)
        half = room.height() / 2
        upper, lower = room.adjusted(0, 0, 0, 2 - half), room.adjusted(0, half + 2, 0, 0)
        step = step_that_fits(self._look, _AMOUNT_STEPS, sale.amount, int(room.width()))
        ends = ((step, "text_primary", sale.amount), (_FATE, sale.tone.value, sale.fate))
        starts = (("label", "text_primary", sale.name), ("body", "text_secondary", sale.detail))
        sides = (Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop)
        for end, start, place, side in zip(ends, starts, (upper, lower), sides, strict=True):
            self._paint_line(painter, end, place, far | side)
            taken = text_width(self._look, end[0], end[2]) + _GAP
            mirrored = self.isRightToLeft()
            rest = place.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
            self._paint_line(painter, start, rest, near | side)

    def _paint_line(self, painter: QPainter, line: tuple[str, str, str], room: QRectF, side: Qt.AlignmentFlag) -> None:
        step, role, text = line
        painter.setFont(self._look.font(step))
        painter.setPen(self._look.colour(role))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side, elided)

    def _clicked(self) -> None:
        self.chosen.emit(self._sale.transaction_id)
