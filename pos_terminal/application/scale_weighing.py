"""Selling by what the scale says: nobody types it, so nobody has to stand for it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from pos_terminal.application.desk import Desk
from pos_terminal.application.keeping import keep, whole
from pos_terminal.application.ports import Baskets
from pos_terminal.application.selling import Selling
from pos_terminal.application.selling_limits import refuse_too_many
from pos_terminal.domain.basket import Line
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.item import Unit
from pos_terminal.domain.scale_reading import ScaleReading
from pos_terminal.domain.unit_weight import in_unit


class Scale(Protocol):
    """A scale beside the till."""

    def newest(self) -> ScaleReading:
        """What it showed last, at once; it goes on being asked for a moment."""

    def steady(self) -> ScaleReading:
        """What it shows once it is still, within a few seconds; for whoever may wait."""


class ScaleWeighing:
    """Takes weights of the scale; ``scale`` is None where the till has none."""

    def __init__(self, desk: Desk, selling: Selling, baskets: Baskets, scale: Scale | None) -> None:
        self._desk = desk
        self._selling = selling
        self._baskets = baskets
        self.scale = scale

    def steady(self) -> ScaleReading:
        """What the scale shows once it is still; waits a few seconds. Raises NotAllowedNow where there is none."""
        self._desk.signed_on()
        if self.scale is None:
            raise NotAllowedNow("This till has no scale. Set [scale] driver and target in its settings.")
        return self.scale.steady()

    def add(self, item_id: str, reading: ScaleReading, modifiers: Sequence[str] | None = None) -> Line:
        """Ring up an item by its weight.

        Raises BadArgument for what is not sold by weight, NotAllowedNow where the scale gives no weight to sell by.
        """
        self._desk.signed_on()
        item = self._selling.item(item_id)
        if not item.is_weighed:
            raise BadArgument("{item} is not sold by weight. Add it without weighing.", item=item.name)
        return self._selling.add_item(item_id, reading.weight(), modifiers)

    def again(self, line_id: str, reading: ScaleReading) -> Line:
        """Weigh a line again; the tare that it has is taken off. Raises what `add` does."""
        basket = self._desk.open_sale()
        had = basket.line(line_id)
        if not had.is_weighed or had.modifies_line_id:
            raise BadArgument("{item} is not sold by weight, so there is nothing to weigh.", item=had.name)
        weight = in_unit(Unit(had.unit), reading.weight())
        if had.tare is not None and weight <= had.tare:
            raise BadArgument(
                "The scale shows no more than the tare of {tare} {unit}. Set the tare to 0 first.",
                tare=f"{had.tare:f}",
                unit=had.unit,
            )
        with whole(basket):
            line = basket.set_quantity(line_id, weight - (had.tare or 0))
            refuse_too_many(basket, self._selling.item(line.item_id))
            line = basket.put(replace(line, tare=had.tare))
        keep(self._desk, self._baskets)
        return line
