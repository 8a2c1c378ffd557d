"""A tip: a share of what is paid, or an amount; it goes with the next payment, and can be changed until then."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.money import Money
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, percent_text
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion, Key
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.checkout import CheckoutRules
    from pos_terminal.domain.tender import CashRounding

_OTHER, _NONE = "other", "none"


def takes_tips(rules: CheckoutRules, channel: str) -> bool:
    """Whether the screen offers a tip: where the shop names the sale's channel for tips."""
    return channel in rules.tip_channels


def suggested(base: Money, percent: Decimal, rule: CashRounding | None) -> Money:
    """A share of what is paid, in coins there are."""
    tip = Money.rounded(base.amount * percent / 100, base.currency)
    return rule.due(tip) if rule else tip


def handed_over(balance: Money, tip: Money, rule: CashRounding | None) -> Money:
    """The least cash that settles a balance and leaves a tip, in coins there are."""
    if rule is None:
        return balance + tip
    wanted = rule.due(balance) + tip
    coins = (wanted.amount / rule.increment).quantize(Decimal(1), rounding=ROUND_CEILING)
    return Money.of(coins * rule.increment, wanted.currency)


def tip_question(
    base: Money, rules: CheckoutRules, then: Callable[[Money | None], None], other: Callable[[], None]
) -> ChoiceQuestion:
    """How much on top of ``base``; ``then`` is told, None for no tip, and ``other`` asks for an amount."""
    amounts = {each: suggested(base, each, rules.cash_rounding) for each in rules.tip_percents}
    amounts = {percent: tip for percent, tip in amounts.items() if tip.minor}

    def chosen(key: str) -> None:
        if key == _OTHER:
            other()
        else:
            then(tips.get(key))

    tips = {str(percent): tip for percent, tip in amounts.items()}
    choices = [
        Choice(str(each), f"{percent_text(each)}   {amount_text(tip)}", "coins") for each, tip in amounts.items()
    ]
    choices += [Choice(_OTHER, _("Other amount"), "pencil"), Choice(_NONE, _("No tip"), "x")]
    return ChoiceQuestion(ChoicePanel(_("Tip"), _("For {amount}", amount=amount_text(base)), tuple(choices)), chosen)


def tip_amount_question(base: Money, then: Callable[[Money | None], None]) -> FigureQuestion:
    """Which amount on top of ``base``."""
    currency = base.currency

    def typed(value: Decimal) -> None:
        then(Money.of(value, currency))

    return FigureQuestion(
        title=_("Tip"),
        hint=_("For {amount}", amount=amount_text(base)),
        entry=Entry(decimals=currency.exponent),
        key=Key(_("Add tip"), typed),
        leave=_("Back"),
    )
