"""What suspending sales needs from the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.domain.basket import Basket, BasketChange
    from pos_terminal.domain.suspended import SuspendedSale


class SuspendedSales(Protocol):
    """The sales that were put aside. Every method that writes is one durable commit."""

    def suspend(self, change: BasketChange, sale: SuspendedSale) -> None:
        """Store the last step of the open sale, and put it aside: no sale is open then."""

    def resume(self, transaction_id: str) -> Basket:
        """Make a suspended sale the open one.

        Raises BadArgument when there is none with this id, and NotAllowedNow while another sale is open.
        """

    def transfer(self, transaction_id: str, table_id: str) -> None:
        """Move a suspended sale to another table. Raises BadArgument when there is none with this id."""

    def all(self) -> Sequence[SuspendedSale]:
        """All suspended sales, in the order in which they were put aside."""
