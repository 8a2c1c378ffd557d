"""One thing to read and a few keys; what is typed on lies below it, or beside it where the screen is wide."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.state import Pad, PageBody
from pos_terminal.ui.kiosk.code_picture import CodePicture
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.pads import TypingPad
from pos_terminal.ui.kiosk.strokes import Strokes
from pos_terminal.ui.kiosk.words import Words
from pos_terminal.ui.widgets.surface import Card

_TONES = {"": "primary", "warning": "warning", "success": "success", "loyalty": "loyalty"}
_TWO = 2
"""More keys than these beside letters are what the letters found."""
_FEW = 4
_MANY = 6
"""So many keys need a second column."""


class _Sign(QWidget):
    """The page's icon, with an arrow to where something is."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._sign = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ink.changed.connect(self.updateGeometry)

    def show_sign(self, icon: str, role: str, points: str) -> None:
        """Draw this icon; none takes no room."""
        self._sign = (icon, role, points)
        self.setVisible(bool(icon))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.dp(120), self._ink.dp(216 if self._sign[2] == "below" else 120))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, role, points = self._sign
        size = self._ink.dp(96)
        x = self.width() / 2
        with Strokes(self, self._ink) as strokes:
            strokes.mirrored = False  # right is right, whichever way is read
            strokes.icon(icon, role, QRectF(x - size / 2, self._ink.dp(8), size, size))
            arrow = {"right": "arrow-right", "left": "arrow-left", "below": "arrow-bar-down"}.get(points)
            if arrow:
                dx = {"right": size, "left": -size}.get(points, 0)
                dy = size if points == "below" else 0
                strokes.icon(arrow, role, QRectF(x - size / 2 + dx, self._ink.dp(8) + dy, size, size))


class PageView(QWidget):
    """Draws a `PageBody`."""

    tapped = Signal(str)
    typed = Signal(str)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._is_little = self._has_letters = False
        self._sign = _Sign(ink)
        self._title = Words(ink, "headline", centred=True)
        self._sentence = Words(ink, "label", centred=True)
        self._figure = Words(ink, "total", centred=True)
        self._typed = Words(ink, "title", centred=True)
        self._code = CodePicture(ink)
        self._keys = KeyRows(ink, Form.ROW, height=104)
        self._pad = TypingPad(ink)
        self._keys.tapped.connect(self.tapped)
        self._pad.pressed.connect(self.typed)
        self._build()
        ink.changed.connect(self._space)
        self._space()

    def show_body(self, body: PageBody) -> None:
        """Draw this page."""
        role = _TONES.get(body.tone, "primary")
        has_room = not self._is_little or body.pad is Pad.NONE
        self._has_letters = body.pad in {Pad.LETTERS, Pad.ADDRESS}
        is_full = self._has_letters and len(body.keys) > _TWO
        self._sign.show_sign(body.icon if has_room and not is_full else "", role, body.points)
        self._title.show_words(body.title)
        sentence = body.sentence if has_room or not is_full or body.tone else ""
        self._sentence.show_words(sentence, body.tone if body.tone == "warning" else "")
        self._figure.show_words(body.figure)
        self._code.show_code(body.code)
        self._pad.show_pad(body.pad)
        self._field.setVisible(body.pad is not Pad.NONE)
        self._typed.show_text(body.typed or " ")
        columns = 2 if len(body.keys) > _MANY else body.columns
        shown = body.keys if has_room or len(body.keys) <= _FEW else (*body.keys[: _FEW - 1], body.keys[-1])
        self._keys.show_keys(shown, columns)
        self._space()

    def use_little_room(self, *, little: bool) -> None:
        """Whether a page with a pad shows less beside it, because all keys have to be within reach."""
        self._is_little = little

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def _build(self) -> None:
        self._card = Card()
        self._field = Card(inset=True)
        field = QHBoxLayout(self._field)
        field.addWidget(self._typed)
        told = QVBoxLayout()
        told.addStretch(1)
        for widget in (self._sign, self._title, self._sentence, self._figure):
            told.addWidget(widget)
        told.addWidget(self._code, 0, Qt.AlignmentFlag.AlignHCenter)
        told.addStretch(1)
        asked = QVBoxLayout()
        asked.addWidget(self._field)
        asked.addWidget(self._pad)
        asked.addWidget(self._keys)
        self._told, self._asked = told, asked
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._card)
        self._both.addLayout(told, 1)
        self._both.addLayout(asked, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card, 1)

    def _arrange(self) -> None:
        """A wide screen has what is typed on at the side, and keys that letters leave no room for on the other."""
        is_wide = self._ink.is_wide
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._both.direction() is not way:
            self._both.setDirection(way)
        self._both.setStretch(1, 1 if is_wide else 0)
        column = self._told if is_wide and self._has_letters else self._asked
        if column.indexOf(self._keys) < 0:
            for each in (self._told, self._asked):
                each.removeWidget(self._keys)
            column.insertWidget(max(0, column.count() - 1) if column is self._told else column.count(), self._keys)
        self._asked.setAlignment(Qt.AlignmentFlag.AlignVCenter if is_wide else Qt.AlignmentFlag.AlignBottom)

    def _space(self) -> None:
        dp = self._ink.dp
        aside = dp(6) if self._has_letters else dp(32)  # letters want all the width that there is
        self._both.setContentsMargins(aside, dp(28), aside, dp(28))
        self._both.setSpacing(dp(28))
        for column in (self._told, self._asked):
            column.setSpacing(dp(20))
        self._arrange()
