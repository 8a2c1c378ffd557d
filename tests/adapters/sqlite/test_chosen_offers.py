"""Offers that are claimed right before money is taken: what was chosen stands on disk with the sale."""

from contextlib import closing
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.application.offering import OfferRules
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.offer import ChosenOffer, OfferCode, OfferCodeType, OfferFlow, OfferState
from tests.adapters.sqlite.ended import OPENED
from tests.adapters.sqlite.loyal_till import ANOTHER, LOST, NO, OFFER, LoyalTill

AT_TENDER = OfferRules(at_tender=True)


@pytest.fixture
def till(database: Database) -> LoyalTill:
    till = LoyalTill(database, AT_TENDER)
    till.ring_up()
    return till


def stored(till: LoyalTill) -> tuple[ChosenOffer, ...]:
    """What is on disk."""
    basket = till.baskets.load()
    assert basket is not None
    return basket.chosen


def test_what_was_chosen_comes_back_with_the_sale_after_a_crash(till: LoyalTill, database: Database) -> None:
    till.desk.open_sale().member = Attribution("member-1")
    till.apply(OfferCode("uo-1", OfferCodeType.USER_OFFER_ID, "member-1"))
    till.apply(ANOTHER, OfferFlow.LOCK)
    database.close()

    with closing(open_database(database.path)) as opened:
        back = LoyalTill(opened, AT_TENDER)
        assert back.offering.due() == ("uo-1", "uo-2")
        assert [each.offer.user_id for each in back.desk.open_sale().chosen] == ["member-1", None]
        assert back.standing == {"uo-1": OfferState.AVAILABLE, "uo-2": OfferState.AVAILABLE}
        with pytest.raises(NotAllowedNow, match="has not confirmed"):
            back.pay()

        assert back.settle() >= 2

        assert sorted(name for name, _ in back.discounts) == ["uo-1", "uo-2"]
        assert stored(back) == ()
        back.pay()
        assert len(back.checkout.complete().discounts) == 2


def test_what_is_claimed_refused_or_not_wanted_any_more_is_not_on_disk(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.apply(ANOTHER)
    assert len(stored(till)) == 2

    till.offering.remove("uo-2")
    assert [each.offer for each in stored(till)] == [OFFER]
    till.settle()
    assert stored(till) == ()

    till.apply(ANOTHER)
    till.offers.answers = [NO]
    with pytest.raises(PlatformRefused):
        till.settle()
    assert stored(till) == ()


def test_what_has_no_answer_stays_chosen_and_is_asked_about_once_alone(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.settle()

    assert till.offering.due() == ("uo-1",)
    till.settle()

    assert len({request.request_id for request in till.offers.sent}) == 1
    assert (stored(till), till.discounts) == ((), [("uo-1", 50)])


def test_the_plug_pulled_between_a_claim_and_the_note_of_it_claims_once(till: LoyalTill, database: Database) -> None:
    till.apply(OFFER)
    chosen = till.desk.open_sale().chosen
    till.settle()
    till.desk.open_sale().chosen = chosen  # as on disk when the plug is pulled before the note
    till.keep()
    database.close()

    with closing(open_database(database.path)) as opened:
        back = LoyalTill(opened, AT_TENDER)
        assert back.offering.due() == ("uo-1",)
        back.settle()
        assert (back.discounts, back.offering.due()) == ([("uo-1", 50)], ())


def test_what_was_used_and_waits_to_be_used_anew_is_claimed_after_a_crash(database: Database) -> None:
    """Edited under an offer that was used at once: the plug is pulled while it goes back."""
    till = LoyalTill(database)
    till.ring_up()
    till.apply(OFFER, OfferFlow.REDEEM)
    line = next(iter(till.desk.open_sale().lines.values()))
    till.desk.open_sale().set_quantity(line.line_id, line.quantity + 1)
    till.keep()
    errand = till.offering.next()
    assert errand is not None
    database.close()

    with closing(open_database(database.path)) as opened:
        back = LoyalTill(opened)
        assert (back.discounts, back.offering.due()) == ([], ("uo-1",))
        back.settle()
        assert back.discounts == [("uo-1", 50)]
        assert back.paths == ["/reinstate", "/redeem"]


def test_what_was_chosen_is_of_its_own_sale_and_goes_when_nobody_is_there(till: LoyalTill) -> None:
    till.apply(OFFER)
    till.clock.wall = OPENED + timedelta(minutes=30)

    till.offering.let_go()

    assert stored(till) == ()
    assert till.offering.due() == ()
