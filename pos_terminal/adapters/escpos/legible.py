"""Leaves out what no font has, emoji above all: the bytes, the picture and the text do without it alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from pos_terminal.adapters.escpos.widths import is_latin, letters
from pos_terminal.domain.receipt import Block, Columns, Document, Text

_ONLY_WITH_OTHERS = frozenset(map(chr, (0x200C, 0x200D, *range(0xFE00, 0xFE10))))
"""Joiners and variation selectors: without the letters that they join or change they say nothing."""


def legible(document: Document, fonts: Sequence[Path]) -> Document:
    """The document without the characters that none of the fonts can draw.

    The code pages of printers have nothing that the bundled fonts lack, so this holds for them too. Without any font
    file nothing is left out.
    """
    if not fonts:
        return document
    files = tuple(fonts)
    return replace(document, blocks=tuple(_legible(block, files) for block in document.blocks))


def _legible(block: Block, fonts: tuple[Path, ...]) -> Block:
    match block:
        case Text(text) if not is_latin(text):
            return replace(block, text=_kept(text, fonts))
        case Columns(cells) if not all(is_latin(cell.text) for cell in cells):
            return replace(block, cells=tuple(replace(cell, text=_kept(cell.text, fonts)) for cell in cells))
        case _:
            return block


def _kept(text: str, fonts: tuple[Path, ...]) -> str:
    """Where something went, no gap stays."""
    drawable = _drawable(fonts)
    kept = "".join(map(drawable, letters(text)))
    return kept if kept == text else " ".join(word for word in kept.split(" ") if word)


@lru_cache(maxsize=4)
def _drawable(fonts: tuple[Path, ...]) -> Callable[[str], str]:
    """From a letter to what of it can be drawn: all, its parts without what no font has, or nothing."""
    from pos_terminal.adapters.escpos.fonts import Faces

    faces = Faces(fonts)

    @cache
    def drawable(letter: str) -> str:
        if is_latin(letter) or faces.has(letter):
            return letter
        parts = "".join(char for char in letter if char not in _ONLY_WITH_OTHERS and faces.has(char))
        return parts if faces.has(parts) else parts[:1]

    return drawable
