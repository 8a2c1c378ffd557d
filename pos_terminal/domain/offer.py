"""A member's offer: the code that stands for it, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.domain.errors import BadArgument

_LONGEST_CODE = 200


class OfferCodeType(StrEnum):
    """What an offer's code is (spec, ``offer_lookup_type``)."""

    USER_OFFER_ID = "UserOfferId"
    """The offer in the member's wallet, for as long as it is there."""
    TTL_CODE = "TTLCode"
    """A code that the member's phone shows for a short time."""


class OfferState(StrEnum):
    """Where an offer stands, as the desk knows it."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    USED = "used"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OfferCode:
    """What an offer is locked or redeemed by. Raises BadArgument for a code that cannot be one.

    ``user_id`` is whose offer it is, where that is known: an answer about anybody else is not believed.
    """

    code: str
    type: OfferCodeType
    user_id: str | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.code) <= _LONGEST_CODE or not self.code.isprintable() or self.code != self.code.strip():
            raise BadArgument(f"An offer's code has 1 to {_LONGEST_CODE} letters, digits and signs.")
