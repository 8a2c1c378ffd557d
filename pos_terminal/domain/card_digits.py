"""The digits of payment cards among other words: found however they are written, and masked where they are told.

A number is taken for a card's when a brand issues such numbers in this length and its check digit holds (ISO/IEC 7812).
So it is for texts and for codes that nothing else answers to: a tenth of a country's barcodes looks like an old card.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import decimal, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.domain.code_range import CodeRange

_SHORTEST, _LONGEST = 13, 19
_FIRST_DIGITS = "23456"
_MASK = "****"
# Patterns are compiled when they are first looked for, which is after the first screen.
_GROUPS = r"[0-9]+(?:(?:[ .\-/_()\[\]{}<>]{1,4}|[\W_])[0-9]+)*"
"""Digits that one sign of any kind parts, or a few of those that people write cards with, brackets among them."""
_UUID = r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
_BRANDS = (
    (r"4", frozenset({13, 16, 19})),
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", frozenset({16})),
    (r"3[47]", frozenset({15})),
    (r"30[0-5]|3[689]", frozenset(range(14, 20))),
    (r"6011|64[4-9]|65|62|35(?:2[89]|[3-8])", frozenset(range(16, 20))),
    (r"50|5[6-9]|6[0137]", frozenset(range(16, 20))),
)


def has_card_number(text: str, allowed: tuple[CodeRange, ...] = (), shortest: int = _SHORTEST) -> bool:
    """Whether a payment card's number is in the text, however its digits are written and grouped.

    ``allowed`` are numbers of another kind, such as the shop's loyalty cards; ``shortest`` is from how
    many digits on one counts. The hexadecimal digits of a UUID are no card's.
    """
    found = _cards(re.sub(_UUID, "", _in_ascii_digits(text)))
    return any(len(each) >= shortest and not any(own.has(each) for own in allowed) for each in found)


def masked(text: str) -> str:
    """The text without the digits of the cards that are in it, for sentences that repeat what was given."""
    if not has_card_number(text):
        return text
    return re.sub(_GROUPS, lambda run: _MASK if any(_cards(run[0])) else run[0], _in_ascii_digits(text))


def _in_ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in normalize("NFKC", text))


def _cards(text: str) -> Iterator[str]:
    """Each number in the text that may be a card's."""
    for run in re.finditer(_GROUPS, text):
        groups = re.split(r"[^0-9]+", run[0])
        for first, begins in enumerate(groups):
            if begins[0] not in _FIRST_DIGITS:
                continue
            number = ""
            for group in groups[first:]:
                number += group
                if len(number) > _LONGEST:
                    break
                if _is_card(number):
                    yield number


def _is_card(number: str) -> bool:
    if len(number) < _SHORTEST:
        return False
    return any(re.match(begins, number) and len(number) in lengths for begins, lengths in _BRANDS) and _luhn(number)


def _luhn(number: str) -> bool:
    """Whether the check digit holds: every second digit from the right counts double, its own digits added."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0
