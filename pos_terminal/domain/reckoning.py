"""What each line of an open sale adds to its totals: subtotal, share of the discounts, taxes after that share."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol, Self

from pos_terminal.domain import discount as discounting
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.discountworking import note_line_discount, note_price
from pos_terminal.domain.money import Money
from pos_terminal.domain.tax import LineTaxes, Tax
from pos_terminal.domain.taxshift import TaxShift
from pos_terminal.domain.taxworking import LineWorking
from pos_terminal.domain.totals import RunningTotals, TaxPolicy, Totals, included_tax_per_line
from pos_terminal.domain.working import Working
from pos_terminal.wording.message import NOTHING_SAID, Message


class Priced(Protocol):
    """A line as far as money goes."""

    @property
    def quantity(self) -> Decimal:
        """Units or weight."""

    @property
    def extended(self) -> Money:
        """The undiscounted subtotal."""

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """Its taxes in their order."""


class Reckoning:
    """The sums of a sale, brought up to date by the lines that a step touched.

    Without discounts a step costs the same in a sale of ten lines or a thousand; with discounts every line whose share
    moves is counted again.
    """

    def __init__(self, policy: TaxPolicy, shift: TaxShift | None = None, working: Working | None = None) -> None:
        """``working`` is where every step is noted, for whoever asks how a figure was made."""
        self._policy = policy
        self._shift = shift
        self._working = working
        self._counted: dict[str, tuple[Money, Money, LineTaxes]] = {}
        self._running = RunningTotals(policy)
        self._discounted = False

    def copy(self) -> Self:
        """A copy that later steps do not reach."""
        twin = type(self)(self._policy, self._shift)
        twin._counted = dict(self._counted)  # noqa: SLF001 - its own class
        twin._running = self._running.copy()  # noqa: SLF001 - its own class
        twin._discounted = self._discounted  # noqa: SLF001 - its own class
        return twin

    @property
    def totals(self) -> Totals:
        """What the sale comes to now; the part of a split one bears its share of the taxes, to the cent."""
        own = self._running.totals(self._working)
        return self._shift.applied(own, self._working) if self.is_shifted and self._shift else own

    @property
    def is_shifted(self) -> bool:
        """Whether the sale is a part whose taxes are shared out from the whole, and stands as it was split."""
        return self._shift is not None and self._shift.holds(self._counted)

    def counted(self, line_id: str) -> tuple[Money, Money, LineTaxes]:
        """A line's subtotal, its share of the discounts, and its taxes after that share."""
        return self._counted[line_id]

    def included_taxes(self, line_ids: Iterable[str]) -> dict[str, Money]:
        """Each line's part of the included taxes, in cents that add up to the sale's; earlier lines first."""
        taxes = {line_id: self._counted[line_id][2] for line_id in line_ids}
        notes = [LineWorking(self._working, line_id) for line_id in taxes] if self._working is not None else None
        return dict(zip(taxes, included_tax_per_line(list(taxes.values()), self.totals, notes), strict=True))

    def count(self, lines: Mapping[str, Priced], discounts: tuple[Discount, ...], touched: Iterable[str]) -> None:
        """Bring the sums up to date after the ``touched`` lines came, changed or went, or the discounts changed."""
        nothing = Money.zero(self._policy.currency)
        shares: dict[str, Money] = {}
        moved: set[str] = set()
        if discounts or self._discounted:
            shares = discount_shares(lines, discounts, self._working)
            moved = {
                line_id for line_id, (_, share, _) in self._counted.items() if share != shares.get(line_id, nothing)
            }
            self._discounted = bool(discounts)
        for line_id in moved.union(touched):
            self._recount(line_id, lines.get(line_id), shares.get(line_id, nothing))

    def _recount(self, line_id: str, line: Priced | None, share: Money) -> None:
        before = self._counted.pop(line_id, None)
        if before:
            self._running.leave(*before)
        if line is None:
            return
        notes = None
        if self._working is not None:
            notes = note_price(self._working, line_id, (line.extended - share).amount)
        taxes = self._policy.taxes_of(line.extended - share, line.quantity, line.taxes, notes)
        self._counted[line_id] = (line.extended, share, taxes)
        self._running.join(line.extended, share, taxes)


def discount_shares(
    lines: Mapping[str, Priced], discounts: tuple[Discount, ...], working: Working | None = None
) -> dict[str, Money]:
    """What all discounts together take off each line, applied in stack order to what the lower ones left."""
    taken: dict[str, Money] = {}
    for _, shares in shares_in_order(lines, discounts, working):
        for line_id, share in shares.items():
            taken[line_id] = taken[line_id] + share if line_id in taken else share
    if working is not None:
        for line_id, share in taken.items():
            note_line_discount(working, line_id, share.amount)
    return taken


def shares_in_order(
    lines: Mapping[str, Priced], discounts: Iterable[Discount], working: Working | None = None
) -> Iterator[tuple[Discount, dict[str, Money]]]:
    """Each discount in stack order with what it takes off each line, applied to what the lower ones left."""
    remaining = {line_id: line.extended for line_id, line in lines.items()}
    for each in sorted(discounts, key=_stack_order):
        shares = discounting.shares(each, remaining, lines, working)
        for line_id, share in shares.items():
            remaining[line_id] -= share
        yield each, shares


def unfitting(lines: Mapping[str, Priced], lower: tuple[Discount, ...], discount: Discount) -> Message:
    """Why a discount cannot be taken off what the ``lower`` ones leave of the lines; no words where it can.

    One that only shows (INFO) may be for anything. More than is left would make the sale's sums wrong for the platform,
    which gets the amount as it gave it.
    """
    wrong = _wrong_in_itself(lines, discount)
    if wrong or not discount.counts:
        return wrong
    taken = discount_shares(lines, lower)
    left = {
        line_id: line.extended - taken[line_id] if line_id in taken else line.extended
        for line_id, line in lines.items()
    }
    most = sum(discounting.reach(discount, left).values())
    if discount.amount.minor > most:
        return Message(
            "it takes off {amount}, and only {left} is left of its items",
            amount=discount.amount,
            left=Money(most, discount.amount.currency),
        )
    return NOTHING_SAID


def fitting(lines: Mapping[str, Priced], discounts: tuple[Discount, ...]) -> tuple[Discount, ...]:
    """Those discounts, in stack order, that can be taken off these lines as they are."""
    kept: tuple[Discount, ...] = ()
    for each in discounts:
        if not unfitting(lines, kept, each):
            kept += (each,)
    return kept


def _wrong_in_itself(lines: Mapping[str, Priced], discount: Discount) -> Message:
    """Why a discount cannot be meant for these lines, whatever is left of them; nothing where it can."""
    if discount.oddity:
        return discount.oddity
    if discount.amount.minor < 0:
        return Message("it takes off {amount}, which is less than nothing", amount=discount.amount)
    if not discount.counts:
        return NOTHING_SAID
    if any(each.line_id not in lines for each in discount.lines):
        return Message("it is for items that are not in this sale")
    return _wrong_quantity(lines, discount)


def _wrong_quantity(lines: Mapping[str, Priced], discount: Discount) -> Message:
    named = [(each.quantity, lines[each.line_id].quantity) for each in discount.lines if each.quantity is not None]
    if any(quantity <= 0 for quantity, _ in named):
        return Message("it is for none of its items")
    if any(quantity > sold for quantity, sold in named):
        return Message("it is for more of an item than this sale has")
    return NOTHING_SAID


def _stack_order(discount: Discount) -> int:
    return discount.stack_order
