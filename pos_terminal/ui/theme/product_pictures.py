"""Pictures of the shop's own goods: read and made small away from the thread that draws, and kept at their size."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from pos_terminal.application.offerpictures import NoPicture
from pos_terminal.ui.picture_shrinking import shrunk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pos_terminal.application.ports import Background

_NAME = re.compile(r"\w[\w .-]{0,120}\.(?:png|jpe?g|webp)", re.IGNORECASE)
"""A file of the folder itself: nothing in a catalog leads anywhere else."""
_LARGEST = 8 * 1024 * 1024
_MOST_KEPT = 400
"""Several screens of tiles: 83 kB each at 144 pixels."""


class _Wanted(NamedTuple):
    name: str
    pixels: int


class ProductPictures:
    """What the folder holds, by the names that the catalog has for it.

    A picture that is not there yet comes later; one that there is not, or that is broken, is asked for once.
    """

    def __init__(self, folder: Path, background: Background, came: Callable[[str], None]) -> None:
        """``came`` hears the name of each picture once it can be drawn, on the thread that draws."""
        self._folder = folder
        self._background = background
        self._came = came
        self._kept: dict[_Wanted, QPixmap] = {}
        self._asked: set[_Wanted] = set()

    def picture(self, name: str, size: int, ratio: float) -> QPixmap | None:
        """The picture at most `size` dp a side; None: there is none, or not yet."""
        if not _NAME.fullmatch(name):
            return None
        wanted = _Wanted(name, round(size * ratio))
        kept = self._kept.get(wanted)
        if kept is None and wanted not in self._asked:
            self._asked.add(wanted)
            work = partial(_read, self._folder / name, wanted.pixels)
            self._background.run(work, partial(self._take, wanted, ratio), _leave)
        return kept

    def _take(self, wanted: _Wanted, ratio: float, image: QImage) -> None:
        while len(self._kept) >= _MOST_KEPT:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._asked.discard(oldest)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        self._kept[wanted] = picture
        self._came(wanted.name)


def _read(path: Path, pixels: int) -> QImage:
    """May be called in any thread. Raises NoPicture for what is none, and OSError."""
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise NoPicture("it is too large")
    return _squared(QImage.fromData(shrunk(data, pixels)), pixels)


def _squared(image: QImage, pixels: int) -> QImage:
    """In the middle of a square that is clear around it, as bundled art is drawn."""
    square = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawImage((pixels - image.width()) // 2, (pixels - image.height()) // 2, image)
    painter.end()
    return square


def _leave(error: Exception) -> None:
    """The first letter of the name stays in its place."""
    if not isinstance(error, NoPicture | OSError):
        raise error
