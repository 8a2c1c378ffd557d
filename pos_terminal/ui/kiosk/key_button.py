"""The key of a kiosk: large, never cut, with an icon beside or above its words."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.kiosk.state import KioskKey, Look
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.strokes import Strokes
from pos_terminal.ui.widgets.drawn_button import DrawnButton

_NOTHING = KioskKey("", "")
_LONG = 420
"""How wide words are that have a line for themselves, in dp."""
_GROUND = {
    Look.PLAIN: ("bg_surface", "border_control", "text_primary"),
    Look.MAIN: ("primary", "primary", "on_primary"),
    Look.CHOSEN: ("primary_soft", "primary", "text_primary"),
}


class Form(StrEnum):
    """How a key is laid out."""

    ROW = "row"
    CENTRED = "centred"
    STACK = "stack"
    SQUARE = "square"
    BARE = "bare"
    """Like a stack, and without a ground unless it is the chosen one of many."""


def stack_height(ink: Ink, least: int) -> int:
    """How high a key is that has its icon above two lines of words; ``least`` is in dp."""
    return max(ink.dp(least), round(QFontMetricsF(ink.font("caption")).height() * 2) + ink.dp(64))


class KeyButton(DrawnButton):
    """Draws a `KioskKey`, and tells its key when it is tapped."""

    tapped = Signal(str)

    def __init__(self, ink: Ink, form: Form = Form.CENTRED, *, height: int = 88) -> None:
        """``height`` is the least, in dp."""
        super().__init__()
        self._ink = ink
        self._form = form
        self._height = height
        self._key = _NOTHING
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        ink.changed.connect(self._ink_changed)

    def form(self, form: Form) -> None:
        """Lay it out like this from now on."""
        self._form = form
        self.updateGeometry()
        self.update()

    @property
    def key(self) -> KioskKey:
        """What is drawn."""
        return self._key

    def show_key(self, key: KioskKey) -> None:
        """Draw this key."""
        if key == self._key:
            return
        self._key = key
        self.setEnabled(key.can_press)
        spoken = key.spoken or ", ".join(part for part in (key.words, key.detail) if part)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._ink.font("label"))
        dp = self._ink.dp
        if self._form is Form.SQUARE:
            return QSize(dp(self._height), dp(self._height))
        width = dp(120) + round(min(metrics.horizontalAdvance(self._key.words), dp(420)))
        height = max(dp(self._height), round(metrics.height() * 1.7))
        if self._form in {Form.STACK, Form.BARE}:
            height = stack_height(self._ink, self._height)
        elif self._form is Form.ROW:
            height = max(height, self._row_height(metrics))
        return QSize(dp(96) if self._form in {Form.STACK, Form.BARE} else width, height)

    def _row_height(self, metrics: QFontMetricsF) -> int:
        """Long words want a third line, and so does what is told below them."""
        if self._key.detail:
            small = QFontMetricsF(self._ink.font("caption"))
            return round(metrics.height() * 1.3 + small.height() * (2.3 if self._is_detail_long else 1.3))
        is_long = metrics.horizontalAdvance(self._key.words) > self._ink.dp(2 * _LONG)
        return round(metrics.height() * 3.4) if is_long else 0

    @property
    def _is_detail_long(self) -> bool:
        width = QFontMetricsF(self._ink.font("caption")).horizontalAdvance(self._key.detail)
        return width > self._ink.dp(_LONG)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        least = self._height if self._form is Form.SQUARE else 160
        return QSize(min(hint.width(), self._ink.dp(least)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, border, text = _GROUND[self._key.look]
        if not self.isEnabled():
            fill, border, text = "bg_inset", "border_subtle", "text_disabled"
        elif self.isDown():
            fill = "primary_pressed" if self._key.look is Look.MAIN else "bg_inset"
            border = "text_primary"
        with Strokes(self, self._ink) as strokes:
            if self._form is Form.BARE and self._key.look is Look.PLAIN and not self.isDown():
                fill = border = "bg_canvas"
            box = strokes.ground(fill, border)
            paint = {Form.ROW: self._row, Form.STACK: self._stack, Form.BARE: self._stack}.get(
                self._form, self._centred
            )
            paint(strokes, box, text)

    def _row(self, strokes: Strokes, box: QRectF, text: str) -> None:
        dp = self._ink.dp
        size, gap = dp(44), dp(20)
        inside = box.adjusted(gap, dp(6), -gap, -dp(6))
        if self._key.icon:
            side = QRectF(inside.left(), inside.top(), size, inside.height())
            if strokes.mirrored:
                side.moveRight(inside.right())
                inside.setRight(side.left() - gap)
            else:
                inside.setLeft(side.right() + gap)
            strokes.icon(self._key.icon, text, side)
        if not self._key.detail:
            strokes.words(self._key.words, ("label", text), inside, lines=3)
            return
        upper, lower = QRectF(inside), QRectF(inside)
        height = QFontMetricsF(self._ink.font("label")).height() * 1.1
        upper.setHeight(height if self._is_detail_long else inside.height() / 2)
        lower.setTop(upper.bottom())
        quiet = "text_secondary" if self._key.look is not Look.MAIN else text
        strokes.words(self._key.words, ("label", text), upper)
        strokes.words(self._key.detail, ("caption", quiet), lower, lines=2)

    def _centred(self, strokes: Strokes, box: QRectF, text: str) -> None:
        key, dp = self._key, self._ink.dp
        size = dp(44) if key.icon else 0
        if not key.words:
            strokes.icon(key.icon, text, QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size))
            return
        gap = dp(12) if key.icon else 0
        room = box.width() - 2 * dp(16) - size - gap
        step = "title" if key.look is Look.MAIN else "label"
        width = min(room, QFontMetricsF(self._ink.font(step)).horizontalAdvance(key.words) + dp(4))
        left = box.center().x() - (width + gap + size) / 2
        leads = key.icon != "arrow-right"
        icon_first = leads != strokes.mirrored
        words = QRectF(left + (size + gap if icon_first else 0), box.top(), width, box.height())
        strokes.words(key.words, (step, text), words, lines=2, centred=True)
        if key.icon:
            strokes.icon(
                key.icon, text, QRectF(left if icon_first else left + width + gap, box.top(), size, box.height())
            )

    def _stack(self, strokes: Strokes, box: QRectF, text: str) -> None:
        dp = self._ink.dp
        inside = box.adjusted(dp(6), dp(8), -dp(6), -dp(8))
        if self._key.icon:
            icon = QRectF(inside.left(), inside.top(), inside.width(), dp(44))
            strokes.icon(self._key.icon, text, icon)
            inside.setTop(icon.bottom())
        strokes.words(self._key.words, ("caption", text), inside, lines=2, centred=True)

    def _clicked(self) -> None:
        self.tapped.emit(self._key.key)

    def _ink_changed(self) -> None:
        self.updateGeometry()
        self.update()
