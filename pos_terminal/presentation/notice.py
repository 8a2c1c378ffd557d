"""A sentence for the operator, shown in the window until the next step; nothing ever waits for it."""

from enum import StrEnum
from typing import NamedTuple

from pos_terminal.domain.card_digits import masked
from pos_terminal.domain.errors import Refused, UnknownBarcode
from pos_terminal.wording import _


class NoticeKind(StrEnum):
    """Whether something was not done, or only to be told."""

    INFO = "info"
    PROBLEM = "problem"


class NoticeKey(StrEnum):
    """What a tap on the message itself can do about what it tells."""

    FIND = "find"
    BY_HAND = "by_hand"


class Notice(NamedTuple):
    """The sentence, what kind it is, and the keys that go with it; empty: nothing to tell."""

    text: str = ""
    kind: NoticeKind = NoticeKind.INFO
    keys: tuple[NoticeKey, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.text)


NOTHING = Notice()


def problem(sentence: str) -> Notice:
    """Something was refused or failed."""
    return Notice(sentence, NoticeKind.PROBLEM)


def refused(refusal: Refused) -> Notice:
    """Why a code did nothing; of one that no goods have, with keys for what else to do instead of the words."""
    if not isinstance(refusal, UnknownBarcode):
        return problem(refusal.sentence)
    told = masked(_("No item has the code {code}.", code=refusal.shown))
    return Notice(told, NoticeKind.PROBLEM, (NoticeKey.FIND, NoticeKey.BY_HAND))
