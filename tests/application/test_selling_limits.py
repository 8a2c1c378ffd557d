from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.code_range import ranges
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, UnknownBarcode
from pos_terminal.domain.item import ModifierGroup
from pos_terminal.domain.sale_hours import SaleHours
from tests.application.desk_of import LATTE, OAT, Shop
from tests.application.fakes import each, usd

SOY = each("soy", "0.70", is_modifier=True)
SMALL, LARGE = each("small", "0.00", is_modifier=True), each("large", "1.00", is_modifier=True)
MILK = ModifierGroup("Milk", ("oat", "soy"), maximum=1)
SIZE = ModifierGroup("Size", ("small", "large"), 1, 1, ("small",))
SIZE_TO_CHOOSE = replace(SIZE, default_item_ids=())


def shop_with(*groups: ModifierGroup) -> Shop:
    shop = Shop().signed_on()
    for item in (SOY, SMALL, LARGE, replace(LATTE, modifier_groups=groups)):
        shop.put(item)
    shop.catalog.modifier_ids["latte"] = ("oat", "soy", "small", "large")
    return shop


def rung_up(shop: Shop) -> list[str]:
    return [each.item_id for each in shop.desk.open_sale().lines.values()]


def test_where_nobody_chooses_an_item_gets_the_defaults_of_its_groups() -> None:
    shop = shop_with(MILK, SIZE)
    shop.selling.scan("LAT")
    assert rung_up(shop) == ["latte", "small"]


def test_what_was_chosen_stands_as_it_was_chosen() -> None:
    shop = shop_with(MILK, SIZE)
    shop.selling.add_item("latte", modifiers=["large", "oat"])
    assert rung_up(shop) == ["latte", "large", "oat"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (["oat"], "Latte wants 1 of Size: Small, Large."),
        (["small", "large"], "Latte takes at most 1 of Size."),
        (["small", "oat", "soy"], "Latte takes at most 1 of Milk."),
    ],
)
def test_a_choice_that_the_groups_do_not_take_rings_nothing_up(chosen: list[str], sentence: str) -> None:
    shop = shop_with(MILK, SIZE)
    with pytest.raises(BadArgument) as refusal:
        shop.selling.add_item("latte", modifiers=chosen)
    assert refusal.value.sentence == sentence
    assert shop.desk.basket is None


def test_an_item_that_wants_a_choice_is_not_scanned_without_one() -> None:
    shop = shop_with(SIZE_TO_CHOOSE)
    with pytest.raises(BadArgument, match="wants 1 of Size"):
        shop.selling.scan("LAT")
    assert shop.desk.basket is None


def test_in_a_group_of_one_another_modifier_takes_the_first_ones_place() -> None:
    shop = shop_with(SIZE)
    line = shop.selling.scan("LAT")
    shop.selling.add_modifier(line.line_id, "large")
    assert rung_up(shop) == ["latte", "large"]


def test_a_group_takes_no_more_than_its_most() -> None:
    shop = shop_with(replace(MILK, maximum=2))
    shop.put(each("almond", "0.80", is_modifier=True))
    shop.catalog.modifier_ids["latte"] = ("oat", "soy", "almond")
    shop.put(replace(LATTE, modifier_groups=(ModifierGroup("Milk", ("oat", "soy", "almond"), maximum=2),)))
    line = shop.selling.add_item("latte", modifiers=["oat", "soy"])
    with pytest.raises(BadArgument, match="at most 2 of Milk"):
        shop.selling.add_modifier(line.line_id, "almond")
    assert rung_up(shop) == ["latte", "oat", "soy"]


def test_a_modifier_that_its_item_wants_is_not_taken_out() -> None:
    shop = shop_with(MILK, SIZE)
    line = shop.selling.scan("LAT")
    with pytest.raises(BadArgument, match="wants 1 of Size"):
        shop.selling.remove_line("2")
    assert rung_up(shop) == ["latte", "small"]
    shop.selling.add_modifier(line.line_id, "oat")
    shop.selling.remove_line("3")
    shop.selling.remove_line(line.line_id)
    assert rung_up(shop) == []


def test_a_lines_modifiers_are_chosen_anew_and_those_that_stay_keep_their_lines() -> None:
    shop = shop_with(MILK, SIZE)
    line = shop.selling.add_item("latte", modifiers=["small", "oat"])
    shop.selling.choose_modifiers(line.line_id, ["large", "oat"])
    assert {each.line_id: each.item_id for each in shop.desk.open_sale().modifiers("1")} == {"3": "oat", "4": "large"}
    with pytest.raises(BadArgument, match="wants 1 of Size"):
        shop.selling.choose_modifiers(line.line_id, ["oat"])
    assert rung_up(shop) == ["latte", "oat", "large"]


def test_outside_its_hours_an_item_is_not_sold() -> None:
    shop = Shop().signed_on()
    shop.put(replace(LATTE, sale_hours=(SaleHours.parse("mon-sat 08:00-12:00"),)))
    with pytest.raises(NotAllowedNow, match=r"Latte is not sold at this time\. Its hours: mon-sat 08:00-12:00\."):
        shop.selling.scan("LAT")
    shop.clock.wall = datetime(2026, 3, 4, 11, 59, tzinfo=UTC)
    assert shop.selling.scan("LAT").item_id == "latte"


def test_no_sale_has_more_of_an_item_than_one_shopper_gets() -> None:
    shop = Shop().signed_on()
    shop.put(replace(LATTE, max_per_sale=Decimal(2)))
    shop.selling.add_item("latte", modifiers=["oat"])
    shop.selling.scan("LAT")
    with pytest.raises(NotAllowedNow, match="At most 2 of Latte go into one sale"):
        shop.selling.scan("LAT")
    with pytest.raises(NotAllowedNow, match="At most 2"):
        shop.selling.set_quantity("1", Decimal(2))
    assert sum(each.quantity for each in shop.desk.open_sale().lines.values() if each.item_id == "latte") == 2


def test_a_payment_card_that_is_swiped_by_mistake_is_told_and_not_repeated() -> None:
    shop = Shop().signed_on()
    with pytest.raises(CardNumberRefused) as refusal:
        shop.selling.scan("4111111111111111")
    assert "4111" not in refusal.value.sentence
    with pytest.raises(UnknownBarcode):
        shop.selling.scan("4111111111111112")


def test_goods_and_the_shops_own_cards_may_have_numbers_like_a_payment_card() -> None:
    shop = Shop().signed_on()
    shop.put(replace(LATTE, barcodes=("4222222222222",)))
    assert shop.selling.scan("4222222222222").item_id == "latte"
    shop.selling.rules = SellingRules(shop.selling.rules.policy, "lane-1", ("STORE",), cards=ranges(["6011"]))
    with pytest.raises(UnknownBarcode):
        shop.selling.scan("6011111111111117")


def test_a_typed_price_is_not_below_zero() -> None:
    with pytest.raises(BadArgument, match="below zero"):
        Shop().signed_on().selling.add_item("gift", unit_price=usd("-1.00"))


def test_a_modifier_without_a_group_is_taken_as_ever() -> None:
    shop = Shop().signed_on()
    line = shop.selling.add_item("latte", modifiers=[OAT.item_id])
    shop.selling.add_modifier(line.line_id, OAT.item_id)
    assert rung_up(shop) == ["latte", "oat", "oat"]
