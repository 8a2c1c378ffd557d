"""A till with members and offers on one database: what claims at the desk, and what gives back behind it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, time

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tills import SqliteTills
from pos_terminal.application.asking import Asker, Errand, fetched
from pos_terminal.application.authority import Authority
from pos_terminal.application.checkout import Checkout, CheckoutPorts, CheckoutRules
from pos_terminal.application.desk import Desk
from pos_terminal.application.holding import Holding, HoldPorts
from pos_terminal.application.membercodes import CodePorts, MemberCodeRules, MemberCodes
from pos_terminal.application.membership import MemberPorts, Membership
from pos_terminal.application.offering import Offering, OfferPorts, OfferRules
from pos_terminal.application.offerlist import OfferList
from pos_terminal.application.opening import Opening
from pos_terminal.application.queueing import Request
from pos_terminal.application.releasing import ReleasePorts, Releasing
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.application.tilling import StoreTime, Tilling
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow, OfferState
from pos_terminal.domain.tender import Payment, TenderType
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction
from tests.adapters.sqlite.ended import KEY, POLICY, Recorder, rung_up
from tests.application.fakes import ANA, FakeClock, FakeIds, FakeLoyalty, FakeWire, MemoryActs, usd
from tests.claiming import nobody_waits, one_try

OFFER = OfferCode("uo-1", OfferCodeType.USER_OFFER_ID)
ANOTHER = OfferCode("uo-2", OfferCodeType.USER_OFFER_ID)
CODE = OfferCode("424242", OfferCodeType.TTL_CODE)
LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE, text="No answer.")
FAILING = Reply(Outcome.UNKNOWN, Why.FAILING, "INTERNAL_SERVER_ERROR")
NO = Reply(Outcome.REJECTED, code="OFFER_USED", text="This offer has been used.")
EMPTY = Reply(Outcome.UNKNOWN, Why.EMPTY)
YES = Reply(Outcome.DONE)
TENDERS = (TenderType("Cash", is_cash=True), TenderType("Credit Card"))


@dataclass
class OfferBytes:
    """Implements `OfferWire`, readably; keeps the carts that it was given."""

    carts: list[Transaction] = field(default_factory=list)

    def lock(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        self.carts.append(cart)
        return Request(request_id, "/lock", f"{offer.code} {cart.totals.total} {request_id}".encode())

    def redeem(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        return replace(self.lock(request_id, offer, cart), path="/redeem")

    def unlock(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        return Request(request_id, "/unlock", f"{user_offer_id} {employee_id} {request_id}".encode())

    def reinstate(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        return replace(self.unlock(request_id, user_offer_id, employee_id), path="/reinstate")


class LoyalTill:
    """Members and offers at the desk and releasing behind it, on one database."""

    def __init__(self, database: Database, rules: OfferRules | None = None, *, patient: bool = False) -> None:
        self.connection = database.connect()
        self.offers, self.clock, self.wire = FakeLoyalty(), FakeClock(), OfferBytes()
        (asked,) = self.connection.execute("SELECT 100 * COUNT(*) FROM offer_request").fetchone()
        ids = FakeIds(asked)  # no id twice in one database
        asker = Asker(self.clock, self.clock.forward) if patient else one_try(self.clock)
        self.holds = SqliteHolds(self.connection, database.lock)
        self.baskets = SqliteBaskets(self.connection, database.lock, POLICY)
        self.sales = SqliteSales(self.connection, database.lock, KEY)
        self.desk = Desk(operator=ANA, basket=self.baskets.load())
        tilling = Tilling(self.desk, SqliteTills(self.connection, database.lock), self.clock, StoreTime(UTC, time(4)))
        ports = HoldPorts(self.holds, self.offers, self.wire, self.baskets, ids, asker, nobody_waits)
        self.holding = Holding(self.desk, ports, tilling)
        self.releasing = Releasing(ReleasePorts(self.holds, self.offers, self.wire, self.clock, ids))
        self.recorder = Recorder(ids=lambda: self.sales.journal_head().seq + 1)
        opening = Opening(self.desk, self.baskets, tilling, SellingRules(POLICY, "lane-1", ("STORE",)))
        offer_ports = OfferPorts(self.holding, opening, self.clock, self.give_back)
        self.offering = Offering(self.desk, offer_ports, rules or OfferRules())
        self.list = OfferList(self.desk, self.holding)
        self.membership = Membership(
            self.desk,
            MemberPorts(self.offers, ids, asker, opening, self.offering.let_go, is_badge=self._is_badge),
            tilling,
        )
        self.is_online = True
        self.badges: set[str] = set()
        self.checkout = Checkout(
            self.desk,
            CheckoutPorts(
                self.sales,
                self.baskets,
                FakeWire(),
                ids,
                lambda _: None,
                Authority(self.desk, MemoryActs(), tilling),
                self.offering.refuse_unsettled,
            ),
            tilling,
            CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0"),
        )

    def codes(self, rules: MemberCodeRules | None = None) -> MemberCodes:
        ports = CodePorts(self.membership, self.offering, self.clock, lambda: self.is_online, self._is_badge)
        return MemberCodes(self.desk, ports, rules or MemberCodeRules())

    def _is_badge(self, code: str) -> bool:
        return code in self.badges

    def ring_up(self, number: int = 1) -> None:
        self.desk.basket = rung_up(f"lane-1-TEST-{number:06d}")
        self.keep()

    def keep(self) -> None:
        """Store a change that was made to the basket itself."""
        self.baskets.save(self.desk.open_sale().take_change())

    def end(self, ended: Transaction) -> None:
        self.sales.commit(self.recorder.record(ended, self.sales.journal_head().hash))
        self.desk.finish(ended)

    def apply(self, offer: OfferCode, flow: OfferFlow | None = None) -> Discount | None:
        return fetched(self.offering.apply(offer, flow))

    def settle(self) -> int:
        """Ask all that has to be known before money is taken; how many errands that took."""
        errands = 0
        while (errand := self.offering.next()) is not None:
            errands += 1
            assert errands < 50, "it never comes to an end"
            fetched(errand)
        return errands

    def pay(self, amount: str | None = None) -> Payment:
        return self.checkout.tender("Credit Card", None if amount is None else usd(amount))

    def give_back(self) -> None:
        """What the desk waits for: all that is to be given back is asked for once."""
        while self.releasing.step() is not None:
            pass

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

    @property
    def standing(self) -> dict[str, OfferState]:
        return {each.offer_id: each.state for each in self.list.standings()}

    @property
    def sent_below(self) -> list[list[str]]:
        """The discounts in the cart of each claim, oldest claim first."""
        return [[each.reference_id for each in cart.discounts] for cart in self.wire.carts]


def waited(till: LoyalTill, errand: Errand[object] | None) -> None:
    """Do an errand that there must be."""
    assert errand is not None
    fetched(errand)
