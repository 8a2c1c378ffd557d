"""The pictures of the sample offers, drawn when they are first asked for and served on the platform's own port."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from pos_terminal.simulator.replies import Reply, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PIL.ImageDraw import ImageDraw

PREFIX = "/pictures/"
_SIDE, _FINER = 256, 4
"""Pixels; drawn four times as large, and made small, so that edges are smooth."""
_NOT_FOUND = 404
_WHITE, _DARK = "#ffffff", "#3b2a20"


def picture(path: str) -> Reply:
    """The answer to a request for a picture: a PNG, or that there is none."""
    name = path.removeprefix(PREFIX).removesuffix(".png")
    if name not in _MOTIFS:
        return plain(_NOT_FOUND, "there is no such picture")
    return Reply(200, _drawn(name), "image/png")


@lru_cache(maxsize=16)
def _drawn(name: str) -> bytes:
    from PIL import Image, ImageDraw

    ground, paint = _MOTIFS[name]
    side = _SIDE * _FINER
    image = Image.new("RGB", (side, side), ground)
    paint(ImageDraw.Draw(image))
    made = BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(made, "PNG", optimize=True)
    return made.getvalue()


def _box(*sides: int) -> tuple[int, ...]:
    """Left, top, right and bottom in the finer measure."""
    return tuple(each * _FINER for each in sides)


def _cup(draw: ImageDraw) -> None:
    draw.ellipse(_box(166, 96, 222, 160), outline=_WHITE, width=_FINER * 16)
    draw.rounded_rectangle(_box(52, 76, 188, 184), _FINER * 40, fill=_WHITE)
    draw.ellipse(_box(62, 66, 178, 100), fill=_DARK)
    draw.rounded_rectangle(_box(36, 192, 204, 208), _FINER * 8, fill=_WHITE)


def _coin(draw: ImageDraw) -> None:
    draw.ellipse(_box(44, 44, 212, 212), fill="#f5c542")
    draw.ellipse(_box(62, 62, 194, 194), outline="#c98f12", width=_FINER * 8)
    draw.rounded_rectangle(_box(120, 84, 136, 172), _FINER * 6, fill="#8a5f06")
    draw.line(_box(120, 100, 102, 112), fill="#8a5f06", width=_FINER * 14)


def _percent(draw: ImageDraw) -> None:
    draw.line(_box(72, 190, 184, 66), fill=_WHITE, width=_FINER * 18)
    draw.ellipse(_box(56, 60, 116, 120), outline=_WHITE, width=_FINER * 18)
    draw.ellipse(_box(140, 136, 200, 196), outline=_WHITE, width=_FINER * 18)


def _ring(draw: ImageDraw) -> None:
    draw.ellipse(_box(44, 44, 212, 212), fill="#d99a4e")
    draw.ellipse(_box(58, 54, 198, 186), fill="#e9b872")
    draw.ellipse(_box(98, 96, 158, 152), fill="#fff1d6")
    for left, top in ((88, 78), (120, 66), (156, 80), (176, 112), (78, 116), (92, 156), (166, 150)):
        draw.ellipse(_box(left, top, left + 10, top + 7), fill="#fff1d6")


def _bottle(draw: ImageDraw) -> None:
    draw.rounded_rectangle(_box(112, 30, 144, 64), _FINER * 6, fill="#1f5fa8")
    draw.polygon(_box(114, 62, 142, 62, 166, 110, 90, 110), fill="#d8eefc")
    draw.rounded_rectangle(_box(90, 100, 166, 228), _FINER * 16, fill="#d8eefc")
    draw.rectangle(_box(90, 136, 166, 184), fill="#2f7fce")


def _gift(draw: ImageDraw) -> None:
    draw.ellipse(_box(76, 48, 130, 98), outline="#ffd54d", width=_FINER * 12)
    draw.ellipse(_box(126, 48, 180, 98), outline="#ffd54d", width=_FINER * 12)
    draw.rounded_rectangle(_box(52, 112, 204, 212), _FINER * 8, fill=_WHITE)
    draw.rounded_rectangle(_box(42, 92, 214, 124), _FINER * 8, fill=_WHITE)
    draw.rectangle(_box(116, 92, 140, 212), fill="#ffd54d")


_MOTIFS: Mapping[str, tuple[str, Callable[[ImageDraw], None]]] = {
    "cup": ("#b5764a", _cup),
    "coin": ("#2e7d5b", _coin),
    "percent": ("#8c1d6b", _percent),
    "ring": ("#fde8c8", _ring),
    "bottle": ("#0d3b66", _bottle),
    "gift": ("#c2344d", _gift),
}
"""Each with the colour behind it."""
