"""The member and the offers as the sale screen draws them."""

from dataclasses import dataclass, field
from enum import StrEnum

from pos_terminal.wording import _, later


class CardTone(StrEnum):
    """How an offer's card is meant; its icon and words say the same."""

    OPEN = "open"
    HELD = "held"
    USED = "used"
    SHUT = "shut"
    DOUBTFUL = "doubtful"


_ON = frozenset({CardTone.HELD, CardTone.USED, CardTone.DOUBTFUL})


class OfferAction(StrEnum):
    """What a tap on a card's key does."""

    APPLY = "Apply"
    REMOVE = "Remove"
    ASK = "Ask again"
    RETRY = "Try again"
    OFFLINE = "Use offline"

    @property
    def words(self) -> str:
        """What the key says."""
        return _(_ACTIONS[self])


_ACTIONS = {
    OfferAction.APPLY: later("Apply"),
    OfferAction.REMOVE: later("Remove"),
    OfferAction.ASK: later("Ask again"),
    OfferAction.RETRY: later("Try again"),
    OfferAction.OFFLINE: later("Use offline"),
}


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One offer: ``value`` is what it takes off this cart, empty where nobody has said; ``action`` None: nothing to do.

    ``worth`` is the same without a sign, for sentences.
    ``busy`` says what is under way, and the key waits for it. ``picture`` is a small PNG; empty: a placeholder in its
    place, None: no place for one.
    """

    offer_id: str
    name: str
    value: str
    state: str
    icon: str
    tone: CardTone
    action: OfferAction | None = None
    busy: str = ""
    picture: bytes | None = field(default=None, repr=False)
    worth: str = ""

    @property
    def is_on(self) -> bool:
        """Whether it is on the sale, chosen for it, or perhaps."""
        return self.tone in _ON

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.name, self.value, self.busy or self.state, self.action.words if self.action else "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class MemberBar:
    """The line on top of the cart: who is there, or the key that adds somebody."""

    name: str = ""
    detail: str = ""
    is_verified: bool = True
    is_asking: bool = False


@dataclass(frozen=True, slots=True)
class MemberState:
    """The member, their offers, and a sentence about those that are not shown.

    ``is_confirming``: the amounts are not the platform's last word.
    """

    bar: MemberBar = MemberBar()
    cards: tuple[OfferCard, ...] = ()
    note: str = ""
    is_confirming: bool = False


NOBODY = MemberState()
