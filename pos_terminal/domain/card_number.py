"""Payment card numbers where nobody may keep one: what was typed or scanned is refused, told so, and never repeated."""

from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.domain.code_range import CodeRange
from pos_terminal.domain.errors import BadArgument
from pos_terminal.wording import later

_LONGER_THAN_A_PHONE = 14
_AS_LONG_AS_A_CARD = 12
LONGEST_NUMBER = 40
"""What a card's or voucher's number may have of characters."""


class CardNumberRefused(BadArgument):
    """A payment card's number where there may be none; it is in no message."""

    def __init__(self) -> None:
        super().__init__(
            later(
                "This looks like the number of a payment card, which is never kept here. Leave it out: take cards on "
                "the card terminal alone."
            )
        )


def refuse_card_number(text: str | None, allowed: tuple[CodeRange, ...] = ()) -> None:
    """Raises CardNumberRefused where there is one in the text that is none of the ``allowed``."""
    if text and has_card_number(text, allowed):
        raise CardNumberRefused


def showable(number: str | None, allowed: tuple[CodeRange, ...] = ()) -> str | None:
    """A number as it may be kept: of one as long as a card's, the last four digits alone; None for an empty one.

    Raises CardNumberRefused for a payment card's, and BadArgument for what is too long to be one.
    """
    refuse_card_number(number, allowed)
    if not number or not number.strip():
        return None
    if len(number.strip()) > LONGEST_NUMBER:
        raise BadArgument(
            "The number of a card or voucher has at most {longest_number} characters. Look at it again.",
            longest_number=LONGEST_NUMBER,
        )
    if sum(char.isdigit() for char in number) < _AS_LONG_AS_A_CARD:
        return number.strip()
    return f"…{number.strip()[-4:]}"


def refuse_card_as_phone(number: str) -> None:
    """Raises CardNumberRefused for a card's number that no telephone has: with 13 digits it is a German mobile's."""
    if has_card_number(number, shortest=_LONGER_THAN_A_PHONE):
        raise CardNumberRefused
