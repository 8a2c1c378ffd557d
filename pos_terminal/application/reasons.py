"""Why something was done: one of the shop's reasons where it lists them, else in the operator's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pos_terminal.domain.card_number import refuse_card_number
from pos_terminal.domain.errors import BadArgument
from pos_terminal.wording.message import Message

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons that the shop lists, by what they are for; what has none takes any words."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def given(self, purpose: str, what: Message, words: str) -> str:
        """The reason as it is kept; ``what`` begins the sentence. Raises BadArgument, and CardNumberRefused."""
        words = kept_words(words)
        listed = self.lists.get(purpose, ())
        if not words:
            raise BadArgument("{what} wants a reason.", what=what)
        if not listed:
            return words
        known = next((each for each in listed if each.casefold() == words.casefold()), None)
        if known is None:
            raise BadArgument("{what} takes one of these reasons: {reasons}.", what=what, reasons=", ".join(listed))
        return known


def kept_words(words: str) -> str:
    """Words as they are kept with a sale: on one line, and no payment card's number among them.

    Raises CardNumberRefused, and BadArgument for more than 100 characters.
    """
    words = " ".join(words.split())
    refuse_card_number(words)
    if len(words) > _LONGEST:
        raise BadArgument("A reason, note or label has at most {most} characters.", most=_LONGEST)
    return words
