"""What is told of a sale before it ends: a guest check on paper, and where the shop wants it updates to the platform.

Each is a snapshot of kind open: journalled with the bytes that it is, like every other.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import NotAllowedNow, Refused
from pos_terminal.domain.transaction import cart

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ending import Ending
    from pos_terminal.application.suspend_ports import PartedSales
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class TellPorts:
    """What telling works with. ``offers_ready`` raises NotAllowedNow while an offer has to be asked about."""

    sales: PartedSales
    ending: Ending
    new_code: Callable[[], str]
    offers_ready: Callable[[], None]


@dataclass(frozen=True, slots=True)
class TellRules:
    """The shop's settings: whether guest checks carry a code to claim the sale, and whether the platform is updated."""

    has_code: bool = False
    updates: bool = False


class Telling:
    """Prints guest checks, and sends what becomes of sales that are open."""

    def __init__(self, desk: Desk, ports: TellPorts, tilling: Tilling, rules: TellRules) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._rules = rules

    def guest_check(self, transaction_id: str | None = None) -> Transaction:
        """Print what a sale comes to, the open one or a suspended one. Its code is the sale's from then on.

        Raises NotAllowedNow without items, once money was taken, or while the offers are not settled; BadArgument for
        a sale there is not.
        """
        basket = self._sale(transaction_id)
        if not basket.lines:
            raise NotAllowedNow("The sale has no items yet, so there is nothing to print.")
        if basket.is_tendering:
            raise NotAllowedNow("Money was taken for this sale. Close it: the receipt follows.")
        before = basket.head
        if self._rules.has_code and before.guest_code is None and basket.member is None:
            basket.head = replace(before, guest_code=self._ports.new_code())
        try:
            told = self._tell(basket, prints=True)
        except Refused:
            basket.head = before
            raise
        if basket is self._desk.basket:
            self._desk.become(basket)
        return told

    def update(self, basket: Basket) -> None:
        """Have the platform know how the sale stands, where the shop wants that (setting ``open_updates``).

        One that cannot be stored holds up nobody: the next one, or the end of the sale, says it all.
        """
        if self._rules.updates and basket.lines:
            with suppress(Refused):
                self._tell(basket, prints=False)

    def update_of(self, transaction_id: str) -> None:
        """The same of a sale by its id, the open one or a suspended one. One that cannot be read holds up nobody."""
        if not self._rules.updates:
            return
        now_open = self._desk.basket
        if now_open is not None and now_open.head.transaction_id == transaction_id:
            if not now_open.is_tendering:  # its end follows soon, and says it all
                self.update(now_open)
            return
        with suppress(Refused):
            self.update(self._ports.sales.load(transaction_id))

    def _sale(self, transaction_id: str | None) -> Basket:
        """The open sale, whose offers are settled, or a suspended one that has none to be settled."""
        now_open = self._desk.basket
        if transaction_id is None or (now_open is not None and now_open.head.transaction_id == transaction_id):
            basket = self._desk.open_sale()
            self._ports.offers_ready()
            return basket
        self._desk.signed_on()
        basket = self._ports.sales.load(transaction_id)
        if any(each.status is not None and each.counts for each in basket.discounts):
            raise NotAllowedNow("This sale has offers, which are asked about first. Go on with it, then print.")
        return basket

    def _tell(self, basket: Basket, *, prints: bool) -> Transaction:
        told = cart(basket, self._tilling.now())
        record = partial(self._ports.ending.record, told, sends=self._rules.updates, prints=prints)
        self._ports.sales.tell(basket, record)
        self._ports.ending.tell(told)
        return told
