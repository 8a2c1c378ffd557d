"""What a code or an item would cost now; nothing is sold by asking."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.scale_reading import ScaleState
from pos_terminal.domain.unit_weight import in_unit

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.scale_weighing import Scale
    from pos_terminal.application.selling import Selling
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.item import Item
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.totals import Totals

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class PriceTold:
    """What is behind a code: the price of a unit, None where somebody names it at the till.

    ``quantity`` is what the code says, else one piece; None where it has to be weighed: then ``totals`` are None, too.
    """

    item: Item
    unit_price: Money | None
    quantity: Decimal | None
    totals: Totals | None
    is_for_sale: bool


class PriceCheck:
    """Answers it."""

    def __init__(self, desk: Desk, selling: Selling, tilling: Tilling, scale: Scale | None = None) -> None:
        """``scale`` is looked at for what its code says no weight of."""
        self._desk = desk
        self.scale = scale
        self._selling = selling
        self._tilling = tilling

    def check(self, code: str) -> PriceTold:
        """What a scanned code, an SKU, a PLU or an item id stands for. Raises NotSignedOn and UnknownBarcode."""
        self._desk.signed_on()
        item, quantity, price = self._selling.found(code)
        if quantity is None:
            quantity = self._on_scale(item) if item.is_weighed else _ONE
        unit_price = None if item.open_price and price is None else price or item.price
        totals = None if quantity is None or unit_price is None else self._totals(item, quantity, price)
        return PriceTold(item, unit_price, quantity, totals, item.may_be_sold_at(self._tilling.local()))

    def _on_scale(self, item: Item) -> Decimal | None:
        """What lies on the scale, once it is steady; it is looked at, and never waited for."""
        reading = self.scale.newest() if self.scale is not None else None
        steady = reading is not None and reading.state is ScaleState.STEADY
        return in_unit(item.unit, reading.measure) if steady and reading and reading.measure else None

    def _totals(self, item: Item, quantity: Decimal, price: Money | None) -> Totals:
        """Reckoned as a sale of it alone would be; that sale is nobody's, and has no number."""
        rules = self._selling.rules
        head = BasketHead("", self._tilling.now(), rules.channels[0], self._desk.signed_on().employee_id)
        alone = Basket(head, rules.policy)
        alone.add(item, quantity, price)
        return alone.totals
