"""Offers held for a sale on a real database, against a platform that does what it is told to."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, time
from decimal import Decimal

import pytest

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.application.desk import Desk
from pos_terminal.application.holding import Holding, HoldPorts
from pos_terminal.application.holds import HoldState
from pos_terminal.application.queueing import Request
from pos_terminal.application.releasing import ReleasePorts, Releasing
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.application.tilling import StoreTime, Tilling
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.member import LookupKey, Member
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.transaction import Transaction
from tests.adapters.sqlite.ended import ESPRESSO, KEY, OPENED, POLICY, USD, Recorder, closed, rung_up, voided
from tests.application.fakes import ANA, FakeClock, FakeIds
from tests.claiming import claim, nobody_waits, one_try, settle

OFFER = OfferCode("uo-1", OfferCodeType.USER_OFFER_ID)
LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE, text="No answer.")
FAILING = Reply(Outcome.UNKNOWN, Why.FAILING, "INTERNAL_SERVER_ERROR")
NO = Reply(Outcome.REJECTED, code="OFFER_USED", text="This offer has been used.")
EMPTY = Reply(Outcome.UNKNOWN, Why.EMPTY)
YES = Reply(Outcome.DONE)


class OfferBytes:
    """Implements `OfferWire`, readably."""

    def lock(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        return Request(request_id, "/lock", f"{offer.code} {cart.totals.total} {request_id}".encode())

    def redeem(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        return Request(request_id, "/redeem", f"{offer.code} {cart.totals.total} {request_id}".encode())

    def unlock(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        return Request(request_id, "/unlock", f"{user_offer_id} {employee_id} {request_id}".encode())

    def reinstate(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        return Request(request_id, "/reinstate", f"{user_offer_id} {employee_id} {request_id}".encode())


@dataclass
class OfferDesk:
    """Implements `Loyalty`: answers from a list, then yes; keeps what it was sent."""

    answers: list[Reply] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)
    worth: int = 50

    def lookup(self, request_id: str, key: LookupKey, cart: Transaction | None = None) -> tuple[Reply, list[Member]]:
        return YES, []

    def lock(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        reply = self._reply(request)
        return reply, self._discount(offer) if reply.outcome is Outcome.DONE else None

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        return self.lock(request, offer)

    def give_back(self, request: Request) -> Reply:
        return self._reply(request)

    def _reply(self, request: Request) -> Reply:
        self.sent.append(request)
        return self.answers.pop(0) if self.answers else YES

    def _discount(self, offer: OfferCode) -> Discount:
        reference = f"uo-of-{offer.code}" if offer.type is OfferCodeType.TTL_CODE else offer.code
        amount = Money(self.worth, USD)
        discount = Discount(reference, "UserOfferId", "A little off", "SessionM", amount, 0, OPENED, user_id="member-1")
        return replace(discount, status=DiscountStatus.LOCKED, received='{"amount": 0.50}')


class Till:
    """Holding at the desk and releasing behind it, on one database."""

    def __init__(self, database: Database) -> None:
        self.connection = database.connect()
        self.offers, self.clock, ids = OfferDesk(), FakeClock(), FakeIds()
        wire = OfferBytes()
        self.holds = SqliteHolds(self.connection, database.lock)
        self.baskets = SqliteBaskets(self.connection, database.lock, POLICY)
        self.sales = SqliteSales(self.connection, database.lock, KEY)
        self.desk = Desk(operator=ANA, basket=self.baskets.load())
        tilling = Tilling(self.desk, SqliteTills(self.connection, database.lock), self.clock, StoreTime(UTC, time(4)))
        ports = HoldPorts(self.holds, self.offers, wire, self.baskets, ids, one_try(self.clock), nobody_waits)
        self.holding = Holding(self.desk, ports, tilling)
        self.releasing = Releasing(ReleasePorts(self.holds, self.offers, wire, self.clock, ids))
        self.recorder = Recorder(ids=lambda: self.sales.journal_head().seq + 1)

    def ring_up(self, number: int = 1) -> None:
        self.desk.basket = rung_up(f"lane-1-TEST-{number:06d}")
        self.baskets.save(self.desk.basket.take_change())

    def end(self, ended: Transaction) -> None:
        self.sales.commit(self.recorder.record(ended, self.sales.journal_head().hash))
        self.desk.basket = None

    def release(self, most: int = 30) -> int:
        """Let the worker go on until nothing is to be given back; how many tries it made."""
        tries = 0
        for _ in range(most):
            if self.releasing.step() is not None:
                tries += 1
            elif (wait := self.releasing.next_wake()) is not None:
                self.clock.forward(wait)
            else:
                break
        return tries

    @property
    def states(self) -> list[str]:
        return [state for (state,) in self.connection.execute("SELECT state FROM offer_hold ORDER BY hold_id")]

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.offers.sent]

    @property
    def discounts(self) -> list[tuple[str, int]]:
        return [(each.reference_id, each.amount.minor) for each in self.desk.open_sale().discounts]


@pytest.fixture
def till(database: Database) -> Till:
    till = Till(database)
    till.ring_up()
    return till


def test_a_lock_takes_its_discount_off_the_sale_and_ends_sold_with_it(till: Till) -> None:
    assert claim(till.holding, OFFER).amount.minor == 50

    assert till.discounts == [("uo-1", 50)]
    till.end(closed(till.desk.open_sale()))
    assert till.states == ["sold"]
    assert till.release() == 0


def test_the_intent_is_on_disk_before_the_wire(till: Till) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)

    (hold,) = till.holds.held_for(till.desk.open_sale().head.transaction_id)
    assert hold.state is HoldState.LOCKING
    assert hold.lock is not None
    assert (hold.lock.request, hold.lock.tries) == (till.offers.sent[0], 1)
    assert till.holding.unsettled == (OFFER,)


def test_a_lock_that_a_crash_left_is_settled_under_its_own_id(database: Database) -> None:
    till = Till(database)
    till.ring_up()
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)
    asked = till.offers.sent[0]
    database.close()

    with closing(open_database(database.path)) as opened:
        back = Till(opened)
        assert [each.reference_id for each in settle(back.holding)] == ["uo-1"]

        assert back.offers.sent == [asked]
        assert back.discounts == [("uo-1", 50)]


def test_a_no_leaves_the_sale_as_it_was(till: Till) -> None:
    till.offers.answers = [NO]

    with pytest.raises(PlatformRefused, match="has been used"):
        claim(till.holding, OFFER)

    assert (till.states, till.discounts) == (["refused"], [])
    assert claim(till.holding, OFFER).amount.minor == 50


def test_an_offer_is_held_once_at_a_time(till: Till) -> None:
    claim(till.holding, OFFER)
    till.end(voided(till.desk.open_sale()))
    till.ring_up(2)

    with pytest.raises(NotAllowedNow, match="on its way back"):
        claim(till.holding, OFFER)

    till.release()
    assert claim(till.holding, OFFER).amount.minor == 50


def test_while_the_last_word_is_not_in_the_offer_is_not_asked_for_anew(till: Till) -> None:
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)

    with pytest.raises(NotAllowedNow, match="last word"):
        claim(till.holding, OFFER)


def test_a_changed_sale_locks_anew_for_the_same_sale_and_the_new_amount_stands(till: Till) -> None:
    claim(till.holding, OFFER)
    till.desk.open_sale().add(ESPRESSO, Decimal(1))
    till.offers.worth = 80

    claim(till.holding, OFFER)

    assert till.discounts == [("uo-1", 80)]
    assert till.states == ["locked"]
    assert len({request.request_id for request in till.offers.sent}) == 2


def test_a_lock_anew_that_is_refused_gives_back_what_the_first_one_holds(till: Till) -> None:
    claim(till.holding, OFFER)
    till.offers.answers = [NO]

    with pytest.raises(PlatformRefused):
        claim(till.holding, OFFER)

    assert (till.states, till.discounts) == (["releasing"], [])
    till.release()
    assert till.states == ["released"]
    assert till.paths[-1] == "/unlock"


def test_an_offer_given_up_goes_from_the_sale_at_once_and_is_unlocked_behind_the_desk(till: Till) -> None:
    claim(till.holding, OFFER)

    till.holding.release(OFFER)

    assert till.discounts == []
    assert till.release() == 1
    assert till.states == ["released"]
    with pytest.raises(NotAllowedNow, match="not on the sale"):
        till.holding.release(OFFER)


def test_a_lock_without_an_answer_is_repeated_under_its_id_before_the_unlock_goes_out(till: Till) -> None:
    till.offers.answers = [LOST, LOST, LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)
    till.end(voided(till.desk.open_sale()))

    till.release()

    assert till.paths == ["/lock", "/lock", "/lock", "/lock", "/unlock"]
    assert len({request.body for request in till.offers.sent[:4]}) == 1
    assert till.states == ["released"]


def test_a_lock_that_turns_out_refused_needs_no_unlock(till: Till) -> None:
    till.offers.answers = [LOST, NO]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, OFFER)
    till.holding.release(OFFER)

    till.release()

    assert till.paths == ["/lock", "/lock"]
    assert till.states == ["refused"]


def test_a_short_lived_code_is_given_back_by_the_name_that_its_lock_told(till: Till) -> None:
    code = OfferCode("424242", OfferCodeType.TTL_CODE)
    till.offers.answers = [LOST]
    with pytest.raises(PlatformUnreachable):
        claim(till.holding, code)
    till.holding.release(code)

    till.release()

    assert till.offers.sent[-1].body.startswith(b"uo-of-424242 emp-7 ")


def test_an_unlock_that_is_not_answered_is_repeated_under_its_id(till: Till) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [LOST, EMPTY, LOST]

    till.release()

    unlocks = till.offers.sent[1:]
    assert len(unlocks) == 4
    assert len({request.body for request in unlocks}) == 1


def test_three_empty_answers_to_an_unlock_are_a_yes(till: Till) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [EMPTY] * 3

    assert till.release() == 3
    assert till.states == ["released"]


def test_an_unlock_that_the_platform_says_three_times_it_fails_on_goes_on_under_another_id(till: Till) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [FAILING] * 3

    till.release()

    ids = [request.request_id for request in till.offers.sent[1:]]
    assert ids[0] == ids[1] == ids[2] != ids[3]
    assert till.states == ["released"]


def test_not_locked_is_what_was_wanted(till: Till) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [Reply(Outcome.REJECTED, code="NOT_LOCKED")]

    till.release()

    assert till.states == ["released"]
    assert till.connection.execute("SELECT reason FROM offer_hold").fetchone() == ("NOT_LOCKED",)


def test_a_lock_that_the_platform_keeps_failing_on_is_given_back_to_be_sure(till: Till) -> None:
    till.offers.answers = [FAILING] * 3
    for _ in range(2):
        with pytest.raises(PlatformUnreachable):
            settle(till.holding) if till.offers.sent else claim(till.holding, OFFER)

    with pytest.raises(PlatformRefused, match="keeps failing"):
        settle(till.holding)

    till.release()
    assert till.paths[-1] == "/unlock"
    assert till.states == ["released"]


def test_refused_credentials_leave_an_offer_where_it_is(till: Till) -> None:
    claim(till.holding, OFFER)
    till.holding.release(OFFER)
    till.offers.answers = [Reply(Outcome.AUTH)]

    reply = till.releasing.step()

    assert reply is not None
    assert reply.outcome is Outcome.AUTH
    assert till.states == ["releasing"]
    till.release()
    assert till.states == ["released"]
