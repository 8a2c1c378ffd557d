"""Offers on the sale screen: applied, removed, refused, in doubt, and settled before money is taken."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.presentation.idling import Idling
from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.presentation.member_state import CardTone, OfferAction, OfferCard
from pos_terminal.presentation.panels import HeldPanel
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.tender import TenderPresenter
from tests.application.fakes import usd
from tests.presentation.member_shop import AVA, NO, SILENCE, YES, offer
from tests.presentation.screens import RecordingScreen, WhenTold
from tests.presentation.test_sale_member import MemberDesk

if TYPE_CHECKING:
    from pos_terminal.presentation.tender_state import TenderState


def shopping(*items: str, asking: WhenTold | None = None) -> MemberDesk:
    """Ava is there with these items, and the worth of her offers is known."""
    till = MemberDesk(asking=asking) if asking is not None else MemberDesk()
    for item in items or ("latte",):
        till.sale.tile_tapped(item)
        till.shop.clock.forward(1)
    till.find("5550100001")
    settle(till, asking)
    return till


def settle(till: MemberDesk, asking: WhenTold | None = None) -> None:
    """The cart is left alone for a while, and the platform answers."""
    for _ in range(3):
        if asking is not None:
            asking.end_all()
        till.shop.clock.forward(1)
        till.sale.member.ticked()
    if asking is not None:
        asking.end_all()


def card(till: MemberDesk, offer_id: str) -> OfferCard:
    return next(each for each in till.state.member.cards if each.offer_id == offer_id)


def tap(till: MemberDesk, offer_id: str) -> None:
    till.shop.clock.forward(1)
    till.sale.member.offer_tapped(offer_id)


def test_an_offer_tells_its_worth_for_this_cart_and_what_a_tap_does() -> None:
    till = shopping()
    assert card(till, "two-off") == OfferCard(
        "two-off", "$2 off a coffee", "−2.00", "Available", "ticket", CardTone.OPEN, OfferAction.APPLY, worth="2.00"
    )
    assert card(till, "five").tone is CardTone.SHUT
    assert card(till, "five").action is None
    assert [each.offer_id for each in till.state.member.cards] == ["two-off", "ten", "five"]


def test_a_tap_reserves_an_offer_and_another_one_gives_it_back() -> None:
    till = shopping()
    tap(till, "two-off")
    assert card(till, "two-off").state == "Reserved for this sale"
    assert card(till, "two-off").action is OfferAction.REMOVE
    assert till.state.totals.discount == "−2.00"
    tap(till, "two-off")
    assert till.state.totals.discount == ""
    assert card(till, "two-off").state == "Being given back"
    assert card(till, "two-off").action is None


def test_cards_keep_their_places_when_one_is_applied() -> None:
    till = shopping()
    before = [each.offer_id for each in till.state.member.cards]
    tap(till, "ten")
    assert [each.offer_id for each in till.state.member.cards] == before


def test_a_card_says_that_it_waits_and_drops_a_second_tap() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    tap(till, "two-off")
    assert card(till, "two-off").busy == "Reserving …"
    tap(till, "two-off")
    asking.end_all()
    assert till.platform.locked == ["two-off"]
    assert card(till, "two-off").busy == ""


def test_a_second_offer_waits_its_turn_and_is_claimed_with_the_first_below_it() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    tap(till, "two-off")

    tap(till, "ten")

    assert [card(till, each).busy for each in ("two-off", "ten")] == ["Reserving …"] * 2
    assert len(asking.waiting) == 1
    asking.end_all()
    assert [card(till, each).state for each in ("two-off", "ten")] == [
        "Reserved for this sale",
        "Being confirmed: no answer yet",
    ]
    assert [card(till, each).busy for each in ("two-off", "ten")] == ["", "Reserving …"]
    assert len(asking.waiting) == 1
    asking.end_all()
    assert [card(till, each).state for each in ("two-off", "ten")] == ["Reserved for this sale"] * 2
    assert [card(till, each).busy for each in ("two-off", "ten")] == ["", ""]


def test_silence_about_the_first_leaves_the_second_to_be_reserved_when_paying() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    till.platform.locks = [SILENCE] * 9
    tap(till, "two-off")
    tap(till, "ten")

    asking.end_all()

    assert [card(till, each).busy for each in ("two-off", "ten")] == ["", ""]
    assert card(till, "ten").state == "Reserved when paying"
    assert asking.waiting == []


def test_a_second_offer_has_its_turn_when_the_first_is_refused() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    till.platform.locks = [NO]
    tap(till, "two-off")
    tap(till, "ten")

    asking.end_all()
    asking.end_all()

    assert card(till, "ten").state == "Reserved for this sale"


def test_a_refused_offer_says_why_and_can_be_tried_again() -> None:
    till = shopping()
    till.platform.locks = [NO]
    tap(till, "two-off")
    assert "Buy two coffees first." in till.state.notice.text
    assert card(till, "two-off").state == "Not yet: buy two coffees first"
    assert card(till, "two-off").action is OfferAction.RETRY
    tap(till, "two-off")
    assert card(till, "two-off").action is OfferAction.REMOVE


def test_an_offer_in_doubt_is_asked_about_again() -> None:
    till = shopping()
    till.platform.locks = [SILENCE]
    tap(till, "two-off")
    assert card(till, "two-off").tone is CardTone.DOUBTFUL
    assert card(till, "two-off").action is OfferAction.ASK
    assert till.state.totals.discount == ""
    tap(till, "two-off")
    assert card(till, "two-off").tone is CardTone.HELD


def test_a_row_tells_what_it_costs_less_by_which_offer_and_for_how_many() -> None:
    till = shopping("latte", "latte", "latte", "latte")
    tap(till, "two-off")
    (row,) = till.state.rows
    assert row.saving is not None
    assert (row.saving.amount, row.saving.words) == ("−2.00", "$2 off a coffee (1 of 4)")
    assert row.amount == "18.00"
    assert "−2.00" in row.spoken


def test_amounts_are_marked_while_the_cart_is_another_than_the_offer_was_reserved_for() -> None:
    till = shopping()
    tap(till, "two-off")
    marks = [till.state.totals.doubt]
    till.sale.tile_tapped("muffin")
    marks.append(till.state.totals.doubt)
    assert marks == ["", "being confirmed"]
    saving = till.state.rows[0].saving
    assert saving is not None
    assert saving.words.startswith("Being confirmed")
    assert not saving.is_confirmed
    assert till.state.rows[1].saving is None


def test_an_offer_in_doubt_leaves_the_mark_of_a_confirmed_one_as_it_is() -> None:
    till = shopping()
    tap(till, "two-off")
    till.platform.locks = [SILENCE]
    tap(till, "ten")
    assert card(till, "ten").tone is CardTone.DOUBTFUL
    assert card(till, "two-off").state == "Reserved for this sale"
    saving = till.state.rows[0].saving
    assert saving is not None
    assert (saving.words, saving.is_confirmed) == ("$2 off a coffee", True)
    assert till.state.totals.doubt == "partly confirmed"
    tap(till, "ten")
    assert card(till, "ten").tone is CardTone.HELD
    assert till.state.totals.doubt == ""


def test_offers_are_asked_about_once_when_the_cart_is_left_alone() -> None:
    till = shopping()
    before = till.platform.lookups
    for _ in range(5):
        till.sale.tile_tapped("muffin")
        till.shop.clock.forward(0.1)
        till.sale.member.ticked()
    assert till.platform.lookups == before
    till.shop.clock.forward(0.4)
    till.sale.member.ticked()
    till.sale.member.ticked()
    assert till.platform.lookups == before + 1


def test_a_platform_that_is_silent_is_not_asked_again_until_the_cart_changes() -> None:
    till = shopping()
    till.platform.is_online = False
    till.sale.tile_tapped("muffin")
    settle(till)
    asked = till.platform.lookups
    settle(till)
    assert till.platform.lookups == asked


def test_fifty_offers_are_fifty_cards() -> None:
    till = MemberDesk()
    wallet = tuple(offer(f"o{number}", f"Offer {number}", number + 1) for number in range(50))
    till.platform.members = [replace(AVA, offers=wallet)]
    till.sale.tile_tapped("latte")
    till.find("5550100001")
    assert len(till.state.member.cards) == 50


def pay_by_card(till: MemberDesk) -> None:
    till.shop.clock.forward(1)
    till.sale.pay_tapped()


def test_money_waits_for_the_last_word_and_the_tap_is_then_taken_once() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    tap(till, "two-off")
    asking.end_all()
    till.sale.tile_tapped("muffin")
    pay_by_card(till)
    assert till.state.notice.text == "Confirming the offers …"
    assert till.state.pay_label == "Confirming …"
    assert not till.state.can_pay
    assert till.state.cash_keys == ()
    pay_by_card(till)
    assert till.shop.told == []
    asking.end_all()
    asking.end_all()
    assert till.platform.locked == ["two-off", "two-off"], "asked once when applied and once before the money"
    assert till.navigator.went == [Place.CHANGE]
    (sold,) = till.shop.told
    assert sold.totals.discount == usd("2.00")
    assert len(sold.payments) == 1


def test_an_offer_that_is_refused_at_the_last_moment_takes_nothing_and_tells_the_new_total() -> None:
    till = shopping("latte")
    tap(till, "two-off")
    till.sale.tile_tapped("muffin")
    till.platform.locks = [NO]
    pay_by_card(till)
    assert till.shop.told == []
    assert till.state.totals.discount == ""
    assert till.state.totals.total in till.state.notice.text
    pay_by_card(till)
    assert len(till.shop.told) == 1


def doubtful() -> MemberDesk:
    till = shopping("latte")
    tap(till, "two-off")
    till.sale.tile_tapped("muffin")
    till.platform.locks = [SILENCE]
    pay_by_card(till)
    return till


def test_silence_at_the_last_moment_is_put_to_the_cashier() -> None:
    till = doubtful()
    panel = till.state.panel
    assert isinstance(panel, UnansweredPanel)
    assert "$2 off a coffee" in panel.title
    assert till.shop.told == []
    with pytest.raises(NotAllowedNow):
        till.checkout.tender("Cash")


def test_waiting_asks_again_and_then_takes_the_tap() -> None:
    till = doubtful()
    till.settling.asked_again()
    (sold,) = till.shop.told
    assert sold.totals.discount == usd("2.00")


def test_waiting_for_nothing_leaves_the_question() -> None:
    till = doubtful()
    till.platform.locks = [SILENCE]
    till.settling.asked_again()
    assert isinstance(till.state.panel, UnansweredPanel)
    assert till.shop.told == []


def test_selling_without_the_offer_tells_what_is_due_now_and_takes_nothing_more_than_was_tapped() -> None:
    till = doubtful()
    till.settling.without()
    assert till.state.panel is None
    assert till.shop.told == []
    assert till.state.totals.total in till.state.notice.text
    pay_by_card(till)
    (sold,) = till.shop.told
    assert sold.totals.discount == usd("0.00")


def test_a_tap_that_is_taken_back_takes_nothing() -> None:
    till = doubtful()
    till.settling.left()
    assert till.state.panel is None
    assert till.state.can_pay
    assert till.shop.told == []


def test_goods_that_are_scanned_meanwhile_make_the_tap_void() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    tap(till, "two-off")
    asking.end_all()
    till.sale.tile_tapped("muffin")
    pay_by_card(till)
    till.sale.tile_tapped("muffin")
    for _ in range(4):
        asking.end_all()
    assert till.shop.told == []
    assert "has changed" in till.state.notice.text
    assert till.state.can_pay


def test_an_answer_after_the_cashier_went_elsewhere_takes_nothing() -> None:
    asking = WhenTold()
    till = shopping(asking=asking)
    tap(till, "two-off")
    asking.end_all()
    till.sale.tile_tapped("muffin")
    pay_by_card(till)
    till.sale.entered()
    asking.end_all()
    assert till.shop.told == []


def test_the_tender_screen_waits_and_asks_as_the_sale_screen_does() -> None:
    till = shopping("latte")
    tap(till, "two-off")
    till.sale.tile_tapped("muffin")
    screen: RecordingScreen[TenderState] = RecordingScreen()
    tender = TenderPresenter((till.shop.desk, till.checkout), till.taking, screen, till.navigator)
    tender.entered()
    assert screen.state.discount == "−2.00"
    assert screen.state.doubt == "being confirmed"
    till.platform.locks = [SILENCE, YES]
    till.shop.clock.forward(1)
    tender.kind_tapped("Credit Card")
    assert screen.state.panel is not None
    assert screen.state.keys == ()
    assert till.shop.told == []
    till.settling.asked_again()
    assert len(till.shop.told) == 1


def idle_after_ten_minutes(till: MemberDesk) -> tuple[Idling, list[str]]:
    told: list[str] = []
    return Idling(till.members.services, 600.0, lambda notice: told.append(notice.text)), told


def test_a_sale_that_nobody_touches_gives_its_offers_back_and_says_so() -> None:
    till = shopping()
    tap(till, "two-off")
    idling, told = idle_after_ten_minutes(till)
    till.shop.clock.forward(599)
    idling.ticked()
    assert told == []
    till.shop.clock.forward(2)
    idling.ticked()
    assert "10 min" in told[0]
    assert till.members.holding.held() == []
    till.shop.clock.forward(601)
    idling.ticked()
    assert len(told) == 1


def test_a_sale_that_is_touched_or_being_paid_keeps_its_offers() -> None:
    till = shopping()
    tap(till, "two-off")
    idling, told = idle_after_ten_minutes(till)
    till.shop.clock.forward(500)
    idling.touched()
    till.shop.clock.forward(500)
    idling.ticked()
    assert told == []
    till.sale.cash_tapped(usd("1.00"))
    till.shop.clock.forward(601)
    idling.ticked()
    assert told == []
    assert len(till.members.holding.held()) == 1


def test_an_answer_from_behind_leaves_what_the_operator_was_told() -> None:
    till = shopping()
    till.platform.locks = [NO]
    tap(till, "two-off")
    told = till.state.notice
    assert told
    till.shop.selling.add_item("muffin")
    till.sale.redraw()
    asked = till.platform.lookups
    settle(till)
    assert till.platform.lookups == asked + 1
    assert till.state.notice == told


def split_with(till: MemberDesk, *offers: str) -> None:
    """The second line goes to a sale of its own, where these offers stand on the sale."""
    for each in offers:
        tap(till, each)
    till.splitting.asked()
    till.answers.chosen("items")
    till.splitting.tapped("2")
    till.shop.clock.forward(1)


def listed(till: MemberDesk) -> list[str]:
    panel = till.state.panel
    assert isinstance(panel, HeldPanel)
    return [row.amount for row in panel.sales]


def test_a_split_confirms_the_offers_of_what_stays_before_its_parts_are_listed() -> None:
    asking = WhenTold()
    till = shopping("latte", "muffin", asking=asking)
    tap(till, "two-off")
    asking.end_all()
    split_with(till)
    till.splitting.confirmed()

    assert till.state.notice.text == "Confirming the offers …"
    assert till.state.panel is None
    assert not till.state.can_pay
    for _ in range(3):
        asking.end_all()
    assert till.platform.locked == ["two-off", "two-off"]
    assert till.state.notice.text == ""
    assert listed(till)[0] == till.state.totals.total


def test_offers_that_the_split_ends_are_told_and_the_parts_cost_what_they_cost_without() -> None:
    till = shopping("latte", "muffin")
    split_with(till, "two-off", "ten")
    till.platform.locks = [NO, NO]
    till.splitting.confirmed()

    assert "Buy two coffees first." in till.state.notice.text
    assert till.state.totals.discount == ""
    assert listed(till)[0] == till.state.totals.total == "4.87"
    assert till.settling.doubtful == frozenset()


def test_silence_after_a_split_is_put_to_the_cashier_and_the_offer_can_be_left_out() -> None:
    till = shopping("latte", "muffin")
    split_with(till, "two-off")
    till.platform.locks = [SILENCE]
    till.splitting.confirmed()
    assert isinstance(till.state.panel, UnansweredPanel)

    till.settling.without()
    assert till.state.notice.text == "Without the offer 4.87 is due."
    assert listed(till)[0] == "4.87"


def test_a_cashier_who_does_not_wait_sees_the_parts_and_pays_after_the_answer() -> None:
    till = shopping("latte", "muffin")
    split_with(till, "two-off")
    till.platform.locks = [SILENCE]
    till.splitting.confirmed()
    till.settling.left()

    assert len(listed(till)) == 2
    assert till.settling.doubtful == {"two-off"}
    with pytest.raises(NotAllowedNow):
        till.checkout.tender("Cash")
