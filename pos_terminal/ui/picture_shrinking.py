"""Makes a picture from outside small and harmless: whatever came, what is kept is a little PNG of our own making."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from pos_terminal.application.offerpictures import NoPicture

_SIDE = 192
"""Pixels: three to a dp of the largest place where one is shown."""
_LONGEST_SIDE = 8192
_MOST_PIXELS = 8_000_000
"""A few bytes may say that they are a picture as large as a house."""
_MOST_SCANS = 64
"""A progressive JPEG has a dozen; each costs as much time as a whole picture, and a few bytes begin one."""
_SCAN = b"\xff\xda"
_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", b"png"), (b"\xff\xd8\xff", b"jpeg"))


def shrunk(data: bytes, side: int = _SIDE) -> bytes:
    """A PNG of at most so many pixels a side. Raises NoPicture for what is no PNG, JPEG or WebP, broken, or too large.

    May be called in any thread, and lets the others work meanwhile.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_format(data)))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise NoPicture("it is broken")
    if max(size.width(), size.height()) > _LONGEST_SIDE or size.width() * size.height() > _MOST_PIXELS:
        raise NoPicture(f"it has {size.width()} x {size.height()} pixels")
    reader.setScaledSize(_fitting(size, side))
    image = reader.read()
    if image.isNull():
        raise NoPicture("it is broken")
    return _png(image)


def _format(data: bytes) -> bytes:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    found = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), b"")
    if not found:
        raise NoPicture("it is no PNG, JPEG or WebP")
    if found == b"jpeg" and data.count(_SCAN) > _MOST_SCANS:
        raise NoPicture("it begins again and again")
    return found


def _fitting(size: QSize, side: int) -> QSize:
    if max(size.width(), size.height()) <= side:
        return size
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _png(image: QImage) -> bytes:
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    bare = QImage(plain.constBits(), plain.width(), plain.height(), plain.bytesPerLine(), plain.format())
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(made, QByteArray(b"png")).write(bare)  # without the texts and profiles that came with it
    return bytes(made.data().data())
