"""Where the shopper sits and how they buy: table, guests and channel of a sale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.service import guest_count, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.suspending import Suspending
    from pos_terminal.domain.basket import Basket, BasketHead
    from pos_terminal.domain.floor import Area


class Serving:
    """Tables, guests and channels. A sale that nobody opened yet is opened by them: a table is set before it orders."""

    def __init__(
        self,
        desk: Desk,
        opening: Opening,
        suspending: Suspending,
        channels: Sequence[str],
        floor: Sequence[Area] = (),
    ) -> None:
        self._desk = desk
        self._opening = opening
        self._suspending = suspending
        self.channels = tuple(channels)
        self._floor = tuple(floor)

    def set_table(self, table_id: str | None) -> None:
        """Say which table the open sale is for; None: none. Raises BadArgument for one that the shop has not."""
        table = None if table_id is None else self._table(table_id)
        basket = self._opening.sale()
        self._changed(basket, replace(basket.head, table_id=table))

    def seat(self, table_id: str) -> None:
        """Begin a sale at a table. The open one is put aside for it; one that has nothing in it yet is moved there.

        Raises BadArgument for a table that the shop has not, and NotAllowedNow once money was taken.
        """
        self._table(table_id)
        basket = self._desk.basket
        if basket is not None and (basket.lines or basket.head.table_id is not None):
            self._suspending.suspend()
        self.set_table(table_id)

    def set_guests(self, guests: Decimal | int | None) -> None:
        """Say how many guests the open sale serves; None: nobody counted. Raises BadArgument for no whole number."""
        counted = None if guests is None else guest_count(guests)
        basket = self._opening.sale()
        self._changed(basket, replace(basket.head, guest_count=counted))

    def set_channel(self, channel: str) -> None:
        """Say how the shopper buys, by one of the shop's channels. Raises BadArgument for any other."""
        known = {each.casefold(): each for each in self.channels}
        name = known.get(channel.strip().casefold())
        if name is None:
            raise BadArgument(
                "The shop has no channel {channel}. It has: {channels}.",
                channel=repr(channel),
                channels=", ".join(self.channels),
            )
        basket = self._opening.sale()
        self._changed(basket, replace(basket.head, channel=name))

    def transfer(self, transaction_id: str, table_id: str) -> None:
        """Move a sale to another table, the open one or a suspended one. Raises BadArgument where one is missing."""
        self._desk.signed_on()
        table = self._table(table_id)
        basket = self._desk.basket
        self._desk.refuse_charging()
        if basket is not None and basket.head.transaction_id == transaction_id:
            self._changed(basket, replace(basket.head, table_id=table))
        else:
            self._suspending.transfer(transaction_id, table)
        self._suspending.tell_moved(transaction_id)

    def _table(self, text: str) -> str:
        """The table as the shop writes it; a shop that lists none has every table."""
        table = table_of(text)
        listed = {each.casefold(): each for area in self._floor for each in area.tables}
        if listed and table.casefold() not in listed:
            areas = ", ".join(area.name for area in self._floor if area.name)
            if areas:
                raise BadArgument(
                    "The shop has no table {table}. Its areas: {areas}. The setting [sale] tables lists them.",
                    table=repr(table),
                    areas=areas,
                )
            raise BadArgument("The shop has no table {table}. The setting [sale] tables lists them.", table=repr(table))
        return listed.get(table.casefold(), table)

    def _changed(self, basket: Basket, head: BasketHead) -> None:
        basket.head = head
        self._opening.taken(basket)
