"""Payment card numbers where nobody may keep one: found in what was typed or scanned, told, and never repeated.

A number is taken for a card's when a brand issues such numbers in this length and its check digit holds (ISO/IEC 7812).
So it is for texts and for codes that nothing else answers to: a tenth of a country's barcodes looks like an old card.
"""

import re
from unicodedata import normalize

from pos_terminal.domain.errors import BadArgument

_SHORTEST, _LONGEST = 13, 19
_GROUPS = re.compile(r"[0-9]+(?:[ .\-/]{1,2}[0-9]+)*")
_BRANDS = (
    (re.compile(r"4"), frozenset({13, 16, 19})),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset({16})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"30[0-5]|3[689]"), frozenset(range(14, 20))),
    (re.compile(r"6011|64[4-9]|65|62|35(?:2[89]|[3-8])"), frozenset(range(16, 20))),
    (re.compile(r"50|5[6-9]|6[0137]"), frozenset(range(16, 20))),
)


class CardNumberRefused(BadArgument):
    """A payment card's number where there may be none; it is in no message."""

    def __init__(self) -> None:
        super().__init__(
            "This looks like the number of a payment card, which is never kept here. Leave it out: take cards on the "
            "card terminal alone."
        )


def has_card_number(text: str, allowed: tuple[str, ...] = ()) -> bool:
    """Whether a payment card's number is in the text, however its digits are written and grouped.

    ``allowed`` are what numbers of another kind begin with, such as the shop's loyalty cards.
    """
    for run in _GROUPS.finditer(normalize("NFKC", text)):
        groups = re.split(r"[ .\-/]+", run[0])
        for first in range(len(groups)):
            number = ""
            for group in groups[first:]:
                number += group
                if _is_card(number) and not number.startswith(allowed):
                    return True
    return False


def refuse_card_number(text: str | None, allowed: tuple[str, ...] = ()) -> None:
    """Raises CardNumberRefused where there is one in the text."""
    if text and has_card_number(text, allowed):
        raise CardNumberRefused


def _is_card(number: str) -> bool:
    if not _SHORTEST <= len(number) <= _LONGEST:
        return False
    return any(begins.match(number) and len(number) in lengths for begins, lengths in _BRANDS) and _luhn(number)


def _luhn(number: str) -> bool:
    """Whether the check digit holds: every second digit from the right counts double, its own digits added."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0
