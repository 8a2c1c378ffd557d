"""What has to be asked of an item before it is rung up: which piece it is, how much it weighs or costs, its options."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.presentation.figures import quantity_text
from pos_terminal.presentation.options import OptionChoice
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.sale_panels import OptionsQuestion, price_question, weight_question
from pos_terminal.presentation.serial_question import SerialNumber, SerialQuestion
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.selling import Selling
    from pos_terminal.domain.item import Item
    from pos_terminal.presentation.draft import Draft
    from pos_terminal.presentation.questions import Question

    Numbered = Callable[[Item, Decimal, str], None]


def question_for(item: Item, draft: Draft, selling: Selling, numbered: Numbered) -> Question | None:
    """The next question; None once the item can be rung up. A quantity that was typed before is one of pieces then."""
    if item.serialised and not draft.serial:
        pieces, draft.times = draft.times, Decimal(1)
        return number_question(item, pieces, numbered)
    if item.is_weighed:
        return weight_question(item, scale=draft.scale)
    if item.open_price:
        return price_question(item, selling.rules.policy.currency)
    if item.modifier_groups:
        return OptionsQuestion(OptionChoice.for_new(item, selling.modifiers_of(item.item_id)))
    return None


def number_question(item: Item, pieces: Decimal, numbered: Numbered) -> SerialQuestion:
    """Which piece is it? Of several it says how many numbers are still to come.

    ``numbered`` hears of which item it is, the first of how many pieces, and its number. That many are kept by the
    question alone: once it is not asked any more nothing else is counted so often.
    """
    note = _("Pieces to go: {count}.", count=quantity_text(pieces)) if pieces > 1 else ""
    number = SerialNumber(brief(item.name), _("Add to sale"), _("Cancel"), note)
    return SerialQuestion(number, partial(numbered, item, pieces))
