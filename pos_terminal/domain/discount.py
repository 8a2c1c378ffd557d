"""A discount on a sale, and how it falls on the lines so that the shares add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from pos_terminal.domain.discountworking import Falls, Pool
from pos_terminal.domain.money import Currency, Money, allocate
from pos_terminal.domain.working import Working
from pos_terminal.wording.message import NOTHING_SAID, Message


class DiscountStatus(StrEnum):
    """Where a platform's discount stands (spec, Discount ``status``)."""

    LOCKED = "LOCKED"
    REDEEMED = "REDEEMED"
    INFO = "INFO"
    OFFLINE = "OFFLINE"


@dataclass(frozen=True, slots=True)
class DiscountedLine:
    """A line that a discount falls on, and how much of its quantity (None: all of it)."""

    line_id: str
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ShopTerms:
    """What the shop gives and why: a part of what is there (``percent``), or an amount, as far as it is there."""

    reason: str
    percent: Decimal | None = None
    amount: Money | None = None

    @property
    def name(self) -> str:
        """How receipts and screens call it."""
        return self.reason if self.percent is None else f"{self.reason} {self.percent.normalize():f}%"


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount applied to a sale (spec, Discount).

    ``amount`` is positive and takes that much off. No ``lines`` means the whole check. ``source`` is "SessionM" for
    the platform's own, "POS" for the shop's. ``received`` keeps the platform's JSON object as it came, to be echoed
    verbatim, unknown keys and types included. ``terms`` are those of the shop's own; it follows the sale by them.
    """

    reference_id: str
    reference_id_type: str
    display_name: str
    source: str
    amount: Money
    stack_order: int
    applied_time: datetime
    lines: tuple[DiscountedLine, ...] = ()
    status: DiscountStatus | None = None
    pos_discount_id: str | None = None
    image_url: str | None = None
    user_id: str | None = None
    received: str | None = None
    terms: ShopTerms | None = None
    oddity: Message = field(default=NOTHING_SAID, compare=False)
    """What is wrong with it as it came; such a discount is shown, never taken off."""

    is_worth_told: bool = field(default=True, compare=False)
    """Whether the platform said what it takes off; ``amount`` is nothing where it did not."""

    strange_status: str = field(default="", compare=False)
    """A status that the platform told, and that nobody here knows."""

    @property
    def counts(self) -> bool:
        """Whether it lowers the total: an INFO discount is only shown."""
        return self.status is not DiscountStatus.INFO

    def of_amount(self, amount: Money) -> "Discount":
        """The discount with what it was cut to, or grew to: one of the shop's is reckoned from a price no more."""
        terms = self.terms and replace(self.terms, percent=None, amount=amount)
        return replace(self, amount=amount, terms=terms)


class Discounted(Protocol):
    """A line as far as a discount goes."""

    @property
    def quantity(self) -> Decimal:
        """Units or weight."""


def shares(
    discount: Discount,
    remaining: Mapping[str, Money],
    lines: Mapping[str, Discounted] | None = None,
    working: Working | None = None,
) -> dict[str, Money]:
    """What the discount takes off each line, given what each line still costs.

    The shares are in proportion to what remains on the lines that it falls on (of a part of a line's quantity, on that
    part; ``lines`` say how much there is), add up to its amount, and never take a line below zero (odd cents go by the
    sale's order of lines); a discount larger than its lines is cut to them.
    """
    whole = reach(discount, remaining)
    if not whole:
        return {}
    parts = {line_id: _part(discount, line_id, minor, lines) for line_id, minor in whole.items()}
    taken = min(discount.amount.minor, sum(whole.values()))
    first = min(taken, sum(parts.values()))
    found = named = _allocated(first, parts, discount.amount.currency)
    rest = {line_id: whole[line_id] - parts[line_id] for line_id in whole}
    beyond: dict[str, Money] = {}
    if taken > first:  # more than the units that it names cost: the others of their lines bear it
        beyond = _allocated(taken - first, rest, discount.amount.currency)
        found = {line_id: named[line_id] + beyond[line_id] for line_id in named}
    if working is not None:
        falls = Falls((discount.reference_id, discount.stack_order), discount.display_name, discount.amount.currency)
        falls.note(working, whole, Pool(first, parts, named), Pool(taken - first, rest, beyond))
    return found


def reach(discount: Discount, remaining: Mapping[str, Money]) -> dict[str, int]:
    """The lines that the discount falls on and what each still costs, in minor units; none for one that only shows."""
    if not discount.counts:
        return {}
    named = {line.line_id for line in discount.lines} or remaining.keys()
    return {line_id: money.minor for line_id, money in remaining.items() if line_id in named and money.minor > 0}


def _part(discount: Discount, line_id: str, minor: int, lines: Mapping[str, Discounted] | None) -> int:
    """What the units of a line cost that the discount names: all of them, unless it names fewer."""
    named = next((each.quantity for each in discount.lines if each.line_id == line_id), None)
    sold = lines[line_id].quantity if lines is not None else None
    if named is None or sold is None or not 0 < named < sold:
        return minor
    return int(minor * named / sold)


def _allocated(minor: int, weights: Mapping[str, int], currency: Currency) -> dict[str, Money]:
    if not any(weights.values()):
        return {line_id: Money.zero(currency) for line_id in weights}
    return dict(zip(weights, allocate(Money(minor, currency), list(weights.values())), strict=True))
