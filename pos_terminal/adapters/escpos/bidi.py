"""Puts the pieces of a line in the order they are seen, where Arabic or Hebrew stands beside other scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from unicodedata import bidirectional, east_asian_width

from pos_terminal.adapters.escpos.fonts import Face, Faces
from pos_terminal.adapters.escpos.widths import letters, width


class _Way(Enum):
    LEFT_TO_RIGHT = "L"
    RIGHT_TO_LEFT = "R"
    NUMBER = "N"
    NEITHER = "?"


_WAYS = {
    "L": _Way.LEFT_TO_RIGHT,
    "R": _Way.RIGHT_TO_LEFT,
    "AL": _Way.RIGHT_TO_LEFT,
    "EN": _Way.NUMBER,
    "AN": _Way.NUMBER,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with the face that has it and the columns it takes."""

    text: str
    columns: int
    face: Face

    @property
    def is_wide(self) -> bool:
        """A Chinese, Japanese or Korean letter, drawn in a square."""
        return east_asian_width(self.text[0]) in {"W", "F"}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face, one width and one direction."""

    letters: tuple[Letter, ...]
    is_right_to_left: bool

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def is_on_grid(self) -> bool:
        """Each letter has its own place, as on a typewriter or in a square; no script that joins letters."""
        return self.letters[0].face.has_equal_widths or self.letters[0].is_wide

    @property
    def columns(self) -> int:
        return sum(letter.columns for letter in self.letters)


def letters_with_faces(text: str, faces: Faces, *, bold: bool) -> list[Letter]:
    """The letters of a text, each with the first face that has it.

    A blank belongs to the word before it, so that a phrase in one script is drawn in one go.
    """
    found: list[Letter] = []
    for letter in letters(text):
        if letter == " " and found and not found[-1].is_wide:
            face = found[-1].face
        else:
            face = faces.face_for(letter, bold=bold)
        found.append(Letter(letter, width(letter), face))
    return found


def runs_as_seen(letters: Sequence[Letter]) -> list[Run]:
    """The runs of a text from left to right.

    The first letter with a direction gives that of the whole, numbers stand within the words before them, and
    what has no direction joins its neighbours, else the whole (UAX 9 without explicit marks, which never get here).
    """
    ways = [_way(letter) for letter in letters]
    if _Way.RIGHT_TO_LEFT not in ways:
        return _by_face(letters, is_right_to_left=False)
    whole = next(way for way in ways if way in {_Way.LEFT_TO_RIGHT, _Way.RIGHT_TO_LEFT})
    resolved = _resolved(ways, whole)
    stretches: list[list[Run]] = []
    for way, group in groupby(zip(resolved, letters, strict=True), key=lambda pair: pair[0]):
        backwards = way is _Way.RIGHT_TO_LEFT
        runs = _by_face([letter for _, letter in group], is_right_to_left=backwards)
        stretches.append(runs[::-1] if backwards else runs)
    if whole is _Way.RIGHT_TO_LEFT:
        stretches.reverse()
    return [run for stretch in stretches for run in stretch]


def _way(letter: Letter) -> _Way:
    return _WAYS.get(bidirectional(letter.text[0]), _Way.NEITHER)


def _resolved(ways: Sequence[_Way], whole: _Way) -> list[_Way]:
    strong: list[_Way] = []
    before = whole
    for way in ways:
        if way is _Way.NUMBER:
            strong.append(before)
            continue
        strong.append(way)
        before = before if way is _Way.NEITHER else way
    after = whole
    for index in range(len(strong) - 1, -1, -1):
        if strong[index] is not _Way.NEITHER:
            after = strong[index]
            continue
        left = next((way for way in strong[index::-1] if way is not _Way.NEITHER), whole)
        strong[index] = left if left is after else whole
    return strong


def _by_face(letters: Sequence[Letter], *, is_right_to_left: bool) -> list[Run]:
    return [Run(tuple(group), is_right_to_left) for _, group in groupby(letters, key=_alike)]


def _alike(letter: Letter) -> tuple[int, bool, bool]:
    """Blanks of equal width stand alone: the blank after a number lies on its left among Arabic words."""
    return id(letter.face), letter.is_wide, letter.text == " " and letter.face.has_equal_widths
