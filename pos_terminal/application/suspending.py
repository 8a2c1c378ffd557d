"""Putting the open sale aside for another shopper, and taking it up again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import BadArgument, NotAllowedNow, Refused
from pos_terminal.domain.exchange import refuse_exchange
from pos_terminal.domain.suspended import SuspendedSale, label_of
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Baskets
    from pos_terminal.application.suspend_ports import SuspendedSales
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.attribution import Attribution
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount


@dataclass(frozen=True, slots=True)
class SuspendPorts:
    """What suspending works with.

    ``let_go`` gives all offers of the open sale back; ``update`` has the platform know how a sale stands, and
    ``order`` the kitchen what is new of it; ``moved`` the platform that a sale, by its id, is at another table.
    """

    sales: SuspendedSales
    baskets: Baskets
    let_go: Callable[[], None]
    update: Callable[[Basket], None] = lambda _: None
    order: Callable[[Basket], object] = lambda _: None
    moved: Callable[[str], None] = lambda _: None


class Suspending:
    """The suspended sales of this terminal; their list is read once and after each change of it."""

    def __init__(self, desk: Desk, ports: SuspendPorts, tilling: Tilling, *, keeps_offers: bool = False) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self.keeps_offers = keeps_offers
        self._known: tuple[SuspendedSale, ...] | None = None
        self._labels: dict[str, str] = {}
        """What those are called that were taken up since the start: put aside again, they are called so again."""
        self._let_go: dict[str, tuple[Discount, ...]] = {}
        """The offers that went back as sales were put aside, since the start: they may be wanted again."""

    @property
    def sales(self) -> tuple[SuspendedSale, ...]:
        """All suspended sales, the one that waits longest first."""
        if self._known is None:
            self._known = tuple(self._ports.sales.all())
        return self._known

    def suspend(self, label: str | None = None) -> SuspendedSale:
        """Put the open sale aside, under a few words that it is found by.

        Its offers go back, unless the shop keeps them (setting ``suspended_offers``). A member is kept by the
        platform's own id alone: what was keyed about somebody who was not found is forgotten.

        Raises NotAllowedNow without anything to put aside, or once money was taken.
        """
        basket = self._to_suspend()
        label = label_of(label or self._labels.get(basket.head.transaction_id))
        offers = _offers(basket)
        if not self.keeps_offers:
            self._ports.let_go()
        basket.member, basket.additional = _kept(basket.member), _kept(basket.additional)
        sale = self.told(basket, label)
        self._ports.order(basket)
        self._ports.update(basket)
        try:
            self._ports.sales.suspend(basket.take_change(), sale)
        except Refused:
            self._desk.basket = self._ports.baskets.load()
            raise
        self._known = None
        self._let_go[sale.transaction_id] = () if self.keeps_offers else offers
        self._desk.put_aside()
        return sale

    def let_go_of(self, transaction_id: str) -> tuple[Discount, ...]:
        """The offers that went back when this sale was put aside last."""
        return self._let_go.get(transaction_id, ())

    def kept_for(self, transaction_id: str) -> tuple[Discount, ...]:
        """The offers that stay reserved for a sale that was put aside just now."""
        seen = self._desk.suspended
        return _offers(seen) if seen is not None and seen.head.transaction_id == transaction_id else ()

    def resume(self, transaction_id: str) -> Basket:
        """Take a suspended sale up again.

        Raises NotAllowedNow while another sale is open and to somebody who left, and BadArgument for no such sale.
        """
        self._desk.refuse_leaver()
        if self._desk.basket is not None:
            raise NotAllowedNow(
                "Sale {sale} is open. Hold it or end it first.",
                sale=self._desk.basket.head.transaction_id,
            )
        label = next((each.label for each in self.sales if each.transaction_id == transaction_id), "")
        basket = self._ports.sales.resume(transaction_id)
        self._labels[transaction_id] = label
        self._known = None
        self._desk.take_up(basket)
        return basket

    def go_on(self, transaction_id: str) -> Basket:
        """Take a suspended sale up, and put the open one aside for it where there is one. Raises as both do.

        What is refused before the open one is put aside changes nothing; afterwards none is open.
        """
        self._desk.refuse_leaver()
        if self._desk.basket is not None:
            if all(each.transaction_id != transaction_id for each in self.sales):
                raise BadArgument("No sale {sale} is held on this till.", sale=transaction_id)
            self.suspend()
        return self.resume(transaction_id)

    def rename(self, transaction_id: str, label: str) -> None:
        """Say under which words a suspended sale is found. Raises BadArgument for none with this id, or such words."""
        self._ports.sales.rename(transaction_id, label_of(label))
        self._known = None

    def transfer(self, transaction_id: str, table_id: str) -> None:
        """Move a suspended sale to another table. Raises BadArgument when there is none with this id."""
        self._ports.sales.transfer(transaction_id, table_id)
        self._known = None
        seen = self._desk.suspended
        if seen is not None and seen.head.transaction_id == transaction_id:
            seen.head = replace(seen.head, table_id=table_id)

    def tell_moved(self, transaction_id: str) -> None:
        """A sale, open or suspended, is at another table now."""
        self._ports.moved(transaction_id)

    def _to_suspend(self) -> Basket:
        basket = self._desk.open_sale()
        if basket.is_tendering:
            raise NotAllowedNow("Money was taken for this sale. Remove the tenders before holding it.")
        refuse_exchange(basket.head.exchange, Message("holding"))
        if not basket.lines and basket.head.table_id is None:
            raise NotAllowedNow("The sale has no items yet, so there is nothing to hold.")
        return basket

    def changed(self) -> None:
        """Sales were put aside or taken out by others: the list is read again."""
        self._known = None

    def told(self, basket: Basket, label: str) -> SuspendedSale:
        """What a list shows of a sale that the operator puts aside now."""
        operator, head = self._desk.signed_on(), basket.head
        return SuspendedSale(
            head.transaction_id,
            label,
            self._tilling.now(),
            operator.employee_id,
            operator.display_name,
            basket.totals.total,
            head.table_id,
            head.guest_count,
            head.from_transaction_id,
            _pieces(basket),
            head.open_time,
        )


def _offers(basket: Basket) -> tuple[Discount, ...]:
    """The members' offers that lower the sale's total."""
    return tuple(each for each in basket.discounts if each.status is not None and each.counts)


def _pieces(basket: Basket) -> int:
    return sum(each.pieces for each in basket.lines.values() if each.modifies_line_id is None)


def _kept(member: Attribution | None) -> Attribution | None:
    return member if member is not None and member.is_verified else None
