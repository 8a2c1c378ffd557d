"""How much room a text takes on a grid of columns: accents take none, Chinese and Japanese letters take two."""

import re
from collections.abc import Iterator

from wcwidth import iter_graphemes, wcswidth

_ALL_NARROW = re.compile(r"[ -~\xa0-\xac\xae-\u02ff\u20a0-\u20bf]*")
"""Latin letters and currency signs: one column each, which is most of what is printed."""
_UP_TO_A_HYPHEN = re.compile(r"[^-]*-|[^-]+")


def letters(text: str) -> Iterator[str]:
    """What a reader counts as letters: each with the marks and joiners that belong to it (UAX 29)."""
    return iter(text) if text.isascii() else iter_graphemes(text)


def is_latin(text: str) -> bool:
    """Whether all of it is Latin letters, digits, punctuation and currency signs, which every font has."""
    return text.isascii() or _ALL_NARROW.fullmatch(text) is not None


def width(text: str) -> int:
    """The columns a text takes (East Asian width, UAX 11)."""
    return len(text) if is_latin(text) else max(0, wcswidth(text))


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most ``columns``, broken at blanks where it has them, else between letters.

    A no-break space is no place to break: it holds an amount and its currency together. There is always at least
    one line, and no letter is ever lost.
    """
    if width(text) <= columns:
        return [text]
    lines = [""]
    for word in text.split(" "):
        for piece in _pieces(word, columns):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if width(joined) <= columns:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, columns: int) -> list[str]:
    """A word in parts that fit the paper, nearly always one: broken after hyphens, else between letters."""
    if width(word) <= columns:
        return [word] if word else []
    pieces = [""]
    for part in _UP_TO_A_HYPHEN.findall(word):
        for chunk in [part] if width(part) <= columns else letters(part):
            if pieces[-1] and width(pieces[-1] + chunk) > columns:
                pieces.append("")
            pieces[-1] += chunk
    return pieces
