"""What somebody brings back without a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.receiptless import Goods

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.domain.item import Item
    from pos_terminal.domain.money import Money


@dataclass(frozen=True, slots=True)
class Brought:
    """An item that somebody brings: how much of it, and what was paid for one; None: its price now.

    ``is_labelled``: it is a piece that has its price from its own label, and is counted with no other. ``serial`` is
    the number of a piece, as it was scanned or typed.
    """

    item: Item
    quantity: Decimal
    unit_price: Money | None = None
    is_labelled: bool = False
    serial: str = ""

    @property
    def goods(self) -> Goods:
        """As the engine takes it."""
        item = self.item
        label_price = item.price if self.is_labelled else None
        return Goods(item.item_id, self.quantity, self.unit_price, label_price, self.serial or None)

    @property
    def has_price(self) -> bool:
        """Whether it is known what was paid for it."""
        return self.unit_price is not None or not self.item.open_price

    @property
    def is_alone(self) -> bool:
        """Whether it is counted with nothing else: what is weighed, labelled, or a piece with a number."""
        return self.item.is_weighed or self.is_labelled or self.item.serialised

    def is_counted_with(self, other: Brought) -> bool:
        """Whether both stand in one line."""
        return not (self.is_alone or other.is_alone) and self.item.item_id == other.item.item_id
