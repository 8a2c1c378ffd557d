"""Telling the kitchen what to make: when a sale is sent, held or closed, and only what it was not told before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.aftersale import sale_named
from pos_terminal.domain.errors import NotAllowedNow, Refused
from pos_terminal.domain.kitchen import KitchenOrder, Ordered, Orders, changes, dishes_of
from pos_terminal.domain.kitchen_station import Station, station_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Sales
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.basket import Basket


class KitchenOrders(Protocol):
    """The orders on disk. Every method that writes is one durable commit."""

    def tell(self, basket: Basket, orders: Sequence[KitchenOrder]) -> None:
        """Store the papers to print, with what the kitchen has been told of the sale, which stays where it is."""

    def count(self, transaction_id: str) -> int:
        """How many papers there are of a sale."""

    def again(self, transaction_id: str) -> int:
        """Queue all papers of a sale once more, as copies; how many."""


class Menu(Protocol):
    """Where in the catalog an item stands."""

    def categories_of(self, item_id: str) -> Collection[str]:
        """The ids and names of its category and of those above it; none for an item without one."""


@dataclass(frozen=True, slots=True)
class KitchenRules:
    """The shop's settings: the channels that have a kitchen, and its printers."""

    channels: frozenset[str] = frozenset()
    stations: tuple[Station, ...] = ()


@dataclass(frozen=True, slots=True)
class KitchenPorts:
    """What telling works with; ``after`` is told that there is something to print."""

    orders: KitchenOrders
    menu: Menu
    sales: Sales
    after: Callable[[], None]


class Kitchen:
    """Tells it; a sale whose channel has no kitchen costs nothing."""

    def __init__(self, desk: Desk, ports: KitchenPorts, tilling: Tilling, rules: KitchenRules) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self._rules = rules

    @property
    def is_there(self) -> bool:
        """Whether the shop has one at all."""
        return bool(self._rules.channels and self._rules.stations)

    def send(self) -> int:
        """Tell it of the open sale now; how many papers are printed. What was told is not taken back by undoing.

        Raises NotAllowedNow without a sale, in a channel without a kitchen, and where there is nothing new.
        """
        basket = self._desk.open_sale()
        if not self._concerns(basket):
            raise NotAllowedNow("There is no kitchen in the channel {channel}.", channel=basket.head.channel)
        told = self.tell(basket)
        if not told:
            raise NotAllowedNow("The kitchen knows all of this sale already, or makes nothing of it.")
        self._desk.become(basket)
        return told

    def tell(self, basket: Basket) -> int:
        """Tell it what is new of a sale that has a kitchen; how many papers are printed. Raises StorageFailed."""
        return self._tell(basket, dishes_of(basket.lines.values())) if self._concerns(basket) else 0

    def cancel(self, basket: Basket) -> int:
        """Tell it that nothing of a sale is wanted any more. Raises StorageFailed."""
        return self._tell(basket, ()) if basket.head.ordered else 0

    def again(self, code: str | None = None) -> tuple[str, int]:
        """Print every paper of a sale once more, as copies: which sale, and how many papers.

        ``code`` is its number or its receipt's code; None: the open sale, or else the one that ended last.
        Raises BadArgument for a sale that there is not, and NotAllowedNow where the kitchen knows nothing of it.
        """
        self._desk.signed_on()
        return self.reprinted(code)

    def reprinted(self, code: str | None = None) -> tuple[str, int]:
        """The same for whoever runs the till's commands, where nobody is signed on."""
        number = self._number(code)
        count = self._ports.orders.again(number) if number else 0
        if not number or not count:
            raise NotAllowedNow("The kitchen was told nothing of this sale.")
        self._ports.after()
        return number, count

    def _number(self, code: str | None) -> str | None:
        if code is not None:
            return code if self._ports.orders.count(code) else sale_named(self._ports.sales, code).transaction_id
        here = self._desk.basket or self._desk.suspended
        last = None if here else self._ports.sales.last()
        return here.head.transaction_id if here else last.transaction_id if last else None

    def _concerns(self, basket: Basket) -> bool:
        """Whether its channel has a kitchen, or had one when something was ordered."""
        return self.is_there and (basket.head.channel in self._rules.channels or bool(basket.head.ordered))

    def _tell(self, basket: Basket, now: Orders) -> int:
        before, made = basket.head, {each.dish: self._station(each.dish.item_id) for each in now}
        wanted = tuple(each for each in now if made[each.dish])
        parts: dict[str, list[Ordered]] = {}
        for each in changes(before.ordered, wanted):
            parts.setdefault(made.get(each.dish) or self._station(each.dish.item_id), []).append(each)
        if not parts:
            return 0
        orders = self._orders(basket, parts)
        basket.head = replace(before, ordered=wanted)
        try:
            self._ports.orders.tell(basket, orders)
        except Refused:
            basket.head = before
            raise
        self._ports.after()
        return len(orders)

    def _orders(self, basket: Basket, parts: Mapping[str, Sequence[Ordered]]) -> list[KitchenOrder]:
        head, operator = basket.head, self._desk.signed_on()
        first = self._ports.orders.count(head.transaction_id) + 1
        return [
            KitchenOrder(
                station=name,
                transaction_id=head.transaction_id,
                number=number,
                at=self._tilling.now(),
                channel=head.channel,
                operator_name=operator.display_name,
                changes=tuple(part),
                table_id=head.table_id,
                guest_count=head.guest_count,
            )
            for number, (name, part) in enumerate(parts.items(), first)
        ]

    def _station(self, item_id: str) -> str:
        """Where an item is made; empty: nowhere."""
        found = station_for(self._ports.menu.categories_of(item_id), self._rules.stations)
        return found.name if found else ""
