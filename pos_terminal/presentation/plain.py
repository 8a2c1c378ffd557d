"""Text from outside made safe to draw: one line, no control or direction-changing characters, bounded."""

import unicodedata

MAX_CHARACTERS = 200
_MAX_MARKS_IN_A_ROW = 4
_DIRECTION_CHANGERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def plain(text: str) -> str:
    """The text as a label may show it.

    Control characters become spaces, bidi overrides vanish, more than four combining marks in a row are dropped
    and anything beyond 200 characters is cut: names come from catalogs and platforms that anybody may fill.
    """
    if text.isascii() and text.isprintable() and len(text) <= MAX_CHARACTERS:
        return text
    kept: list[str] = []
    marks = 0
    for character in text[: MAX_CHARACTERS * 2]:
        if character in _DIRECTION_CHANGERS:
            continue
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MAX_MARKS_IN_A_ROW:
            continue
        kept.append(" " if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character)
    return "".join(kept)[:MAX_CHARACTERS]
