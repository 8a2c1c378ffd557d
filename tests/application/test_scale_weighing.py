"""Weights of the scale on the sale: taken without anybody's right, net of the tare, and refused where there is none."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from pos_terminal.application.scale_weighing import ScaleWeighing
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow, NotSignedOn
from pos_terminal.domain.item import Unit
from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.rights import DEFAULT_RIGHTS, Action, Rights
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import each


@dataclass
class HeldScale:
    """A scale that shows what the test says."""

    reading: ScaleReading

    def newest(self) -> ScaleReading:
        return self.reading

    def steady(self) -> ScaleReading:
        return self.reading


def kilos(value: str, *, is_steady: bool = True) -> ScaleReading:
    return ScaleReading.showing(Measure(MeasureKind.WEIGHT_KG, Decimal(value)), is_steady=is_steady)


def weighing(shop: Shop) -> ScaleWeighing:
    return ScaleWeighing(shop.desk, shop.selling, shop.baskets, HeldScale(kilos("0.846")))


def test_a_weight_of_the_scale_is_sold_without_the_right_that_a_typed_one_wants() -> None:
    shop = Shop().signed_on()
    shop.authority.rights = Rights({**DEFAULT_RIGHTS, Action.KEYED_WEIGHT: Role.SUPERVISOR})
    till = weighing(shop)
    line = till.add("apples", till.steady())
    assert (line.quantity, line.extended.minor) == (Decimal("0.846"), 253)
    assert till.again(line.line_id, kilos("1.2")).quantity == Decimal("1.2")
    assert shop.acts.entered == []
    with pytest.raises(ApprovalNeeded):
        shop.selling.set_quantity(line.line_id, Decimal("1.3"))


def test_weighing_again_takes_the_tare_of_the_line_off() -> None:
    shop = Shop().signed_on()
    till = weighing(shop)
    line = till.add("apples", kilos("0.846"))
    shop.adjusting.set_tare(line.line_id, Decimal("0.020"))
    again = till.again(line.line_id, kilos("1.000"))
    assert (again.quantity, again.tare) == (Decimal("0.98"), Decimal("0.020"))
    with pytest.raises(BadArgument, match="no more than the tare of"):
        till.again(line.line_id, kilos("0.020"))
    kept = shop.baskets.load()
    assert kept is not None
    assert kept.line(line.line_id) == again


def test_the_weight_is_in_the_unit_that_the_price_is_for() -> None:
    shop = Shop().signed_on()
    for unit in (Unit.G, Unit.LB):
        shop.put(each(f"nuts {unit}", "0.05", unit=unit))
    till = weighing(shop)
    pound = ScaleReading.showing(Measure(MeasureKind.WEIGHT_LB, Decimal("1.250")), is_steady=True)
    assert till.add("nuts g", kilos("0.846")).quantity == Decimal(846)
    assert till.add("nuts lb", pound).quantity == Decimal("1.25")
    assert till.add("apples", pound).quantity == Decimal("0.567")


@pytest.mark.parametrize(
    "reading",
    [kilos("0.846", is_steady=False), kilos("0"), kilos("-0.02"), ScaleReading(ScaleState.TOO_HEAVY)],
    ids=lambda reading: str(reading.state),
)
def test_what_is_no_weight_to_sell_by_changes_nothing(reading: ScaleReading) -> None:
    shop = Shop().signed_on()
    till = weighing(shop)
    with pytest.raises(NotAllowedNow):
        till.add("apples", reading)
    assert shop.desk.basket is None
    line = till.add("apples", kilos("0.5"))
    with pytest.raises(NotAllowedNow):
        till.again(line.line_id, reading)
    assert shop.desk.open_sale().line(line.line_id).quantity == Decimal("0.5")


def test_what_is_counted_is_not_weighed_and_a_till_without_a_scale_says_so() -> None:
    shop = Shop().signed_on()
    till = weighing(shop)
    with pytest.raises(BadArgument, match="is not sold by weight"):
        till.add("latte", till.steady())
    shop.selling.add_item("latte")
    with pytest.raises(BadArgument, match="nothing to weigh"):
        till.again("1", till.steady())
    with pytest.raises(NotAllowedNow, match="has no scale"):
        ScaleWeighing(shop.desk, shop.selling, shop.baskets, None).steady()
    with pytest.raises(NotSignedOn):
        weighing(Shop()).steady()
