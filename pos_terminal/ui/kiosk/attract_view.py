"""Nobody is there: the store, pictures of what it sells, one large key, and the languages in their own names."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.kiosk.state import AttractBody
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import Form, KeyButton
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.strokes import Strokes
from pos_terminal.ui.kiosk.words import Words

_WIDE_COLUMNS, _HIGH_COLUMNS = 7, 4
_FLAT = 0.5
"""Where the room is higher than this share of its width the pictures lie in two rows."""


class _Picture(QWidget):
    """What the store sells, still: nothing on it moves or flashes."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._art: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_art(self, art: tuple[str, ...]) -> None:
        """Draw these."""
        self._art = art
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.dp(400), self._ink.dp(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ink.dp(300), self._ink.dp(120))

    def paintEvent(self, _event: QPaintEvent) -> None:
        rows = 2 if self.height() > self.width() * _FLAT else 1
        across = max(1, -(-len(self._art) // rows))
        size = int(min(self.height() / (rows + 0.3), self.width() / (across + 0.4)))
        step = size * 1.15
        top = (self.height() - step * rows) / 2
        left = (self.width() - step * across) / 2
        with Strokes(self, self._ink) as strokes:
            for number, name in enumerate(self._art):
                x, y = left + number % across * step, top + number // across * step
                self._paint_one(strokes, name, QRectF(x, y, size, size))

    def _paint_one(self, strokes: Strokes, name: str, box: QRectF) -> None:
        strokes.painter.setPen(Qt.PenStyle.NoPen)
        strokes.painter.setBrush(self._ink.colour("bg_surface"))
        strokes.painter.drawEllipse(box)
        inner = int(box.width() * 0.62)
        picture = self._ink.art(name, inner, self.devicePixelRatioF()) if inner > 0 else None
        if picture is not None:
            strokes.painter.drawPixmap(QPointF(box.center().x() - inner / 2, box.center().y() - inner / 2), picture)


class AttractView(QWidget):
    """Draws an `AttractBody`; a touch anywhere on it begins."""

    tapped = Signal(str)

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._headline = Words(ink, "attract", centred=True)
        self._picture = _Picture(ink)
        self._start = KeyButton(ink, height=168)
        self._sentence = Words(ink, "title", tone="secondary", centred=True)
        self._languages = KeyRows(ink, Form.CENTRED, height=104)
        self._staffed = Words(ink, "body", centred=True)
        self._start.tapped.connect(self.tapped)
        self._languages.tapped.connect(self.tapped)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._headline)
        self._column.addWidget(self._picture, 1)
        for widget in (self._start, self._sentence, self._languages, self._staffed):
            self._column.addWidget(widget)
        self._body: AttractBody | None = None
        ink.changed.connect(self._space)
        self._space()

    def show_body(self, body: AttractBody) -> None:
        """Draw this."""
        self._body = body
        self._headline.show_words(body.headline)
        self._picture.show_art(body.art)
        self._start.show_key(body.start)
        self._sentence.show_words(body.sentence, "secondary")
        self._staffed.show_words(body.staffed)
        columns = _WIDE_COLUMNS if self._ink.is_wide else _HIGH_COLUMNS
        self._languages.show_keys(body.languages, min(columns, max(1, len(body.languages))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._body is not None:
            self.show_body(self._body)

    def _space(self) -> None:
        dp = self._ink.dp
        self._column.setSpacing(dp(24))
        self._column.setContentsMargins(dp(24), dp(24), dp(24), dp(8))
        if self._body is not None:
            self.show_body(self._body)
