"""The price that a label says: which goods may take one, and what they are then sold as."""

from dataclasses import dataclass, replace
from decimal import Decimal

from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.gs1 import has_measure
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.money import Money
from pos_terminal.domain.scan import ScanReading
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.unit_weight import in_unit
from pos_terminal.wording.notation import notation

_GRAM = Decimal("0.001")
_VARIABLE = "9"
"""What the GTIN of a variable-measure trade item begins with (GS1 General Specifications 2.1.11)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Goods as their label has them; ``quantity`` None: one piece. ``note`` is the weight that no line can show."""

    item: Item
    quantity: Decimal | None
    unit_price: Money | None
    note: str | None = None


def refuse_code_price(item: Item, code: str, reading: ScanReading) -> None:
    """Raises NotAllowedNow where a code brings a price for goods that the catalog sells at their own only.

    Anybody can make such a code. By the GS1 rules a price stands with a measure, on goods of variable measure: what
    the catalog sells by weight, or knows by a price label of the shop's, or by a GTIN of that kind. ``code`` is the one
    that the catalog knows. A shop's own labels, which its scale prints, say prices by the shop's patterns.
    """
    measure = reading.measure
    if measure is None or measure.kind is not MeasureKind.PRICE or code not in reading.candidates:
        return
    is_listed_as_label = any(
        label.measure.kind is MeasureKind.PRICE and not label.measure.value for label in reading.labels
    )
    is_variable = code == reading.gtin14 and (code.startswith(_VARIABLE) or is_listed_as_label)
    if not (item.is_weighed or is_variable):
        raise NotAllowedNow(
            "{item} is sold at its own price only, and this code brings another. Scan its plain barcode.",
            item=item.name,
        )
    if not has_measure(reading.elements):
        raise NotAllowedNow(
            "The code of {item} says a price and not of how much. Weigh it, or scan its other code.", item=item.name
        )


def priced_by_label(item: Item, measure: Measure, policy: TaxPolicy) -> Labelled:
    """The item at exactly the label's price, by its weight where a price for one unit comes to it.

    Raises BadArgument for a price of nought, and for one in another currency than the till's.
    """
    price = _price(item, measure, policy)
    if not item.is_weighed:
        return Labelled(item, None, price)
    if measure.weight is not None:
        return _weighed(item, in_unit(item.unit, measure.weight), price, policy)
    if item.price.minor > 0:
        weight = (price.amount / item.price.amount).quantize(_GRAM)
        if weight > 0 and policy.money(item.price.amount * weight) == price:
            return Labelled(item, weight, None)
    return Labelled(replace(item, unit=Unit.EACH), None, price)


def _weighed(item: Item, weight: Decimal, price: Money, policy: TaxPolicy) -> Labelled:
    """So much of it, at the item's own price or the one that its scale had; else one piece, with its weight noted.

    The amount payable of AI 392n and 393n is that of the trade item, whatever its price for a unit (GS1 General
    Specifications 3.6.6), and a line's amount is its unit price times its quantity. Where no price of whole cents comes
    to the label's with that weight, the trade item is what was sold: one, at the label's price; its net weight and the
    price of a unit that comes nearest stand beside it, for the shopper to check the label by.
    """
    if weight <= 0:
        raise BadArgument("{item} is sold by weight. Enter the weight in {unit}.", item=item.name, unit=item.unit.value)
    near = Money.rounded(price.amount / weight, policy.currency, policy.mode)
    for per_unit in (item.price, near):
        if policy.money(per_unit.amount * weight) == price:
            return Labelled(item, weight, per_unit)
    number, unit = notation().number, item.unit.value
    note = f"{number(weight.normalize() + 0)} {unit}, {number(*near.figure)}/{unit}"
    return Labelled(replace(item, unit=Unit.EACH), None, price, note=note)


def _price(item: Item, measure: Measure, policy: TaxPolicy) -> Money:
    if measure.currency not in {"", policy.currency.code}:
        raise BadArgument(
            "{item} is priced in {currency} on its label, and this till sells in {currency_b}.",
            item=item.name,
            currency=measure.currency,
            currency_b=policy.currency.code,
        )
    price = Money.rounded(measure.value, policy.currency, policy.mode)
    if price.minor <= 0:
        raise BadArgument("The label of {item} says no price. Weigh it, or enter its price.", item=item.name)
    return price
