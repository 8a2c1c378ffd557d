"""A step of a reckoning in the words in which a cashier says it to a shopper: `7.5% of 13.50`, rounded how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.tax import TaxKind
from pos_terminal.domain.working import LARGEST_REMAINDER, SHARED_OUT, Operation
from pos_terminal.presentation.figures import percent_text
from pos_terminal.wording import _, later
from pos_terminal.wording.notation import notation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from pos_terminal.domain.tax import Tax
    from pos_terminal.domain.working import Rounding, Step

_PLACES = 6
_HUNDRED = 100
_ROUNDED = {
    "half_up": later("rounded to the nearest {step}"),
    "half_even": later("rounded to the nearest {step}, a half to the even one"),
    "half_down": later("rounded to the nearest {step}, a half towards nothing"),
    "away_from_zero": later("rounded up to {step}"),
    "up": later("rounded up to {step}"),
    "floor": later("rounded down to {step}"),
    "ceiling": later("rounded up to {step}"),
    LARGEST_REMAINDER: later("shared out so that all parts add up"),
    SHARED_OUT: later("shared out so that all parts add up"),
}


def number_text(value: Decimal, decimals: int = 0) -> str:
    """An exact number with grouped thousands and so many decimals at least.

    Of one that does not end, six of them behind a sign that says so.
    """
    rounded = round(value, _PLACES)
    short = value if rounded == value else rounded
    if -_exponent(short) < decimals:
        short = round(short, decimals)
    about = "" if short == value else "≈ "
    return about + notation().number(short)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def rate_text(rate: Decimal) -> str:
    """A rate as people say it: 0.0825 is `8.25%`."""
    return percent_text(rate * _HUNDRED)


def rounded_text(rounding: Rounding | None) -> str:
    """How the exact value became the figure; empty where it was one already."""
    if rounding is None or rounding.exact == rounding.rounded:
        return ""
    how = _(_ROUNDED.get(rounding.mode, later("rounded to {step}")), step=number_text(rounding.step))
    return f"{number_text(rounding.exact)}, {how}"


def worked_text(step: Step, decimals: int) -> str:
    """What was reckoned, amounts with so many decimals; empty where nothing was."""
    write = _WRITTEN.get(step.operation)
    return write([each.value for each in step.operands], decimals) if write and step.operands else ""


def tax_text(tax: Tax, step: Step, decimals: int) -> str:
    """What a tax was reckoned from, on one line."""
    values = [number_text(each.value, decimals) for each in step.operands]
    if step.operation is Operation.SUM or not values:
        return _("what the other taxes leave of the price")
    if tax.kind is TaxKind.FIXED_PER_UNIT:
        return f"{number_text(step.operands[1].value)} × {values[0]}"
    if tax.kind is TaxKind.DIVISION:
        return _("{percent} of the price with it; without it {amount}", percent=rate_text(tax.rate), amount=values[0])
    return _("{percent} of {amount}", percent=rate_text(tax.rate), amount=values[0])


def _product(values: list[Decimal], decimals: int) -> str:
    amount, times = values
    return f"{number_text(times)} × {number_text(amount, decimals)}"


def _percent(values: list[Decimal], decimals: int) -> str:
    return _("{percent} of {amount}", percent=percent_text(values[1]), amount=number_text(values[0], decimals))


def _part(values: list[Decimal], decimals: int) -> str:
    whole, weight, all_weights = (number_text(each, decimals) for each in values)
    return f"{whole} × {weight} ÷ {all_weights}"


def _sum(values: list[Decimal], decimals: int) -> str:
    first, *others = values
    signed = (f"{notation().minus if each < 0 else '+'} {number_text(abs(each), decimals)}" for each in others)
    return " ".join((number_text(first, decimals), *signed))


_WRITTEN: Mapping[Operation, Callable[[list[Decimal], int], str]] = {
    Operation.PRODUCT: _product,
    Operation.PERCENT: _percent,
    Operation.PART: _part,
    Operation.SUM: _sum,
}
