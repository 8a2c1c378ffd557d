"""Splitting the open sale, by its lines or evenly, and putting sales together: until money is taken for one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.selling_limits import refuse_too_many
from pos_terminal.application.serials import refuse_same_piece
from pos_terminal.domain.basket import BasketHead
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.exchange import refuse_exchange
from pos_terminal.domain.joining import joined
from pos_terminal.domain.numbering import numbered
from pos_terminal.domain.parts import lines_moved, lines_shared, parted
from pos_terminal.domain.transaction import void
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ending import Ending
    from pos_terminal.application.ports import Baskets
    from pos_terminal.application.suspend_ports import PartedSales
    from pos_terminal.application.suspending import Suspending
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.item import Item
    from pos_terminal.domain.parts import Lines, MovedLine
    from pos_terminal.domain.suspended import SuspendedSale
    from pos_terminal.domain.transaction import Transaction

_MOST_WAYS = 50


@dataclass(frozen=True, slots=True)
class PartPorts:
    """What parting works with: the sales as they are stored, what suspends and what ends them.

    ``update`` has the platform know how a sale stands; ``item`` finds what the catalog says of one, by its id.
    ``carry`` takes along what was refused for an age, and what somebody stood for, in the sales that are about to be
    merged into the first; ``share`` gives the parts of a sale that was just split what somebody stood for in it.
    """

    sales: PartedSales
    baskets: Baskets
    suspending: Suspending
    ending: Ending
    update: Callable[[Basket], None] = lambda _: None
    item: Callable[[str], Item | None] = lambda _: None
    carry: Callable[[Basket, Sequence[Basket]], None] = lambda _, __: None
    share: Callable[[Basket, Sequence[Basket]], None] = lambda _, __: None


class Parting:
    """Makes several sales of one, and one of several."""

    def __init__(self, desk: Desk, ports: PartPorts, tilling: Tilling, register_id: str) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._register_id = register_id

    def split(self, moved: Sequence[MovedLine]) -> tuple[SuspendedSale, ...]:
        """Move lines, or parts of them, into a sale of their own, which is suspended; the rest stays open.

        Raises BadArgument for what cannot be moved, and NotAllowedNow once money was taken, or while an offer of the
        platform is on what moves: that is held for the one sale alone, so it is removed first and applied again.
        """
        return self._part(lambda basket: lines_moved(basket, moved))

    def split_evenly(self, ways: int) -> tuple[SuspendedSale, ...]:
        """Share every line out among so many sales; guests that are counted are shared out, too. Raises as `split`."""
        _refuse_ways(ways)
        return self._part(lambda basket: lines_shared(basket, ways), shares_guests=True)

    def foreseen(self, moved: Sequence[MovedLine]) -> tuple[Basket, ...]:
        """The parts that `split` would make, the one that stays first; nothing is done. Raises as it."""
        return self._foreseen(lambda basket: lines_moved(basket, moved))

    def foreseen_evenly(self, ways: int) -> tuple[Basket, ...]:
        """The parts that `split_evenly` would make; nothing is done. Raises as it."""
        _refuse_ways(ways)
        return self._foreseen(lambda basket: lines_shared(basket, ways))

    def merge(self, transaction_ids: Sequence[str]) -> Basket:
        """Put sales into the first of them; the others end as voided. It is open if one of them was.

        Offers of the platform on the others go back. Raises BadArgument for a sale there is not or one sale alone,
        and NotAllowedNow once money was taken for one of them, or where one sale may not have so much of an item.
        """
        self._desk.signed_on()
        if len(set(transaction_ids)) != len(transaction_ids) or len(transaction_ids) <= 1:
            raise BadArgument("Merging wants two sales or more, each named once.")
        whole, *others = [self._merged(each) for each in transaction_ids]
        now_open = self._desk.basket
        was_open = now_open is not None and now_open.head.transaction_id in transaction_ids
        for each in others:
            whole = joined(whole, each)
        self._refuse_more(whole)
        self._ports.carry(whole, others)
        ends = self._store_merged(whole, others, is_open=was_open)
        self._ports.suspending.changed()
        if now_open is not None and now_open.head.transaction_id == whole.head.transaction_id:
            self._desk.become(whole)
        elif was_open:
            self._desk.take_up(whole)
        self._show_aside(whole, others)
        for end in ends:
            self._ports.ending.tell(end)
        self._ports.update(whole)
        return whole

    def void_papers(self, transaction_ids: Sequence[str]) -> tuple[BasketHead, ...]:
        """The sales whose guest checks are void once these are merged: their codes claim nothing any more.

        One code claims the whole: that of the first sale that has one. Raises BadArgument for a sale there is not.
        """
        self._desk.signed_on()
        heads = [self._merged(each).head for each in dict.fromkeys(transaction_ids)]
        return tuple(each for each in heads if each.guest_code is not None)[1:]

    def _refuse_more(self, whole: Basket) -> None:
        """Raises NotAllowedNow for more of an item than one sale has, and for the same piece twice."""
        for line in whole.lines.values():
            refuse_same_piece(whole, line)
        for item_id in dict.fromkeys(each.item_id for each in whole.lines.values()):
            refuse_too_many(whole, self._ports.item(item_id))

    def _show_aside(self, whole: Basket, others: Sequence[Basket]) -> None:
        """The sale that was put aside last is shown as it is now, or no more."""
        seen = self._desk.suspended
        number = None if seen is None else seen.head.transaction_id
        if number == whole.head.transaction_id:
            self._desk.suspended = whole
        elif any(each.head.transaction_id == number for each in others):
            self._desk.suspended = None

    def _store_merged(self, whole: Basket, others: Sequence[Basket], *, is_open: bool) -> list[Transaction]:
        """One commit: the sale with all others in it, and their ends."""
        told = None if is_open else self._told_again(whole)
        why = f"Merged into {whole.head.transaction_id}"
        ends = [void(each, self._tilling.now(), why) for each in others]
        records = [partial(self._ports.ending.gave_up, end) for end in ends]
        self._ports.sales.merge((whole, told), list(zip(others, records, strict=True)))
        return ends

    def _part(
        self, cut: Callable[[Basket], tuple[Lines, ...]], *, shares_guests: bool = False
    ) -> tuple[SuspendedSale, ...]:
        basket = self._to_part()
        cuts = cut(basket)
        numbers: list[int] = []
        stays, *others = parted(basket, cuts, partial(self._new_head, basket, numbers))
        if shares_guests:
            _share_guests([stays, *others], basket.head.guest_count)
        told = [self._told(each, f"Part {at} of {len(cuts)}") for at, each in enumerate(others, 2)]
        self._ports.sales.split(stays, list(zip(others, told, strict=True)), numbers[-1])
        self._desk.become(stays)
        self._ports.suspending.changed()
        self._ports.share(basket, (stays, *others))
        for each in (stays, *others):
            self._ports.update(each)
        return tuple(told)

    def _foreseen(self, cut: Callable[[Basket], tuple[Lines, ...]]) -> tuple[Basket, ...]:
        basket = self._to_part()
        head = replace(basket.head, tax_shift=None, guest_code=None)
        return parted(basket, cut(basket), lambda: head)

    def _to_part(self) -> Basket:
        basket = self._desk.open_sale()
        if basket.is_tendering:
            raise NotAllowedNow("Money was taken for this sale. Remove the tenders before splitting it.")
        refuse_exchange(basket.head.exchange, Message("splitting"))
        return basket

    def _new_head(self, basket: Basket, numbers: list[int]) -> BasketHead:
        operator = self._desk.signed_on()
        epoch, number = self._ports.baskets.next_number()
        numbers.append(number)
        return BasketHead(
            transaction_id=numbered(self._register_id, epoch, number),
            open_time=self._tilling.now(),
            channel=basket.head.channel,
            pos_employee_id=operator.employee_id,
            sm_employee_id=operator.sm_employee_id,
            operator_name=operator.display_name,
            table_id=basket.head.table_id,
            from_transaction_id=basket.head.transaction_id,
        )

    def _told(self, basket: Basket, label: str) -> SuspendedSale:
        return self._ports.suspending.told(basket, label)

    def _told_again(self, whole: Basket) -> SuspendedSale:
        """What is known of a suspended sale, with what it comes to now."""
        number = whole.head.transaction_id
        known = next(each for each in self._ports.suspending.sales if each.transaction_id == number)
        return replace(known, total=whole.totals.total, guest_count=whole.head.guest_count)

    def _merged(self, transaction_id: str) -> Basket:
        basket = self._desk.basket
        if basket is None or basket.head.transaction_id != transaction_id:
            return self._ports.sales.load(transaction_id)
        self._desk.refuse_charging()
        if basket.is_tendering:
            raise NotAllowedNow("Money was taken for the open sale. Remove the tenders before merging it.")
        refuse_exchange(basket.head.exchange, Message("merging"))
        return basket


def _refuse_ways(ways: int) -> None:
    if not 2 <= ways <= _MOST_WAYS:  # noqa: PLR2004 - one is no split
        raise BadArgument("A sale is split 2 to {most} ways.", most=_MOST_WAYS)


def _share_guests(parts: Sequence[Basket], guests: int | None) -> None:
    """Where at least one guest is left for each part, they are counted with the parts."""
    if guests is None or guests < len(parts):
        return
    each, left = divmod(guests, len(parts))
    for at, part in enumerate(parts):
        part.head = replace(part.head, guest_count=each + (at < left))
