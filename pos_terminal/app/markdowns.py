"""What holds the shop's markdowns to its limit, and what sales that are made of others take along."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.application.age_refusals import AgeRefusals
from pos_terminal.application.markdowns import Markdowns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.authority import Authority
    from pos_terminal.domain.basket import Basket
    from pos_terminal.settings import Settings

    _Carry = Callable[[Basket, Sequence[Basket]], None]


def markdowns(authority: Authority, settings: Settings) -> Markdowns:
    """What somebody stood for, under the shop's limit."""
    return Markdowns(authority, Decimal(settings.sale.discount_limit_percent))


def carried(authority: Authority, settings: Settings) -> tuple[_Carry, _Carry]:
    """What a merged sale takes along of the others, and what the parts of a split one do."""
    ages, approved = AgeRefusals(authority), markdowns(authority, settings)

    def carry(whole: Basket, others: Sequence[Basket]) -> None:
        ages.carry(whole, others)
        approved.carry(whole, others)

    return carry, approved.share
