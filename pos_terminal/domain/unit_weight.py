"""A weight in the unit that an item's price is for."""

from decimal import Decimal

from pos_terminal.domain.item import Unit
from pos_terminal.domain.measured_label import Measure, MeasureKind

_GRAM = Decimal("0.001")
_KG_OF = {Unit.KG: Decimal(1), Unit.G: Decimal("0.001"), Unit.LB: Decimal("0.45359237")}
_KG_OF_MEASURE = {MeasureKind.WEIGHT_KG: Decimal(1), MeasureKind.WEIGHT_LB: Decimal("0.45359237")}


def in_unit(unit: Unit, measure: Measure) -> Decimal:
    """A weight in this unit, with three decimals; a count as it is."""
    if unit is Unit.EACH or measure.kind is MeasureKind.COUNT:
        return measure.value
    return (measure.value * _KG_OF_MEASURE[measure.kind] / _KG_OF[unit]).quantize(_GRAM)
