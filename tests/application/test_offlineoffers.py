"""Offers claimed while the platform cannot be asked: only with approval, under limits, and for exactly these items."""

from dataclasses import dataclass, field, replace

import pytest

from pos_terminal.application.offlineoffers import (
    OfflineClaim,
    OfflineOffers,
    OfflinePorts,
    OfflineRules,
    claimed_offline,
    take_off,
)
from pos_terminal.application.visit import Visit, cart_print
from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow, WrongPin
from pos_terminal.domain.member import Member
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA, usd

BOSS = replace(ANA, employee_id="30", role=Role.MANAGER)


@dataclass
class Counter:
    """A shop that may claim offers while nobody can be asked; implements `OfflineClaims`, too."""

    shop: Shop = field(default_factory=lambda: Shop().with_items("latte"))
    is_online: bool = False
    undelivered: list[OfflineClaim] = field(default_factory=list)
    suspended: list[OfflineClaim] = field(default_factory=list)
    rules: OfflineRules = field(default_factory=lambda: OfflineRules(True, usd("3.00"), usd("5.00")))

    def __post_init__(self) -> None:
        at = self.shop.clock.now()
        self.listed = Discount("uo-1", "UserOfferId", "$2 off", "SessionM", usd("2.00"), 0, at, received="{}")
        self.look_up()
        ports = OfflinePorts(self, self.shop.selling.opening, lambda: self.is_online, self._marked, self.shop.authority)
        self.offers = OfflineOffers(self.shop.desk, ports, self.rules)
        self.shop.desk.approver = BOSS

    def look_up(self) -> None:
        basket = self.shop.desk.open_sale()
        wallet = {"uo-1": self.listed}
        visit = Visit(Member("ava"), self.shop.clock.now(), wallet, wallet, cart_print(basket))
        self.shop.desk.visit = visit

    def outstanding(self) -> list[OfflineClaim]:
        return self.undelivered

    def put_aside(self) -> list[OfflineClaim]:
        return self.suspended

    def names(self) -> frozenset[str]:
        return frozenset(each.reference_id for each in (*self.undelivered, *self.suspended))

    def _marked(self, received: str, stack_order: int) -> str:
        return f"{received} OFFLINE {stack_order}"

    def claimed_before(self, amount: str, user_id: str | None) -> None:
        claim = OfflineClaim("lane-1-0", "uo-0", "Off", usd(amount), user_id, self.shop.clock.now())
        self.undelivered.append(claim)


def test_an_offer_is_sold_with_once_until_the_platform_has_that_sale() -> None:
    """The platform lists it still: it has not heard of the sale that took it."""
    counter = Counter(rules=OfflineRules(True, usd("30.00"), usd("50.00")))
    for places in (counter.undelivered, counter.suspended):
        claim = OfflineClaim("lane-1-0", "uo-1", "Off", usd("2.00"), "ava", counter.shop.clock.now())
        places.append(claim)

        assert counter.offers.open_to() == frozenset()
        with pytest.raises(NotAllowedNow, match="that the platform does not have yet was sold with this offer"):
            counter.offers.claim("uo-1")
        places.clear()
        assert counter.offers.open_to() == {"uo-1"}


def test_an_offer_of_the_last_wallet_is_sold_with_and_marked() -> None:
    counter = Counter()
    claimed = counter.offers.claim("uo-1")

    assert (claimed.status, claimed.received) == (DiscountStatus.OFFLINE, "{} OFFLINE 0")
    assert counter.shop.desk.open_sale().totals.discount == usd("2.00")
    assert claimed_offline(counter.shop.desk.basket) == [claimed]
    counter.offers.refuse_stale()
    take_off(counter.shop.desk.open_sale(), [claimed], counter.shop.selling.opening)
    assert claimed_offline(counter.shop.desk.basket) == []


def test_without_a_managers_word_nothing_is_claimed() -> None:
    counter = Counter()
    counter.shop.desk.approver = replace(BOSS, role=Role.SUPERVISOR)

    with pytest.raises(ApprovalNeeded, match="manager"):
        counter.offers.claim("uo-1")
    assert counter.shop.desk.open_sale().discounts == ()


@pytest.mark.parametrize(("user_id", "words"), [(None, "one member"), ("somebody", "in all")])
def test_what_is_outstanding_counts_towards_the_limits(user_id: str | None, words: str) -> None:
    counter = Counter()
    counter.claimed_before("1.50" if user_id is None else "4.00", user_id)

    with pytest.raises(NotAllowedNow, match=words):
        counter.offers.claim("uo-1")


def test_what_a_suspended_sale_was_given_counts_towards_the_limits() -> None:
    counter = Counter()
    counter.claimed_before("1.50", None)
    counter.suspended, counter.undelivered = counter.undelivered, []

    with pytest.raises(NotAllowedNow, match="one member"):
        counter.offers.claim("uo-1")


def test_an_offer_that_nobody_said_the_worth_of_is_not_claimed() -> None:
    counter = Counter()
    counter.listed = replace(counter.listed, amount=usd("0.00"), is_worth_told=False)
    counter.look_up()

    assert counter.offers.open_to() == frozenset()
    with pytest.raises(NotAllowedNow, match="was not told"):
        counter.offers.claim("uo-1")


def test_where_the_shop_does_not_want_it_or_the_platform_answers_nothing_is_claimed() -> None:
    off = Counter(rules=OfflineRules(False, usd("3.00"), usd("5.00")))
    with pytest.raises(NotAllowedNow, match="not used"):
        off.offers.claim("uo-1")
    with pytest.raises(NotAllowedNow, match="can be asked"):
        Counter(is_online=True).offers.claim("uo-1")


def test_what_was_told_for_other_items_is_not_claimed_and_goes_when_the_items_change() -> None:
    counter = Counter()
    counter.offers.claim("uo-1")
    counter.shop.selling.add_item("muffin")

    with pytest.raises(NotAllowedNow, match="taken off"):
        counter.offers.refuse_stale()
    assert counter.shop.desk.open_sale().discounts == ()
    counter.offers.refuse_stale()
    with pytest.raises(NotAllowedNow, match="was not told"):
        counter.offers.claim("uo-1")


def test_what_stood_on_another_discount_goes_when_that_one_goes() -> None:
    """A tenth of what the first one leaves is another tenth without it."""
    counter = Counter()
    basket = counter.shop.desk.open_sale()
    first = replace(counter.listed, reference_id="uo-0", amount=usd("1.00"))
    basket.put_discounts((first,))
    counter.listed = replace(counter.listed, stack_order=1)
    counter.shop.desk.visit = Visit(
        Member("ava"),
        counter.shop.clock.now(),
        {"uo-1": counter.listed},
        {"uo-1": counter.listed},
        cart_print(basket, basket.discounts),
    )
    counter.offers.claim("uo-1")
    counter.offers.refuse_stale()

    basket.put_discounts(tuple(each for each in basket.discounts if each is not first))

    with pytest.raises(NotAllowedNow, match="taken off"):
        counter.offers.refuse_stale()
    assert basket.discounts == ()


def test_an_approval_is_taken_from_somebody_who_may_and_spent_once() -> None:
    shop = Shop().signed_on()
    approving = shop.approving
    today = shop.tilling.today()

    with pytest.raises(WrongPin):
        approving.approve("17", "9999", today)
    with pytest.raises(ApprovalNeeded, match="may not approve"):
        approving.approve("17", "2468", today)
    assert not shop.desk.approver
    shop.staff.people["17"] = replace(ANA, role=Role.SUPERVISOR)
    approver = approving.approve("17", "2468", today)
    assert (shop.desk.approver, approver.role) == (approver, Role.SUPERVISOR)
    approving.spend()
    assert not shop.desk.approver
