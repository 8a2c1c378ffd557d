"""Members' offers on the open sale, on a real database, against a platform that does what it is told to."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.application.asking import fetched
from pos_terminal.application.holding import Holding
from pos_terminal.application.offering import OfferRules
from pos_terminal.application.replies import Reply
from pos_terminal.application.visit import Visit, cart_print
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.basket import Basket, BasketChange
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.member import Member
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow, OfferState
from pos_terminal.wording.message import Message
from tests.adapters.sqlite.ended import ESPRESSO, OAT_MILK, OPENED, USD, WINE, basket, closed, voided
from tests.adapters.sqlite.loyal_till import ANOTHER, CODE, FAILING, LOST, NO, OFFER, YES, LoyalTill, waited
from tests.application.fakes import DiskFull, offered

REDEEM = OfferFlow.REDEEM
AT_TENDER = OfferRules(at_tender=True)
ANOTHER_CODE = OfferCode("535353", OfferCodeType.TTL_CODE)


@pytest.fixture
def till(database: Database) -> LoyalTill:
    till = LoyalTill(database)
    till.ring_up()
    return till


@pytest.fixture
def chooser(database: Database) -> LoyalTill:
    """A till of a shop that claims right before money is taken."""
    till = LoyalTill(database, AT_TENDER)
    till.ring_up()
    return till


def house(minor: int, stack_order: int) -> Discount:
    """The shop's own discount."""
    return Discount("house", "POS", "Regulars", "POS", Money(minor, USD), stack_order, OPENED)


def above(till: LoyalTill, offer: OfferCode, minor: int = 50) -> None:
    """The platform puts this offer above the first."""
    till.offers.discounts[offer.code] = offered(offer, minor, stack_order=1)


def test_an_offer_is_applied_reserved_and_needs_nothing_more_before_money_is_taken(till: LoyalTill) -> None:
    total = till.desk.open_sale().totals.total

    found = till.apply(OFFER)

    assert found is not None
    assert till.desk.open_sale().totals.total < total
    assert till.standing == {"uo-1": OfferState.RESERVED}
    assert (till.settle(), till.offering.due()) == (0, ())
    till.pay()
    assert till.checkout.complete().discounts == (found,)
    assert till.states == ["sold"]


def test_an_offer_wants_a_sale_with_items(till: LoyalTill) -> None:
    till.end(voided(till.desk.open_sale()))
    with pytest.raises(NotAllowedNow, match="No sale"):
        till.apply(OFFER)

    till.ring_up(2)
    for line_id in list(till.desk.open_sale().lines):
        if line_id in till.desk.open_sale().lines:
            till.desk.open_sale().remove(line_id)
    with pytest.raises(NotAllowedNow, match="no items"):
        till.apply(OFFER)
    assert till.offers.sent == []


EDITS: dict[str, Callable[[Basket], object]] = {
    "quantity": lambda sale: sale.set_quantity("1", Decimal(3)),
    "item": lambda sale: sale.add(ESPRESSO, Decimal(1)),
    "modifier": lambda sale: sale.add_modifier("1", OAT_MILK),
    "line gone": lambda sale: sale.remove("4"),
    "own discount below": lambda sale: sale.put_discounts((*sale.discounts, house(100, 0))),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_sale_that_changes_under_an_offer_takes_no_money_until_it_is_claimed_again(
    till: LoyalTill, edit: Callable[[Basket], object]
) -> None:
    above(till, OFFER)
    till.apply(OFFER)
    edit(till.desk.open_sale())
    till.keep()
    above(till, OFFER, 80)

    assert till.offering.due() == ("uo-1",)
    for step in (till.pay, till.checkout.complete):
        with pytest.raises(NotAllowedNow, match="has not confirmed"):
            step()
    assert till.settle() == 1

    assert ("uo-1", 80) in till.discounts
    assert ("uo-1", 50) not in till.discounts
    assert till.states == ["locked"]
    till.pay()


def test_another_price_is_another_sale() -> None:
    sale = basket()
    line = sale.add(ESPRESSO, Decimal(1))
    dearer = replace(line, unit_price=Money(360, USD))
    again = Basket.restored(sale.head, sale.policy, [dearer], ((), ()), (2, 1))

    assert cart_print(sale) != cart_print(again)


def test_the_shops_discount_above_an_offer_changes_nothing_about_it(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.desk.open_sale().put_discounts((*till.desk.open_sale().discounts, house(100, 5)))
    till.keep()

    assert till.settle() == 0


def test_an_offer_is_claimed_with_the_discounts_that_it_stands_on_and_without_itself(till: LoyalTill) -> None:
    above(till, ANOTHER)
    till.apply(OFFER)
    till.apply(ANOTHER)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()

    assert till.settle() == 2

    assert till.sent_below == [[], ["uo-1"], [], ["uo-1"]]
    bodies = [request.body.split()[0] for request in till.offers.sent]
    assert bodies == [b"uo-1", b"uo-2", b"uo-1", b"uo-2"]


def test_a_second_offer_that_is_refused_leaves_the_first(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.offers.answers = [NO]

    with pytest.raises(PlatformRefused, match="has been used"):
        till.apply(ANOTHER)

    assert till.discounts == [("uo-1", 50)]
    assert till.settle() == 0
    assert till.states == ["locked", "refused"]


def test_the_second_offer_is_claimed_again_when_the_first_goes(till: LoyalTill) -> None:
    above(till, ANOTHER, 30)
    till.apply(OFFER)
    till.apply(ANOTHER)

    till.offering.remove("uo-1")

    assert till.offering.due() == ("uo-2",)
    assert till.settle() == 1
    assert till.sent_below[-1] == []
    assert till.discounts == [("uo-2", 30)]


def test_two_offers_that_the_platform_keeps_in_one_place_come_to_rest(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.apply(ANOTHER)

    assert till.settle() == 0
    till.pay()


def test_two_offers_that_are_used_in_one_place_are_used_once_each(till: LoyalTill) -> None:
    till.apply(OFFER, REDEEM)
    till.apply(ANOTHER, REDEEM)

    assert till.settle() == 0

    assert till.paths == ["/redeem", "/redeem"]


def test_an_offer_waits_for_the_answer_about_the_one_before_it_and_is_claimed_with_that_below(till: LoyalTill) -> None:
    above(till, ANOTHER, 30)
    under_way = till.offering.apply(OFFER)

    assert till.apply(ANOTHER) is None

    assert till.offering.waits("uo-2")
    assert till.offers.sent == []
    under_way()()
    assert till.offering.due() == ("uo-2",)
    assert till.settle() == 1
    assert (till.sent_below, till.offering.waits("uo-2")) == ([[], ["uo-1"]], False)
    assert till.discounts == [("uo-1", 50), ("uo-2", 30)]
    till.pay()


def test_a_claim_without_an_answer_is_settled_before_the_next_offer_is_claimed(till: LoyalTill) -> None:
    above(till, ANOTHER, 30)
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    assert till.apply(ANOTHER) is None

    assert till.settle() == 2

    assert [request.body.split()[0] for request in till.offers.sent] == [b"uo-1", b"uo-1", b"uo-2"]
    assert till.sent_below == [[], ["uo-1"]]
    till.pay()


def test_what_was_asked_before_a_discount_came_to_the_same_place_is_asked_again(till: LoyalTill) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    till.desk.open_sale().put_discounts((house(100, 0),))
    till.keep()

    waited(till, till.offering.next())
    assert till.offering.due() == ("uo-1",)
    above(till, OFFER)
    till.settle()

    assert till.sent_below == [[], ["house"]]
    till.pay()


def test_a_sale_that_is_paid_takes_no_offer_until_a_tender_is_removed(till: LoyalTill) -> None:
    paid = till.pay()

    with pytest.raises(NotAllowedNow, match="Remove a tender first"):
        till.apply(OFFER)

    assert (till.offers.sent, till.states) == ([], [])
    till.checkout.remove_tender(paid.payment_id)
    till.apply(OFFER)
    assert till.discounts == [("uo-1", 50)]


def test_an_offer_that_came_to_lie_below_another_has_that_one_claimed_again(till: LoyalTill) -> None:
    above(till, OFFER)
    till.apply(OFFER)
    till.apply(ANOTHER)

    assert till.settle() == 1

    assert till.sent_below == [[], ["uo-1"], ["uo-2"]]
    assert till.settle() == 0


@pytest.mark.parametrize("flow", OfferFlow)
def test_a_platform_that_never_comes_to_rest_is_not_asked_without_end(till: LoyalTill, flow: OfferFlow) -> None:
    above(till, OFFER)
    till.apply(OFFER, flow)
    with pytest.raises(PlatformUnreachable, match="keeps changing"):  # noqa: PT012 - one of many
        for minor in range(1, 50):
            theirs = [each for each in till.desk.open_sale().discounts if each.reference_id != "house"]
            till.desk.open_sale().put_discounts((*theirs, house(minor, 0)))
            till.settle()

    assert len(till.offers.sent) < 30
    till.clock.forward(61)
    till.settle()
    till.pay()


def test_a_lock_that_is_too_old_is_renewed_before_the_first_tender_and_never_after_it(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.clock.forward(599)
    assert till.offering.due() == ()

    till.clock.forward(2)
    assert till.offering.due() == ("uo-1",)
    with pytest.raises(NotAllowedNow):
        till.pay()
    assert till.settle() == 1

    till.pay("1.00")
    till.clock.forward(6000)
    assert till.offering.due() == ()
    till.pay()


def test_what_was_used_does_not_grow_old(till: LoyalTill) -> None:
    till.apply(OFFER, REDEEM)
    till.clock.forward(6000)

    assert till.offering.due() == ()
    assert till.standing == {"uo-1": OfferState.USED}


def test_an_edit_after_a_redemption_puts_the_offer_back_and_uses_it_again(till: LoyalTill) -> None:
    till.apply(OFFER, REDEEM)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.offers.worth = 80

    till.settle()

    assert till.paths == ["/redeem", "/reinstate", "/redeem"]
    assert till.discounts == [("uo-1", 80)]
    assert till.states == ["released", "locked"]
    till.pay()


def test_a_second_redemption_that_is_refused_leaves_the_full_price_and_the_offer_back(till: LoyalTill) -> None:
    full = till.desk.open_sale().totals.total
    till.apply(OFFER, REDEEM)
    line = till.desk.open_sale().add(WINE, Decimal(1))
    till.keep()
    till.desk.open_sale().remove(line.line_id)
    till.desk.open_sale().set_quantity("1", Decimal(3))
    till.keep()
    till.offers.answers = [YES, NO]

    with pytest.raises(PlatformRefused, match="has been used"):
        till.settle()

    assert till.discounts == []
    assert till.desk.open_sale().totals.total > full
    assert till.states == ["released", "refused"]
    assert till.settle() == 0
    till.pay()


def test_no_money_is_taken_until_what_was_used_is_back(till: LoyalTill) -> None:
    till.apply(OFFER, REDEEM)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.offers.answers = [LOST]

    with pytest.raises(PlatformUnreachable, match="confirmed yet that this offer is back"):
        till.settle()

    assert till.offering.due() == ("uo-1",)
    with pytest.raises(NotAllowedNow):
        till.pay()
    till.release()
    till.settle()
    assert till.paths == ["/redeem", "/reinstate", "/reinstate", "/redeem"]


def test_an_offer_that_is_waited_for_may_be_given_up(till: LoyalTill) -> None:
    till.apply(OFFER, REDEEM)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.settle()

    till.offering.remove("uo-1")

    assert till.settle() == 0
    till.pay()


@pytest.mark.parametrize("flow", OfferFlow)
def test_an_offer_that_is_applied_again_while_it_goes_back_is_claimed_as_it_was_asked_for(
    till: LoyalTill, flow: OfferFlow
) -> None:
    till.apply(OFFER)
    till.offering.remove("uo-1")

    assert till.apply(OFFER, flow) is None
    assert till.offering.due() == ("uo-1",)
    till.settle()

    assert till.paths == ["/lock", "/unlock", f"/{flow.value}"]
    assert till.discounts == [("uo-1", 50)]


def test_an_offer_that_was_chosen_is_claimed_right_before_money_is_taken(chooser: LoyalTill) -> None:
    assert chooser.apply(OFFER) is None
    assert chooser.apply(OFFER) is None
    assert chooser.offers.sent == []
    assert chooser.offering.is_chosen("uo-1")
    with pytest.raises(NotAllowedNow):
        chooser.pay()

    assert chooser.settle() == 1

    assert chooser.discounts == [("uo-1", 50)]
    assert not chooser.offering.is_chosen("uo-1")
    chooser.pay()


def test_a_short_lived_code_is_claimed_at_once_whatever_the_shop_does(chooser: LoyalTill) -> None:
    chooser.apply(CODE)

    assert chooser.discounts == [("uo-of-424242", 50)]


def test_an_offer_that_a_code_has_claimed_is_not_chosen_beside_it(chooser: LoyalTill) -> None:
    chooser.offers.discounts[CODE.code] = offered(OFFER, 50)
    chooser.apply(CODE)

    with pytest.raises(NotAllowedNow, match="already"):
        chooser.apply(OFFER)
    chooser.pay()


def test_a_chosen_offer_may_be_given_up_and_nobody_is_asked(chooser: LoyalTill) -> None:
    chooser.apply(OFFER)

    chooser.offering.remove("uo-1")

    assert (chooser.settle(), chooser.offers.sent) == (0, [])
    with pytest.raises(NotAllowedNow, match="not on the sale"):
        chooser.offering.remove("uo-1")


def test_what_was_chosen_goes_with_the_member(chooser: LoyalTill) -> None:
    chooser.desk.open_sale().member = Attribution("member-1")
    chooser.apply(OFFER)

    chooser.membership.remove()

    assert chooser.offering.due() == ()
    chooser.pay()


def test_what_was_chosen_for_one_sale_is_not_claimed_for_the_next(chooser: LoyalTill) -> None:
    chooser.apply(OFFER)
    chooser.end(voided(chooser.desk.open_sale()))
    chooser.ring_up(2)

    assert chooser.offering.due() == ()
    assert chooser.settle() == 0
    chooser.pay()


def test_a_chosen_offer_that_is_refused_is_dropped_with_its_reason(chooser: LoyalTill) -> None:
    listed = offered(OFFER, 50)
    chooser.desk.visit = Visit(Member("member-1"), OPENED, {"uo-1": listed})
    chooser.apply(OFFER)
    chooser.offers.answers = [NO]

    with pytest.raises(PlatformRefused):
        chooser.settle()

    (standing,) = chooser.list.standings()
    assert (standing.state, "has been used" in standing.reason) == (OfferState.NOT_YET, True)
    chooser.pay()


def test_an_offer_that_an_earlier_sale_has_not_given_back_yet_is_not_called_available(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.checkout.void("Shopper left")
    till.ring_up(2)
    listed = {"uo-1": offered(OFFER, 50), "uo-2": replace(offered(OFFER, 20), reference_id="uo-2")}
    till.desk.visit = Visit(Member("member-1"), OPENED, listed)

    assert till.standing == {"uo-1": OfferState.UNKNOWN, "uo-2": OfferState.AVAILABLE}
    till.release()
    assert till.standing == {"uo-1": OfferState.AVAILABLE, "uo-2": OfferState.AVAILABLE}


def test_two_codes_of_one_offer_are_one_claim_and_the_first_is_never_given_back(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.offers.discounts[CODE.code] = offered(OFFER, 50)

    with pytest.raises(PlatformRefused, match="on the sale already"):
        till.apply(CODE)

    assert till.discounts == [("uo-1", 50)]
    assert till.states == ["locked", "refused"]
    assert till.release() == 0


def test_an_offer_that_a_code_has_claimed_is_not_claimed_by_its_own_name(till: LoyalTill) -> None:
    till.offers.discounts[CODE.code] = offered(OFFER, 50)
    till.apply(CODE)

    with pytest.raises(NotAllowedNow, match="already"):
        till.apply(OFFER)

    assert till.paths == ["/lock"]


def test_an_offer_on_its_way_back_is_not_claimed_by_another_code(till: LoyalTill) -> None:
    for each in (CODE, ANOTHER_CODE):
        till.offers.discounts[each.code] = offered(OFFER, 50)
    till.apply(CODE)
    till.offering.remove("uo-1")

    with pytest.raises(PlatformRefused, match="way back"):
        till.apply(ANOTHER_CODE)

    assert till.discounts == []
    till.release()
    assert till.states == ["released", "released"]
    till.apply(CODE)
    assert till.discounts == [("uo-1", 50)]


def test_an_offer_that_a_code_of_an_earlier_sale_holds_is_not_claimed_before_it_is_back(till: LoyalTill) -> None:
    till.offers.discounts[CODE.code] = offered(OFFER, 50)
    till.apply(CODE)
    till.end(voided(till.desk.open_sale()))
    till.ring_up(2)

    with pytest.raises(NotAllowedNow, match="way back"):
        till.apply(OFFER)

    assert till.paths == ["/lock"]
    till.release()
    till.apply(OFFER)
    assert till.paths == ["/lock", "/unlock", "/lock"]


def test_a_lost_code_does_not_free_the_offer_that_another_code_holds(till: LoyalTill) -> None:
    for each in (CODE, ANOTHER_CODE):
        till.offers.discounts[each.code] = offered(OFFER, 50)
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(CODE)
    till.offering.remove(CODE.code)
    till.apply(ANOTHER_CODE)

    till.release()

    assert till.paths == ["/lock", "/lock", "/lock"]
    assert till.states == ["refused", "locked"]
    assert till.discounts == [("uo-1", 50)]


def test_another_members_code_is_not_used_and_goes_back(till: LoyalTill) -> None:
    till.desk.open_sale().member = Attribution("ava")

    with pytest.raises(PlatformRefused, match="another member"):
        till.apply(CODE)

    assert till.discounts == []
    till.release()
    assert till.paths == ["/lock", "/unlock"]


def test_a_code_tells_whose_the_sale_is(till: LoyalTill) -> None:
    till.apply(CODE)

    assert till.desk.open_sale().member == Attribution("member-1")
    stored = till.baskets.load()
    assert stored is not None
    assert stored.member == Attribution("member-1")


def test_a_code_of_a_member_whom_nobody_could_confirm_is_used(till: LoyalTill) -> None:
    till.desk.open_sale().member = Attribution("5550100001", UserIdType.PHONE)

    till.apply(CODE)

    assert till.discounts == [("uo-of-424242", 50)]
    assert till.desk.open_sale().member == Attribution("5550100001", UserIdType.PHONE)


def parts(*named: tuple[str, str | None]) -> tuple[DiscountedLine, ...]:
    return tuple(DiscountedLine(line, None if quantity is None else Decimal(quantity)) for line, quantity in named)


UNFIT = {
    "another sale's item": (offered(OFFER, 50, lines=parts(("9", None))), "not in this sale"),
    "one of them": (offered(OFFER, 50, lines=parts(("1", None), ("9", None))), "not in this sale"),
    "none of its items": (offered(OFFER, 50, lines=parts(("1", "0"))), "none of its items"),
    "fewer than none": (offered(OFFER, 50, lines=parts(("1", "-1"))), "none of its items"),
    "more than the sale": (offered(OFFER, 10**6), "takes off 10000.00"),
    "huge": (offered(OFFER, 2**53), "takes off"),
    "more than its line": (offered(OFFER, 701, lines=parts(("1", None))), "only 7.00 is left"),
    "negative": (offered(OFFER, -1), "less than nothing"),
    "negative and only shown": (offered(OFFER, -1, status=DiscountStatus.INFO), "less than nothing"),
}


@pytest.mark.parametrize(("discount", "words"), UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_taken_off_is_not_and_the_offer_goes_back(
    till: LoyalTill, discount: Discount, words: str
) -> None:
    total = till.desk.open_sale().totals
    till.offers.discounts[OFFER.code] = discount

    with pytest.raises(PlatformRefused, match=f"cannot be used here: .*{words}"):
        till.apply(OFFER)

    assert till.desk.open_sale().totals == total
    till.release()
    assert (till.paths, till.states) == (["/lock", "/unlock"], ["released"])
    till.pay()


@pytest.mark.parametrize("edited", [DiscountedLine("9"), DiscountedLine("1", Decimal(0))])
def test_what_cannot_be_taken_off_any_more_goes_from_the_sale(till: LoyalTill, edited: DiscountedLine) -> None:
    till.apply(OFFER)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.offers.discounts[OFFER.code] = offered(OFFER, 50, lines=(edited,))

    with pytest.raises(PlatformRefused):
        till.settle()

    assert till.discounts == []
    assert till.states == ["releasing"]


def test_more_than_the_lower_discounts_leave_is_refused(till: LoyalTill) -> None:
    sale = till.desk.open_sale()
    sale.put_discounts((house(sum(line.extended.minor for line in sale.lines.values()) - 50, 0),))
    till.keep()
    above(till, OFFER, 51)

    with pytest.raises(PlatformRefused, match=r"only 0\.50 is left"):
        till.apply(OFFER)

    above(till, ANOTHER, 50)
    till.apply(ANOTHER)
    assert till.desk.open_sale().totals.total.minor == 0


def test_an_offer_that_is_worth_nothing_takes_nothing_off(till: LoyalTill) -> None:
    total = till.desk.open_sale().totals
    till.offers.worth = 0

    till.apply(OFFER)

    assert till.desk.open_sale().totals == total
    assert till.states == ["locked"]


def test_an_offer_that_only_shows_takes_nothing_off_and_goes_back_with_the_sale(till: LoyalTill) -> None:
    total = till.desk.open_sale().totals
    shown = offered(OFFER, 10**7, status=DiscountStatus.INFO, lines=parts(("nowhere", None)))
    till.offers.discounts[OFFER.code] = shown

    till.apply(OFFER)

    assert till.desk.open_sale().totals == total
    till.pay()
    sold = till.checkout.complete()
    assert [each.status for each in sold.discounts] == [DiscountStatus.INFO]
    till.release()
    assert till.states == ["released"]


def test_part_of_a_line_is_discounted_and_the_rest_is_not(till: LoyalTill) -> None:
    sale = till.desk.open_sale()
    sale.set_quantity("1", Decimal(4))
    till.keep()
    till.offers.discounts[OFFER.code] = offered(OFFER, 350, lines=parts(("1", "1")))

    till.apply(OFFER)

    assert sale.counted("1")[1] == Money(350, USD)
    assert [sale.counted(line_id)[1].minor for line_id in sale.lines] == [350, 0, 0, 0]
    assert till.settle() == 0


def test_an_answer_after_the_sale_has_ended_changes_neither_sale(till: LoyalTill) -> None:
    land = till.offering.apply(OFFER)()
    till.end(closed(till.desk.open_sale()))
    till.ring_up(2)

    with pytest.raises(NotAllowedNow, match="went on without"):
        land()

    assert till.discounts == []
    till.release()
    assert (till.paths, till.states) == (["/lock", "/unlock"], ["released"])


def test_an_answer_after_the_offer_was_given_up_changes_nothing(till: LoyalTill) -> None:
    land = till.offering.apply(OFFER)()
    till.offering.remove("uo-1")

    with pytest.raises(NotAllowedNow, match="went on without"):
        land()

    assert till.discounts == []
    till.release()
    assert till.paths == ["/lock", "/unlock"]


@pytest.mark.parametrize("last", [YES, NO, LOST])
@pytest.mark.parametrize("is_back", [True, False])
def test_a_late_answer_is_one_that_giving_back_may_have_had_already(
    database: Database, last: Reply, *, is_back: bool
) -> None:
    till = LoyalTill(database, patient=True)
    till.ring_up()
    till.offers.answers = [LOST, last, *([LOST] if last is LOST else [])]
    land = till.offering.apply(OFFER)()
    till.offering.remove("uo-1")
    if is_back:
        till.release()

    with pytest.raises(NotAllowedNow, match="went on without"):
        land()

    till.release()
    assert till.states in (["released"], ["refused"])
    assert till.discounts == []
    till.apply(OFFER)


def test_a_late_answer_leaves_a_try_that_timed_out_counted(database: Database) -> None:
    till = LoyalTill(database, patient=True)
    till.ring_up()
    till.offers.answers = [LOST, FAILING, FAILING]
    land = till.offering.apply(OFFER)()
    till.offering.remove("uo-1")
    with pytest.raises(NotAllowedNow):
        land()
    till.offers.answers = [FAILING, FAILING, YES]

    till.release()

    assert till.paths == ["/lock"] * 6 + ["/unlock"]
    assert len({request.body for request in till.offers.sent[:-1]}) == 1


def test_an_answer_that_comes_twice_counts_once(till: LoyalTill) -> None:
    land = till.offering.apply(OFFER)()

    assert land() == land()

    assert till.discounts == [("uo-1", 50)]
    assert till.states == ["locked"]


def test_an_offer_that_is_on_the_sale_as_it_is_is_asked_for_again_only_when_the_sale_has_changed(
    till: LoyalTill,
) -> None:
    till.apply(OFFER)
    asked = len(till.offers.sent)

    with pytest.raises(NotAllowedNow, match="on the sale already"):
        till.offering.apply(OFFER)
    assert len(till.offers.sent) == asked

    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.apply(OFFER)
    assert len(till.offers.sent) == asked + 1


def test_a_tender_that_asks_about_a_claim_under_way_hears_the_same_yes(till: LoyalTill) -> None:
    applied = till.offering.apply(OFFER)
    asked_again = till.offering.next()
    assert asked_again is not None

    land, land_again = applied(), asked_again()
    land()

    assert land_again() == till.desk.open_sale().discounts[0]
    assert till.offering.due() == ()
    till.pay()


def test_an_answer_to_a_question_asked_twice_does_not_pass_for_the_answer_to_the_next(till: LoyalTill) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    first, second = till.offering.next(), till.offering.next()
    waited(till, first)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    asked_anew = till.offering.next()
    assert asked_anew is not None
    till.offers.worth = 80
    land = asked_anew()

    with pytest.raises(NotAllowedNow):
        waited(till, second)

    land()
    assert till.discounts == [("uo-1", 80)]
    assert till.offering.due() == ()


def test_no_money_is_taken_while_the_answer_to_a_claim_is_not_in(till: LoyalTill) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)

    assert till.standing == {"uo-1": OfferState.UNKNOWN}
    for step in (till.pay, till.checkout.complete):
        with pytest.raises(NotAllowedNow, match="has not confirmed"):
            step()

    assert till.settle() == 1
    assert len({request.body for request in till.offers.sent}) == 1
    till.pay()


@pytest.mark.parametrize("flow", OfferFlow)
def test_a_claim_that_a_crash_left_is_settled_under_its_id_before_any_tender(
    database: Database, flow: OfferFlow
) -> None:
    till = LoyalTill(database)
    till.ring_up()
    till.offering.apply(OFFER, flow)()  # the answer came, and the till died over it
    asked = till.offers.sent[0]
    database.close()

    with closing(open_database(database.path)) as opened:
        back = LoyalTill(opened)
        with pytest.raises(NotAllowedNow, match="has not confirmed"):
            back.pay()

        back.settle()

        assert back.offers.sent[0] == asked
        assert back.discounts == [("uo-1", 50)]
        assert back.offering.due() == ()
        back.pay()


def test_after_a_restart_what_is_claimed_is_claimed_again_because_nobody_knows_for_what(database: Database) -> None:
    till = LoyalTill(database)
    till.ring_up()
    till.apply(OFFER)
    database.close()

    with closing(open_database(database.path)) as opened:
        back = LoyalTill(opened)
        assert back.discounts == [("uo-1", 50)]
        assert back.settle() == 1
        assert back.paths == ["/lock"]
        back.pay()


def test_a_discount_that_shrinks_after_a_part_payment_raises_what_is_due(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.pay("5.00")
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.offers.worth = 10
    with pytest.raises(NotAllowedNow):
        till.pay()
    before = till.desk.open_sale().balance

    assert till.settle() == 1

    assert till.desk.open_sale().balance.minor > before.minor
    till.pay()
    sold = till.checkout.complete()
    assert sum(each.amount.minor for each in sold.payments) == sold.totals.total.minor


def test_a_discount_that_would_leave_more_paid_than_due_waits_for_a_tender_to_go_back(till: LoyalTill) -> None:
    till.apply(OFFER)
    due = till.desk.open_sale().balance
    paid = till.pay(str(due - Money(100, USD)))
    till.desk.open_sale().add(OAT_MILK, Decimal(1))
    till.keep()
    till.offers.worth = 900

    with pytest.raises(NotAllowedNow, match="Remove a tender first"):
        till.settle()

    assert till.discounts == [("uo-1", 50)]
    assert till.desk.open_sale().balance.minor >= 0
    with pytest.raises(NotAllowedNow, match="has not confirmed"):
        till.pay()
    till.checkout.remove_tender(paid.payment_id)
    till.settle()
    assert till.discounts == [("uo-1", 900)]
    till.pay()
    till.checkout.complete()


def test_an_edit_that_makes_an_offer_invalid_after_a_part_payment_leaves_the_full_price_due(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.pay("5.00")
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.keep()
    till.offers.answers = [NO]

    with pytest.raises(PlatformRefused):
        till.settle()

    assert till.discounts == []
    assert till.settle() == 0
    till.pay()
    till.release()
    assert till.paths[-1] == "/unlock"


def test_all_offers_go_back_when_the_member_does(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.apply(CODE)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))

    till.membership.remove()

    assert (till.discounts, till.offering.due()) == ([], ())
    till.release()
    assert till.states == ["released", "released"]
    assert till.paths.count("/unlock") == 2


def test_a_claim_without_an_answer_goes_back_with_the_member_too(till: LoyalTill) -> None:
    till.desk.open_sale().member = Attribution("member-1")
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)

    till.membership.remove()

    till.pay()
    till.release()
    assert till.paths == ["/lock", "/lock", "/unlock"]


def test_offers_of_the_wallet_stand_behind_those_on_the_sale(till: LoyalTill) -> None:
    wallet = {each: offered(OfferCode(each, OfferCodeType.USER_OFFER_ID), 50) for each in ("uo-1", "uo-2", "uo-3")}
    fitting = {"uo-1": wallet["uo-1"], "uo-2": wallet["uo-2"]}
    till.desk.visit = Visit(Member("member-1"), OPENED, wallet, fitting, refusals={"uo-2": Message("Only on Sundays.")})
    till.apply(OFFER)

    assert till.standing == {
        "uo-1": OfferState.RESERVED,
        "uo-2": OfferState.NOT_YET,
        "uo-3": OfferState.NOT_YET,
    }
    till.offering.remove("uo-1")
    assert [till.standing["uo-1"]] == [OfferState.UNKNOWN]
    till.release()
    assert [till.standing["uo-1"]] == [OfferState.AVAILABLE]


def test_an_offer_whose_worth_cannot_be_meant_is_not_to_be_had_and_shows_no_amount(till: LoyalTill) -> None:
    wallet = {each: offered(OfferCode(each, OfferCodeType.USER_OFFER_ID), 50) for each in ("uo-1", "uo-2", "uo-3")}
    wallet["uo-3"] = replace(wallet["uo-3"], strange_status="EXPLODED")
    till.desk.visit = Visit(Member("member-1"), OPENED, wallet, wallet, unfit=frozenset({"uo-2"}))

    assert till.standing == {
        "uo-1": OfferState.AVAILABLE,
        "uo-2": OfferState.NOT_YET,
        "uo-3": OfferState.UNKNOWN,
    }


def test_nothing_is_to_be_asked_without_a_sale(till: LoyalTill) -> None:
    till.end(voided(till.desk.open_sale()))

    assert (till.offering.next(), till.offering.due(), till.standing) == (None, (), {})
    with pytest.raises(NotAllowedNow):
        till.offering.remove("uo-1")


def test_money_is_taken_without_any_question_where_no_offer_is_on_the_sale(till: LoyalTill) -> None:
    till.offering.refuse_unsettled()
    till.pay()
    till.checkout.complete()
    assert till.offers.sent == []


def test_an_errand_done_in_time_is_the_same_as_one_that_is_waited_for(till: LoyalTill) -> None:
    errand = till.offering.apply(OFFER)

    assert fetched(errand) == till.desk.open_sale().discounts[0]


def claim_offline(till: LoyalTill) -> None:
    """Sell with the offer without asking, as a manager may while nobody answers."""
    claimed = replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE)
    till.desk.open_sale().put_discounts((claimed,))
    till.keep()


@pytest.mark.parametrize("is_asked_for", [True, False])
def test_what_is_removed_that_was_claimed_offline_goes_with_the_claim_beside_it(
    till: LoyalTill, *, is_asked_for: bool
) -> None:
    if is_asked_for:
        till.offers.answers = [LOST]
        with pytest.raises(PlatformUnreachable):
            till.apply(OFFER)
    claim_offline(till)
    assert till.offering.due() == ()

    till.offering.remove("uo-1")

    assert (till.discounts, till.offering.due()) == ([], ())
    assert till.states == (["releasing"] if is_asked_for else [])
    with pytest.raises(NotAllowedNow, match="not on the sale"):
        till.offering.remove("uo-1")


def test_what_was_claimed_offline_stands_on_itself_no_more_when_it_is_claimed_after_all(till: LoyalTill) -> None:
    claim_offline(till)

    till.apply(OFFER)

    assert till.sent_below == [[]]
    assert [each.status for each in till.desk.open_sale().discounts] == [DiscountStatus.LOCKED]
    till.pay()


def test_a_claim_without_the_platform_goes_with_its_member(till: LoyalTill) -> None:
    claim_offline(till)
    till.offering.let_go()

    assert till.desk.open_sale().discounts == ()
    stored = till.baskets.load()
    assert stored is not None
    assert stored.discounts == ()


class FullDisk:
    """Implements `Baskets` where nothing more can be stored."""

    def __init__(self, stored: SqliteBaskets) -> None:
        self._stored = stored

    def save(self, change: BasketChange) -> None:
        raise DiskFull("The disk is full.")

    def load(self) -> Basket | None:
        return self._stored.load()

    def next_number(self) -> tuple[str, int]:
        return self._stored.next_number()

    def coming_number(self) -> tuple[str, int]:
        return self._stored.coming_number()


def test_an_offer_whose_discount_is_still_on_the_sale_is_not_given_back(till: LoyalTill) -> None:
    till.apply(OFFER)
    ports, tilling = till.holding._ports, till.holding._tilling  # noqa: SLF001 - the same, with no room on the disk
    full = Holding(till.desk, replace(ports, baskets=FullDisk(till.baskets)), tilling)

    with pytest.raises(DiskFull):
        full.release(OFFER)

    assert (till.states, till.discounts) == (["locked"], [("uo-1", 50)])
