"""The look in force: what widgets ask for colours, fonts and icons, and what tells them that it changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPixmap
from PySide6.QtWidgets import QApplication

from pos_terminal.bundle import bundled
from pos_terminal.ui.theme.colour import mix
from pos_terminal.ui.theme.fonts import font_of, load_fonts, load_more_scripts
from pos_terminal.ui.theme.icons import Icons
from pos_terminal.ui.theme.sheet import build_sheet
from pos_terminal.ui.theme.tokens import Palette, ThemeName, Tint, Tokens, load_tokens

if TYPE_CHECKING:
    from pos_terminal.ui.theme.product_pictures import ProductPictures

_DARK_TINT_SHARE = 0.5
_FALLBACK_TINT = "home"
_BASE_STYLE = ("-style", "fusion")


def application(program: str) -> QApplication:
    """The one application of a process; on every system over the same base style.

    Named in Qt's own words for the command line: to ask for the style object would make Python's classes of all that
    a style can draw, which the first screen would wait for.
    """
    return QApplication([program, *_BASE_STYLE])


class Look(QObject):
    """Theme and text size in force; one for the process, made by the composition root."""

    changed = Signal()
    goods_came = Signal(str)
    """A picture of the shop's own can be drawn now: its name."""

    def __init__(self, theme: ThemeName = ThemeName.LIGHT, text_factor: float = 1.0) -> None:
        """Load tokens, fonts and the sheet's template from the bundle; needs a `QApplication`."""
        super().__init__()
        self._tokens = load_tokens(bundled("resources", "tokens.json"))
        self._template = bundled("resources", "terminal.qss").read_text("utf-8")
        load_fonts(bundled("resources", "fonts"))
        self._icons = Icons(bundled("resources", "icons"))
        self._theme = theme
        self._factor = text_factor
        self._covers_all = False
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self.goods: ProductPictures | None = None

    @property
    def theme(self) -> ThemeName:
        return self._theme

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def palette(self) -> Palette:
        return self._tokens.palettes[self._theme]

    @property
    def text_factor(self) -> float:
        return self._factor

    @property
    def icons(self) -> Icons:
        return self._icons

    def apply(self, app: QApplication) -> None:
        """Dress the application in the look in force."""
        app.setFont(self.font("body"))
        app.setStyleSheet(build_sheet(self._template, self._tokens, self._theme, self._factor))

    def use(self, app: QApplication, theme: ThemeName, text_factor: float = 1.0) -> None:
        """Change the look live: every widget is restyled and redrawn, none is rebuilt."""
        self._theme = theme
        self._factor = text_factor
        self._colours.clear()
        self._fonts.clear()
        self.apply(app)
        self.changed.emit()

    def cover_all_scripts(self) -> None:
        """Load the faces for all scripts, once: 7 MB that the first screen does without."""
        if not self._covers_all:
            self._covers_all = True
            load_more_scripts(bundled("resources", "fonts", "receipt"))

    def colour(self, role: str) -> QColor:
        """The palette's colour of this role, ready to paint with."""
        if role not in self._colours:
            self._colours[role] = QColor(getattr(self.palette, role))
        return self._colours[role]

    def font(self, style: str) -> QFont:
        """The font of one step of the type scale, such as `label` or `total`."""
        if style not in self._fonts:
            self._fonts[style] = font_of(self._tokens, self._tokens.type[style], self._factor)
        return self._fonts[style]

    def icon(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """A line icon in the colour of a role; `size` in dp, `ratio` the device's pixels a dp."""
        return self._icons.icon(name, getattr(self.palette, role), size, ratio)

    def product(self, name: str, size: int, ratio: float) -> QPixmap | None:
        """The picture of goods at most `size` dp a side; None: there is none of this name, or not yet."""
        if self._icons.has_art(name):
            return self._icons.art(name, size, ratio)
        return self.goods.picture(name, size, ratio) if self.goods is not None and name else None

    def tint(self, name: str) -> Tint:
        """Ground and ink of a category in the theme in force; unknown names get the neutral one."""
        light = self._tokens.tints.get(name) or self._tokens.tints[_FALLBACK_TINT]
        if self._theme is ThemeName.LIGHT:
            return light
        return Tint(mix(light.ink, self.palette.bg_surface, _DARK_TINT_SHARE), self.palette.text_primary)
