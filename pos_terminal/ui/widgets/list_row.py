"""One thing of a list: what it is called, what else is known of it, and what it comes to."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.panels import ListRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import BESIDE_STEPS, step_that_fits, text_width
from pos_terminal.ui.widgets.drawn_button import DrawnButton

HEIGHT = 72
_MARGIN = 16
_GAP = 12
_AMOUNT_STEPS = ("label", *BESIDE_STEPS)


class ListRowButton(DrawnButton):
    """Draws a `ListRow`; the amount is never cut, the words give way to it."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = ListRow("", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(200, HEIGHT)
        self.clicked.connect(self._clicked)
        look.changed.connect(self.update)

    def show_row(self, row: ListRow) -> None:
        """Draw this."""
        if row != self._row:
            self._row = row
            self.setAccessibleName(", ".join(part for part in (row.name, row.amount, row.detail) if part))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        painter.setPen(
            QPen(look.colour("primary" if self.isDown() else "border_subtle"), look.tokens.border["control"])
        )
        painter.setBrush(look.colour("primary_soft" if self.isDown() else "bg_surface"))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        look, row = self._look, self._row
        mirrored = self.isRightToLeft()
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            near, far = far, near
        room = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, 0)
        step = step_that_fits(look, _AMOUNT_STEPS, row.amount, int(room.width()))
        amount = text_width(look, step, row.amount) + _GAP
        painter.setFont(look.font(step))
        painter.setPen(look.colour("text_primary"))
        painter.drawText(room, far | Qt.AlignmentFlag.AlignVCenter, row.amount)
        words = room.adjusted(amount if mirrored else 0, 0, 0 if mirrored else -amount, 0)
        half = words.height() / 2
        upper, lower = words.adjusted(0, 0, 0, 2 - half), words.adjusted(0, half + 2, 0, 0)
        self._paint_line(painter, ("label", "text_primary", row.name), upper, near | Qt.AlignmentFlag.AlignBottom)
        self._paint_line(painter, ("body", "text_secondary", row.detail), lower, near | Qt.AlignmentFlag.AlignTop)

    def _paint_line(self, painter: QPainter, line: tuple[str, str, str], room: QRectF, side: Qt.AlignmentFlag) -> None:
        step, role, text = line
        painter.setFont(self._look.font(step))
        painter.setPen(self._look.colour(role))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side, elided)

    def _clicked(self) -> None:
        self.chosen.emit(self._row.key)
