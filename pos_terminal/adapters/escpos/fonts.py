"""Finds a typeface for each letter: one of equal widths where it can, as the printer's own, else any that has it."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from unicodedata import category

from PIL import ImageFont

from pos_terminal.adapters.escpos.faults import reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

_PROBE_SIZE = 20
_NEVER_A_LETTER = "\U0010fffe"
"""A code point that no font may map: it shows what a font draws for letters it lacks."""


class Face:
    """One font file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._covered: dict[str, bool] = {}

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The face with letters of that many dots."""
        if size not in self._sizes:
            self._sizes[size] = self._opened(size)
        return self._sizes[size]

    @cached_property
    def is_bold(self) -> bool:
        return "Bold" in (self.at(_PROBE_SIZE).getname()[1] or "")

    @cached_property
    def has_equal_widths(self) -> bool:
        """As on a typewriter; a font without Latin letters draws them all as the same box, and is none of these."""
        probe = self.at(_PROBE_SIZE)
        return self.has("i") and self.has("M") and abs(probe.getlength("i") - probe.getlength("M")) < 1

    def has(self, letter: str) -> bool:
        """Whether the face can draw the letter and the marks on it."""
        return all(self._has(char) for char in letter if category(char) not in {"Cf", "Zs"} and not _selects(char))

    def _has(self, char: str) -> bool:
        if char not in self._covered:
            self._covered[char] = self._drawn(char) != self._missing
        return self._covered[char]

    @cached_property
    def _missing(self) -> tuple[tuple[int, int], bytes]:
        return self._drawn(_NEVER_A_LETTER)

    def _drawn(self, char: str) -> tuple[tuple[int, int], bytes]:
        mask = self._plain.getmask(char, mode="L")
        return mask.size, bytes(mask)

    @cached_property
    def _plain(self) -> ImageFont.FreeTypeFont:
        return self._opened(_PROBE_SIZE, ImageFont.Layout.BASIC)

    def _opened(self, size: int, layout: ImageFont.Layout | None = None) -> ImageFont.FreeTypeFont:
        if self.path is not None:
            try:
                return ImageFont.truetype(str(self.path), size, layout_engine=layout)
            except OSError as error:
                told = Message("The font {path} cannot be read: {why}.", path=str(self.path), why=reason_of(error))
                raise PrinterFault(FaultCause.SETUP, told) from error
        built_in = ImageFont.load_default(size)
        if not isinstance(built_in, ImageFont.FreeTypeFont):
            raise TypeError("Pillow was built without FreeType: no text can be drawn")
        return built_in


def _selects(char: str) -> bool:
    """Variation selectors choose a glyph and have none."""
    return "\ufe00" <= char <= "\ufe0f"


class Faces:
    """The faces there are, in the order in which they are asked.

    Args:
        paths: font files. Without any, Pillow's own face draws plain Latin.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._faces = [Face(path) for path in paths] or [Face(None)]
        self._chosen: dict[tuple[str, bool], Face] = {}

    @cached_property
    def _regular(self) -> list[Face]:
        faces = [face for face in self._faces if not face.is_bold] or self._faces
        return sorted(faces, key=lambda face: not face.has_equal_widths)

    @cached_property
    def _bold(self) -> list[Face]:
        bold = [face for face in self._faces if face.is_bold and face.has_equal_widths]
        return bold + self._regular

    def has(self, letter: str) -> bool:
        """Whether any face has the letter, so that it is no box."""
        return self.face_for(letter, bold=False).has(letter)

    def face_for(self, letter: str, *, bold: bool) -> Face:
        """The first face that has the letter; if none has, the first one, which draws a box."""
        key = (letter, bold)
        if key not in self._chosen:
            faces = self._bold if bold else self._regular
            self._chosen[key] = next((face for face in faces if face.has(letter)), faces[0])
        return self._chosen[key]
