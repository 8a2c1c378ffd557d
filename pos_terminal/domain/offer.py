"""A member's offer: the code that stands for it, and where it stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Money

_LONGEST_CODE = 200


class OfferCodeType(StrEnum):
    """What an offer's code is (spec, ``offer_lookup_type``)."""

    USER_OFFER_ID = "UserOfferId"
    """The offer in the member's wallet, for as long as it is there."""
    TTL_CODE = "TTLCode"
    """A code that the member's phone shows for a short time."""


class OfferFlow(StrEnum):
    """How an offer is claimed (setting ``offer_flow``)."""

    LOCK = "lock"
    """Held for the sale, and used up when the sale arrives (spec, Lock Offer)."""
    REDEEM = "redeem"
    """Used at once (spec, Immediate Redeem); put back when the sale changes or is given up."""


class OfferState(StrEnum):
    """Where an offer stands, as the desk knows it."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    """Locked for this sale, or claimed while the platform could not be reached."""
    USED = "used"
    """Redeemed for this sale."""
    NOT_YET = "not_yet"
    """It does not fit what is in the sale, or the platform said no to it."""
    UNKNOWN = "unknown"
    """It was asked for, or is being given back, and the platform has not said the last word."""


@dataclass(frozen=True, slots=True)
class OfferCode:
    """What an offer is locked or redeemed by. Raises BadArgument for a code that cannot be one.

    ``user_id`` is whose offer it is, where that is known: an answer about anybody else is not believed.
    """

    code: str
    type: OfferCodeType
    user_id: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not 0 < len(self.code) <= _LONGEST_CODE or not self.code.isprintable() or self.code != self.code.strip():
            raise BadArgument("An offer's code has 1 to {most} letters, digits and signs.", most=_LONGEST_CODE)


@dataclass(frozen=True, slots=True)
class ChosenOffer:
    """An offer that is to be claimed for a sale right before money is taken, and how."""

    offer: OfferCode
    flow: OfferFlow


@dataclass(frozen=True, slots=True)
class OfferStanding:
    """An offer as it stands for the open sale.

    ``amount`` is what it takes off, None where the platform has not said; ``reason`` why it is not to be had.
    ``was_refused``: the platform said no for this cart, and may be asked again; ``is_leaving``: it is being given back;
    ``is_offline``: it was claimed without asking the platform; ``is_strange``: the platform says of it what nobody here
    knows.
    """

    offer_id: str
    name: str
    amount: Money | None
    state: OfferState
    reason: str = ""
    image_url: str | None = None
    was_refused: bool = False
    is_leaving: bool = False
    is_offline: bool = False
    is_strange: bool = False
