"""Vendored SVG icons and product art, recoloured and rendered once a size, colour and pixel ratio."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_PRODUCTS = "products"


class UnknownIcon(LookupError):
    """A screen names an icon that is not vendored."""


_OTHER_WAY = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
}


def facing(name: str, *, mirrored: bool) -> str:
    """The icon to draw for this one: what points along the line points the other way where lines run to the left."""
    return _OTHER_WAY.get(name, name) if mirrored else name


class Icons:
    """Pictures by name, each rendered at most once a size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rendered: dict[tuple[str, str, int, float], QPixmap] = {}

    def icon(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """A line icon drawn in `colour` (`#RRGGBB`) at `size` dp.

        Raises:
            UnknownIcon: no such icon is vendored.
        """
        key = (name, colour, size, ratio)
        if key not in self._rendered:
            path = self._folder / f"{name}.svg"
            if not path.exists():
                raise UnknownIcon(name)
            self._rendered[key] = _render(path.read_text("utf-8").replace("currentColor", colour), size, ratio)
        return self._rendered[key]

    @cached_property
    def _known_art(self) -> frozenset[str]:
        """What the folder holds; looked at when the first product is drawn."""
        return frozenset(path.stem for path in (self._folder / _PRODUCTS).glob("*.svg"))

    def has_art(self, name: str) -> bool:
        """Whether there is product art of this name: a catalog may name any."""
        return name in self._known_art

    def art(self, name: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Product art in its own colours at `size` dp.

        Raises:
            UnknownIcon: no such art is vendored; ask `has_art` first.
        """
        key = (name, _PRODUCTS, size, ratio)
        if key not in self._rendered:
            if name not in self._known_art:
                raise UnknownIcon(name)
            text = (self._folder / _PRODUCTS / f"{name}.svg").read_text("utf-8")
            self._rendered[key] = _render(text, size, ratio)
        return self._rendered[key]


def _render(svg: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
