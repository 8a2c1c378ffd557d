from pos_terminal.presentation.copying import Copying
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk


def test_the_last_receipt_is_printed_again_and_numbered() -> None:
    till = SaleDesk()
    copying = Copying(till.sale, lambda: till.shop.reprinting, till.approval)
    copying.last()
    assert till.state.notice.text == "Nothing was sold on this till yet."
    till.sale.tile_tapped("latte")
    till.sale.cash_tapped(usd("20.00"))
    sale = till.shop.sales.last()
    assert sale is not None
    for number in (1, 2):
        copying.last()
        assert till.state.notice.text == f"Copy {number} of receipt {sale.transaction_id} is printing."
    assert till.shop.copies.made == [sale.transaction_id] * 2


def test_a_gift_receipt_of_the_last_sale_is_printed_and_its_copies_are_numbered() -> None:
    till = SaleDesk()
    copying = Copying(till.sale, lambda: till.shop.reprinting, till.approval)
    copying.gift()
    assert till.state.notice.text == "Nothing was sold on this till yet."
    till.sale.tile_tapped("latte")
    till.sale.cash_tapped(usd("20.00"))
    sale = till.shop.sales.last()
    assert sale is not None
    for words in ("The gift receipt", "Copy 1 of the gift receipt"):
        copying.gift()
        assert till.state.notice.text == f"{words} of {sale.transaction_id} is printing."
    assert till.shop.copies.gifts == [sale.transaction_id] * 2
