"""What a kiosk draws with: the theme in force at the size of its panel, and as large as its shopper needs letters."""

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QPixmap

from pos_terminal.ui.theme.fonts import font_of
from pos_terminal.ui.theme.look import Look

_PORTRAIT = QSize(1080, 1920)
_LANDSCAPE = QSize(1920, 1080)
_LEAST, _MOST = 0.6, 2.5
_DENSEST, _SPARE = 0.8, 1.28
"""Where there is less room than all of the panel, things are drawn smaller, down to this share of their size."""
LARGE = 1.35
"""How much larger letters are for somebody who asks for that: 41 px on a panel of 21.5 inches (EN 301 549, 5.1.4)."""


class Ink(QObject):
    """One for a kiosk. Lengths are in dp of a panel of 1080 x 1920; `dp` says how many pixels they are here."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._scale, self._factor = 1.0, 1.0
        self.least = 0
        """The size in pixels below which letters are too small on this panel."""
        self.is_wide = False
        """Whether the window lies on its long side."""
        self._fonts: dict[str, QFont] = {}
        look.changed.connect(self._redraw_all)

    def fit(self, size: QSize, *, is_large: bool, share: float = 1.0, least: int = 0) -> None:
        """Draw for a window of this size; ``share`` is how much of its height there is for what is tapped.

        ``least`` is the size of letters in pixels that all of them have at least.
        """
        was_wide, self.is_wide = self.is_wide, size.width() > size.height()
        base = _PORTRAIT if size.height() > size.width() else _LANDSCAPE
        whole = min(size.width() / base.width(), size.height() / base.height())
        scale = min(max(whole * min(1.0, max(_DENSEST, share * _SPARE)), _LEAST), _MOST)
        factor = LARGE if is_large else 1.0
        if (scale, factor, least, was_wide) != (self._scale, self._factor, self.least, self.is_wide):
            self._scale, self._factor, self.least = scale, factor, least
            self._redraw_all()

    @property
    def is_large(self) -> bool:
        """Whether letters are larger than usual."""
        return self._factor > 1.0

    def dp(self, length: float) -> int:
        """This many dp in pixels."""
        return round(length * self._scale)

    def font(self, step: str) -> QFont:
        """The face for one step of the kiosk's scale of type."""
        if step not in self._fonts:
            tokens = self.look.tokens
            font = font_of(tokens, tokens.kiosk_type[step], self._scale * self._factor)
            font.setPixelSize(max(font.pixelSize(), self.least))
            self._fonts[step] = font
        return self._fonts[step]

    def colour(self, role: str) -> QColor:
        """The colour of this role."""
        return self.look.colour(role)

    def ground(self, tint: str) -> QColor:
        """What a picture of goods of this category lies on."""
        return QColor(self.look.tint(tint).tint)

    def icon(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """A line icon of this many pixels in the colour of a role."""
        return self.look.icon(name, role, size, ratio)

    def art(self, name: str, size: int, ratio: float) -> QPixmap | None:
        """The picture of goods, at most of this many pixels; None: there is none of this name, or not yet."""
        return self.look.product(name, size, ratio)

    def _redraw_all(self) -> None:
        self._fonts.clear()
        self.changed.emit()
