"""The kitchen from the screen."""

from pos_terminal.presentation.kitchen_orders import KitchenSending
from tests.presentation.check_side import MemoryOrders, kitchen
from tests.presentation.sale_desk import SaleDesk


def said(till: SaleDesk) -> str:
    return till.state.notice.text


def test_the_open_sale_is_sent_once_and_its_order_printed_again() -> None:
    till, orders = SaleDesk(), MemoryOrders()
    sending = KitchenSending(till.sale, till.shop.desk, kitchen(till.shop, orders, "Pass tcp://a", "Bar tcp://b Shop"))
    assert (sending.is_there, sending.can_send()) == (True, False)
    sending.asked()
    assert said(till) == "No sale is open. Scan an item to start one."
    sending.again()
    assert said(till) == "The kitchen was told nothing of this sale."

    till.shop.selling.add_item("latte")
    till.shop.selling.add_item("gift", unit_price=till.shop.drawer)
    assert sending.can_send()
    sending.asked()
    assert said(till) == "2 papers go to the kitchen."
    assert [(each.station, each.number) for each in orders.told] == [("Pass", 1), ("Bar", 2)]
    sending.asked()
    assert said(till) == "The kitchen knows all of this sale already, or makes nothing of it."
    sending.again()
    number = orders.told[0].transaction_id
    assert said(till) == f"Order of sale {number}: 2 papers go to the kitchen."


def test_an_order_that_cannot_be_stored_was_not_told() -> None:
    till, orders = SaleDesk(), MemoryOrders()
    sending = KitchenSending(till.sale, till.shop.desk, kitchen(till.shop, orders, "Pass tcp://a"))
    till.shop.selling.add_item("latte")
    orders.is_full = True
    sending.asked()
    assert (till.shop.desk.open_sale().head.ordered, said(till)) == ((), "This is not possible now.")
    orders.is_full = False
    sending.asked()
    assert said(till) == "1 paper goes to the kitchen."


def test_a_shop_without_a_kitchen_has_no_keys_for_it() -> None:
    till = SaleDesk()
    assert not KitchenSending(till.sale, till.shop.desk, kitchen(till.shop)).is_there
