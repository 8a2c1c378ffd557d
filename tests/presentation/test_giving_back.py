"""Goods that come back and sales that are voided from the screen: every step, the way back, and the money."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.checkout import TenderExtras
from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.rights import Action
from pos_terminal.domain.transaction import SnapshotKind
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.return_panels import LinesPanel, RefundPanel
from pos_terminal.presentation.words_question import WordsPanel
from tests.application.desk_of import RETURN_RULES, TENDERS, Shop
from tests.application.fakes import usd
from tests.presentation.past_desk import PastDesk, sold

LATTE_CODE, APPLES_CODE = "4006381333931", "2100001000005"


def desk(
    *items: str, reasons: Reasons | None = None, tenders: tuple[str, ...] = ("Cash",), shop: Shop | None = None
) -> PastDesk:
    """Looking at a sale of these items."""
    here = PastDesk(shop=shop or Shop(), reasons=reasons or Reasons())
    paid = tuple((kind, usd("5.00") if kind != tenders[-1] else None) for kind in tenders)
    number = sold(here.shop, *items, tenders=paid)
    here.receipts.entered()
    here.receipts.row_tapped(number)
    return here


def lines(here: PastDesk) -> LinesPanel:
    assert isinstance(here.state.panel, LinesPanel)
    return here.state.panel


def asks(here: PastDesk, kind: type[object]) -> bool:
    return isinstance(here.state.panel, kind)


def refund(here: PastDesk) -> RefundPanel:
    assert isinstance(here.state.panel, RefundPanel)
    return here.state.panel


def number(here: PastDesk) -> WordsPanel:
    assert isinstance(here.state.panel, WordsPanel)
    return here.state.panel


def last(here: PastDesk) -> tuple[SnapshotKind, str]:
    newest = here.shop.sales.records[-1].transaction
    return newest.kind, newest.amendment.reason if newest.amendment else ""


def test_a_part_comes_back_step_by_step_and_the_money_is_shown_before_it_goes() -> None:
    here = desk("latte", "muffin", "latte")
    here.receipts.return_asked()
    assert [(each.name, each.detail, each.quantity) for each in lines(here).lines] == [
        ("Latte", "2 left · 4.50 each", "0"),
        ("Muffin", "1 left · 3.25 each", "0"),
    ]
    assert (lines(here).refund, lines(here).can_confirm) == ("", False)

    here.receipts.giving.counted("1", 1)
    assert (lines(here).refund, lines(here).can_confirm) == ("4.87 back", True)
    here.on()
    assert asks(here, ChoicePanel)
    here.choose("Damaged")
    assert refund(here).amount == "4.87"
    assert [(each.name, each.amount) for each in refund(here).rows] == [("Cash", "4.87")]
    written = len(here.shop.sales.records)

    here.on()
    assert asks(here, ApprovalPanel)
    assert len(here.shop.sales.records) == written
    here.approve()

    assert last(here) == (SnapshotKind.RETURNED, "Damaged")
    assert here.navigator.went == [Place.CHANGE]
    assert here.shop.acts.entered[-1].action is Action.RETURN_ITEMS
    assert here.shop.desk.finished == here.shop.sales.records[-1].transaction

    here.receipts.entered()
    here.receipts.row_tapped(here.state.receipts.rows[0].transaction_id)
    card = here.state.card
    assert card is not None
    assert (here.state.receipts.rows[0].fate, card.pills[0].text) == ("Returned in part · waiting", "Returned in part")
    assert card.rows[0].detail == "1 of 2 left"
    assert card.given_back == "Cash 4.87 by Ana L. (Damaged)"
    here.receipts.return_asked()
    assert lines(here).lines[0].detail == "1 left · 4.50 each"


def test_every_step_has_a_way_back_and_nothing_is_done() -> None:
    here = desk("latte")
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.choose("Damaged")
    here.on()
    assert asks(here, ApprovalPanel)
    here.approval.cancelled()
    assert refund(here).amount == "4.87"
    here.back()
    assert asks(here, ChoicePanel)
    here.back()
    assert lines(here).lines[0].quantity == "1"
    here.back()
    assert here.state.panel is None
    assert last(here)[0] is SnapshotKind.CLOSED
    assert here.shop.acts.entered == []


def test_never_more_comes_back_than_is_left_and_never_less_than_nothing() -> None:
    here = desk("latte", "latte")
    here.receipts.return_asked()
    giving = here.receipts.giving
    for _ in range(5):
        giving.counted("1", 1)
    row = lines(here).lines[0]
    assert (row.quantity, row.can_more, row.can_less) == ("2", False, True)
    assert not lines(here).can_all
    for _ in range(5):
        giving.counted("1", -1)
    row = lines(here).lines[0]
    assert (row.quantity, row.can_more, row.can_less) == ("0", True, False)


def test_pieces_and_weights_are_typed_and_too_much_cannot_be_confirmed() -> None:
    here = PastDesk()
    here.shop.selling.add_item("apples", Decimal("0.755"))
    here.shop.selling.add_item("latte")
    here.shop.selling.set_quantity("2", Decimal(12))
    here.shop.checkout.tender("Cash")
    number = here.shop.checkout.complete().transaction_id
    here.receipts.entered()
    here.receipts.row_tapped(number)
    here.receipts.return_asked()
    giving = here.receipts.giving

    giving.quantity_asked("1")
    here.press("0.756")
    panel = here.state.panel
    assert isinstance(panel, EntryPanel)
    assert (panel.unit, panel.has_decimals, panel.can_confirm) == ("kg", True, False)
    assert panel.hint == "0.755 kg can come back."
    here.receipts.key_pressed("back")
    here.press("5")
    here.on()
    assert lines(here).lines[0].quantity == "0.755"

    giving.quantity_asked("2")
    here.press("1.1")
    panel = here.state.panel
    assert isinstance(panel, EntryPanel)
    assert (panel.text, panel.has_decimals) == ("11", False)
    here.back()
    assert [each.quantity for each in lines(here).lines] == ["0.755", "0"]
    giving.counted("1", -1)
    assert lines(here).lines[0].quantity == "0"


def test_goods_are_marked_by_scanning_them() -> None:
    here = desk("latte", "latte")
    here.receipts.return_asked()
    here.receipts.scanned(LATTE_CODE)
    here.receipts.scanned(LATTE_CODE)
    assert lines(here).lines[0].quantity == "2"
    here.receipts.scanned(LATTE_CODE)
    assert here.state.notice.text == "All of it is chosen: Latte."
    here.receipts.scanned("4015")
    assert here.state.notice.text == "Nothing of it can come back: Apples."
    here.receipts.scanned("99999999")
    assert here.state.notice.text.startswith("No item has the code 99999999.")
    here.on()
    here.receipts.scanned(LATTE_CODE)
    assert here.state.notice.text == "Go back, or give the money back first. Then scan."
    assert here.navigator.scans == []


def test_money_goes_back_as_it_came_or_by_another_tender_that_is_chosen() -> None:
    here = desk("latte", "muffin", "latte", tenders=("Credit Card", "Cash"))
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.choose("Damaged")
    assert [(each.name, each.amount) for each in refund(here).rows] == [("Cash", "8.26"), ("Credit Card", "5.00")]
    assert [each.words for each in refund(here).tenders] == ["As it was paid", "Cash", "Credit Card", "Gift Card"]
    here.receipts.giving.chosen("Gift Card")
    assert [(each.name, each.amount) for each in refund(here).rows] == [("Gift Card", "13.26")]
    here.on()
    here.approve()
    done = here.shop.sales.records[-1].transaction.amendment
    assert done is not None
    assert [(each.type, each.given) for each in done.refunds] == [("Gift Card", usd("13.26"))]


def test_a_tender_that_changes_nothing_is_not_offered() -> None:
    here = desk("latte")
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.choose("Damaged")
    assert [each.key for each in refund(here).tenders] == ["", "Credit Card", "Gift Card"]


def gift_cards() -> Shop:
    """A shop whose gift cards are nothing without a number."""
    kinds = tuple(replace(each, wants_number=each.name == "Gift Card") for each in TENDERS)
    return Shop(return_rules=replace(RETURN_RULES, refunds=RefundRules(kinds)))


def test_money_goes_back_to_a_gift_card_that_is_named_by_a_scan() -> None:
    here = desk("latte", shop=gift_cards())
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.choose("Damaged")
    here.receipts.giving.chosen("Gift Card")
    assert (number(here).title, number(here).can_confirm) == ("Gift Card: which number?", False)
    here.back()
    assert [each.name for each in refund(here).rows] == ["Cash"]
    here.receipts.giving.chosen("Gift Card")
    here.receipts.scanned("4111111111111111")
    assert here.state.notice.text.startswith("This looks like the number of a payment card")
    assert (number(here).text, number(here).can_confirm) == ("", False)
    here.receipts.scanned("600649000000123456")
    assert [each.name for each in refund(here).rows] == ["Gift Card …3456"]
    here.on()
    here.approve()
    done = here.shop.sales.records[-1].transaction.amendment
    assert done is not None
    assert [(each.type, each.number) for each in done.refunds] == [("Gift Card", "…3456")]
    assert Action.REFUND_OTHER_TENDER in [each.action for each in here.shop.acts.entered]


def test_what_a_gift_card_paid_goes_to_that_card_unless_another_is_typed() -> None:
    here = PastDesk(shop=gift_cards())
    here.shop.selling.add_item("latte")
    here.shop.checkout.tender("Gift Card", None, TenderExtras(number="V-1"))
    here.receipts.entered()
    here.receipts.row_tapped(here.shop.checkout.complete().transaction_id)
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.choose("Damaged")
    assert [each.name for each in refund(here).rows] == ["Gift Card V-1"]
    here.receipts.giving.chosen("Gift Card")
    assert number(here).hint == "It goes to V-1, unless another one is typed or scanned."
    here.on()
    assert [each.name for each in refund(here).rows] == ["Gift Card V-1"]
    here.receipts.giving.chosen("Gift Card")
    here.press("v-2")
    here.on()
    assert [each.name for each in refund(here).rows] == ["Gift Card V-2"]
    here.receipts.giving.chosen("")
    assert [each.name for each in refund(here).rows] == ["Gift Card V-1"]
    here.receipts.giving.chosen("Gift Card")
    sale = here.shop.sales.records[0].transaction.transaction_id
    here.receipts.scanned(sale)
    assert [each.name for each in refund(here).rows] == [f"Gift Card {sale}"]


def test_what_is_over_of_an_exchange_goes_to_the_card_that_was_named() -> None:
    here = desk("latte", shop=gift_cards())
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.choose("Damaged")
    here.receipts.giving.chosen("Gift Card")
    here.receipts.scanned("V-9")
    here.shop.clock.forward(1)
    here.receipts.giving.exchange_asked()
    here.approve()
    basket = here.shop.desk.basket
    assert basket is not None
    assert basket.head.exchange is not None
    assert (basket.head.exchange.tender, basket.head.exchange.number) == ("Gift Card", "V-9")


def test_the_shop_says_which_reasons_there_are() -> None:
    here = desk("latte", reasons=Reasons({"return_items": ("Rotten",), "void": ("Mistake",)}))
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    panel = here.state.panel
    assert isinstance(panel, ChoicePanel)
    assert [each.key for each in panel.choices] == ["Rotten"]
    here.back()
    here.back()
    here.receipts.void_asked()
    panel = here.state.panel
    assert isinstance(panel, ChoicePanel)
    assert [each.key for each in panel.choices] == ["Mistake"]


def test_a_sale_is_voided_with_a_reason_an_approval_and_all_of_its_money_back() -> None:
    here = desk("latte", "muffin", "latte", tenders=("Credit Card", "Cash"))
    here.receipts.void_asked()
    here.choose("Wrong customer")
    assert refund(here).is_void
    assert (refund(here).confirm, refund(here).keep, refund(here).tenders) == ("Void sale", "Keep sale", ())
    assert [(each.name, each.amount) for each in refund(here).rows] == [("Credit Card", "5.00"), ("Cash", "8.26")]
    here.on()
    here.approve()
    assert last(here) == (SnapshotKind.VOIDED, "Wrong customer")
    assert here.navigator.went == [Place.CHANGE]


def test_keeping_a_sale_leads_back_to_it() -> None:
    here = desk("latte")
    here.receipts.void_asked()
    here.choose("Wrong customer")
    here.back()
    assert here.state.panel is None
    assert here.state.card is not None
    assert last(here)[0] is SnapshotKind.CLOSED


def test_what_cannot_be_done_is_told_before_anything_is_asked() -> None:
    here = desk("latte")
    here.receipts.void_asked()
    here.choose("Wrong customer")
    here.on()
    here.approve()
    number = here.shop.sales.records[-1].transaction.transaction_id
    here.receipts.entered()
    here.receipts.row_tapped(number)
    here.receipts.void_asked()
    assert here.state.notice.text == f"Sale {number} is voided already."
    here.receipts.return_asked()
    assert here.state.notice.text == f"Sale {number} is voided: nothing of it can come back."
    assert here.state.panel is None


def test_while_a_sale_is_open_receipts_can_be_looked_at_but_nothing_comes_back() -> None:
    here = desk("latte")
    here.shop.selling.add_item("muffin")
    for each in (here.receipts.return_asked, here.receipts.void_asked):
        each()
        assert here.state.notice.text == "A sale is open. Finish it first, or void it."
    here.receipts.reprint_asked()
    assert here.state.notice.text.startswith("Copy 1 of ")


def test_a_hurried_second_tap_goes_no_two_steps() -> None:
    here = desk("latte")
    here.receipts.return_asked()
    here.receipts.giving.all_tapped()
    here.on()
    here.receipts.giving.chosen("Damaged")
    assert asks(here, ChoicePanel)
    here.receipts.cancelled()
    assert asks(here, ChoicePanel)


def test_the_second_tap_on_give_back_does_not_leave_the_amount_that_is_shown() -> None:
    here = desk("latte")
    here.receipts.void_asked()
    here.choose("Wrong customer")
    here.on()
    here.approve()
    assert here.guard.is_settling()


@pytest.mark.parametrize("room", [1, 2, 3])
def test_lines_are_shown_as_many_as_there_is_room_for_and_all_are_reached(room: int) -> None:
    here = desk("latte", "muffin")
    here.receipts.giving.room_changed(room)
    here.receipts.return_asked()
    seen = [each.line_id for each in lines(here).lines]
    while lines(here).has_later:
        here.receipts.giving.page_turned(1)
        seen += [each.line_id for each in lines(here).lines]
    assert seen == ["1", "2"]
    assert len(lines(here).lines) <= room
    here.receipts.giving.room_changed(5)
    assert lines(here).page == "Page 1 of 1"
