"""What becomes of the offers of a sale that is held, as the screen tells it."""

from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.presentation.panels import ChoicePanel
from tests.presentation.member_shop import NO
from tests.presentation.test_sale_member import MemberDesk
from tests.presentation.test_sale_offers import shopping, tap

GONE = "The sale of 4.87 is held. The offer $2 off a coffee went back: without it the held sale comes to 4.87."


def held(till: MemberDesk) -> str:
    till.shop.clock.forward(1)
    till.held.key_tapped()
    return till.state.notice.text


def taken_up(till: MemberDesk) -> None:
    number = till.suspending.sales[0].transaction_id
    till.held.show_all()
    till.shop.clock.forward(1)
    till.held.chosen(number)


def offered(till: MemberDesk) -> ChoicePanel:
    panel = till.state.panel
    assert isinstance(panel, ChoicePanel)
    return panel


def test_holding_says_which_offer_went_back_and_what_the_sale_comes_to_without_it() -> None:
    till = shopping("latte")
    tap(till, "two-off")
    assert till.state.totals.total == "2.71"
    assert held(till) == GONE


def test_a_sale_without_offers_is_held_without_a_word_about_any() -> None:
    till = shopping("latte")
    assert held(till) == "The sale of 4.87 is held."
    taken_up(till)
    assert till.state.panel is None


def test_what_went_back_is_offered_again_as_the_sale_goes_on_and_claimed_by_one_tap() -> None:
    till = shopping("latte")
    tap(till, "two-off")
    held(till)
    taken_up(till)
    panel = offered(till)
    assert panel.title == "Apply the offers again?"
    assert panel.sentence == "Given back when this sale was held: $2 off a coffee"
    assert till.state.totals.total == "4.87"
    till.answers.chosen("again")
    assert till.state.panel is None
    # The first lock is on its way back: the offer is claimed anew as soon as that is known, before money is taken.
    assert till.members.offering.is_chosen("two-off")
    assert till.members.offering.next_is_due()


def test_offers_are_claimed_again_one_after_the_other_and_one_that_is_refused_holds_up_no_other() -> None:
    till = shopping("latte")
    till.platform.locks.append(NO)
    codes = [OfferCode(each, OfferCodeType.USER_OFFER_ID, "u-ava") for each in ("two-off", "ten")]
    till.sale.member.applied_again(codes)
    assert till.platform.locked == ["two-off", "ten"]
    assert till.state.totals.total == "4.38"
    assert till.state.notice.text == "The platform does not give this offer: Buy two coffees first."


def test_a_sale_can_go_on_without_them_and_a_scan_is_an_answer_too() -> None:
    till = shopping("latte")
    tap(till, "two-off")
    held(till)
    taken_up(till)
    till.answers.chosen("without")
    assert (till.state.panel, till.state.totals.total) == (None, "4.87")
    held(till)
    taken_up(till)
    assert till.state.panel is None  # nothing was given back this time


def test_offers_that_the_shop_keeps_stay_reserved_and_are_told_so() -> None:
    till = shopping("latte")
    till.suspending.keeps_offers = True
    tap(till, "two-off")
    assert held(till) == "The sale of 2.71 is held. The offer $2 off a coffee stays reserved for it."
    taken_up(till)
    assert till.state.panel is None
    assert till.state.totals.total == "2.71"


def test_going_on_with_another_sale_tells_what_went_back_of_the_open_one() -> None:
    till = shopping("latte")
    held(till)
    till.sale.tile_tapped("muffin")
    till.shop.clock.forward(1)
    till.find("5550100001")
    tap(till, "ten")
    assert till.state.totals.total == "3.03"
    taken_up(till)
    assert till.state.notice.text == "The offer 10% off went back: without it the held sale comes to 3.52."
    assert [name for _, name, _ in till.rows()] == ["Latte"]
