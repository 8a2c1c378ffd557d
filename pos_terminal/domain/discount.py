"""A discount on a sale, and how it falls on the lines so that the shares add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pos_terminal.domain.money import Money, allocate


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
class Discount:
    """A discount applied to a sale (spec, Discount).

    ``amount`` is positive and takes that much off. No ``lines`` means the whole check. ``source`` is "SessionM" for
    the platform's own, "POS" for the shop's. ``received`` keeps the platform's JSON object as it came, to be echoed
    verbatim, unknown keys and types included.
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

    @property
    def counts(self) -> bool:
        """Whether it lowers the total: an INFO discount is only shown."""
        return self.status is not DiscountStatus.INFO


def shares(discount: Discount, remaining: Mapping[str, Money]) -> dict[str, Money]:
    """What the discount takes off each line, given what each line still costs.

    The shares are in proportion to what remains on the lines that it falls on, add up to its amount, and never take
    a line below zero (odd cents go by the sale's order of lines); a discount larger than its lines is cut to them.
    """
    if not discount.counts:
        return {}
    named = {line.line_id for line in discount.lines} or remaining.keys()
    reach = {line_id: money for line_id, money in remaining.items() if line_id in named and money.minor > 0}
    if not reach:
        return {}
    whole = sum(money.minor for money in reach.values())
    taken = Money(min(discount.amount.minor, whole), discount.amount.currency)
    parts = allocate(taken, [money.minor for money in reach.values()])
    return dict(zip(reach, parts, strict=True))
