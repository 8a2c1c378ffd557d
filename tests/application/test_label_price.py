"""Which goods take a price from a code, and what they are sold as."""

from decimal import Decimal

import pytest

from pos_terminal.domain.errors import BadArgument, NotAllowedNow, Refused
from pos_terminal.domain.gtin import check_digit, verifier_digit
from pos_terminal.domain.item import Unit
from pos_terminal.wording import speaking
from tests.application.desk_of import Shop
from tests.application.fakes import each, usd

GS = "\x1d"
_VARIABLE = "9401909768545"


def _label(item: str, field: str) -> str:
    payload = f"{item}{verifier_digit(field)}{field}"
    return f"{payload}{check_digit(payload)}"


PRICED = _label("231111", "00000")


def _shop() -> Shop:
    shop = Shop().signed_on()
    shop.put(each("ham", "12.97", unit=Unit.KG, barcodes=("4006381333962",)))
    shop.put(each("phone", "199.00", serialised=True, barcodes=("4012345678901",)))
    shop.put(each("cake", "8.00", barcodes=(_VARIABLE + str(check_digit(_VARIABLE)),)))
    shop.put(each("pie", "3.33", barcodes=(PRICED,)))
    return shop


@pytest.mark.parametrize(
    "code",
    [
        "https://evil.example/01/04006381333931?3922=0001",
        "https://evil.example/01/04006381333931?3922=0001&3103=000001",
        "https://evil.example/01/04006381333931?3920=0",
        f"]d2010401234567890121S8{GS}39220001",
        f"]d2010401234567890121S8{GS}301{GS}39220001",
        f"]C101040063813339313103000001393284001{GS}",
    ],
)
def test_a_code_sets_no_price_of_goods_that_have_their_own(code: str) -> None:
    shop = _shop()
    with pytest.raises(NotAllowedNow, match="is sold at its own price only"):
        shop.selling.scan(code)
    with pytest.raises(NotAllowedNow, match="is sold at its own price only"):
        shop.selling.found(code)
    assert shop.desk.basket is None


def test_a_price_without_a_measure_beside_it_is_refused_even_for_weighed_goods() -> None:
    with pytest.raises(NotAllowedNow, match="says a price and not of how much"):
        _shop().selling.scan("]C101040063813339623922687")


@pytest.mark.parametrize("gtin", [_VARIABLE + str(check_digit(_VARIABLE)), f"0{PRICED}"])
def test_goods_of_variable_measure_take_the_price_of_their_code(gtin: str) -> None:
    line = _shop().selling.scan(f"]C101{gtin}31030002503922687")
    assert (line.quantity, line.extended) == (Decimal(1), usd("6.87"))


@pytest.mark.parametrize(
    ("weight", "cents", "unit_price"),
    [("001234", "1600", "12.97"), ("001234", "1602", "12.98"), ("000230", "0687", "29.87")],
)
def test_a_code_with_weight_and_price_sells_that_weight_at_exactly_that_price(
    weight: str, cents: str, unit_price: str
) -> None:
    line = _shop().selling.scan(f"]C101040063813339623103{weight}3922{cents}")
    assert (line.quantity, line.unit) == (Decimal(weight).scaleb(-3), "kg")
    assert (line.unit_price, line.extended.minor) == (usd(unit_price), int(cents))


def test_a_price_that_no_price_of_a_kilogram_comes_to_is_taken_whole_with_the_weight_beside_it() -> None:
    line = _shop().selling.scan("]C1010400638133396231030012343922" + "1601")
    assert (line.quantity, line.extended, line.note) == (Decimal(1), usd("16.01"), "1.234 kg, 12.97/kg")


def test_the_weight_beside_a_whole_price_is_written_as_the_shop_writes() -> None:
    with speaking("de"):
        line = _shop().selling.scan("]C1010400638133396231030012343922" + "1601")
    assert line.note == "1,234 kg, 12,97/kg"


@pytest.mark.parametrize("code", ["]C1010400638133396231030012343922" + "0000", "]C1" + f"010{PRICED}3103001234392000"])
def test_a_price_of_nought_is_no_price(code: str) -> None:
    with pytest.raises(BadArgument, match="says no price"):
        _shop().selling.scan(code)


def test_goods_brought_back_with_weight_and_price_in_their_code_are_one_piece_of_that_price() -> None:
    item, quantity, price = _shop().selling.found("]C10104006381333962310300123439221601")
    assert (item.is_weighed, quantity, price) == (False, None, usd("16.01"))


def test_a_refused_price_is_a_refusal_at_a_till_that_checks_prices_too() -> None:
    with pytest.raises(Refused):
        _shop().selling.price_of("https://evil.example/01/04006381333931?3922=0001")
