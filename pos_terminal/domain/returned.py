"""Goods that come back: the same transaction with less in it, and the money for them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import pairwise

from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.discount import Discount, DiscountedLine
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.line import Line
from pos_terminal.domain.money import Money
from pos_terminal.domain.refunding import RefundRules, Taken, cash_back_of, refunded
from pos_terminal.domain.remainder import Remainder, cut, key_of, remainder_of, sold_lines
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import SnapshotKind, SoldLine, Transaction, later_than

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReturnRules:
    """The shop's settings that returns follow.

    ``voids_whole``: when all of a sale has come back, it is voided and not left without items. ``cut_form`` writes what
    a discount takes off now into the platform's own object of it, and changes nothing else of that.
    """

    policy: TaxPolicy
    refunds: RefundRules
    cut_form: Callable[[str, Discount], str]
    voids_whole: bool = False
    gives_tips: bool = True
    """Whether tips go back with the last of the goods: not where others are taken for them."""


def returned(
    history: Sequence[Transaction],
    back: Mapping[str, Decimal],
    tender: TenderType | None,
    rules: ReturnRules,
    number: str | None = None,
) -> Callable[[datetime, Amendment], Transaction]:
    """The sale when so much of each line has come back; ``history`` are its snapshots, the closed one first.

    It keeps its id, its times and the ids of its lines (spec notes F9); quantities, payments and discounts shrink.
    Modifiers come back with their line. What goes back is what the sale costs less now: so all returns of a sale
    together give back what was paid for it, and no more; by the named tender to the card or voucher of this ``number``.
    Tips go back with the last of the goods, so that a sale of which all came back cost as little as one that is voided.
    Raises NotAllowedNow and BadArgument; the snapshot itself is made once it is known when, and by whom.
    """
    now = history[-1]
    refuse_return(now)
    before = remainder_of(history, rules.policy)
    left = cut(before, _quantities(before, back), rules.policy)
    lines, totals = sold_lines(left, rules.policy)
    amount = now.totals.total - totals.total
    if amount.minor < 0:
        raise NotAllowedNow("By how its taxes come out, what is left would cost more than all did. Take more back.")
    taken = _taken(history, rules.refunds, gives_tips=not lines and rules.gives_tips)
    payments, refunds = refunded(taken, amount, tender, rules.refunds, number)
    if not lines and rules.voids_whole:
        return partial(_changed, now, SnapshotKind.VOIDED, refunds)
    discounts = _discounts(now.discounts, left, rules.cut_form)
    less = replace(now, lines=lines, discounts=discounts, payments=payments, totals=totals)
    return partial(_changed, less, SnapshotKind.RETURNED, refunds)


def _taken(history: Sequence[Transaction], rules: RefundRules, *, gives_tips: bool) -> Taken:
    cash_back = sum(
        cash_back_of(before.payments, after.payments, after.amendment.refunds if after.amendment else (), rules)
        for before, after in pairwise(history)
    )
    return Taken(history[-1].payments, cash_back, history[0].payments if gives_tips else ())


def _changed(
    sale: Transaction, kind: SnapshotKind, refunds: tuple[Refund, ...], moment: datetime, amendment: Amendment
) -> Transaction:
    """The sale at this moment, by whose doing."""
    return replace(
        sale,
        kind=kind,
        modified_time=later_than(moment, sale.modified_time),
        change_due=Money.zero(sale.change_due.currency),
        void_reason=amendment.reason if kind is SnapshotKind.VOIDED else None,
        amendment=replace(amendment, refunds=refunds),
    )


def refuse_return(now: Transaction) -> None:
    """Raise NotAllowedNow for a sale of which nothing can come back."""
    if now.is_voided:
        raise NotAllowedNow("Sale {sale} is voided: nothing of it can come back.", sale=now.transaction_id)
    if now.is_receiptless:
        raise NotAllowedNow(
            "{sale} is no sale: goods came back by it. Sell them again instead.", sale=now.transaction_id
        )
    if not now.lines:
        raise NotAllowedNow("All of sale {sale} has come back already.", sale=now.transaction_id)


def _quantities(before: Remainder, back: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What is left of the lines that something comes back of, and of their modifiers."""
    if not back:
        raise BadArgument("Nothing was said to come back. Name its lines and how much of each.")
    found: dict[str, Decimal] = {}
    for line_id, quantity in back.items():
        if line_id not in before:
            raise BadArgument("There is no line {line} left in this sale.", line=line_id)
        line = before[line_id].line
        _refuse_quantity(line, quantity)
        found[line_id] = line.quantity - quantity
        followers = (each.line for each in before.values() if each.line.modifies_line_id == line_id)
        for other in followers:
            follows = line.modifier_quantity(other, found[line_id]) if found[line_id] else _NOTHING
            found[other.line_id] = min(follows, other.quantity)
    return found


def _refuse_quantity(line: Line, quantity: Decimal) -> None:
    """Raise BadArgument where so much of a line cannot come back."""
    if line.modifies_line_id:
        raise BadArgument(
            "{item} comes back with the item it belongs to. Name line {line}.",
            item=line.name,
            line=line.modifies_line_id,
        )
    if not 0 < quantity <= line.quantity:
        raise BadArgument(
            "Of {item} only {quantity} can come back, and more than nothing.",
            item=line.name,
            quantity=f"{line.quantity:f}",
        )
    if not line.is_weighed and quantity != line.quantity and quantity % 1:
        raise BadArgument("{item} comes back in whole pieces.", item=line.name)
    line.refuse_part(quantity)


def _discounts(
    discounts: Sequence[Discount], left: Remainder, cut_form: Callable[[str, Discount], str]
) -> tuple[Discount, ...]:
    """Each discount as far as it still takes something off, or tells something of what is left."""
    kept = []
    for each in discounts:
        amount = Money(sum(line.shares.get(key_of(each), 0) for line in left.values()), each.amount.currency)
        amount = amount if each.counts else each.amount
        lines = tuple(
            line if line.quantity is None else DiscountedLine(line.line_id, min(line.quantity, _left_of(left, line)))
            for line in each.lines
            if line.line_id in left
        )
        if not left or (each.lines and not lines) or (each.counts and not amount.minor and each.amount.minor):
            continue
        now = replace(each, amount=amount, lines=lines)
        if now != each and each.received is not None:
            now = replace(now, received=cut_form(each.received, now))
        kept.append(now)
    return tuple(kept)


def _left_of(left: Remainder, line: DiscountedLine) -> Decimal:
    return left[line.line_id].line.quantity


def came_back(before: Transaction, after: Transaction) -> Transaction:
    """What came back between two snapshots, as if it were a sale: for the slip that says so."""
    there = {each.line.line_id: each for each in after.lines}
    lines = tuple(gone for each in before.lines if (gone := _less(each, there.get(each.line.line_id))))
    had, has = before.totals, after.totals
    rows = {row.tax: row for row in has.tax_rows}
    taxes = tuple(
        replace(row, base=row.base - rows[row.tax].base, amount=row.amount - rows[row.tax].amount)
        if row.tax in rows
        else row
        for row in had.tax_rows
    )
    totals = replace(
        had,
        lines=had.lines - has.lines,
        discount=had.discount - has.discount,
        tax_included=had.tax_included - has.tax_included,
        tax_total=had.tax_total - has.tax_total,
        tax_rows=tuple(row for row in taxes if row.amount.minor or row.base.minor),
    )
    return replace(after, lines=lines, discounts=(), payments=(), totals=totals, guest_receipt_code=None)


def _less(had: SoldLine, has: SoldLine | None) -> SoldLine | None:
    if has is None:
        return had
    quantity = had.line.quantity - has.line.quantity
    if not quantity:
        return None
    line = replace(had.line, quantity=quantity.normalize() + 0, extended=had.line.extended - has.line.extended)
    return SoldLine(line, had.discount - has.discount, had.tax_included - has.tax_included)
