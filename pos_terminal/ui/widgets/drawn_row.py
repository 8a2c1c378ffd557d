"""A row of a list that paints itself: its ground, and its words at either end, each cut before it runs into another."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import BESIDE_STEPS
from pos_terminal.ui.widgets.drawn_button import DrawnButton
from pos_terminal.ui.widgets.line_height import line_height

HEIGHT = 72
"""The least height in dp of a row; it is higher where its letters are."""
MARGIN = 16
GAP = 12
AMOUNT_STEPS = ("label", *BESIDE_STEPS)
_AIR = 12
"""What a line of the till's own face has around it; the faces of other scripts bring theirs."""
_BETWEEN = 2
Texts = tuple[tuple[str, str], ...]
"""What stands beside one another in one line, each in its type step."""


class DrawnRow(DrawnButton):
    """Each kind of row paints its own words on it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(200, HEIGHT)
        look.changed.connect(self.update)

    def be_high(self, height: int) -> None:
        """So high in dp from now on: all rows of a list are as high as its highest."""
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(320, self.minimumHeight())

    def grounded(self, *, marked: bool) -> tuple[QPainter, QRectF]:
        """A painter that has drawn the row's ground, and the room for words; whoever asks for it ends it."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        painter.setPen(QPen(look.colour("primary" if marked else "border_subtle"), look.tokens.border["control"]))
        painter.setBrush(look.colour("primary_soft" if marked else "bg_surface"))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        return painter, QRectF(self.rect()).adjusted(MARGIN, 0, -MARGIN, 0)

    def sides(self) -> tuple[Qt.AlignmentFlag, Qt.AlignmentFlag]:
        """Where lines begin, and where they end."""
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        return (far, near) if self.isRightToLeft() else (near, far)

    def beside(self, room: QRectF, taken: float) -> QRectF:
        """The room that is left where so much is taken at the end of the line."""
        mirrored = self.isRightToLeft()
        return room.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)

    def paint_line(self, painter: QPainter, line: tuple[str, str, str], room: QRectF, side: Qt.AlignmentFlag) -> None:
        """One line in a text step and a colour's role, cut at the end of its room."""
        step, role, text = line
        painter.setFont(self._look.font(step))
        painter.setPen(self._look.colour(role))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side | Qt.TextFlag.TextDontClip, elided)

    def lines(self, room: QRectF, upper: Texts, lower: Texts) -> tuple[QRectF, QRectF]:
        """The room of the upper line and that of the lower one: halves, unless one of them needs more than that."""
        over, under = _highest(self._look, upper), _highest(self._look, lower)
        border = max(min(room.height() / 2, room.height() - under), over)
        between = max(0.0, min(_BETWEEN, border - over, room.height() - border - under))
        split = room.top() + border
        return (
            QRectF(room.left(), room.top(), room.width(), border - between),
            QRectF(room.left(), split + between, room.width(), room.height() - border - between),
        )


def row_height(look: Look, upper: Texts, lower: Texts) -> int:
    """Height in dp of a row whose lines say this, so that neither is cut."""
    return max(HEIGHT, sum(_highest(look, line, _AIR) for line in (upper, lower)))


def _highest(look: Look, line: Texts, air: int = 0) -> int:
    snug = max(QFontMetrics(look.font(step)).height() for step, _text in line) + air
    return max(snug, *(line_height(look, step, text) for step, text in line))
