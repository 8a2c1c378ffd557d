"""The closed sale: an immutable snapshot with everything the journal, the platform and the receipt need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.basket import Basket, BasketHead, Line
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.moment import whole_milliseconds
from pos_terminal.domain.money import Money
from pos_terminal.domain.reckoning import fitting
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import Totals

_MILLISECOND = timedelta(milliseconds=1)


class SnapshotKind(StrEnum):
    """What a numbered snapshot of a transaction says."""

    OPEN = "open"
    CLOSED = "closed"
    RETURNED = "returned"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line as it was sold: the line, its share of the discounts and the tax inside what is left."""

    line: Line
    discount: Money
    tax_included: Money


@dataclass(frozen=True, slots=True)
class Transaction:
    """One snapshot of a sale (spec, Transaction). Nothing in it ever changes; a later state is a new snapshot.

    ``modified_time`` grows strictly from snapshot to snapshot, whatever the clock does.
    """

    head: BasketHead
    kind: SnapshotKind
    modified_time: datetime
    lines: tuple[SoldLine, ...]
    discounts: tuple[Discount, ...]
    payments: tuple[Payment, ...]
    totals: Totals
    change_due: Money
    guest_receipt_code: str | None = None
    void_reason: str | None = None
    amendment: Amendment | None = None
    """Who made this snapshot of it and by whose right, where that is not plain selling."""

    @property
    def transaction_id(self) -> str:
        """The id for life."""
        return self.head.transaction_id

    @property
    def is_closed(self) -> bool:
        """Whether this is a final state."""
        return self.kind is not SnapshotKind.OPEN

    @property
    def is_voided(self) -> bool:
        """Whether the sale counts for nothing."""
        return self.kind is SnapshotKind.VOIDED

    @property
    def is_receiptless(self) -> bool:
        """Whether goods were taken back that no sale is known of: then all its amounts are below zero."""
        return self.kind is SnapshotKind.RETURNED and any(each.line.quantity < 0 for each in self.lines)

    @property
    def receipt_codes(self) -> tuple[str, ...]:
        """Every code that a shopper may claim the sale with."""
        codes = (self.guest_receipt_code, *(payment.receipt_code for payment in self.payments))
        return tuple(code for code in codes if code)


@dataclass(frozen=True, slots=True)
class ReceiptCodeRule:
    """When receipts carry a code to claim the sale later, and on which object a single payment's code goes."""

    is_on: bool = True
    single_on_payment: bool = False


def later_than(now: datetime, previous: datetime | None) -> datetime:
    """The next ``modified_time``: now in whole milliseconds, or one after the previous where the clock stood back."""
    now = whole_milliseconds(now)
    if previous is None:
        return now
    return max(now, whole_milliseconds(previous) + _MILLISECOND)


def cart(basket: Basket, now: datetime, discounts: tuple[Discount, ...] | None = None) -> Transaction:
    """The open sale as the platform is asked about it: its lines and discounts (or these), and nothing paid.

    A discount that the sale has outgrown, because a line of it went, is left out: it is asked about anew, and until
    then the sums would not be the platform's.
    """
    told = fitting(basket.lines, basket.discounts if discounts is None else discounts)
    asked = basket if told == basket.discounts else _with_discounts(basket, told)
    return _snapshot(asked, SnapshotKind.OPEN, _told(basket, now), (), basket.head.guest_code)


def close(basket: Basket, now: datetime, rule: ReceiptCodeRule, new_code: Callable[[], str]) -> Transaction:
    """The sale as it ends, with the code that its guest check has, unless it became all a member's.

    Raises NotAllowedNow unless it has a line and its payments settle the total exactly.
    """
    if not basket.lines:
        raise NotAllowedNow("There is nothing to close: the sale has no items.")
    if basket.balance.minor:
        raise NotAllowedNow("{balance} is still due. Take the rest before closing the sale.", balance=basket.balance)
    # A payment that the member is not on is somebody else's to claim. Where nothing is paid, the discount says whose.
    attributed = basket.member is not None or any(each.user_id for each in basket.discounts)
    rule = replace(rule, is_on=rule.is_on and (bool(basket.payments) or not attributed))
    guest_code, payments = _receipt_codes(basket.payments, rule, new_code)
    if basket.head.guest_code and not _is_members(basket.payments, attributed=attributed):
        guest_code, payments = basket.head.guest_code, basket.payments
    return _snapshot(basket, SnapshotKind.CLOSED, _told(basket, now), payments, guest_code)


def void(basket: Basket, now: datetime, reason: str) -> Transaction:
    """The open sale given up: closed and voided at once, without payments, which go back, or others' discounts."""
    own = tuple(each for each in basket.discounts if each.status is None)
    bare = _with_discounts(basket, own)
    snapshot = _snapshot(bare, SnapshotKind.VOIDED, _told(basket, now), (), None)
    return replace(snapshot, void_reason=reason)


def _told(basket: Basket, now: datetime) -> datetime:
    """The ``modified_time`` of what is told of the sale now: later than all that was told of it before."""
    basket.told_at = later_than(now, basket.told_at or basket.head.open_time)
    return basket.told_at


def _with_discounts(basket: Basket, discounts: tuple[Discount, ...]) -> Basket:
    """The same lines with other discounts, and nothing paid."""
    numbers = (basket.next_line, basket.next_payment)
    return Basket.restored(basket.head, basket.policy, basket.lines.values(), (discounts, ()), numbers)


def _snapshot(
    basket: Basket, kind: SnapshotKind, moment: datetime, payments: tuple[Payment, ...], guest_code: str | None
) -> Transaction:
    inside = basket.included_taxes()
    lines = tuple(SoldLine(line, basket.counted(line_id)[1], inside[line_id]) for line_id, line in basket.lines.items())
    return Transaction(
        replace(basket.head, tax_shift=None, guest_code=None, exchange=None),
        kind,
        moment,
        lines,
        basket.discounts,
        payments,
        basket.totals,
        basket.change_due,
        guest_code,
    )


def _is_members(payments: Sequence[Payment], *, attributed: bool) -> bool:
    """Whether the whole sale is a member's: then nobody else claims it, by whatever code was printed before."""
    return all(payment.user_id for payment in payments) if payments else attributed


def _receipt_codes(
    payments: Sequence[Payment], rule: ReceiptCodeRule, new_code: Callable[[], str]
) -> tuple[str | None, tuple[Payment, ...]]:
    """One payment or none: a code on the transaction. Several: one on each payment that no member is on."""
    if not rule.is_on or (payments and all(payment.user_id for payment in payments)):
        return None, tuple(payments)
    if len(payments) > 1 or (payments and rule.single_on_payment):
        return None, tuple(
            payment if payment.user_id else replace(payment, receipt_code=new_code()) for payment in payments
        )
    return new_code(), tuple(payments)


def item_count(lines: Sequence[Line]) -> Decimal:
    """How many things are in the sale: pieces, and one for each weighed line; modifiers do not count."""
    counted = [line for line in lines if line.modifies_line_id is None]
    return sum((Decimal(1) if line.is_weighed else line.quantity for line in counted), Decimal(0))
