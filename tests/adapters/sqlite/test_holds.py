"""Offers held for a sale on a real database, against a platform that does what it is told to."""

from contextlib import closing
from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.application.holds import HoldState
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from tests.adapters.sqlite.ended import ESPRESSO, closed, voided
from tests.adapters.sqlite.loyal_till import EMPTY, FAILING, LOST, NO, OFFER, LoyalTill
from tests.claiming import claim, settle


@pytest.fixture
def till(database: Database) -> LoyalTill:
    till = LoyalTill(database)
    till.ring_up()
    return till


def test_a_lock_takes_its_discount_off_the_sale_and_ends_sold_with_it(till: LoyalTill) -> None:
    assert claim(till.holding, OFFER).amount.minor == 50

    assert till.discounts == [("uo-1", 50)]
    till.end(closed(till.desk.open_sale()))
    assert till.states == ["sold"]
    assert till.release() == 0


def test_the_intent_is_on_disk_before_the_wire(till: LoyalTill) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)

    (hold,) = till.holds.held_for(till.desk.open_sale().head.transaction_id)
    assert hold.state is HoldState.LOCKING
    assert hold.lock is not None
    assert (hold.lock.request, hold.lock.tries) == (till.offers.sent[0], 1)
    assert till.holding.unsettled == (OFFER,)


def test_a_lock_that_a_crash_left_is_settled_under_its_own_id(database: Database) -> None:
    till = LoyalTill(database)
    till.ring_up()
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)
    asked = till.offers.sent[0]
    database.close()

    with closing(open_database(database.path)) as opened:
        back = LoyalTill(opened)
        assert [each.reference_id for each in settle(back.holding)] == ["uo-1"]

        assert back.offers.sent == [asked]
        assert back.discounts == [("uo-1", 50)]


def test_a_no_leaves_the_sale_as_it_was(till: LoyalTill) -> None:
    till.offers.answers = [NO]

    with pytest.raises(PlatformRefused, match="has been used"):
        claim(till.holding, OFFER)

    assert (till.states, till.discounts) == (["refused"], [])
    assert claim(till.holding, OFFER).amount.minor == 50


def test_an_offer_is_held_once_at_a_time(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.end(voided(till.desk.open_sale()))
    till.ring_up(2)

    with pytest.raises(NotAllowedNow, match="on its way back"):
        claim(till.holding, OFFER)

    till.release()
    assert claim(till.holding, OFFER).amount.minor == 50


def test_while_the_last_word_is_not_in_the_offer_is_not_asked_for_anew(till: LoyalTill) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)

    with pytest.raises(NotAllowedNow, match="last word"):
        claim(till.holding, OFFER)


def test_a_changed_sale_locks_anew_for_the_same_sale_and_the_new_amount_stands(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.offers.worth = 80

    claim(till.holding, OFFER)

    assert till.discounts == [("uo-1", 80)]
    assert till.states == ["locked"]
    assert len({request.request_id for request in till.offers.sent}) == 2


def test_a_lock_anew_that_is_refused_gives_back_what_the_first_one_holds(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.offers.answers = [NO]

    with pytest.raises(PlatformRefused):
        claim(till.holding, OFFER)

    assert (till.states, till.discounts) == (["releasing"], [])
    till.release()
    assert till.states == ["released"]
    assert till.paths[-1] == "/unlock"


def test_an_offer_given_up_goes_from_the_sale_at_once_and_is_unlocked_behind_the_desk(till: LoyalTill) -> None:
    claim(till.holding, OFFER)

    till.holding.release(OFFER)

    assert till.discounts == []
    assert till.release() == 1
    assert till.states == ["released"]
    with pytest.raises(NotAllowedNow, match="not on the sale"):
        till.holding.release(OFFER)


def test_a_lock_without_an_answer_is_repeated_under_its_id_before_the_unlock_goes_out(till: LoyalTill) -> None:
    till.offers.answers = [LOST, LOST, LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)
    till.end(voided(till.desk.open_sale()))

    till.release()

    assert till.paths == ["/lock", "/lock", "/lock", "/lock", "/unlock"]
    assert len({request.body for request in till.offers.sent[:4]}) == 1
    assert till.states == ["released"]


def test_a_lock_that_turns_out_refused_needs_no_unlock(till: LoyalTill) -> None:
    till.offers.answers = [LOST, NO]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)
    till.holding.release(OFFER)

    till.release()

    assert till.paths == ["/lock", "/lock"]
    assert till.states == ["refused"]


def test_a_short_lived_code_is_given_back_by_the_name_that_its_lock_told(till: LoyalTill) -> None:
    code = OfferCode("424242", OfferCodeType.TTL_CODE)
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, code)
    till.holding.release(code)

    till.release()

    assert till.offers.sent[-1].body.startswith(b"uo-of-424242 emp-7 ")


def test_an_unlock_that_is_not_answered_is_repeated_under_its_id(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [LOST, EMPTY, LOST]

    till.release()

    unlocks = till.offers.sent[1:]
    assert len(unlocks) == 4
    assert len({request.body for request in unlocks}) == 1


def test_three_empty_answers_to_an_unlock_are_a_yes(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [EMPTY] * 3

    assert till.release() == 3
    assert till.states == ["released"]


def test_an_unlock_that_the_platform_says_three_times_it_fails_on_goes_on_under_another_id(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [FAILING] * 3

    till.release()

    ids = [request.request_id for request in till.offers.sent[1:]]
    assert ids[0] == ids[1] == ids[2] != ids[3]
    assert till.states == ["released"]


def test_not_locked_is_what_was_wanted(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [Reply(Outcome.REJECTED, code="NOT_LOCKED")]

    till.release()

    assert till.states == ["released"]
    assert till.connection.execute("SELECT reason FROM offer_hold").fetchone() == ("NOT_LOCKED",)


def test_a_lock_that_the_platform_keeps_failing_on_is_given_back_to_be_sure(till: LoyalTill) -> None:
    till.offers.answers = [FAILING] * 3
    for _ in range(2):
        with pytest.raises(PlatformUnreachable):
            settle(till.holding) if till.offers.sent else claim(till.holding, OFFER)

    with pytest.raises(PlatformRefused, match="keeps failing"):
        settle(till.holding)

    till.release()
    assert till.paths[-1] == "/unlock"
    assert till.states == ["released"]


def test_refused_credentials_leave_an_offer_where_it_is(till: LoyalTill) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [Reply(Outcome.AUTH)]

    reply = till.releasing.step()

    assert reply is not None
    assert reply.outcome is Outcome.AUTH
    assert till.states == ["releasing"]
    till.release()
    assert till.states == ["released"]
