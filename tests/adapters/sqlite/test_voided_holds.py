"""The offers of a sale that is voided after it was closed go back behind the void, and only where they are its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.parting import SqlitePartedSales
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.offer import OfferFlow
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.transaction import Transaction, cart, void
from tests.adapters.sqlite.ended import OPENED, POLICY, closed
from tests.adapters.sqlite.loyal_till import LOST, NO, OFFER, LoyalTill
from tests.application.fakes import offered

LATER = OPENED + timedelta(minutes=9)


@pytest.fixture
def till(database: Database) -> LoyalTill:
    return LoyalTill(database)


@pytest.fixture
def delivered(database: Database) -> Callable[[], None]:
    """The platform takes all that waits, a request at a time."""
    outbox = SqliteOutbox(database.connect(), database.lock)

    def deliver() -> None:
        while waiting := outbox.waiting(1):
            outbox.attempted(waiting[0].request.request_id, LATER)
            outbox.done(waiting[0].request.request_id, LATER)

    return deliver


def sold(till: LoyalTill, number: int = 1, flow: OfferFlow | None = None) -> Transaction:
    till.ring_up(number)
    till.apply(OFFER, flow)
    sale = closed(till.desk.open_sale())
    till.end(sale)
    return sale


def voided(till: LoyalTill, sale: Transaction) -> Transaction:
    void = post_void(sale, LATER, Amendment("17", "Ana L.", "Wrong customer"))
    till.end(void)
    return void


@pytest.mark.parametrize("flow", OfferFlow)
def test_an_offer_goes_back_when_the_void_is_done_and_no_sooner(
    till: LoyalTill, delivered: Callable[[], None], flow: OfferFlow
) -> None:
    sale = sold(till, flow=flow)
    voided(till, sale)
    assert till.states == ["sold"]
    assert till.holds.leaving_names() == {OFFER.code}
    assert till.release() == 0

    delivered()

    assert till.release() == 1
    assert till.states == ["released"]
    assert till.paths[-1] == "/reinstate"
    assert till.offers.sent[-1].body.startswith(b"uo-1 17 ")


def test_nobody_can_claim_an_offer_that_is_on_its_way_back(till: LoyalTill) -> None:
    sale = sold(till)
    voided(till, sale)
    till.ring_up(2)
    with pytest.raises(NotAllowedNow):
        till.apply(OFFER)


def test_what_another_sale_was_sold_with_since_stays_with_that_sale(
    till: LoyalTill, delivered: Callable[[], None]
) -> None:
    first = sold(till)
    sold(till, 2)
    asked = len(till.offers.sent)

    voided(till, first)
    delivered()

    assert till.release() == 0
    assert till.states == ["sold", "sold"]
    assert len(till.offers.sent) == asked
    assert till.holds.leaving_names() == frozenset()


def test_what_another_sale_asks_for_goes_back_when_that_one_has_its_answer(
    till: LoyalTill, delivered: Callable[[], None]
) -> None:
    first = sold(till)
    till.ring_up(2)
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    other, till.desk.basket = till.desk.basket, None
    voided(till, first)
    delivered()
    assert till.release() == 0

    till.desk.basket = other
    till.offers.answers = [NO]
    with pytest.raises(PlatformRefused):
        till.settle()

    assert till.release() == 1
    assert till.states == ["released", "refused"]


def test_what_was_sold_with_without_asking_goes_back_like_the_others(
    till: LoyalTill, delivered: Callable[[], None]
) -> None:
    till.ring_up()
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    sale = closed(basket)
    till.end(sale)
    assert till.states == ["sold"]

    voided(till, sale)
    assert till.release() == 0
    delivered()

    assert till.release() == 1
    assert till.paths[-1] == "/reinstate"


def test_what_the_platform_was_told_of_an_open_sale_that_was_sold_without_it_is_not_given_back(
    till: LoyalTill, database: Database, delivered: Callable[[], None]
) -> None:
    """Another sale may have used the offer since, and would lose it."""
    till.ring_up()
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    told = SqlitePartedSales((till.connection, database.lock), POLICY, NOTHING_SPARE, till.sales)
    told.tell(basket, lambda head: till.recorder.record(cart(basket, OPENED + timedelta(minutes=1)), head.hash))
    basket.put_discounts(())
    till.keep()
    sale = closed(basket)
    till.end(sale)

    voided(till, sale)
    delivered()

    assert till.release() == 0
    assert till.states == []


def test_what_was_asked_for_in_vain_and_then_sold_with_without_asking_goes_back_once(
    till: LoyalTill, delivered: Callable[[], None]
) -> None:
    till.ring_up()
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    till.offering.remove(OFFER.code)
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    sale = closed(basket)
    till.end(sale)
    till.offers.answers = [NO]  # the platform took the offer with the sale
    till.release()
    assert till.states == ["refused", "sold"]

    voided(till, sale)
    delivered()

    assert till.release() == 1
    assert till.paths[-1] == "/reinstate"
    assert till.states == ["refused", "released"]


def test_a_claim_without_an_answer_is_not_repeated_once_its_sale_was_sold_with_offline(
    till: LoyalTill, delivered: Callable[[], None]
) -> None:
    """The platform would refuse it, or hold the offer for a sale that is no more: it is reinstated, and that is all."""
    till.ring_up()
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    sale = closed(basket)
    till.end(sale)
    asked = len(till.paths)

    voided(till, sale)
    assert till.release() == 0
    delivered()

    assert till.release() == 1
    assert till.paths[asked:] == ["/reinstate"]
    assert till.states == ["released"]


def test_what_an_earlier_version_sold_with_without_asking_goes_back_though_it_kept_no_hold(
    till: LoyalTill, delivered: Callable[[], None], database: Database
) -> None:
    till.ring_up()
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    sale = closed(basket)
    till.end(sale)
    for old in ("DROP TRIGGER offer_hold_stays", "DELETE FROM offer_hold"):
        database.connect().execute(old)

    voided(till, sale)
    delivered()

    assert till.release() == 1
    assert (till.paths[-1], till.states) == ("/reinstate", ["released"])


def test_a_claim_that_an_earlier_version_left_open_behind_a_void_is_refused_and_the_offer_goes_back(
    till: LoyalTill, delivered: Callable[[], None], database: Database
) -> None:
    """Its void did not end the claim: the platform refuses that, because the sale had taken the offer unasked."""
    till.ring_up()
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        till.apply(OFFER)
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    sale = closed(basket)
    till.end(sale)
    voided(till, sale)
    database.connect().execute("UPDATE offer_request SET state = 'open' WHERE kind = 'lock'")
    delivered()

    till.offers.answers = [NO]
    till.release()
    till.release()

    assert (till.paths[-1], till.states) == ("/reinstate", ["released"])


def test_an_offer_that_a_later_sale_was_sold_with_without_asking_is_that_sales(
    till: LoyalTill, delivered: Callable[[], None]
) -> None:
    """The lock of the earlier sale had ended by itself, which nobody told the till."""
    earlier = sold(till)
    till.ring_up(2)
    basket = till.desk.open_sale()
    basket.put_discounts((replace(offered(OFFER, 50), status=DiscountStatus.OFFLINE),))
    till.keep()
    till.end(closed(basket))

    voided(till, earlier)
    delivered()

    assert till.release() == 0
    assert till.states == ["sold", "sold"]


def test_the_snapshot_is_read_back_as_it_was_written(till: LoyalTill) -> None:
    sale = sold(till)
    void = voided(till, sale)
    assert till.sales.transaction(sale.transaction_id) == void
    first = till.sales.journalled(sale.transaction_id, 1)
    assert first is not None
    assert first.transaction == sale


def test_an_open_sale_is_told_as_voided_once_its_offer_is_back(till: LoyalTill, database: Database) -> None:
    outbox = SqliteOutbox(database.connect(), database.lock)
    till.ring_up()
    till.apply(OFFER)
    till.end(void(till.desk.open_sale(), LATER, "Left"))
    assert outbox.waiting(1) == ()

    assert till.release() == 1

    assert [each.transaction_id for each in outbox.waiting(1)] == ["lane-1-TEST-000001"]
