"""Words as the name search compares them: without case, accents or punctuation."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "\u0131": "i", "þ": "th"})
_SEPARATORS = re.compile(r"[\W_]+")
_UNSPACED = re.compile(r"([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_MOST_WORDS = 8


def folded(name: str) -> str:
    """The words of a name, joined by one space. Scripts written without spaces give a word for each character."""
    text = name.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        kept = "".join(char for char in decomposed if not unicodedata.combining(char))
        text = _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", kept))
    return _SEPARATORS.sub(" ", text).strip()


def matching(text: str) -> str | None:
    """The FTS5 expression for names that have, for each of the first words typed, a word that begins so.

    Every word is quoted, so that nothing typed is an operator. None when no word was typed.
    """
    words = folded(text).split()[:_MOST_WORDS]
    return " AND ".join(f'"{word}" *' for word in words) or None
