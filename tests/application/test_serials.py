"""Goods with a serial number each: asked for when they are sold, and again when they come back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.receiptless import Goods
from pos_terminal.application.serials import SerialsBack
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.rights import Action
from pos_terminal.domain.staff import Employee, Role
from tests.application.desk_of import LATTE, MUFFIN, Shop
from tests.application.fakes import USD
from tests.application.test_parting import table

ONE = {"1": Decimal(1)}
EAN = "4006381333931"


@pytest.fixture
def shop() -> Shop:
    """A supervisor's, whose lattes and muffins have serial numbers."""
    shop = Shop()
    shop.staff.people["17"] = Employee("17", "Ana", "Lindqvist", Role.MANAGER)
    for each in (LATTE, MUFFIN):
        shop.put(replace(each, serialised=True))
    return shop.signed_on()


def sold(shop: Shop, *serials: str) -> str:
    for serial in serials:
        shop.selling.add_item("latte", serial=serial)
    shop.checkout.tender("Cash", None)
    return shop.checkout.complete().transaction_id


def test_a_piece_that_has_a_serial_number_is_not_sold_without_it(shop: Shop) -> None:
    with pytest.raises(BadArgument, match="Latte has a serial number on each piece"):
        shop.selling.scan(EAN)
    with pytest.raises(BadArgument, match="Latte has a serial number on each piece"):
        shop.selling.add_item("latte")
    assert shop.desk.basket is None
    line = shop.selling.add_item("latte", serial=" SN-1 a\t2 ")
    assert (line.serial, line.quantity) == ("SN-1 a 2", Decimal(1))
    assert shop.selling.scan("]d2010400638133393110LOT7\x1d21X1").batch.told == "Lot LOT7 · Serial X1"


@pytest.mark.parametrize("code", [EAN, "LAT", "]d20104006381333931"])
def test_what_is_on_every_piece_is_no_serial_number(shop: Shop, code: str) -> None:
    with pytest.raises(BadArgument, match="is on every Latte"):
        shop.selling.add_item("latte", serial=code)
    with pytest.raises(BadArgument, match=f"{EAN} is the code of Latte. Scan or type the serial number of Muffin"):
        shop.selling.add_item("muffin", serial=EAN)


def test_a_gs1_code_gives_its_serial_number_alone_and_of_the_same_goods_all_it_says(shop: Shop) -> None:
    assert shop.selling.add_item("latte", serial="]C121ABC").serial == "ABC"
    line = shop.selling.add_item("latte", serial="]d2010400638133393110LOT7\x1d21X1")
    assert (line.lot, line.serial) == ("LOT7", "X1")
    assert shop.selling.add_item("muffin", serial="LAT").serial == "LAT", "another item's short code may be a number"


def test_a_number_is_in_one_sale_once_however_it_is_written(shop: Shop) -> None:
    shop.selling.add_item("latte", serial="AB 12")
    with pytest.raises(NotAllowedNow, match="serial number ab12 is in this sale already"):
        shop.selling.add_item("latte", serial="ab12")
    assert shop.selling.add_item("muffin", serial="ab12").serial == "ab12", "other goods count on their own"
    with pytest.raises(NotAllowedNow, match="is one piece"):
        shop.selling.add_item("latte", Decimal(2), serial="AB13")


def test_a_payment_cards_number_and_what_is_too_long_are_no_serial_numbers(shop: Shop) -> None:
    with pytest.raises(CardNumberRefused):
        shop.selling.add_item("latte", serial="4111 1111 1111 1111")
    for number in ("x" * 41, "a\x07b"):
        with pytest.raises(BadArgument, match="1 to 40 letters and digits"):
            shop.selling.add_item("latte", serial=number)


def test_what_was_sold_by_its_number_comes_back_by_that_number_alone(shop: Shop) -> None:
    sale = sold(shop, "AB12", "AB13")
    refund = shop.returning.refunds(sale, ONE)
    with pytest.raises(BadArgument, match="has a serial number on each piece"):
        shop.returning.return_items(sale, ONE)
    with pytest.raises(BadArgument, match=r"does not have the serial number AB13\. It is another piece"):
        shop.returning.return_items(sale, ONE, serials={"1": "AB13", "2": "AB12"})
    with pytest.raises(BadArgument, match="serial number"):
        shop.exchanging.begin(sale, ONE)
    assert shop.desk.basket is None
    assert len(shop.sales.history(sale)) == 1

    back = shop.returning.return_items(sale, ONE, serials={"1": "ab12"}).amendment

    assert back is not None
    assert back.refunds == refund
    assert shop.exchanging.begin(sale, {"2": Decimal(1)}, serials={"2": "AB13"}).head.exchange is not None


def test_a_piece_whose_number_cannot_be_read_is_that_of_its_line_once_somebody_stands_for_it(shop: Shop) -> None:
    sale = sold(shop, "AB12", "AB13")
    shop.staff.people["17"] = Employee("17", "Ana", "Lindqvist", Role.CASHIER)
    shop.signed_on()
    with pytest.raises(ApprovalNeeded, match="piece whose serial number cannot be read"):
        shop.returning.return_items(sale, ONE, serials={"1": None})
    assert len(shop.sales.history(sale)) == 1
    manager = Employee("91", "Mia", "Ek", Role.MANAGER)

    shop.desk.approver = manager
    back = shop.returning.return_items(sale, ONE, serials={"1": None}, reason="Damaged")

    assert [each.line.serial for each in back.lines] == ["AB13"]
    said = {each.action: (each.approver_id, each.deed.details, each.deed.reason) for each in shop.acts.entered}
    assert said[Action.RETURN_UNREADABLE] == ("91", {"1": "1", "unreadable": "1"}, "Damaged")
    with pytest.raises(BadArgument):
        shop.returning.return_items(sale, ONE, serials={"1": None})
    with pytest.raises(BadArgument, match="has a serial number on each piece"):
        shop.returning.return_items(sale, {"2": Decimal(1)}, serials={"1": None})
    shop.desk.approver = manager
    assert shop.exchanging.begin(sale, {"2": Decimal(1)}, serials={"2": None}).head.exchange is not None


@pytest.mark.parametrize("serial", ["", "AB12"])
def test_nobody_has_to_stand_for_a_number_that_goods_come_back_without(shop: Shop, serial: str) -> None:
    shop.put(LATTE)
    sale = sold(shop, serial)
    shop.staff.people["17"] = Employee("17", "Ana", "Lindqvist", Role.CASHIER)
    shop.signed_on()

    for take_back in (shop.returning.return_items, shop.exchanging.begin):
        with pytest.raises(BadArgument, match="Latte comes back without a serial number"):
            take_back(sale, ONE, serials={"1": None})


def test_a_piece_whose_number_cannot_be_read_is_not_paid_back_twice_either(shop: Shop) -> None:
    taken = shop.receiptless.take_back([Goods("latte", Decimal(1), serial="AB12")], "Lost the receipt")
    sale = sold(shop, "AB12")
    shop.sales.records.append(replace(shop.sales.records.pop(0), transaction=taken))

    with pytest.raises(NotAllowedNow, match="serial number AB12 came back already, on"):
        shop.returning.return_items(sale, ONE, serials={"1": None})


def test_goods_that_the_catalog_does_not_sell_by_number_come_back_without(shop: Shop) -> None:
    sale = sold(shop, "AB12")
    shop.put(LATTE)
    assert shop.returning.return_items(sale, ONE).amendment is not None
    lines = [each.line for each in shop.sales.history(sale)[0].lines]
    assert SerialsBack(lambda _: None).wanted(lines) == ()


def test_goods_without_a_receipt_come_back_by_their_number_too(shop: Shop) -> None:
    brought = Goods("latte", Decimal(1))
    with pytest.raises(BadArgument, match="has a serial number on each piece"):
        shop.receiptless.refund([brought])
    twice = [replace(brought, serial="AB12"), replace(brought, serial="ab12")]
    with pytest.raises(NotAllowedNow, match="in this sale already"):
        shop.receiptless.refund(twice)
    taken = shop.receiptless.take_back(twice[:1], "Lost the receipt")
    assert [each.line.serial for each in taken.lines] == ["AB12"]
    assert taken.totals.total == Money(-487, USD)


def test_a_receipt_pays_no_piece_that_came_back_without_it_since(shop: Shop) -> None:
    brought = Goods("latte", Decimal(1), serial="AB12")
    taken = shop.receiptless.take_back([brought], "Lost the receipt")
    sale = sold(shop, "AB12")
    shop.sales.records.append(replace(shop.sales.records.pop(0), transaction=taken))

    with pytest.raises(NotAllowedNow, match="serial number AB12 came back already, on"):
        shop.returning.return_items(sale, ONE, serials={"1": "AB12"})
    with pytest.raises(NotAllowedNow, match="came back already"):
        shop.exchanging.begin(sale, ONE, serials={"1": "AB12"})
    assert shop.desk.basket is None


def test_sales_that_have_the_same_piece_are_not_merged() -> None:
    at = table("latte")
    shop = at.here.shop
    shop.selling.add_item("latte", serial="AB12")
    first = shop.desk.open_sale().head.transaction_id
    at.here.suspending.suspend("one")
    shop.selling.add_item("latte", serial="AB12")
    second = shop.desk.open_sale().head.transaction_id
    with pytest.raises(NotAllowedNow, match="serial number AB12 is in this sale already"):
        at.parting.merge([first, second])
