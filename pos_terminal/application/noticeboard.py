"""What everybody at the till should know until it is mended: a damaged database, a copy, a fault in the journal."""

from threading import Lock
from typing import NamedTuple

from pos_terminal.wording import _, later
from pos_terminal.wording.message import Message

SCANNER_LOST = later("Scanner lost")
"""The words of the notice that the scanner with a line of its own cannot be heard."""
PROGRAM_FAULT = later("Program fault")
"""The words of the notice that something failed which nobody caught."""
DISPLAY_LOST = later("Customer display")
"""The words of the notice that the customer display of two rows is away."""


class StandingNotice(NamedTuple):
    """Something that stays true for a while.

    Attributes:
        words: two or three of them, for the line at the top: ``Journal fault``. They name the notice.
        told: what it is and what to do.
        is_grave: somebody has to act, today.
    """

    words: str
    told: str | Message
    is_grave: bool = False

    @property
    def title(self) -> str:
        """The words in the language of the moment."""
        return _(self.words)

    @property
    def sentence(self) -> str:
        """What it is and what to do, in the language of the moment."""
        return str(self.told)


class NoticeBoard:
    """The notices of one terminal, the grave ones first; any thread may pin one or look."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pinned: dict[str, StandingNotice] = {}

    def pin(self, notice: StandingNotice) -> None:
        """Tell it from now on, in place of one with the same words."""
        with self._lock:
            self._pinned = {**self._pinned, notice.words: notice}

    def take_down(self, words: str) -> None:
        """It is mended; again does nothing."""
        with self._lock:
            self._pinned = {each: notice for each, notice in self._pinned.items() if each != words}

    def tell(self, words: str, fault: str | Message) -> bool:
        """Pin the fault under these words, or take it down where there is none; whether it was not told already."""
        if not fault:
            self.take_down(words)
            return False
        with self._lock:
            pinned = self._pinned.get(words)
        self.pin(StandingNotice(words, fault))
        return pinned is None or pinned.told != fault

    def notices(self) -> tuple[StandingNotice, ...]:
        """What is pinned now, the newest last of its kind."""
        return tuple(sorted(self._pinned.values(), key=_rank))


def _rank(notice: StandingNotice) -> int:
    return 0 if notice.is_grave else 1
