"""The open sale: lines, discounts and payments, with totals that stay exact after every step."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from pos_terminal.domain.batch import NO_BATCH, Batch
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.exchange import Exchange
from pos_terminal.domain.item import Item
from pos_terminal.domain.line import Line, line_of
from pos_terminal.domain.money import Currency, Money, total_of
from pos_terminal.domain.reckoning import Reckoning
from pos_terminal.domain.shop_discount import followed
from pos_terminal.domain.tax import LineTaxes
from pos_terminal.domain.taxshift import TaxShift
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import TaxPolicy, Totals

if TYPE_CHECKING:
    from pos_terminal.domain.attribution import Attribution
    from pos_terminal.domain.kitchen import Orders
    from pos_terminal.domain.offer import ChosenOffer

__all__ = ["Basket", "BasketChange", "BasketHead", "Line"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class BasketHead:
    """What is known of a sale beside its lines; frozen when it opens but for table, guests and channel."""

    transaction_id: str
    open_time: datetime
    channel: str
    pos_employee_id: str
    sm_employee_id: str | None = None
    operator_name: str = ""
    table_id: str | None = None
    guest_count: int | None = None
    from_transaction_id: str | None = None
    tax_shift: TaxShift | None = None
    """Of the part of a split sale: the cents of taxes that it bears for the whole."""
    guest_code: str | None = None
    """What was printed on a guest check, to claim the sale by."""
    exchange: Exchange | None = None
    """What comes back for this sale."""
    ordered: "Orders" = ()
    """What the kitchen has been told of it."""


@dataclass(frozen=True, slots=True)
class BasketChange:
    """What to store after a step: the lines that are new or different, and the ids of those that went."""

    basket: "Basket"
    lines: tuple[Line, ...]
    gone: tuple[str, ...]


class Basket:
    """One open sale. Every step either happens whole or raises `Refused` and changes nothing."""

    def __init__(self, head: BasketHead, policy: TaxPolicy) -> None:
        self.head, self.policy = head, policy
        self.discounts: tuple[Discount, ...] = ()
        self.payments: tuple[Payment, ...] = ()
        self.member: Attribution | None = None
        self.additional: Attribution | None = None
        self.chosen: tuple[ChosenOffer, ...] = ()  # claimed right before money is taken
        self.told_at: datetime | None = None  # the newest modified_time that anybody was told
        self.next_line = self.next_payment = 1
        self._lines: dict[str, Line] = {}
        self._reckoning = Reckoning(policy, head.tax_shift)
        self._changed: dict[str, None] = {}  # in order

    @classmethod
    def restored(
        cls,
        head: BasketHead,
        policy: TaxPolicy,
        lines: Iterable[Line],
        settled: tuple[tuple[Discount, ...], tuple[Payment, ...]],
        numbers: tuple[int, int],
    ) -> "Basket":
        """The basket as it was stored: ``settled`` holds discounts and payments, ``numbers`` the next ids."""
        basket = cls(head, policy)
        basket.discounts, basket.payments = settled
        basket.next_line, basket.next_payment = numbers
        basket._lines = {line.line_id: line for line in lines}
        basket._count(list(basket._lines))
        basket._changed.clear()
        return basket

    @property
    def lines(self) -> Mapping[str, Line]:
        """The lines by id, in the order they were rung up."""
        return self._lines

    @property
    def totals(self) -> Totals:
        """What the sale comes to now."""
        return self._reckoning.totals

    @property
    def paid(self) -> Money:
        """What the payments, and goods that come back for the sale, settle of the total."""
        taken, exchange = total_of([each.amount for each in self.payments], self.policy.currency), self.head.exchange
        return taken if exchange is None else taken + exchange.settles(self.totals.total - taken)

    @property
    def balance(self) -> Money:
        """What is still due."""
        return self.totals.total - self.paid

    @property
    def change_due(self) -> Money:
        """What goes back to the shopper."""
        return total_of([payment.change for payment in self.payments], self.policy.currency)

    @property
    def is_tendering(self) -> bool:
        """Whether a payment was taken."""
        return bool(self.payments)

    def line(self, line_id: str) -> Line:
        """The line with this id. Raises BadArgument when there is none."""
        try:
            return self._lines[line_id]
        except KeyError:
            raise BadArgument("There is no line {line} in this sale.", line=line_id) from None

    def modifiers(self, line_id: str) -> list[Line]:
        """The lines that modify this one."""
        return [line for line in self._lines.values() if line.modifies_line_id == line_id]

    def counted(self, line_id: str) -> tuple[Money, Money, LineTaxes]:
        """A line's subtotal, its share of the discounts, and its taxes after that share."""
        return self._reckoning.counted(line_id)

    def included_taxes(self) -> dict[str, Money]:
        """Each line's part of the taxes inside the prices, in cents that add up to the sale's."""
        return self._reckoning.included_taxes(self._lines)

    def add(
        self, item: Item, quantity: Decimal, price: Money | None = None, *, batch: Batch = NO_BATCH, merge: bool = False
    ) -> Line:
        """Ring up an item; with ``merge``, raise the quantity of the plain line that its batch already has."""
        new = _new_line(self, item, item.price if price is None else price, batch)
        line = new.with_quantity(quantity, self.policy)
        same = _mergeable(self, line) if merge and not item.is_weighed else None
        if same:
            return self.set_quantity(same.line_id, same.quantity + quantity)
        return self._step(lambda: self._put_new(line))

    def put(self, line: Line) -> Line:
        """Put a changed line in its own place."""
        self.line(line.line_id)
        return self._step(lambda: self._put([line]))

    def go_back(self, lines: Mapping[str, Line], discounts: tuple[Discount, ...]) -> None:
        """Become as it was with these lines and discounts; numbers that were given are not given again."""
        known = {**self._lines, **lines}
        touched = [line_id for line_id in known if self._lines.get(line_id) != lines.get(line_id)]
        self._step(lambda: self._become(dict(lines), discounts, touched))

    def add_modifier(self, parent_id: str, item: Item) -> Line:
        """Ring up a modifier of a line; its quantity follows its parent's (spec, ``modifies_line_id``)."""
        parent = self.line(parent_id)
        if parent.modifies_line_id:
            raise BadArgument(
                "Line {modifier} is a modifier itself; modify line {line}.",
                modifier=parent_id,
                line=parent.modifies_line_id,
            )
        plain = replace(_new_line(self, item, item.price), modifies_line_id=parent_id)
        line = plain.with_quantity(parent.modifier_quantity(plain, parent.quantity), self.policy)
        return self._step(lambda: self._put_new(line))

    def set_quantity(self, line_id: str, quantity: Decimal) -> Line:
        """Change a line's quantity, and that of its modifiers with it. Raises BadArgument as `refuse_new_quantity`."""
        line = self.line(line_id)
        line.refuse_new_quantity()
        changed = line.with_quantity(quantity, self.policy)
        followers = [
            each.with_quantity(line.modifier_quantity(each, quantity), self.policy) for each in self.modifiers(line_id)
        ]
        return self._step(lambda: self._put([changed, *followers]))

    def remove(self, line_id: str) -> tuple[Line, ...]:
        """Take a line out, and its modifiers with it; what went, in order."""
        gone = (self.line(line_id), *self.modifiers(line_id))
        left = {line_id: line for line_id, line in self._lines.items() if line not in gone}
        self._step(lambda: self._become(left, self.discounts, [each.line_id for each in gone]))
        return gone

    def put_discounts(self, discounts: tuple[Discount, ...]) -> None:
        """Replace the discounts on the sale; they apply in stack order. Raises BadArgument for one below zero."""
        currency = self.policy.currency
        _refuse_odd_amounts(discounts, currency)
        ordered = tuple(sorted(discounts, key=lambda each: each.stack_order))
        self._step(lambda: self._become(self._lines, ordered, []))

    def pay(self, payment: Payment) -> None:
        """Add a payment made with `next_payment_id`. Raises NotAllowedNow when it settles more than is due."""
        least, most = sorted((0, self.balance.minor))
        if not least <= payment.amount.minor <= most:
            raise NotAllowedNow("Only {balance} is due. A payment cannot settle more.", balance=self.balance)
        self.payments += (payment,)
        self.next_payment += 1

    @property
    def next_payment_id(self) -> str:
        """The id that the next payment takes; ids are never used twice."""
        return str(self.next_payment)

    def remove_payment(self, payment_id: str) -> Payment:
        """Take a payment back. Raises BadArgument when there is none with this id."""
        found = next((each for each in self.payments if each.payment_id == payment_id), None)
        if found is None:
            raise BadArgument("There is no payment {payment} in this sale.", payment=payment_id)
        self.payments = tuple(each for each in self.payments if each is not found)
        return found

    def take_change(self) -> BasketChange:
        """What changed since this was last asked: the lines to store and the ids to forget."""
        present = tuple(self._lines[line_id] for line_id in self._changed if line_id in self._lines)
        gone = tuple(line_id for line_id in self._changed if line_id not in self._lines)
        self._changed.clear()
        return BasketChange(self, present, gone)

    def _step(self, change: Callable[[], _T]) -> _T:
        """Do the change; where payments would then exceed the total, put everything back and refuse."""
        if not self.payments:
            return change()
        kept = (dict(self._lines), self._reckoning.copy(), dict(self._changed), self.next_line, self.discounts)
        done = change()
        if self.balance.minor >= 0:
            return done
        self._lines, self._reckoning, self._changed, self.next_line, self.discounts = kept
        raise _too_much(self.paid)

    def _put_new(self, line: Line) -> Line:
        self.next_line += 1
        return self._put([line])

    def _put(self, lines: list[Line]) -> Line:
        for line in lines:
            self._lines[line.line_id] = line
        self._count([line.line_id for line in lines])
        return lines[0]

    def _become(self, lines: dict[str, Line], discounts: tuple[Discount, ...], touched: list[str]) -> None:
        self._lines, self.discounts = lines, discounts
        self._count(touched)

    def _count(self, touched: list[str]) -> None:
        self._changed.update(dict.fromkeys(touched))
        self.discounts = followed(self.discounts, self._lines, self.policy)
        self._reckoning.count(self._lines, self.discounts, touched)


def _mergeable(basket: Basket, new: Line) -> Line | None:
    alike = (line for line in reversed(tuple(basket.lines.values())) if new.is_more_of(line))
    return next((line for line in alike if not basket.modifiers(line.line_id)), None)


def _refuse_odd_amounts(discounts: Iterable[Discount], currency: Currency) -> None:
    if any(each.amount.minor < 0 or each.amount.currency != currency for each in discounts):
        raise BadArgument(
            "A discount takes off an amount in {currency}; it cannot be below zero.", currency=currency.code
        )


def _too_much(paid: Money) -> NotAllowedNow:
    return NotAllowedNow(
        "{paid} was taken already, which would be more than the total. Remove a tender first (or the offer).", paid=paid
    )


def _new_line(basket: Basket, item: Item, price: Money, batch: Batch = NO_BATCH) -> Line:
    if price.currency != basket.policy.currency:
        raise BadArgument(
            "{item} is priced in {currency}, not in {wanted}.",
            item=item.name,
            currency=price.currency.code,
            wanted=basket.policy.currency.code,
        )
    return line_of(item, str(basket.next_line), price, batch)
