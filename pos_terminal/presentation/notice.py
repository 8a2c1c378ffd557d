"""A sentence for the operator, shown in the window until the next step; nothing ever waits for it."""

from enum import StrEnum
from typing import NamedTuple


class NoticeKind(StrEnum):
    """Whether something was not done, or only to be told."""

    INFO = "info"
    PROBLEM = "problem"


class Notice(NamedTuple):
    """The sentence and what kind it is; empty: nothing to tell."""

    text: str = ""
    kind: NoticeKind = NoticeKind.INFO

    def __bool__(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.text)


NOTHING = Notice()


def problem(sentence: str) -> Notice:
    """Something was refused or failed."""
    return Notice(sentence, NoticeKind.PROBLEM)
