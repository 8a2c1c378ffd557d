"""A table on the map: its name, how it stands, what its checks come to, and who serves it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.tables_panel import TableState, TableTile
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import BESIDE_STEPS, step_that_fits, text_width
from pos_terminal.ui.widgets.drawn_button import DrawnButton
from pos_terminal.wording import _

_SMALLEST = QSize(168, 104)
_PAD = 12
_AMOUNT_STEPS = ("label", *BESIDE_STEPS)
_GROUND = {TableState.FREE: "bg_surface", TableState.WAITING: "bg_raised", TableState.OPEN: "primary_soft"}
_EDGE = {TableState.FREE: "border_subtle", TableState.WAITING: "border_control", TableState.OPEN: "primary"}


def smallest(look: Look) -> QSize:
    """What a tile wants at least, for words of this size."""
    return _SMALLEST * look.text_factor


class TableButton(DrawnButton):
    """Draws a `TableTile`; the amount is never cut, the words give way to it."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tile = TableTile("", "", TableState.FREE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self._clicked)
        look.changed.connect(self._restyled)
        self._restyled()

    def show_tile(self, tile: TableTile) -> None:
        """Draw this table."""
        if tile != self._tile:
            self._tile = tile
            self.setAccessibleName(_("Table {number}", number=tile.spoken))
            self.update()

    def sizeHint(self) -> QSize:
        return smallest(self._look)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, tile = self._look, self._tile
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        is_lit = self.isDown() or tile.is_chosen
        width = look.tokens.border["control"] * (2 if is_lit else 1)
        painter.setPen(QPen(look.colour("primary" if is_lit else _EDGE[tile.state]), width))
        painter.setBrush(look.colour("primary_soft" if self.isDown() else _GROUND[tile.state]))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius, radius)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        look, tile = self._look, self._tile
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft():
            near, far = far, near
        room = QRectF(self.rect()).adjusted(_PAD, _PAD - 2, -_PAD, 2 - _PAD)
        top, foot = room.adjusted(0, 0, 0, -room.height() / 2), room.adjusted(0, room.height() / 2, 0, 0)
        step = step_that_fits(look, _AMOUNT_STEPS, tile.amount, int(room.width() * 0.7))
        taken = text_width(look, step, tile.amount) + _PAD if tile.amount else 0
        self._paint(painter, (step, "text_primary", tile.amount), top, far | Qt.AlignmentFlag.AlignTop)
        beside = top.adjusted(taken, 0, 0, 0) if self.isRightToLeft() else top.adjusted(0, 0, -taken, 0)
        self._paint(painter, ("title", "text_primary", tile.name), beside, near | Qt.AlignmentFlag.AlignTop)
        half = foot.height() / 2
        detail = _("Chosen") if tile.is_chosen else tile.detail
        at_foot = near | Qt.AlignmentFlag.AlignVCenter
        upper, lower = foot.adjusted(0, 0, 0, -half), foot.adjusted(0, half, 0, 0)
        self._paint(painter, ("body", "text_secondary", detail), upper if tile.who else lower, at_foot)
        self._paint(painter, ("caption", "text_secondary", tile.who), lower, at_foot)

    def _paint(self, painter: QPainter, line: tuple[str, str, str], room: QRectF, side: Qt.AlignmentFlag) -> None:
        step, role, text = line
        painter.setFont(self._look.font(step))
        painter.setPen(self._look.colour(role))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
        painter.drawText(room, side, elided)

    def _restyled(self) -> None:
        self.setMinimumSize(smallest(self._look))
        self.update()

    def _clicked(self) -> None:
        self.chosen.emit(self._tile.table_id)
