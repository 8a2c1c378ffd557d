from dataclasses import asdict, replace
from decimal import Decimal

import pytest

from pos_terminal.application.reasons import Reasons
from pos_terminal.presentation.customer_state import CustomerPhase
from pos_terminal.presentation.places import Place
from pos_terminal.wording import ENGLISH, language
from tests.application.fakes import usd
from tests.presentation.customer_desk import WORDS, CustomerDesk
from tests.presentation.past_desk import sold


def opened(desk: CustomerDesk) -> CustomerDesk:
    desk.shop.tilling.open_shift(usd("100.00"))
    return desk


def test_a_lane_without_anybody_or_without_a_shift_is_closed_and_else_it_welcomes() -> None:
    desk = CustomerDesk()
    assert desk.two_rows() == [("Corner Shop", ""), ("This lane is closed", "")]
    opened(desk)
    assert desk.two_rows() == [("Corner Shop", ""), ("Welcome", "")]
    desk.shop.signing.sign_off()
    assert desk.read().phase is CustomerPhase.CLOSED


def test_each_item_is_told_with_its_price_and_the_running_total() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin")
    assert desk.two_rows() == [("Muffin", "3.25"), ("Total $", "3.52")]
    desk.rung_up("latte")
    assert desk.two_rows() == [("Latte", "4.50"), ("Total $", "8.39")]
    desk.rung_up("muffin")
    assert desk.two_rows() == [("2 × Muffin", "6.50"), ("Total $", "11.91")]
    assert [(each.words, each.amount) for each in desk.read().lines] == [("2 × Muffin", "6.50"), ("Latte", "4.50")]
    assert desk.read().count == "3 items"


def test_what_an_item_is_taken_with_is_no_item_of_its_own() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin", "latte")
    desk.shop.selling.add_modifier("2", "oat")
    assert desk.read().count == "2 items"


def test_what_is_taken_out_is_told_below_zero() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin", "latte")
    desk.read()
    desk.sale.line_tapped("1")
    desk.sale.removed()
    assert desk.two_rows() == [("Muffin", "−3.25"), ("Total $", "4.87")]


def test_a_discount_is_told_when_it_comes_and_what_is_saved_stands_above_the_total() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin", "latte")
    desk.read()
    desk.shop.discounting.add("Dented", percent=Decimal(10), line_id="1")
    state = desk.read()
    assert state.news.amount.startswith("−")
    assert [(each.words, each.amount) for each in state.sums] == [("You save", state.news.amount)]


def test_the_total_is_told_when_it_comes_to_paying_then_each_payment_and_what_is_left() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin", "latte")
    desk.place = Place.TENDER
    assert desk.two_rows() == [("2 items", ""), ("Total $", "8.39")]
    desk.checkout.tender("Cash", usd("5.00"))
    assert desk.two_rows() == [("Cash", "5.00"), ("To pay $", "3.39")]
    assert desk.read().phase is CustomerPhase.PAYMENT


def test_the_change_is_told_until_the_next_sale_or_for_a_minute() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin")
    desk.sale.cash_tapped(usd("5.00"))
    assert desk.two_rows() == [("Total $", "3.52"), ("Change due $", "1.48")]
    desk.shop.clock.forward(61)
    assert desk.read().phase is CustomerPhase.IDLE
    desk.rung_up("muffin")
    desk.sale.pay_tapped()
    assert desk.two_rows() == [("Total $", "3.52"), ("Thank you", "")]
    desk.rung_up("latte")
    assert desk.two_rows() == [("Latte", "4.50"), ("Total $", "4.87")]


def test_an_old_sale_that_the_till_shows_again_is_not_told_to_the_next_shopper() -> None:
    desk = opened(CustomerDesk())
    number, _ = sold(desk.shop, "muffin"), sold(desk.shop, "latte")
    desk.read()
    desk.shop.clock.forward(61)
    assert desk.read().phase is CustomerPhase.IDLE
    assert desk.shop.returning_with(Reasons()).recall(number) is not None
    assert desk.two_rows() == [("Corner Shop", ""), ("Welcome", "")]


def test_a_display_that_begins_later_tells_nothing_of_what_ended_before() -> None:
    desk = opened(CustomerDesk())
    sold(desk.shop, "muffin")
    desk.begun_afresh()
    assert desk.two_rows() == [("Corner Shop", ""), ("Welcome", "")]
    sold(desk.shop, "latte")
    assert desk.read().phase is CustomerPhase.DONE
    desk.shop.signing.sign_off()
    desk.begun_afresh()
    assert desk.read().phase is CustomerPhase.CLOSED


def test_a_sale_that_is_voided_leaves_nothing_to_read() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin")
    desk.read()
    desk.checkout.void("Changed their mind")
    assert desk.read().phase is CustomerPhase.IDLE


def test_the_shopper_reads_the_shops_language_whatever_the_cashier_reads() -> None:
    desk = opened(CustomerDesk(language="de"))
    desk.rung_up("muffin", "latte")
    state = desk.read()
    assert (state.count, state.figure.words) == ("2 Artikel", "Summe $")
    desk.place = Place.TENDER
    desk.checkout.tender("Cash", usd("5.00"))
    assert desk.two_rows() == [("Bar", "5,00"), ("Zu zahlen $", "3,39")]
    desk.checkout.tender("Cash", usd("5.00"))
    desk.checkout.complete()
    assert desk.two_rows() == [("Summe $", "8,39"), ("Rückgeld $", "1,61")]
    assert desk.read().words == "Vielen Dank"
    assert language() == ENGLISH


def test_a_training_is_marked_on_every_picture() -> None:
    desk = opened(CustomerDesk(is_training=True))
    assert desk.two_rows()[0] == ("TRAINING Corner Shop", "")
    desk.rung_up("muffin")
    assert desk.two_rows()[0] == ("TRAINING Muffin", "3.25")
    assert desk.read().is_training


@pytest.mark.parametrize(("how", "greeting"), [("full", "Ava Martin"), ("short", "Ava M."), ("initials", "A. M.")])
def test_a_member_is_greeted_as_the_shop_has_it_and_points_and_offers_are_theirs(how: str, greeting: str) -> None:
    desk = opened(CustomerDesk(words=replace(WORDS, member_name=how)))
    desk.found_ava()
    assert desk.two_rows()[0] == (f"Hello {greeting}", "")
    state = desk.read()
    assert (state.greeting, state.points) == (greeting, "Points: 1,240")
    drawn = [each.name for each in desk.state.member.cards if each.tone.value != "shut"]
    assert drawn
    assert [each.words for each in state.offers] == drawn
    desk.rung_up("muffin")
    assert desk.two_rows()[0] == ("Muffin", "3.25")


def test_of_a_member_nothing_is_read_that_the_shop_does_not_let_others_read() -> None:
    desk = opened(CustomerDesk(words=replace(WORDS, member_name="none", points=False, offers=False)))
    desk.found_ava()
    text = str(asdict(desk.read()))
    for secret in ("Ava", "Martin", "5550100001", "1,240", "1240", "coffee"):
        assert secret not in text


def test_nothing_of_who_sells_and_no_note_of_theirs_is_ever_shown() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin")
    desk.shop.adjusting.set_note("1", "shopper is rude")
    operator = desk.shop.desk.signed_on()
    text = str(asdict(desk.read()))
    for secret in (operator.first_name, operator.last_name, operator.employee_id, "rude"):
        assert secret not in text.replace("17:", "")


def test_nothing_is_drawn_again_while_nothing_changes() -> None:
    desk = opened(CustomerDesk())
    desk.rung_up("muffin")
    for _ in range(5):
        desk.read()
    assert len(desk.shown.states) == 1
    desk.rung_up("latte")
    desk.read()
    assert len(desk.shown.states) == 2


def test_an_offer_that_is_applied_is_told_of_with_what_it_takes_off() -> None:
    desk = opened(CustomerDesk())
    desk.found_ava()
    desk.read()
    desk.shop.clock.forward(1)
    desk.sale.member.offer_tapped("two-off")
    state = desk.read()
    assert (state.news.words, state.news.amount) == ("$2 off a coffee", "−2.00")
    assert state.lines[0].note == "−2.00 $2 off a coffee"


def test_words_to_try_the_display_stand_there_for_some_seconds_or_until_something_is_sold() -> None:
    desk = CustomerDesk()
    desk.shop.signed_on()
    before = desk.read()
    desk.customer.try_out()
    assert desk.customer.drawn.store == "Customer display"
    desk.shop.clock.forward(7)
    assert desk.read() is desk.customer.drawn is not before
    desk.shop.clock.forward(2)
    assert desk.read() == before
    desk.customer.try_out()
    desk.rung_up("latte")
    assert desk.read().news.words == "Latte"
