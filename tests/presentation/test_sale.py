from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.places import Place
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk, named


def test_an_empty_sale_shows_no_rows_and_cannot_be_paid() -> None:
    till = SaleDesk()
    assert till.state.rows == ()
    assert not till.state.can_pay
    assert till.state.cash_keys == ()
    assert till.state.totals.total == "0.00"


def test_a_scanned_item_appears_as_a_line_and_is_selected() -> None:
    till = SaleDesk()
    till.sale.scanned("4006381333931")
    assert till.rows() == [("1", "Latte", "4.50")]
    assert till.state.selected_line == till.state.rows[0].line_id
    assert till.state.title == "Cart · 1 item"


def test_a_scan_and_a_tile_and_typed_words_and_the_keypad_make_the_same_line() -> None:
    till = SaleDesk()
    till.sale.scanned("4006381333931")
    till.sale.tile_tapped("latte")
    till.sale.words_submitted("LAT")
    till.sale.keypad_asked()
    till.press("4006381333931")
    till.answers.confirmed()
    assert till.rows() == [("4", "Latte", "18.00")]


def test_an_unknown_code_is_said_and_the_next_scan_still_works() -> None:
    till = SaleDesk()
    till.sale.scanned("4012345000009")
    assert till.state.notice.kind is NoticeKind.PROBLEM
    assert "4012345000009" in till.state.notice.text
    till.sale.scanned("4006381333931")
    assert till.rows() == [("1", "Latte", "4.50")]
    assert not till.state.notice


def test_a_catalog_that_comes_in_force_is_on_the_tiles_within_a_second_and_what_was_told_stays() -> None:
    till = SaleDesk()
    till.sale.scanned("4012345000009")
    said, drawn = till.state.notice, till.state
    till.sale.ticked()
    assert till.state is drawn
    till.shop.catalog.items = {"latte": replace(till.shop.catalog.items["latte"], price=usd("5.25"))}
    till.shop.catalog.in_force += 1
    till.sale.ticked()
    assert [(each.name, each.price) for each in till.state.page.tiles] == [("Latte", "5.25")]
    assert till.state.notice == said
    till.shop.catalog.items.clear()
    till.shop.catalog.in_force += 1
    till.sale.entered()
    assert till.state.page.tiles == ()


def test_a_line_that_did_not_change_keeps_its_row() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    row = till.state.rows[0]
    till.sale.tile_tapped("muffin")
    assert till.state.rows[0] is row
    till.sale.tile_tapped("latte")
    assert till.state.rows[0] is not row


def test_a_quantity_typed_first_counts_for_the_next_scan_alone() -> None:
    till = SaleDesk()
    till.sale.keypad_asked()
    till.press("3")
    till.answers.times_asked()
    assert till.state.times == "3 ×"
    till.sale.scanned("4006381333931")
    assert till.rows() == [("3", "Latte", "13.50")]
    till.sale.scanned("4006381333931")
    assert till.rows() == [("4", "Latte", "18.00")]


def test_plus_and_minus_count_the_open_line_and_the_last_minus_removes_it() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.sale.counted(1)
    assert till.rows() == [("2", "Latte", "9.00")]
    till.sale.counted(-1)
    till.sale.counted(-1)
    assert till.rows() == []
    assert till.state.notice.text == "Latte removed."


def test_a_second_tap_on_remove_touches_no_other_line() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.sale.tile_tapped("muffin")
    muffin = till.state.selected_line
    till.sale.removed()
    till.sale.line_tapped(till.state.rows[0].line_id)
    till.sale.removed()
    assert till.state.selected_line == ""
    assert [row[1] for row in till.rows()] == ["Latte"]
    till.shop.clock.forward(1)
    till.sale.line_tapped(till.state.rows[0].line_id)
    assert till.state.selected_line not in {"", muffin}


def test_a_tapped_product_ends_the_search_and_a_second_tap_rings_up_nothing_else() -> None:
    till = SaleDesk()
    till.sale.words_changed("muf")
    till.sale.tile_tapped("muffin")
    till.sale.tile_tapped("latte")
    assert till.state.words == ""
    assert [row[1] for row in till.rows()] == ["Muffin"]
    till.shop.clock.forward(1)
    till.sale.tile_tapped("latte")
    assert len(till.rows()) == 2


def test_a_second_tap_on_the_open_line_closes_it() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    line_id = till.state.rows[0].line_id
    till.sale.line_tapped(line_id)
    assert till.state.selected_line == ""
    till.sale.counted(1)
    assert till.rows() == [("1", "Latte", "4.50")]


def test_a_tile_counts_what_the_cart_holds_of_it() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.sale.tile_tapped("latte")
    counts = {tile.item_id: tile.count for tile in till.state.page.tiles}
    assert counts["latte"] == "× 2"
    assert counts["muffin"] == ""


def test_an_age_limit_is_told_on_tile_and_line() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("beer")
    assert till.state.rows[0].detail == "Age 18+"
    assert {tile.item_id: tile.age for tile in till.state.page.tiles}["beer"] == "18+"


def test_quick_cash_offers_exact_and_larger_amounts_that_speak() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("muffin")
    exact, *larger = till.state.cash_keys
    assert (exact.label, exact.spoken, exact.amount) == ("Exact", "Cash 3.52", usd("3.52"))
    assert [key.label for key in larger] == ["5", "10", "20"]
    assert larger[0].spoken == "Cash 5.00"


def test_exact_cash_ends_the_sale_with_one_tap() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("muffin")
    till.sale.cash_tapped(till.state.cash_keys[0].amount)
    assert till.navigator.went == [Place.CHANGE]
    assert till.shop.desk.finished is not None
    assert till.shop.desk.basket is None


def test_a_big_key_that_is_off_says_why() -> None:
    till = SaleDesk()
    assert (till.state.can_pay, till.state.pay_label, till.state.pay_amount) == (False, "The cart is empty", "")
    till.sale.tile_tapped("muffin")
    assert (till.state.can_pay, till.state.pay_label) == (True, "Card")
    till.sale.removed()
    assert (till.state.can_pay, till.state.pay_label) == (False, "The cart is empty")


def test_the_big_key_names_method_and_amount_and_takes_the_balance() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("muffin")
    assert (till.state.pay_label, till.state.pay_amount) == ("Card", "3.52")
    till.sale.pay_tapped()
    finished = till.shop.desk.finished
    assert finished is not None
    assert [(payment.type, payment.amount) for payment in finished.payments] == [("Credit Card", usd("3.52"))]


@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.59])
def test_two_taps_on_pay_within_600_ms_make_one_payment(seconds: float) -> None:
    till = SaleDesk()
    till.sale.tile_tapped("muffin")
    till.sale.cash_tapped(usd("1.00"))
    till.shop.clock.forward(seconds)
    till.sale.cash_tapped(usd("1.00"))
    basket = till.shop.desk.basket
    assert basket is not None
    assert len(basket.payments) == 1
    till.shop.clock.forward(0.61)
    till.sale.cash_tapped(usd("1.00"))
    assert len(basket.payments) == 2


def test_a_sale_that_costs_nothing_is_closed_by_the_big_key() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("gift")
    till.press("0")
    assert not till.shop.desk.basket
    till.answers.cancelled()
    till.shop.selling.add_item("gift", unit_price=usd("0.00"))
    till.sale.entered()
    assert till.state.pay_label == "Close sale"
    till.sale.pay_tapped()
    assert till.navigator.went == [Place.CHANGE]


def test_other_leads_to_the_tenders_only_with_something_to_pay() -> None:
    till = SaleDesk()
    till.sale.other_tapped()
    assert till.navigator.went == []
    till.sale.tile_tapped("latte")
    till.sale.other_tapped()
    assert till.navigator.went == [Place.TENDER]


def test_what_is_left_to_pay_is_the_large_figure_once_something_was_paid() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("muffin")
    till.shop.checkout.tender("Cash", usd("1.00"))
    till.sale.entered()
    assert till.state.left_to_pay == "2.52"


def test_words_search_and_enter_takes_the_only_item_found() -> None:
    till = SaleDesk()
    till.sale.words_changed("muf")
    assert [tile.item_id for tile in till.state.page.tiles] == ["muffin"]
    assert not any(chip.is_chosen for chip in till.state.chips)
    till.sale.words_submitted("muf")
    assert till.rows() == [("1", "Muffin", "3.25")]
    assert till.state.words == ""


def test_enter_on_words_that_find_several_items_leaves_them_to_choose_from() -> None:
    till = SaleDesk()
    till.sale.words_changed("e")
    till.sale.words_submitted("e")
    assert till.rows() == []
    assert till.state.words == "e"
    assert not till.state.notice


def test_a_refusal_is_shown_and_nothing_is_lost() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.shop.baskets.full = True
    till.sale.tile_tapped("muffin")
    assert till.state.notice.text == "The disk is full."


def test_a_thousand_lines_are_told_by_their_rows_alone() -> None:
    till = SaleDesk()
    for number in range(1000):
        till.shop.selling.add_item("gift", unit_price=usd(f"{number}.00"))
    till.sale.entered()
    before = till.state.rows
    till.sale.tile_tapped("latte")
    assert len(till.state.rows) == 1001
    assert all(new is old for new, old in zip(till.state.rows, before, strict=False))
    assert till.state.title == "Cart · 1,001 items"


def test_weighed_lines_count_as_one_piece_and_tell_their_weight() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("apples")
    till.press("0.846")
    till.answers.confirmed()
    assert till.rows() == [("kg", "Apples", "2.53")]
    assert till.state.rows[0].detail == "0.846 kg × 2.99"
    assert till.state.title == "Cart · 1 item"
    line = till.sale.selected()
    assert line is not None
    assert line.quantity == Decimal("0.846")


def test_a_payment_card_that_is_typed_or_swiped_is_told_of_and_shown_nowhere() -> None:
    till = SaleDesk()
    till.sale.words_submitted("4111 1111 1111 1111")
    assert "payment card" in till.state.notice.text
    assert (till.state.words, till.rows()) == ("", [])
    till.sale.scanned("4111111111111111")
    assert "payment card" in till.state.notice.text
    assert "4111" not in repr(till.state)


def test_a_quantity_typed_into_the_search_is_for_the_next_scan_or_code() -> None:
    for typed in ("3x", "3*", "3 X"):
        till = SaleDesk()
        till.sale.words_changed(typed)
        till.sale.scanned("4006381333931")
        assert (till.state.words, till.rows()[0][0]) == ("", "3")
    till = SaleDesk()
    till.sale.words_submitted("12x")
    assert (till.state.words, till.state.times, till.state.notice.text) == ("", "12 ×", "")
    till.sale.words_submitted("4006381333931")
    assert till.rows()[0][0] == "12"


def test_a_name_that_looks_like_a_quantity_is_searched_for() -> None:
    till = SaleDesk()
    till.shop.put(named("pack", "3x Water"))
    till.sale.words_changed("3x")
    till.sale.words_submitted("3x")
    assert [name for _, name, _ in till.rows()] == ["3x Water"]
    till.sale.words_changed("0x")
    till.sale.scanned("4006381333931")
    assert till.state.times == ""
