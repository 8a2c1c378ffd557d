"""A desk with members: a platform that answers from what the test gave it, and offers on a real database."""

import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from sqlite3 import connect

from pos_terminal.adapters.sqlite.holds import SqliteHolds
from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
from pos_terminal.application.holding import Holding, HoldPorts
from pos_terminal.application.membership import MemberPorts, Membership
from pos_terminal.application.offering import Offering, OfferPorts, OfferRules
from pos_terminal.application.offerlist import OfferList
from pos_terminal.application.offlineoffers import OfflineClaim, OfflineOffers, OfflinePorts, OfflineRules
from pos_terminal.application.ports import Background
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.member import KeyKind, LookupKey, Member, PointAccount
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode
from pos_terminal.domain.transaction import Transaction
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.offline_side import OfflineSide
from pos_terminal.presentation.profile import ProfileField
from tests.application.desk_of import Shop
from tests.application.fakes import USD
from tests.claiming import nobody_waits, one_try
from tests.newdatabase import filled

YES = Reply(Outcome.DONE)
SILENCE = Reply(Outcome.UNKNOWN, Why.UNREACHABLE)
NO = Reply(Outcome.REJECTED, text="Buy two coffees first.")
AT = datetime(2026, 3, 4, 15, tzinfo=UTC)


def offer(offer_id: str, name: str, cents: int) -> Discount:
    return Discount(offer_id, "UserOfferId", name, "SessionM", Money(cents, USD), 0, AT, user_id="u-ava")


AVA = Member(
    user_reference_id="u-ava",
    first_name="Ava",
    last_name="Martin",
    phone="5550100001",
    email="ava@example.com",
    points=Decimal(1240),
    profile_fields={"tier": "Gold", "favourite_store": "Harbour Street"},
    offers=(offer("two-off", "$2 off a coffee", 200), offer("ten", "10% off", 45), offer("five", "$5 off $15", 0)),
    point_accounts=(PointAccount("Points", "p", "Spend", Decimal(1240), Decimal(3000)),),
)
NOOR = Member("u-noor", first_name="Noor", last_name="Haddad", phone="5550100044", email="noor@example.com", offers=())
SAM = Member("u-sam", first_name="Sam", last_name="Haddad", phone="5550100044", email="sam@example.com", offers=())
FIELDS = (ProfileField.of("tier"), ProfileField.of("favourite_store"), ProfileField.of("birthday"))
CARDS = {"7000000000011": "u-ava"}


@dataclass
class AnsweringPlatform:
    """Implements `Loyalty`: ``locks`` are answered first in, first out, and then with yes."""

    members: list[Member] = field(default_factory=lambda: [AVA, NOOR, SAM])
    is_online: bool = True
    locks: list[Reply] = field(default_factory=list)
    worth: dict[str, int] = field(default_factory=dict)
    lookups: int = 0
    locked: list[str] = field(default_factory=list)

    def lookup(
        self, _request_id: str, key: LookupKey, cart: Transaction | None = None
    ) -> tuple[Reply, Sequence[Member]]:
        self.lookups += 1
        if not self.is_online:
            return SILENCE, ()
        found = [each for each in self.members if self._is(each, key)]
        if cart is not None:
            found = [replace(each, offers=_fitting(each)) for each in found]
        return YES, found

    def lock(self, _request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        self.locked.append(offer.code)
        reply = self.locks.pop(0) if self.locks else YES
        if not self.is_online:
            reply = SILENCE
        return reply, self._discount(offer) if reply.outcome is Outcome.DONE else None

    def redeem(self, request: Request, offer: OfferCode) -> tuple[Reply, Discount | None]:
        return self.lock(request, offer)

    def give_back(self, _request: Request) -> Reply:
        return YES

    def _discount(self, code: OfferCode) -> Discount:
        known = {each.reference_id: each for member in self.members for each in member.offers or ()}
        found = known[code.code]
        cents = self.worth.get(code.code, found.amount.minor)
        lines = (DiscountedLine("1", Decimal(1)),) if code.code == "two-off" else ()
        amount = Money(cents, USD)
        return replace(found, amount=amount, lines=lines, status=DiscountStatus.LOCKED, received='{"a": 1}')

    @staticmethod
    def _is(member: Member, key: LookupKey) -> bool:
        cards = {card for card, whose in CARDS.items() if whose == member.user_reference_id}
        known: dict[KeyKind, set[str | None]] = {
            KeyKind.USER_ID: {member.user_reference_id},
            KeyKind.PHONE: {member.phone},
            KeyKind.EMAIL: {member.email},
            KeyKind.EXTERNAL_CUSTOMER_ID: {*cards},
        }
        return key.value in known[key.kind]


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


class MemberSide:
    """The services of members and offers for a shop of fakes."""

    def __init__(
        self, shop: Shop, background: Background, rules: OfferRules | None = None, offline: KeyKind | None = None
    ) -> None:
        self.platform = AnsweringPlatform()
        connection = connect(":memory:", isolation_level=None, check_same_thread=False)  # the collector may be in any
        weakref.finalize(self, connection.close)
        filled(connection)
        asker, opening = one_try(shop.clock), shop.selling.opening
        ports = HoldPorts(
            SqliteHolds(connection, SaleFirstLock()),
            self.platform,
            OfferBytes(),
            shop.baskets,
            shop.ids,
            asker,
            nobody_waits,
            self.names,
        )
        self.undelivered: list[OfflineClaim] = []
        self.holding = Holding(shop.desk, ports, shop.tilling)
        offer_ports = OfferPorts(self.holding, opening, shop.clock, nobody_waits)
        self.offering = Offering(shop.desk, offer_ports, rules or OfferRules())
        member_ports = MemberPorts(self.platform, shop.ids, asker, opening, self.offering.let_go)
        self.membership = Membership(shop.desk, member_ports, shop.tilling, offline)
        offline_ports = OfflinePorts(self, opening, asker.is_reached, _offline_form, shop.authority)
        self.offline = OfflineOffers(shop.desk, offline_ports, OfflineRules(False, Money(500, USD), Money(900, USD)))
        self.services = MemberServices(
            desk=shop.desk,
            membership=self.membership,
            offering=self.offering,
            offers=OfferList(shop.desk, self.holding),
            background=background,
            monotonic=shop.clock.monotonic,
            profile_fields=FIELDS,
            offline=OfflineSide(shop.desk, self.offline, shop.clock.now),
        )

    def allow_offline(self) -> None:
        """The shop wants offers to be sold with while nobody can be asked."""
        self.offline.rules = replace(self.offline.rules, is_on=True)

    def outstanding(self) -> Sequence[OfflineClaim]:
        """What was claimed so before and has not arrived: it is `OfflineClaims`, too."""
        return self.undelivered

    def put_aside(self) -> Sequence[OfflineClaim]:
        """What was claimed so for a suspended sale."""
        return ()

    def names(self) -> frozenset[str]:
        """What is not to be claimed a second time."""
        return frozenset(each.reference_id for each in self.undelivered)

    def offers_ready(self) -> None:
        """What checkout asks before it takes money."""
        self.offline.refuse_stale()
        self.offering.refuse_unsettled()


def _offline_form(received: str, order: int) -> str:
    return f"{received} OFFLINE {order}"


def _fitting(member: Member) -> tuple[Discount, ...] | None:
    return None if member.offers is None else tuple(each for each in member.offers if each.amount.minor)
