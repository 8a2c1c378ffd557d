"""Pictures as a host may give them out: good ones, and what only says that it is one."""

import struct
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

SIDE = 300


def encoded(kind: str, size: tuple[int, int] = (SIDE, SIDE // 2), colour: str = "red") -> bytes:
    """A picture of one colour, as PNG, JPEG, WEBP, GIF, TIFF or BMP."""
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A whole PNG of a few bytes that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(bytes(100))), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def with_text(text: str) -> bytes:
    """A PNG with something to read beside the picture."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text, zip=True)
    made = BytesIO()
    Image.new("RGB", (20, 20), "blue").save(made, "PNG", pnginfo=info)
    return made.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = encoded("PNG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
NO_PICTURES = {
    "nothing": b"",
    "only a beginning": PNG[:8],
    "cut off": PNG[:60],
    "spoilt": PNG[:40] + bytes(len(PNG) - 40),
    "half a JPEG's head": encoded("JPEG")[:30],
    "half a WebP": encoded("WEBP")[:20],
    "a JPEG of a thousand scans": encoded("JPEG") + b"\xff\xda" * 1000,
    "SVG": SVG,
    "GIF": encoded("GIF"),
    "TIFF": encoded("TIFF"),
    "BMP": encoded("BMP"),
    "SVG behind a PNG's beginning": PNG[:8] + SVG,
    "HTML": b"<html><img src='x.png'></html>",
    "as large as a house": claiming(60_000, 60_000),
    "as long as a street": claiming(2_000_000, 1),
    "of no size": claiming(0, 0),
    "larger than what is left of it": claiming(2_000, 2_000),
}
"""By what is wrong with them."""
