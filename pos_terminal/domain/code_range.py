"""What the numbers of one kind of card or code begin with, and how long they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

_WRITTEN = re.compile(r"(?P<beginning>.*?\S)(?:/(?P<shortest>[0-9]{1,3})(?:-(?P<longest>[0-9]{1,3}))?)?", re.DOTALL)
_ANY_LENGTH = 999


@dataclass(frozen=True, slots=True)
class CodeRange:
    """A family of codes: ``7000`` is all that begin so, ``7000/12`` those of 12 characters, ``7000/12-16`` of 12 to 16.

    Make it with `parse`.
    """

    beginning: str
    shortest: int = 0
    longest: int = _ANY_LENGTH

    @classmethod
    def parse(cls, text: str) -> Self:
        """The range written in ``text``. Raises ValueError where no code can be in it."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError("a range of codes begins with something")
        beginning = written["beginning"]
        shortest = int(written["shortest"] or 0)
        longest = int(written["longest"] or shortest or _ANY_LENGTH)
        if written["shortest"] and not len(beginning) <= shortest <= longest:
            raise ValueError(f"{text!r} has no code: its length is less than its beginning's, or ends before it begins")
        return cls(beginning, shortest, longest)

    def has(self, code: str) -> bool:
        """Whether the code is one of them."""
        return code.startswith(self.beginning) and self.shortest <= len(code) <= self.longest


def ranges(texts: Iterable[str]) -> tuple[CodeRange, ...]:
    """The ranges written in these texts. Raises ValueError as `CodeRange.parse`."""
    return tuple(map(CodeRange.parse, texts))
