"""Keeps what is filled into a sentence together, where the sentence is read from the right (Unicode UAX 9)."""

import unicodedata

ISOLATE, END = "\u2068", "\u2069"
FROM_THE_RIGHT = "\u200f"
_MIXED = frozenset({"WS", "ES", "ET", "ON"})


def kept_together(words: str) -> str:
    """A value as it stands in a sentence from the right: Latin letters and figures with signs turn nothing round it."""
    kinds = {unicodedata.bidirectional(each) for each in words}
    if "L" in kinds or ("EN" in kinds and kinds & _MIXED):
        return f"{ISOLATE}{even(words)}{END}"
    return words


def begun_from_the_right(sentence: str) -> str:
    """The sentence, read from the right although a value stands first in it, or nothing else."""
    return f"{FROM_THE_RIGHT}{sentence}" if sentence.startswith(ISOLATE) else sentence


def even(text: str) -> str:
    """The text without its isolates where one of them is left open, or ended without a beginning."""
    depth = 0
    for each in text:
        depth += (each == ISOLATE) - (each == END)
        if depth < 0:
            break
    return bare(text) if depth else text


def bare(text: str) -> str:
    """The text as it is heard or compared, without what only tells how it is drawn."""
    return text.replace(ISOLATE, "").replace(END, "").replace(FROM_THE_RIGHT, "")
