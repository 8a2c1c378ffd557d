"""Text from outside made safe to draw: one line, no control or direction-changing characters, bounded."""

import unicodedata

from pos_terminal.wording import RIGHT_TO_LEFT, language
from pos_terminal.wording.isolates import END, FROM_THE_RIGHT, ISOLATE, even

MAX_CHARACTERS = 200
_BRIEF = 60
_MAX_MARKS_IN_A_ROW = 4
_FIRST_PICTURE = "\U0001f000"
_PICTURES = frozenset(
    "\u231a\u231b\u23e9\u23ea\u23eb\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5"
    "\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753\u2754\u2755\u2757\u2795\u2796\u2797"
    "\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\ufe0e\ufe0f\u20e3"
)
"""What is drawn as emoji below U+1F000, and what turns other characters into emoji (Emoji_Presentation, UTS 51)."""
_JOINER = "\u200d"
_LEFTWARD, _RIGHTWARD = frozenset({"R", "AL", "AN"}), frozenset({"L"})
_DIRECTION_CHANGERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200e\u200f\u061c")


def brief(text: str) -> str:
    """The text as it stands inside a sentence: plain, and short enough that the sentence keeps its end."""
    cleaned = plain(text)
    return cleaned if len(cleaned) <= _BRIEF else f"{cleaned[: _BRIEF - 1].rstrip()}…"


def plain(text: str) -> str:
    """The text as a label may show it.

    Control characters become spaces, bidi overrides vanish, and so do pictures such as emoji, because no bundled face
    has them; more than four combining marks in a row are dropped and anything beyond 200 characters is cut: names come
    from catalogs and platforms that anybody may fill. Whole isolates stay, because they turn nothing around them.
    """
    if text.isascii() and text.isprintable() and len(text) <= MAX_CHARACTERS:
        return text
    kept: list[str] = []
    marks = 0
    for character in _without_pictures(text[: MAX_CHARACTERS * 2]):
        if character in _DIRECTION_CHANGERS:
            continue
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MAX_MARKS_IN_A_ROW:
            continue
        kept.append(" " if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character)
    cleaned = even("".join(kept)[:MAX_CHARACTERS])
    return f"{FROM_THE_RIGHT}{cleaned}" if text.startswith(FROM_THE_RIGHT) and cleaned.startswith(ISOLATE) else cleaned


def apart(text: str) -> str:
    """Somebody's own words, made plain and kept together inside a line that is read the other way.

    Without the isolates (UAX 9) brackets and figures at their ends would be drawn on the line's other side.
    """
    cleaned = plain(text)
    against = _LEFTWARD if language() not in RIGHT_TO_LEFT else _RIGHTWARD
    if any(unicodedata.bidirectional(each) in against for each in cleaned):
        return f"{ISOLATE}{cleaned}{END}"
    return cleaned


def _without_pictures(text: str) -> str:
    """The text without emoji, and without the gaps that they leave."""
    if not any(map(_is_picture, text)):
        return text
    words = ("".join(each for each in word if not _is_picture(each)).strip(_JOINER) for word in text.split(" "))
    return " ".join(word for word in words if word)


def _is_picture(character: str) -> bool:
    if character < _FIRST_PICTURE:
        return character in _PICTURES
    return unicodedata.category(character) in {"So", "Sk"}
