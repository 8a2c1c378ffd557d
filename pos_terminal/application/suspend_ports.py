"""What suspending sales needs from the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.queueing import JournalHead
    from pos_terminal.application.records import SaleRecord
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

    def rename(self, transaction_id: str, label: str) -> None:
        """Put a suspended sale under other words. Raises BadArgument when there is none with this id."""

    def all(self) -> Sequence[SuspendedSale]:
        """All suspended sales, in the order in which they were put aside."""


class PartedSales(Protocol):
    """Sales that become several, and several that become one. Every method that writes is one durable commit."""

    def load(self, transaction_id: str) -> Basket:
        """A suspended sale, which stays where it is. Raises BadArgument when there is none with this id."""

    def tell(self, basket: Basket, record: Callable[[JournalHead], SaleRecord]) -> None:
        """Store a snapshot of a sale that goes on, open or suspended, with what is new in its head."""

    def split(self, stays: Basket, others: Sequence[tuple[Basket, SuspendedSale]], number: int) -> None:
        """Store the parts of the open sale: the first stays open, the others are suspended.

        ``number`` is the newest sale number that was given for them.
        """

    def merge(
        self,
        whole: tuple[Basket, SuspendedSale | None],
        ended: Sequence[tuple[Basket, Callable[[JournalHead], SaleRecord]]],
    ) -> None:
        """Store the sale that others were put into, the open one (None) or a suspended one, and the end of those."""
