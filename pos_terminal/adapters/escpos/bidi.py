"""Puts the pieces of a line in the order they are seen, where Arabic or Hebrew stands beside other scripts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


_DIGITS = {"EN", "AN"}
_PARTING = {"CS", "ES"}
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_FACING = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_STRONG = {_Way.LEFT_TO_RIGHT, _Way.RIGHT_TO_LEFT}


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

    A blank in a phrase of one script is of its face, so that the phrase is drawn in one go.
    """
    found = [Letter(letter, width(letter), faces.face_for(letter, bold=bold)) for letter in letters(text)]
    for at in range(1, len(found) - 1):
        before, blank, after = found[at - 1], found[at], found[at + 1]
        if blank.text == " " and not before.is_wide and before.face is after.face:
            found[at] = replace(blank, face=before.face)
    return found


def runs_as_seen(letters: Sequence[Letter], *, is_right_to_left: bool = False) -> list[Run]:
    """The runs of a text from left to right.

    The first letter with a direction gives that of the whole where its readers do not begin on the right anyhow;
    numbers stand within the words before them, and what has no direction joins its neighbours, else the whole (UAX 9
    without explicit marks, which never get here). A code or a name in Latin letters stays whole among Arabic words,
    which would take explicit marks: ``9F3A``, ``Maya R.``, ``Day ticket 5 €``.
    """
    ways = _with_words_whole(letters, _with_numbers_whole(letters))
    if _Way.RIGHT_TO_LEFT not in ways:
        return _by_face(letters, is_right_to_left=False)
    whole = _Way.RIGHT_TO_LEFT if is_right_to_left else next(way for way in ways if way in _STRONG)
    resolved = _resolved(_with_brackets_in_pairs(letters, _with_numbers_in_words(ways, whole), whole), whole)
    stretches: list[list[Run]] = []
    for way, group in groupby(zip(resolved, letters, strict=True), key=lambda pair: pair[0]):
        backwards = way is _Way.RIGHT_TO_LEFT
        stretch = [letter for _, letter in group]
        stretches.append(_turned(stretch) if backwards else _by_face(stretch, is_right_to_left=False))
    if whole is _Way.RIGHT_TO_LEFT:
        stretches.reverse()
    return [run for stretch in stretches for run in stretch]


def _way(letter: Letter) -> _Way:
    return _WAYS.get(bidirectional(letter.text[0]), _Way.NEITHER)


def _with_numbers_whole(letters: Sequence[Letter]) -> list[_Way]:
    """What parts two digits, and a sign of currency or percent beside one, is a number's too (UAX 9, W4 and W5)."""
    is_number = _in_numbers(letters)
    return [_Way.NUMBER if one else _way(letter) for one, letter in zip(is_number, letters, strict=True)]


def _with_words_whole(letters: Sequence[Letter], ways: Sequence[_Way]) -> list[_Way]:
    """From the first Latin letter of a word, or the digits before it, to the full stop behind it: all is Latin.

    So is a sign of currency that stands alone behind Latin words, or behind their number.
    """
    found: list[_Way] = []
    is_behind = False
    for is_blank, group in groupby(zip(letters, ways, strict=True), key=lambda pair: pair[0].text == " "):
        word = list(group)
        strong = {way for _, way in word} & _STRONG
        is_sign = is_behind and not is_blank and all(bidirectional(letter.text[0]) == "ET" for letter, _ in word)
        is_latin = strong == {_Way.LEFT_TO_RIGHT}
        last = max((at for at, (letter, way) in enumerate(word) if _ends(letter, way)), default=-1) if is_latin else -1
        last = len(word) if is_sign else last
        found += [_Way.LEFT_TO_RIGHT if at <= last else way for at, (_, way) in enumerate(word)]
        is_behind = is_latin if strong else is_behind
    return found


def _ends(letter: Letter, way: _Way) -> bool:
    return way in {_Way.LEFT_TO_RIGHT, _Way.NUMBER} or letter.text == "."


def _with_brackets_in_pairs(letters: Sequence[Letter], ways: Sequence[_Way], whole: _Way) -> list[_Way]:
    """Both brackets of a pair go one way, that of the words in them where those before them go it too (UAX 9, N0)."""
    found, opened = list(ways), list[int]()
    for at, letter in enumerate(letters):
        if letter.text in _CLOSED_BY:
            opened.append(at)
        while opened and letter.text in _CLOSED_BY.values():
            begin = opened.pop()
            if _CLOSED_BY[letters[begin].text] == letter.text:
                found[begin] = found[at] = _way_of_pair(ways, begin, at, whole)
                break
    return found


def _way_of_pair(ways: Sequence[_Way], begin: int, end: int, whole: _Way) -> _Way:
    inside = set(ways[begin + 1 : end]) & _STRONG
    if not inside:
        return _Way.NEITHER
    before = next((way for way in reversed(ways[:begin]) if way in _STRONG), whole)
    return whole if whole in inside else before


def _with_numbers_in_words(ways: Sequence[_Way], whole: _Way) -> list[_Way]:
    """A number goes the way of the words before it (UAX 9, W7)."""
    found: list[_Way] = []
    before = whole
    for way in ways:
        if way is _Way.NUMBER:
            found.append(before)
            continue
        found.append(way)
        before = before if way is _Way.NEITHER else way
    return found


def _resolved(ways: Sequence[_Way], whole: _Way) -> list[_Way]:
    """What has no way goes that of its neighbours where both go one, else the whole's (UAX 9, N1 and N2)."""
    strong = list(ways)
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


def _turned(letters: Sequence[Letter]) -> list[Run]:
    """The runs of Arabic or Hebrew from left to right: the numbers in it unturned, brackets the other way round."""
    runs: list[Run] = []
    for is_number, group in groupby(zip(_in_numbers(letters), letters, strict=True), key=lambda pair: pair[0]):
        runs += _by_face([letter for _, letter in group], is_right_to_left=not is_number)
    return [_mirrored(run) if run.is_right_to_left and run.is_on_grid else run for run in reversed(runs)]


def _mirrored(run: Run) -> Run:
    return replace(
        run, letters=tuple(replace(each, text=each.text.translate(_FACING)) for each in reversed(run.letters))
    )


def _in_numbers(letters: Sequence[Letter]) -> list[bool]:
    """Which letters are a number's: its digits, what parts them, its sign, and a percent or currency sign at it."""
    kinds = ["", *(bidirectional(letter.text[0]) for letter in letters), ""]
    found = []
    for before, kind, after in zip(kinds, kinds[1:], kinds[2:], strict=False):
        parts = kind in _PARTING and after in _DIGITS and (before in _DIGITS or kind == "ES")
        found.append(kind in _DIGITS or parts or (kind == "ET" and bool({before, after} & _DIGITS)))
    return found


def _alike(letter: Letter) -> tuple[int, bool, bool]:
    """Blanks of equal width stand alone: the blank after a number lies on its left among Arabic words."""
    return id(letter.face), letter.is_wide, letter.text == " " and letter.face.has_equal_widths
