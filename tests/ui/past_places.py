"""What the screens show of past sales, each reached as a cashier reaches it."""

from dataclasses import replace
from decimal import Decimal

from pos_terminal.domain.refunding import RefundRules
from pos_terminal.presentation.goods_back import GoodsBackPresenter
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.receipts import ReceiptsPresenter
from pos_terminal.ui.screens.receipts import ReceiptsView
from tests.application.desk_of import TENDERS
from tests.application.fakes import usd
from tests.presentation.past_desk import sold
from tests.ui.member_places import HOSTILE, with_a_boss
from tests.ui.till import Till


def receipts(till: Till) -> ReceiptsPresenter:
    presenter = till.built[Place.RECEIPTS]
    assert isinstance(presenter, ReceiptsPresenter)
    return presenter


def goods_back(till: Till) -> GoodsBackPresenter:
    presenter = till.built[Place.GOODS_BACK]
    assert isinstance(presenter, GoodsBackPresenter)
    return presenter


def receipts_view(till: Till) -> ReceiptsView:
    view = till.window.findChild(ReceiptsView)
    assert isinstance(view, ReceiptsView)
    return view


def with_receipts(till: Till, count: int = 40) -> None:
    """So many sales, a manager who may approve, and the list of receipts."""
    till.selling()
    with_a_boss(till)
    for number in range(count):
        sold(till.shop, *(["latte", "muffin", "latte"] if number % 2 else ["muffin"]))
    voided, returned = (till.shop.sales.records[count - each].transaction.transaction_id for each in (2, 4))
    till.shop.desk.approver = till.shop.staff.people["30"]
    till.shop.postvoiding.void_closed(voided, "Wrong customer")
    till.shop.returning.return_items(returned, {"1": Decimal(1)}, reason="Damaged")
    till.shop.desk.approver = None
    till.shell.go(Place.RECEIPTS)


def looking_at_receipts(till: Till) -> None:
    with_receipts(till)


def looking_at_one_sale(till: Till) -> None:
    with_receipts(till)
    receipts(till).row_tapped(till.shop.sales.records[36].transaction.transaction_id)


def looking_at_a_voided_sale(till: Till) -> None:
    with_receipts(till)
    receipts(till).row_tapped(till.shop.sales.records[38].transaction.transaction_id)
    receipts(till).void_asked()


def finding_a_receipt(till: Till) -> None:
    with_receipts(till)
    receipts(till).find_asked()
    receipts(till).key_pressed("1")


def finding_no_receipt(till: Till) -> None:
    with_receipts(till)
    receipts(till).find_asked()
    for key in "999":
        receipts(till).key_pressed(key)
    receipts(till).confirmed()


def with_a_long_sale(till: Till) -> None:
    """A sale of nine lines, paid in three ways, looked at."""
    till.selling()
    with_a_boss(till)
    for number in range(9):
        price = till.shop.catalog.items["latte"]
        till.shop.put(type(price)(f"item{number}", f"Single origin filter coffee number {number}", usd("12.50")))
        till.shop.selling.add_item(f"item{number}")
    till.shop.selling.add_item("apples", Decimal("0.755"))
    till.shop.checkout.tender("Credit Card", usd("20.00"))
    till.shop.checkout.tender("Gift Card", usd("30.00"))
    till.shop.checkout.tender("Cash", usd("100.00"))
    sale = till.shop.checkout.complete().transaction_id
    till.shell.go(Place.RECEIPTS)
    receipts(till).row_tapped(sale)


def choosing_what_comes_back(till: Till) -> None:
    with_a_long_sale(till)
    receipts(till).return_asked()
    receipts(till).giving.counted("1", 1)
    receipts(till).giving.counted("3", 1)


def typing_how_much_comes_back(till: Till) -> None:
    choosing_what_comes_back(till)
    receipts(till).giving.quantity_asked("10")
    for key in "0.5":
        receipts(till).key_pressed(key)


def saying_why(till: Till) -> None:
    choosing_what_comes_back(till)
    receipts(till).giving.all_tapped()
    till.shop.clock.forward(1)
    receipts(till).confirmed()


def about_to_give_back(till: Till) -> None:
    saying_why(till)
    till.shop.clock.forward(1)
    receipts(till).giving.chosen("Damaged")


def naming_the_card_that_money_goes_to(till: Till) -> None:
    kinds = tuple(replace(each, wants_number=each.name == "Gift Card") for each in TENDERS)
    till.shop.return_rules = replace(till.shop.return_rules, refunds=RefundRules(kinds))
    about_to_give_back(till)
    receipts(till).giving.chosen("Gift Card")


def asking_for_approval_of_a_return(till: Till) -> None:
    about_to_give_back(till)
    till.shop.clock.forward(1)
    receipts(till).confirmed()


def exchanging(till: Till) -> None:
    about_to_give_back(till)
    till.shop.clock.forward(1)
    receipts(till).giving.exchange_asked()
    view = receipts_view(till)
    for key in "246801":
        view.approval.key_pressed.emit(key)
    view.approval.submitted.emit()
    for item in ("latte", "muffin"):
        till.sale.tile_tapped(item)


def giving_back(till: Till) -> None:
    asking_for_approval_of_a_return(till)
    view = receipts_view(till)
    for key in "246801":
        view.approval.key_pressed.emit(key)
    view.approval.submitted.emit()


def about_to_void(till: Till) -> None:
    with_a_long_sale(till)
    receipts(till).void_asked()
    till.shop.clock.forward(1)
    receipts(till).giving.chosen("Wrong customer")


def bringing_goods_without_a_receipt(till: Till) -> None:
    till.selling()
    with_a_boss(till)
    till.shell.go(Place.GOODS_BACK)
    for code in ("latte", "muffin", "muffin"):
        goods_back(till).scanned(code)


def about_to_give_back_without_a_receipt(till: Till) -> None:
    bringing_goods_without_a_receipt(till)
    till.shop.clock.forward(1)
    goods_back(till).confirmed()
    till.shop.clock.forward(1)
    goods_back(till).chosen("Damaged")


def with_hostile_receipts(till: Till) -> None:
    till.selling()
    with_a_boss(till)
    latte = till.shop.catalog.items["latte"]
    till.shop.put(type(latte)("evil", HOSTILE, usd("1234567.89")))
    number = sold(till.shop, "evil", "latte")
    till.shell.go(Place.RECEIPTS)
    receipts(till).row_tapped(number)
    receipts(till).return_asked()


PAST_PLACES = [
    looking_at_receipts,
    looking_at_one_sale,
    looking_at_a_voided_sale,
    finding_a_receipt,
    finding_no_receipt,
    with_a_long_sale,
    choosing_what_comes_back,
    typing_how_much_comes_back,
    saying_why,
    about_to_give_back,
    naming_the_card_that_money_goes_to,
    asking_for_approval_of_a_return,
    giving_back,
    exchanging,
    about_to_void,
    bringing_goods_without_a_receipt,
    about_to_give_back_without_a_receipt,
    with_hostile_receipts,
]
