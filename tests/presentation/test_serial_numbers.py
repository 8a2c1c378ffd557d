"""Goods with serial numbers on the screens: asked for when they are sold, and when they come back."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pos_terminal.presentation.kiosk.state import Pad
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, OptionsPanel
from pos_terminal.presentation.words_question import WordsPanel
from tests.application.desk_of import LATTE, Shop
from tests.presentation.kiosk_desk import KioskDesk
from tests.presentation.past_desk import PastDesk
from tests.presentation.sale_desk import MOCHA, SaleDesk
from tests.presentation.test_goods_back import GoodsDesk

if TYPE_CHECKING:
    from collections.abc import Callable

EAN = "4006381333931"


@pytest.fixture
def till() -> SaleDesk:
    """A sale screen of a shop whose lattes have serial numbers, and its mochas too."""
    till = SaleDesk()
    for each in (LATTE, MOCHA):
        till.shop.put(replace(each, serialised=True))
    return till


def asked(till: SaleDesk) -> WordsPanel:
    assert isinstance(till.state.panel, WordsPanel)
    return till.state.panel


def serials(till: SaleDesk) -> list[str | None]:
    basket = till.shop.desk.basket
    return [each.serial for each in basket.lines.values() if not each.modifies_line_id] if basket else []


def test_a_tile_a_scan_and_typed_words_ask_for_the_number_and_a_scan_answers(till: SaleDesk) -> None:
    begins: list[Callable[[], None]] = [partial(till.sale.tile_tapped, "latte"), partial(till.sale.scanned, EAN)]
    for begin in begins:
        begin()
        panel = asked(till)
        assert (panel.title, panel.can_confirm, serials(till)) == ("Latte", False, [])
        assert panel.hint == "Scan its serial number, or type it."
        till.answers.cancelled()
        assert till.state.panel is None
    till.sale.scanned(EAN)
    till.sale.scanned("SN-0001")
    assert (serials(till), till.state.panel) == (["SN-0001"], None)
    assert till.state.rows[0].detail == "Serial SN-0001"


def test_a_number_that_is_typed_is_in_large_letters_and_a_wrong_one_stays_to_be_mended(till: SaleDesk) -> None:
    till.sale.scanned(EAN)
    till.press("sn7")
    assert asked(till).text == "SN7"
    till.answers.confirmed()
    till.sale.scanned(EAN)
    till.press("sn7")
    till.answers.confirmed()
    assert "is in this sale already" in till.state.notice.text
    assert asked(till).text == "SN7"
    till.answers.key_pressed("back")
    till.press("8")
    till.answers.confirmed()
    assert serials(till) == ["SN7", "SN8"]


def test_of_three_each_is_asked_for_its_own_number_and_one_more_too(till: SaleDesk) -> None:
    till.sale.words_submitted("3x")
    till.sale.tile_tapped("latte")
    assert asked(till).hint == "Scan its serial number, or type it. Pieces to go: 3."
    for number in ("A1", "A1", "A2"):
        till.sale.scanned(number)
    assert asked(till).hint == "Scan its serial number, or type it."
    till.sale.scanned("A3")
    assert (serials(till), till.state.panel) == (["A1", "A2", "A3"], None)
    till.sale.counted(1)
    till.sale.scanned("A4")
    till.sale.counted_to(Decimal(3))
    assert asked(till).hint.endswith("Pieces to go: 2.")
    till.answers.cancelled()
    till.sale.tile_tapped("latte")
    till.sale.scanned("A5")
    assert (serials(till), till.state.panel) == (["A1", "A2", "A3", "A4", "A5"], None)


def test_pieces_to_go_never_count_for_other_goods_or_for_the_next_shopper(till: SaleDesk) -> None:
    def four() -> None:
        till.sale.scanned(EAN)
        till.sale.scanned("A1")
        till.sale.counted_to(Decimal(4))
        assert asked(till).hint.endswith("Pieces to go: 3.")

    four()
    till.sale.tile_tapped("muffin")
    till.sale.line_tapped("1")
    till.sale.removed()
    till.sale.tile_tapped("muffin")
    assert [(row.quantity, row.name) for row in till.state.rows] == [("2", "Muffin")]
    till.checkout.void("Mistake")
    till.sale.entered()
    four()
    till.checkout.void("Mistake")
    till.sale.words_submitted("3x")
    till.sale.entered()
    till.sale.tile_tapped("muffin")
    assert [(row.quantity, row.name, till.state.times) for row in till.state.rows] == [("1", "Muffin", "")]


def test_pieces_whose_goods_want_something_else_too_are_asked_for_one_after_the_other(till: SaleDesk) -> None:
    till.sale.words_submitted("2x")
    till.sale.tile_tapped("mocha")
    till.sale.scanned("M1")
    till.answers.confirmed()
    assert asked(till).hint == "Scan its serial number, or type it."
    till.sale.scanned("M2")
    till.sale.tile_tapped("muffin")
    till.answers.confirmed()
    assert [(row.quantity, row.name) for row in till.state.rows if row.name == "Muffin"] == [("1", "Muffin")]


def test_what_else_is_asked_of_the_goods_comes_after_the_number(till: SaleDesk) -> None:
    till.sale.tile_tapped("mocha")
    till.sale.scanned("M1")
    assert isinstance(till.state.panel, OptionsPanel)
    till.answers.confirmed()
    assert serials(till) == ["M1"]
    assert [each.item_id for each in till.shop.desk.open_sale().lines.values()] == ["mocha", "oat"]


def test_no_money_is_taken_while_a_number_is_asked_for(till: SaleDesk) -> None:
    till.sale.tile_tapped("muffin")
    till.sale.tile_tapped("latte")
    till.sale.pay_tapped()
    assert "Answer what is asked" in till.state.notice.text


def number(here: PastDesk) -> WordsPanel:
    panel = here.state.panel
    assert isinstance(panel, WordsPanel)
    return panel


@pytest.fixture
def past() -> tuple[PastDesk, str]:
    """Two numbered lattes and a muffin were sold, and the receipt is shown."""
    shop = Shop()
    shop.put(replace(LATTE, serialised=True))
    here = PastDesk(shop=shop)
    for number in ("A1", "A2"):
        shop.selling.add_item("latte", serial=number)
    shop.selling.add_item("muffin")
    shop.checkout.tender("Cash", None)
    sale = shop.checkout.complete().transaction_id
    here.receipts.entered()
    here.receipts.row_tapped(sale)
    here.receipts.return_asked()
    return here, sale


def test_pieces_that_come_back_are_asked_for_their_numbers_before_why(past: tuple[PastDesk, str]) -> None:
    here, sale = past
    here.receipts.giving.all_tapped()
    here.on()
    assert number(here).title == "Latte"
    here.press("a2")
    here.on()
    assert "does not have the serial number A2" in here.state.notice.text
    assert number(here).text == ""
    here.receipts.giving.scanned("A1")
    here.back()
    here.on()
    here.press("a2")
    here.on()
    assert isinstance(here.state.panel, ChoicePanel), "the first number was not asked for once more"
    here.choose("Damaged")
    here.on()
    here.approve()
    assert len(here.shop.sales.history(sale)) == 2


def test_a_scanned_number_chooses_the_piece_that_has_it(past: tuple[PastDesk, str]) -> None:
    here, sale = past
    here.receipts.giving.scanned("a2")
    here.on()
    assert isinstance(here.state.panel, ChoicePanel), "its number is known"
    here.choose("Damaged")
    here.shop.clock.forward(1)
    here.receipts.giving.exchange_asked()
    here.approve()
    exchange = here.shop.desk.open_sale().head.exchange
    assert exchange is not None
    assert (exchange.transaction_id, exchange.back) == (sale, (("2", Decimal(1)),))


def test_a_number_that_nobody_can_read_is_said_to_be_so_and_approved_with_the_return(
    past: tuple[PastDesk, str],
) -> None:
    here, sale = past
    here.receipts.giving.counted("2", 1)
    here.on()
    assert number(here).second == "It cannot be read"
    here.shop.clock.forward(1)
    here.receipts.giving.unread_tapped()
    here.choose("Damaged")
    here.on()
    assert isinstance(here.state.panel, ApprovalPanel)
    assert "piece whose serial number cannot be read" in here.state.panel.sentence
    here.approve()
    assert [each.line.serial for each in here.shop.sales.history(sale)[-1].lines] == ["A1", None]


def test_without_a_receipt_each_piece_is_a_line_with_its_number() -> None:
    here = GoodsDesk()
    here.shop.put(replace(LATTE, serialised=True))
    here.goods.scanned(EAN)
    assert here.number.title == "Latte"
    for key in "a1":
        here.goods.key_pressed(key)
    here.on()
    here.goods.scanned(EAN)
    here.goods.scanned("A1")
    assert "in this sale already" in here.screen.state.notice.text
    assert here.number.text == ""
    here.back()
    here.goods.scanned("]d2010400638133393121A2")
    assert [(each.detail, each.can_more) for each in here.lines.lines] == [
        ("4.50 each · A1", False),
        ("4.50 each · A2", False),
    ]
    assert here.lines.refund == "9.74 back"


def test_a_kiosk_asks_its_shopper_for_the_number_and_wipes_a_payment_card() -> None:
    kiosk = KioskDesk()
    kiosk.shop.put(replace(LATTE, serialised=True))
    kiosk.scan(EAN)
    assert (kiosk.page.title, kiosk.page.pad) == ("Latte", Pad.LETTERS)
    kiosk.type("4111111111111111")
    assert kiosk.page.typed == ""
    kiosk.type("a1")
    kiosk.press("Add")
    kiosk.scan(EAN)
    kiosk.scan("A2")
    basket = kiosk.shop.desk.open_sale()
    assert [each.serial for each in basket.lines.values()] == ["A1", "A2"]
    assert kiosk.choose.basket.total == "9.74"
