from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.price_check import PriceCheck
from pos_terminal.domain.errors import NotSignedOn, UnknownBarcode
from pos_terminal.domain.item import Unit
from pos_terminal.domain.sale_hours import SaleHours
from tests.application.desk_of import LATTE, Shop
from tests.application.fakes import each, usd
from tests.application.test_scale_weighing import HeldScale, kilos
from tests.application.test_selling import label


def checking(shop: Shop) -> PriceCheck:
    return PriceCheck(shop.desk, shop.selling, shop.tilling)


@pytest.mark.parametrize("code", ["4006381333931", "LAT", "latte"])
def test_a_code_says_what_a_sale_of_it_alone_would_come_to(code: str) -> None:
    shop = Shop().signed_on()

    told = checking(shop).check(code)

    shop.selling.add_item("latte")
    assert (told.unit_price, told.quantity, told.totals) == (LATTE.price, Decimal(1), shop.desk.open_sale().totals)


def test_a_label_says_its_own_price_and_what_it_weighs() -> None:
    shop = Shop().signed_on()
    shop.put(each("ham", "29.90", unit=Unit.KG, barcodes=(label("231111", "00000"),)))
    shop.put(each("gouda", "12.00", unit=Unit.G, barcodes=(label("281111", "00000"),)))

    ham, gouda = (checking(shop).check(label(*code)) for code in (("231111", "00598"), ("281111", "00250")))

    assert ham.totals is not None
    assert (ham.totals.total, ham.quantity) == (usd("5.98"), Decimal("0.2"))
    assert (gouda.unit_price, gouda.quantity) == (usd("12.00"), Decimal(250))


def test_what_has_to_be_weighed_or_named_has_no_total() -> None:
    shop = Shop().signed_on()

    apples, gift = checking(shop).check("4015"), checking(shop).check("gift")

    assert (apples.unit_price, apples.quantity, apples.totals) == (usd("2.99"), None, None)
    assert (gift.unit_price, gift.totals) == (None, None)


def test_what_lies_steady_on_the_scale_is_priced_and_nothing_else_of_it_is() -> None:
    shop = Shop().signed_on()
    scale = HeldScale(kilos("0.500"))
    prices = PriceCheck(shop.desk, shop.selling, shop.tilling, scale)

    told = prices.check("4015")
    assert told.totals is not None
    assert (told.quantity, told.totals.total) == (Decimal("0.500"), usd("1.50"))
    assert prices.check("latte").quantity == Decimal(1)
    scale.reading = kilos("0.500", is_steady=False)
    assert prices.check("4015").totals is None


def test_an_item_outside_its_hours_is_told_with_its_price() -> None:
    shop = Shop().signed_on()
    shop.put(replace(LATTE, sale_hours=(SaleHours.parse("sun 03:00-03:01"),)))

    told = checking(shop).check("latte")

    assert (told.is_for_sale, told.unit_price) == (False, LATTE.price)


def test_asking_opens_no_sale_takes_no_number_and_stores_nothing() -> None:
    shop = Shop().signed_on()

    checking(shop).check("latte")

    assert (shop.desk.basket, shop.desk.session) == (None, None)
    assert shop.baskets.next_number()[1] == 1


def test_nobody_is_told_of_what_there_is_not_or_without_signing_on() -> None:
    shop = Shop()

    with pytest.raises(NotSignedOn):
        checking(shop).check("latte")
    with pytest.raises(UnknownBarcode):
        checking(shop.signed_on()).check("0000000000")
