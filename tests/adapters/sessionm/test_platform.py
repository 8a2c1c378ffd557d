"""All nine endpoints, and every fault, against the simulated platform over real sockets."""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from pos_terminal.adapters.sessionm.client import SessionMLoyalty, SessionMMetadata, SessionMPlatform, Transport
from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.application.platform_ports import Loyalty as LoyaltyPort
from pos_terminal.application.ports import Platform as PlatformPort
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.application.upload_ports import Metadata as MetadataPort
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.staff import Employee
from pos_terminal.domain.transaction import SnapshotKind, Transaction
from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, SimulatorConfig, serve
from tests.adapters.sessionm.samples import USD, cart, payment, usd
from tests.adapters.sessionm.till import SHORT, RunningClock, transport_to

NO_HASH = "0" * 64
WIRE = SessionMWire(WireSettings("store-77", "client-9", "en_US"))
AVA = "5f0e3a52-9a0e-4f35-8a01-000000000001"
COFFEE = OfferCode("uo-101", OfferCodeType.USER_OFFER_ID, AVA)
NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Desk:
    """A terminal's three ways to the platform, and the platform."""

    simulated: RunningSimulator
    transport: Transport
    platform: PlatformPort
    loyalty: LoyaltyPort
    metadata: MetadataPort
    wire: SessionMWire

    @property
    def books(self) -> Platform:
        return self.simulated.platform

    def fail(self, fault: Fault) -> None:
        self.books.faults.add(fault)

    def lock(self, offer: OfferCode, sale: Transaction) -> tuple[Reply, Discount | None]:
        return self.loyalty.lock(self.wire.lock(new_id(), offer, sale), offer)

    def redeem(self, offer: OfferCode, sale: Transaction) -> tuple[Reply, Discount | None]:
        return self.loyalty.redeem(self.wire.redeem(new_id(), offer, sale), offer)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serve(Platform()) as simulated, transport_to(simulated.url) as transport:
        yield desk_of(simulated, transport)
        assert simulated.failures == []


def desk_of(simulated: RunningSimulator, transport: Transport) -> Desk:
    return Desk(
        simulated,
        transport,
        SessionMPlatform(transport),
        SessionMLoyalty(transport, WIRE, USD, RunningClock()),
        SessionMMetadata(transport),
        WIRE,
    )


def new_id() -> str:
    return str(uuid.uuid4())


def open_sale() -> Transaction:
    return cart(f"lane-1-AAAA-{next(NUMBERS):06}")


def closed(sale: Transaction, discounts: tuple[Discount, ...] = ()) -> Transaction:
    """The sale with these discounts, paid exactly by one card."""
    off = sum((each.amount for each in discounts), Money.zero(USD))
    due = sale.totals.lines - off
    paid = replace(payment("1", "Credit Card", str(due)), user_id=AVA, user_id_type="SessionM_ID")
    totals = replace(sale.totals, discount=off)
    return replace(sale, kind=SnapshotKind.CLOSED, discounts=discounts, payments=(paid,), totals=totals)


def test_a_sale_is_taken_once_however_often_it_is_sent(desk: Desk) -> None:
    sale = closed(open_sale())
    request = desk.wire.single(new_id(), desk.wire.document(sale, NO_HASH))

    assert [desk.platform.send(request).outcome for _ in range(3)] == [Outcome.DONE] * 3
    assert desk.books.effects(sale.transaction_id) == 1
    assert desk.books.requests("send_transaction")[0].body == request.body
    assert desk.books.violations == []


def test_a_batch_of_ten_is_taken_whole(desk: Desk) -> None:
    sales = [closed(open_sale()) for _ in range(10)]
    documents = [desk.wire.document(sale, NO_HASH) for sale in sales]

    assert desk.platform.send(desk.wire.batch(new_id(), documents)).outcome is Outcome.DONE
    assert [desk.books.effects(sale.transaction_id) for sale in sales] == [1] * 10
    assert desk.books.violations == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (KeyKind.PHONE, "+1 (555) 010-0001".removeprefix("+1 ")),
        (KeyKind.EMAIL, "ava.martin@example.com"),
        (KeyKind.USER_ID, AVA),
        (KeyKind.EXTERNAL_CUSTOMER_ID, "7000000000011"),
    ],
)
def test_a_member_is_found_by_each_identifier(desk: Desk, kind: KeyKind, value: str) -> None:
    reply, members = desk.loyalty.lookup(new_id(), LookupKey.of({kind: value}))

    assert reply.outcome is Outcome.DONE
    (member,) = members
    assert (member.user_reference_id, member.display_name, member.points) == (AVA, "Ava M.", Decimal(427))
    assert [each.account_name for each in member.point_accounts] == ["Points", "Stars"]
    assert {offer.reference_id for offer in member.offers or ()} == {"uo-101", "uo-102", "uo-103", "uo-104"}
    assert desk.books.violations == []


def test_with_a_cart_only_offers_that_fit_come_and_what_they_take_off(desk: Desk) -> None:
    _, (member,) = desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.USER_ID: AVA}), open_sale())

    amounts = {offer.reference_id: str(offer.amount) for offer in member.offers or ()}
    assert amounts["uo-101"] == "2.00"
    assert amounts["uo-102"] == "0.90"
    assert "uo-103" not in amounts


def test_nobody_and_a_partial_row_are_told_apart(desk: Desk) -> None:
    reply, nobody = desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.PHONE: "5550109876"}))
    _, (partial,) = desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.PHONE: "5550100003"}))

    assert (reply.outcome, nobody) == (Outcome.DONE, ())
    assert partial.offers is None


def test_several_members_are_a_refusal_with_its_code(desk: Desk) -> None:
    reply, members = desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.PHONE: "5550100044"}))

    assert (reply.outcome, reply.code, members) == (Outcome.REJECTED, "MULTIPLE_USERS", ())


def test_a_locked_offer_goes_back_verbatim_and_is_redeemed_with_the_sale(desk: Desk) -> None:
    sale = open_sale()
    reply, discount = desk.lock(COFFEE, sale)
    assert reply.outcome is Outcome.DONE
    assert discount is not None
    assert (discount.status, discount.amount, discount.user_id) == (DiscountStatus.LOCKED, usd("2.00"), AVA)

    ours = replace(discount, pos_discount_id="promo-7")
    sent = desk.platform.send(desk.wire.single(new_id(), desk.wire.document(closed(sale, (ours,)), NO_HASH)))

    assert sent.outcome is Outcome.DONE
    assert desk.books.offers["uo-101"].state == "REDEEMED"
    assert desk.books.violations == []
    assert desk.books.silent_failures == []


def test_a_locked_offer_is_let_go(desk: Desk) -> None:
    desk.lock(COFFEE, open_sale())

    assert desk.loyalty.give_back(desk.wire.unlock(new_id(), "uo-101", "17")).outcome is Outcome.DONE
    assert desk.books.offers["uo-101"].state == "ISSUED"
    assert desk.loyalty.give_back(desk.wire.unlock(new_id(), "uo-101", "17")).code == "NOT_LOCKED"


def test_an_offer_is_redeemed_at_once_and_put_back(desk: Desk) -> None:
    reply, discount = desk.redeem(COFFEE, open_sale())

    assert reply.outcome is Outcome.DONE
    assert discount is not None
    assert discount.status is DiscountStatus.REDEEMED
    assert desk.loyalty.give_back(desk.wire.reinstate(new_id(), "uo-101", "17")).outcome is Outcome.DONE
    assert desk.books.offers["uo-101"].state == "ISSUED"


def test_a_code_that_runs_out_stands_for_an_offer(desk: Desk) -> None:
    reply, discount = desk.lock(OfferCode("424242", OfferCodeType.TTL_CODE), open_sale())
    _, refused = desk.lock(OfferCode("131313", OfferCodeType.TTL_CODE), open_sale())

    assert reply.outcome is Outcome.DONE
    assert discount is not None
    assert discount.reference_id == "uo-102"
    assert refused is None


def test_catalog_and_employees_are_uploaded(desk: Desk) -> None:
    categories = [Category("C1", "Drinks")]
    items = [
        Item("TEA", "Tea", usd("2.00"), sku="T1", category_id="C1"),
        Item("LEMON", "Lemon", usd("0.20"), is_modifier=True, modifies_item_ids=("TEA",)),
    ]
    employees = [Employee("17", "Kim", "Lee", start_date=date(2024, 2, 29)), Employee("SYSTEM", "Service", "Account")]

    assert desk.metadata.upload(WIRE.catalog(new_id(), categories, items)).outcome is Outcome.DONE
    assert desk.metadata.upload(WIRE.employees(new_id(), employees)).outcome is Outcome.DONE
    assert desk.books.catalog.keys() == {"TEA", "LEMON"}
    assert desk.books.categories["C1"]["item_ids"] == ["TEA"]
    assert desk.books.employees.keys() == {"17", "SYSTEM"}
    assert desk.books.violations == []


@pytest.mark.parametrize("kind", [FaultKind.REFUSE, FaultKind.DROP_REQUEST, FaultKind.DROP_REPLY, FaultKind.CUT])
def test_a_lost_answer_leaves_one_sale_after_the_retry(desk: Desk, kind: FaultKind) -> None:
    sale = closed(open_sale())
    request = desk.wire.single(new_id(), desk.wire.document(sale, NO_HASH))
    desk.fail(Fault(kind))

    first, second = desk.platform.send(request), desk.platform.send(request)

    assert (first.outcome, first.why, second.outcome) == (Outcome.UNKNOWN, Why.UNREACHABLE, Outcome.DONE)
    assert desk.books.effects(sale.transaction_id) == 1
    assert desk.books.violations == []


@pytest.mark.parametrize(
    ("fault", "outcome", "why"),
    [
        (Fault(FaultKind.STATUS, status=500), Outcome.UNKNOWN, Why.BARE),
        (Fault(FaultKind.STATUS, status=500, container=True), Outcome.UNKNOWN, Why.FAILING),
        (Fault(FaultKind.STATUS, status=503, container=True), Outcome.UNKNOWN, Why.FAILING),
        (Fault(FaultKind.STATUS, status=401), Outcome.AUTH, Why.PLAIN),
        (Fault(FaultKind.STATUS, status=403), Outcome.AUTH, Why.PLAIN),
        (Fault(FaultKind.STATUS, status=403, container=True), Outcome.AUTH, Why.PLAIN),
        (Fault(FaultKind.STATUS, status=404), Outcome.SETUP, Why.PLAIN),
        (Fault(FaultKind.STATUS, status=413), Outcome.REJECTED, Why.TOO_LARGE),
        (Fault(FaultKind.STATUS, status=429, retry_after="30"), Outcome.UNKNOWN, Why.BUSY),
        (Fault(FaultKind.STATUS, status=308, location="http://127.0.0.1:1/"), Outcome.SETUP, Why.PLAIN),
    ],
)
def test_a_status_on_demand_means(desk: Desk, fault: Fault, outcome: Outcome, why: Why) -> None:
    desk.fail(fault)

    reply = desk.platform.send(desk.wire.single(new_id(), desk.wire.document(closed(open_sale()), NO_HASH)))

    assert (reply.outcome, reply.why) == (outcome, why)
    assert reply.retry_after == (30.0 if fault.retry_after else None)


@pytest.mark.parametrize(
    ("variant", "outcome", "why"),
    [
        ("html", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("empty", Outcome.UNKNOWN, Why.EMPTY),
        ("text", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("array", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("wrong_types", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("no_status", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("null_status", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("duplicate_keys", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("nan", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("not_utf8", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("half", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("deep", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("huge", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("gzip_bomb", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("surplus", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("wrong_content_type", Outcome.UNKNOWN, Why.UNREACHABLE),
        ("lower_case", Outcome.DONE, Why.PLAIN),
        ("unknown_keys", Outcome.DONE, Why.PLAIN),
        ("errors_object", Outcome.REJECTED, Why.PLAIN),
        ("errors_list", Outcome.REJECTED, Why.PLAIN),
        ("errors_string", Outcome.REJECTED, Why.PLAIN),
        ("errors_type", Outcome.REJECTED, Why.PLAIN),
        ("errors_null", Outcome.REJECTED, Why.PLAIN),
    ],
)
def test_garbage_on_demand_means(desk: Desk, variant: str, outcome: Outcome, why: Why) -> None:
    desk.fail(Fault(FaultKind.GARBAGE, variant=variant, processed=True))

    reply = desk.platform.send(desk.wire.single(new_id(), desk.wire.document(closed(open_sale()), NO_HASH)))

    assert (reply.outcome, reply.why) == (outcome, why)


def test_a_pending_answer_ends_under_the_same_id(desk: Desk) -> None:
    request = desk.wire.single(new_id(), desk.wire.document(closed(open_sale()), NO_HASH))
    desk.fail(Fault(FaultKind.PENDING, processed=True))

    pending, done = desk.platform.send(request), desk.platform.send(request)

    assert (pending.outcome, pending.why, done.outcome) == (Outcome.UNKNOWN, Why.PENDING, Outcome.DONE)


@pytest.mark.parametrize("kind", [FaultKind.DELAY, FaultKind.DELAY_REPLY])
def test_a_delay_beyond_the_deadline_is_no_answer(kind: FaultKind) -> None:
    with serve(Platform()) as simulated, transport_to(simulated.url, SHORT) as transport:
        desk = desk_of(simulated, transport)
        desk.fail(Fault(kind, seconds=None))

        reply, members = desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.USER_ID: AVA}))

    assert (reply.outcome, members) == (Outcome.UNKNOWN, ())


def test_the_answer_to_another_offer_is_not_believed(desk: Desk) -> None:
    desk.lock(OfferCode("uo-102", OfferCodeType.USER_OFFER_ID), open_sale())
    desk.fail(Fault(FaultKind.SWAP))

    reply, discount = desk.lock(COFFEE, open_sale())

    assert (reply.outcome, reply.why, discount) == (Outcome.UNKNOWN, Why.UNREACHABLE, None)
    assert "another offer" in reply.text


def test_the_answer_about_another_member_is_not_believed(desk: Desk) -> None:
    reply, discount = desk.lock(replace(COFFEE, user_id="somebody else"), open_sale())

    assert (reply.outcome, discount) == (Outcome.UNKNOWN, None)


def test_a_lock_answered_with_members_is_not_believed(desk: Desk) -> None:
    desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.USER_ID: AVA}))
    desk.fail(Fault(FaultKind.SWAP))

    reply, discount = desk.lock(COFFEE, open_sale())

    assert (reply.outcome, discount) == (Outcome.UNKNOWN, None)


def test_a_lookup_answered_with_a_discount_is_not_believed(desk: Desk) -> None:
    desk.lock(COFFEE, open_sale())
    desk.fail(Fault(FaultKind.SWAP))

    reply, members = desk.loyalty.lookup(new_id(), LookupKey.of({KeyKind.USER_ID: AVA}))

    assert (reply.outcome, members) == (Outcome.UNKNOWN, ())


@pytest.mark.parametrize(
    ("config", "outcome"),
    [
        (SimulatorConfig(secret="rotated"), Outcome.AUTH),
        (SimulatorConfig(store_ids=frozenset({"elsewhere"})), Outcome.AUTH),
        (SimulatorConfig(max_body_bytes=100), Outcome.REJECTED),
        (SimulatorConfig(subtotal_without_included_tax=False), Outcome.DONE),
    ],
)
def test_a_platform_set_up_otherwise_says_so(desk: Desk, config: SimulatorConfig, outcome: Outcome) -> None:
    desk.books.reconfigure(config)

    reply = desk.platform.send(desk.wire.single(new_id(), desk.wire.document(closed(open_sale()), NO_HASH)))

    assert reply.outcome is outcome


def test_an_outage_ends_without_a_new_terminal(desk: Desk) -> None:
    request = desk.wire.single(new_id(), desk.wire.document(closed(open_sale()), NO_HASH))
    assert desk.platform.send(request).outcome is Outcome.DONE

    desk.simulated.stop()
    during = desk.platform.send(request)
    desk.simulated.start()

    assert during.outcome is Outcome.UNKNOWN
    assert desk.platform.send(request).outcome is Outcome.DONE
