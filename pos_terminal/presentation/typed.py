"""How a field of words grows letter by letter: the one way there is, so that none keeps a payment card's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.presentation.entry import BACK, CLEAR
from pos_terminal.presentation.notice import NOTHING, Notice, problem

if TYPE_CHECKING:
    from collections.abc import Callable

LONGER_THAN_A_CODE = 15
"""From so many digits on, a number that may be a card's is none of an article: shorter ones are looked for first."""


class Typed(NamedTuple):
    """The words after a key, and whether a card's number was wiped off them."""

    text: str
    was_card: bool = False


def typed(text: str, key: str, takes: Callable[[str], bool], *, is_number: bool = False) -> Typed:
    """The words after a key of the keyboard; those that ``takes`` does not take stay as they were.

    All is wiped as soon as there is a payment card's number in it. ``is_number``: it is the number of something, which
    may look like a card's; whoever asked for it knows the shop's own and judges it once it is given.
    """
    if key == CLEAR:
        return Typed("")
    if key == BACK:
        return Typed(text[:-1])
    after = (text + key).lstrip()
    if not key.isprintable() or not takes(after):
        return Typed(text)
    if not is_number and has_card_number(after):
        return Typed("", was_card=True)
    return Typed(after)


def card_notice(*, was_card: bool) -> Notice:
    """What is told once a card's number was wiped."""
    return problem(CardNumberRefused().sentence) if was_card else NOTHING
