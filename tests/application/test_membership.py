"""Whose sale it is: asked of a platform that answers what it is told to, while the desk goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from pos_terminal.application.asking import Asker, fetched
from pos_terminal.application.checkout import CheckoutRules, TenderExtras
from pos_terminal.application.membership import MemberPorts, Membership
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.discount import Discount, DiscountedLine
from pos_terminal.domain.errors import (
    NoMember,
    NotAllowedNow,
    NotSignedOn,
    PlatformRefused,
    PlatformUnreachable,
    Refused,
)
from pos_terminal.domain.member import KeyKind, LookupKey, Member, SeveralMembers
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.transaction import ReceiptCodeRule
from pos_terminal.wording.message import Message
from tests.application.desk_of import TENDERS, Shop
from tests.application.fakes import DiskFull, FakeLoyalty, offered, usd
from tests.claiming import one_try

DONE = Reply(Outcome.DONE)
LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE, text="No answer.")
PHONE = LookupKey.of({KeyKind.PHONE: "555 010 0001"})
EMAIL = LookupKey.of({KeyKind.EMAIL: "ava@example.com"})
BY_ID = LookupKey(KeyKind.USER_ID, "ava")


def offer(code: str, minor: int = 100) -> Discount:
    return offered(OfferCode(code, OfferCodeType.USER_OFFER_ID), minor)


def member(user_id: str = "ava", *offers: str, known: bool = True) -> Member:
    listed = tuple(offer(each) for each in offers) if known else None
    return Member(user_id, first_name=user_id.title(), last_name="Martin", points=Decimal(420), offers=listed)


AVA, BEN = member("ava", "uo-1", "uo-2"), member("ben")


@dataclass
class Club:
    """A shop that looks members up. ``let_go`` notes whose offers went back, and what the sale was then."""

    shop: Shop = field(default_factory=Shop)
    loyalty: FakeLoyalty = field(default_factory=FakeLoyalty)
    offline: KeyKind | None = None
    asker: Asker | None = None
    let_go: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = self.shop.signed_on().desk
        asker = self.asker or one_try(self.shop.clock)
        ports = MemberPorts(self.loyalty, self.shop.ids, asker, self.shop.selling.opening, self._gone)
        self.membership = Membership(self.desk, ports, self.shop.tilling, self.offline)

    def _gone(self) -> None:
        self.let_go.append(self.attributed.user_id if self.attributed else None)

    def tells(self, *members: Member, reply: Reply = DONE) -> "Club":
        """What the platform answers next."""
        self.loyalty.lookups.append((reply, members))
        return self

    def find(self, key: LookupKey = PHONE, *, additional: bool = False) -> Attribution:
        return fetched(self.membership.look_up(key, additional=additional))

    def with_ava(self, *items: str) -> "Club":
        """A sale of these items, with the member on it, who was told of once."""
        self.shop.with_items(*items)
        self.tells(AVA).tells(AVA)
        self.find()
        self.loyalty.asked.clear()
        self.loyalty.lookups.clear()
        return self

    def refresh(self) -> bool:
        """Whether there was something to ask about the offers."""
        errand = self.membership.refresh()
        if errand is not None:
            fetched(errand)
        return errand is not None

    @property
    def attributed(self) -> Attribution | None:
        return self.desk.basket.member if self.desk.basket else None

    @property
    def beside(self) -> Attribution | None:
        return self.sale.additional

    @property
    def sale(self) -> Basket:
        assert self.desk.basket is not None
        return self.desk.basket

    @property
    def asked(self) -> list[tuple[LookupKey, bool]]:
        """By what was looked up, and whether with the cart."""
        return [(key, cart is not None) for _, key, cart in self.loyalty.asked]


def test_a_member_is_found_by_one_identifier_and_starts_a_sale() -> None:
    club = Club().tells(AVA)

    assert club.find() == Attribution("ava")

    assert club.asked == [(PHONE, False)]
    assert club.sale.lines == {}
    assert club.shop.baskets.stored is not None
    assert club.shop.baskets.stored.member == Attribution("ava")
    assert club.desk.visit is not None
    assert club.desk.visit.member is AVA


def test_with_items_the_cart_goes_along_and_the_whole_wallet_is_asked_beside_it() -> None:
    club = Club().tells(member("ava", "uo-1")).tells(AVA)
    club.shop.with_items("latte")

    club.find()

    assert club.asked == [(PHONE, True), (BY_ID, False)]
    cart = club.loyalty.asked[0][2]
    assert cart is not None
    assert (cart.is_closed, [each.line.item_id for each in cart.lines]) == (False, ["latte"])
    assert club.desk.visit is not None
    assert list(club.desk.visit.fitting or ()) == ["uo-1"]
    assert sorted(club.desk.visit.wallet) == ["uo-1", "uo-2"]
    assert len({request_id for request_id, _, _ in club.loyalty.asked}) == 2


def test_one_who_is_told_of_in_part_is_looked_up_again_by_user_id() -> None:
    club = Club().tells(member("ava", known=False)).tells(AVA)

    club.find()

    assert club.asked == [(PHONE, False), (BY_ID, False)]
    assert club.desk.visit is not None
    assert club.desk.visit.knows_offers


def test_one_who_stays_told_of_in_part_is_attached_and_their_offers_are_not_known() -> None:
    club = Club().tells(member("ava", known=False)).tells(member("ava", known=False))

    assert club.find() == Attribution("ava")

    assert len(club.asked) == 2
    assert club.desk.visit is not None
    assert not club.desk.visit.knows_offers


def test_whoever_comes_for_a_user_id_is_not_asked_about_twice() -> None:
    club = Club().tells(member("ava", known=False))

    club.find(BY_ID)

    assert club.asked == [(BY_ID, False)]


@pytest.mark.parametrize("second", [(LOST, ()), (DONE, (BEN,)), (DONE, ()), (Reply(Outcome.REJECTED), ())])
def test_an_answer_about_somebody_else_adds_nothing(second: tuple[Reply, Sequence[Member]]) -> None:
    club = Club().tells(member("ava", known=False)).tells(*second[1], reply=second[0])

    assert club.find() == Attribution("ava")

    assert club.desk.visit is not None
    assert club.desk.visit.member.user_reference_id == "ava"
    assert not club.desk.visit.wallet


def test_a_worth_that_cannot_be_meant_for_the_sale_is_not_taken_for_one() -> None:
    elsewhere = replace(offer("uo-3"), lines=(DiscountedLine("77"),))
    told = replace(AVA, offers=(offer("uo-1", 450), offer("uo-2", 451), elsewhere))
    club = Club()
    club.shop.with_items("latte")
    club.tells(told).tells(told)
    club.find()

    visit = club.desk.visit
    assert visit is not None
    assert visit.unfit == {"uo-2", "uo-3"}


def test_of_the_offers_that_cannot_be_read_those_of_the_whole_wallet_are_counted() -> None:
    club = Club()
    club.shop.with_items("latte")
    club.tells(replace(AVA, unreadable_offers=1)).tells(replace(AVA, unreadable_offers=2))
    club.find()

    visit = club.desk.visit
    assert visit is not None
    assert visit.unreadable == 2
    club.shop.with_items("muffin")
    club.tells(AVA)
    assert club.refresh()
    assert club.desk.visit is not visit
    assert club.desk.visit is not None
    assert club.desk.visit.unreadable == 2, "those of the whole wallet are still there"


def test_a_wallet_of_somebody_else_is_not_taken_for_the_members() -> None:
    club = Club().tells(member("ava", "uo-1")).tells(member("ben", "uo-9"))
    club.shop.with_items("latte")

    club.find()

    assert club.desk.visit is not None
    assert list(club.desk.visit.wallet) == ["uo-1"]


TOLD: list[tuple[Reply, tuple[Member, ...], type[Refused], str]] = [
    (DONE, (), NoMember, "No member has this phone number"),
    (Reply(Outcome.REJECTED, code="user_not_found"), (), NoMember, "No member"),
    (Reply(Outcome.REJECTED, code="USER-NOT-FOUND"), (), NoMember, "No member"),
    (Reply(Outcome.REJECTED, code="whatever", http_status=404), (), NoMember, "No member"),
    (DONE, (AVA, BEN), SeveralMembers, "More than one member has this phone number"),
    (Reply(Outcome.REJECTED, code="MULTIPLE_USERS"), (), SeveralMembers, "another identifier"),
    (Reply(Outcome.REJECTED, code="X", text="More than one user matches"), (), SeveralMembers, "another identifier"),
    (Reply(Outcome.REJECTED, code="ACCESS", text="Not here."), (), PlatformRefused, "does not tell .* Not here"),
    (LOST, (), PlatformUnreachable, "Go on selling"),
    (Reply(Outcome.AUTH), (), PlatformUnreachable, "key and secret"),
    (Reply(Outcome.SETUP), (), PlatformUnreachable, "address"),
    (Reply(Outcome.SECURITY), (), PlatformUnreachable, "cannot prove"),
]


@pytest.mark.parametrize(("reply", "members", "error", "words"), TOLD)
def test_whatever_keeps_a_member_from_being_found_has_words_of_its_own(
    reply: Reply, members: tuple[Member, ...], error: type[Refused], words: str
) -> None:
    club = Club().tells(*members, reply=reply)
    club.shop.with_items("latte")
    saved = club.shop.baskets.saves

    with pytest.raises(error, match=words) as told:
        club.find()

    assert type(told.value) is error
    assert (club.attributed, club.shop.baskets.saves) == (None, saved)


def test_of_several_none_is_picked_and_all_are_named() -> None:
    club = Club().tells(AVA, BEN)

    with pytest.raises(SeveralMembers) as several:
        club.find()

    assert several.value.members == (AVA, BEN)
    assert club.desk.basket is None


def test_only_the_last_question_counts() -> None:
    club = Club().tells(AVA).tells(BEN)
    first, second = club.membership.look_up(PHONE), club.membership.look_up(EMAIL)
    land_first, land_second = first(), second()

    land_second()
    with pytest.raises(NotAllowedNow, match="too late"):
        land_first()

    assert club.attributed == Attribution("ben")


def test_once_money_was_taken_a_new_start_asks_who_the_member_is_and_nothing_of_the_offers() -> None:
    club = Club().with_ava("latte")
    paid_something(club)
    assert club.membership.refresh() is None, "it is known who they are"
    forgotten(club)

    club.tells(AVA)
    assert club.refresh()

    assert club.asked == [(BY_ID, False)]
    assert club.desk.visit is not None
    assert (club.desk.visit.member, club.desk.visit.asked_for) == (AVA, None)
    assert not club.refresh()
    assert club.sale.payments


def test_a_question_that_nobody_waits_for_any_more_attaches_nobody() -> None:
    club = Club().tells(AVA)
    land = club.membership.look_up(PHONE)()
    club.membership.forget_question()

    with pytest.raises(NotAllowedNow, match="too late"):
        land()
    assert club.attributed is None


def sell(club: Club) -> None:
    club.shop.checkout.tender("Cash")
    club.shop.checkout.complete()


def sold_another(club: Club) -> None:
    """The sale that was asked for is over, and the next shopper's is open."""
    sell(club)
    club.shop.with_items("muffin")


def paid_something(club: Club) -> None:
    club.shop.checkout.tender("Cash", usd("1.00"))


def forgotten(club: Club) -> None:
    club.desk.visit = None


def removed(club: Club) -> None:
    club.sale.member = Attribution("ben")
    club.membership.remove()


def left(club: Club) -> None:
    club.shop.signing.sign_off()


@pytest.mark.parametrize("meanwhile", [sold_another, paid_something, removed, left])
@pytest.mark.parametrize("is_begun", [True, False])
def test_an_answer_that_comes_late_attaches_nobody(meanwhile: Callable[[Club], None], *, is_begun: bool) -> None:
    club = Club().tells(AVA).tells(AVA)
    if is_begun:
        club.shop.with_items("latte")
    land = club.membership.look_up(PHONE)()
    if not is_begun:
        club.shop.with_items("latte")
    meanwhile(club)

    with pytest.raises((NotAllowedNow, NotSignedOn)):
        land()

    assert club.attributed is None


def test_an_answer_that_comes_when_the_sale_is_over_opens_none() -> None:
    club = Club().tells(AVA).tells(AVA)
    club.shop.with_items("latte")
    land = club.membership.look_up(PHONE)()
    sell(club)

    with pytest.raises(NotAllowedNow, match="too late"):
        land()
    assert club.desk.basket is None


def test_a_question_asked_before_the_first_item_counts_for_the_sale_that_it_starts() -> None:
    club = Club().tells(AVA)
    land = club.membership.look_up(PHONE)()
    club.shop.with_items("latte")

    land()

    assert club.attributed == Attribution("ava")


def test_once_money_was_taken_nobody_is_looked_up_or_removed() -> None:
    club = Club().with_ava("latte")
    paid_something(club)

    for step in (club.find, club.membership.remove):
        with pytest.raises(NotAllowedNow, match="Money was taken"):
            step()
    assert club.attributed == Attribution("ava")
    assert club.let_go == []


def test_another_member_takes_the_place_of_one_whose_offers_all_went_back_first() -> None:
    club = Club().with_ava("latte").tells(BEN).tells(BEN)
    club.sale.additional = Attribution("cleo")

    club.find(EMAIL)

    assert club.let_go == ["ava"]
    assert (club.attributed, club.beside) == (Attribution("ben"), None)


def test_the_same_member_again_keeps_the_offers_that_are_claimed() -> None:
    club = Club().with_ava("latte").tells(AVA).tells(AVA)

    club.find(EMAIL)

    assert club.let_go == []


def test_a_member_who_cannot_be_found_leaves_the_one_who_is_there() -> None:
    club = Club().with_ava("latte").tells()

    with pytest.raises(NoMember):
        club.find(EMAIL)

    assert (club.attributed, club.let_go) == (Attribution("ava"), [])


def test_a_member_who_is_removed_takes_all_offers_along_first() -> None:
    club = Club().with_ava("latte")
    club.sale.additional = Attribution("cleo")

    club.membership.remove()

    assert club.let_go == ["ava"]
    assert (club.attributed, club.beside, club.desk.visit) == (None, None, None)
    assert club.shop.baskets.stored is not None
    assert club.shop.baskets.stored.member is None
    with pytest.raises(NotAllowedNow, match="no member"):
        club.membership.remove()


def test_somebody_else_is_rewarded_beside_the_member() -> None:
    club = Club().with_ava("latte").tells(BEN)

    assert club.find(EMAIL, additional=True) == Attribution("ben")

    assert (club.attributed, club.sale.additional) == (Attribution("ava"), Attribution("ben"))
    assert club.asked == [(EMAIL, False)]
    assert club.let_go == []
    payment = club.shop.checkout.tender("Cash")
    assert (payment.user_id, payment.additional_user_id) == ("ava", "ben")
    assert payment.additional_user_id_type == UserIdType.SESSIONM_ID


@pytest.mark.parametrize("is_begun", [True, False])
def test_nobody_is_rewarded_beside_a_member_who_is_not_there(*, is_begun: bool) -> None:
    club = Club()
    if is_begun:
        club.shop.with_items("latte")

    with pytest.raises(NotAllowedNow, match="own member"):
        club.find(additional=True)
    assert club.asked == []


def test_without_an_answer_the_configured_identifier_attributes_the_sale() -> None:
    club = Club(offline=KeyKind.PHONE).tells(reply=LOST)
    club.shop.with_items("latte")

    assert club.find() == Attribution("5550100001", UserIdType.PHONE)

    payment = club.shop.checkout.tender("Cash")
    assert (payment.user_id, payment.user_id_type) == ("5550100001", "Phone")
    assert club.desk.visit is None
    assert not club.refresh()


@pytest.mark.parametrize(
    ("key", "reply", "members"),
    [
        (EMAIL, LOST, ()),
        (PHONE, DONE, ()),
        (PHONE, DONE, (AVA, BEN)),
        (PHONE, Reply(Outcome.REJECTED, code="MULTIPLE_USERS"), ()),
        (PHONE, Reply(Outcome.REJECTED, code="ACCESS"), ()),
    ],
)
def test_another_identifier_or_an_answer_attributes_nothing_by_what_was_keyed(
    key: LookupKey, reply: Reply, members: tuple[Member, ...]
) -> None:
    club = Club(offline=KeyKind.PHONE).tells(*members, reply=reply)
    club.shop.with_items("latte")

    with pytest.raises(Refused):
        club.find(key)
    assert club.attributed is None


def test_a_keyed_member_is_replaced_by_the_one_whom_the_platform_knows() -> None:
    club = Club(offline=KeyKind.PHONE).tells(reply=LOST).tells(AVA).tells(AVA)
    club.shop.with_items("latte")
    club.find()

    club.find()

    assert club.attributed == Attribution("ava")


def test_offers_are_asked_for_once_a_change_of_the_cart() -> None:
    club = Club().with_ava("latte")
    assert not club.refresh()

    club.shop.with_items("muffin")
    club.tells(member("ava", "uo-2"))
    assert club.refresh()
    assert not club.refresh()

    assert club.asked == [(BY_ID, True)]
    assert club.desk.visit is not None
    assert list(club.desk.visit.fitting or ()) == ["uo-2"]
    assert sorted(club.desk.visit.wallet) == ["uo-1", "uo-2"]


def test_offers_are_never_asked_for_while_money_is_taken() -> None:
    club = Club().with_ava("latte")
    club.shop.with_items("muffin")
    paid_something(club)

    assert not club.refresh()


@pytest.mark.parametrize("answer", [(LOST, ()), (DONE, ()), (DONE, (BEN,)), (Reply(Outcome.REJECTED), ())])
def test_without_an_answer_about_the_member_what_was_known_stays(answer: tuple[Reply, Sequence[Member]]) -> None:
    club = Club().with_ava("latte")
    club.shop.with_items("muffin")
    before = club.desk.visit
    club.tells(*answer[1], reply=answer[0])

    assert club.refresh()

    assert club.desk.visit is before
    assert club.refresh()


def test_offers_for_a_sale_that_is_over_are_dropped() -> None:
    club = Club().with_ava("latte").tells(AVA)
    club.shop.with_items("muffin")
    errand = club.membership.refresh()
    assert errand is not None
    land = errand()
    sold_another(club)

    land()

    assert club.desk.visit is None


def test_offers_for_a_member_who_is_gone_are_dropped() -> None:
    club = Club().with_ava("latte").tells(AVA).tells(BEN).tells(BEN)
    club.shop.with_items("muffin")
    errand = club.membership.refresh()
    assert errand is not None
    land = errand()
    club.find(EMAIL)

    land()

    assert club.desk.visit is not None
    assert club.desk.visit.member == BEN


def test_the_reason_of_a_no_stays_until_the_cart_changes() -> None:
    club = Club().with_ava("latte")
    assert club.desk.visit is not None
    club.desk.visit.refusals["uo-1"] = Message("Only on Sundays.")
    club.tells(AVA)
    club.shop.with_items("muffin")

    club.refresh()

    assert club.desk.visit.refusals == {}


def test_after_a_restart_the_member_of_the_sale_is_asked_about_anew() -> None:
    club = Club().with_ava("latte").tells(AVA).tells(AVA)
    club.desk.visit = None

    assert club.refresh()

    assert club.asked == [(BY_ID, True), (BY_ID, False)]
    assert club.desk.visit is not None


def test_what_cannot_be_stored_attaches_nobody() -> None:
    club = Club().tells(AVA).tells(AVA)
    club.shop.with_items("latte")
    land = club.membership.look_up(PHONE)()
    club.shop.baskets.full = True

    with pytest.raises(DiskFull):
        land()

    assert club.attributed is None
    assert club.desk.visit is None


@pytest.mark.parametrize(
    ("on_all", "told", "attributed"),
    [
        (True, (None, None), ["ava", "ava"]),
        (False, (None, None), ["ava", None]),
        (True, (None, False), ["ava", None]),
        (False, (False, True), [None, "ava"]),
    ],
)
def test_payments_are_the_members_as_the_shop_has_it_unless_somebody_says_who_pays(
    told: tuple[bool | None, bool | None], attributed: list[str | None], *, on_all: bool
) -> None:
    club = Club().with_ava("latte")
    checkout = club.shop.checkout_with(CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0", member_on_all=on_all))

    checkout.tender("Cash", usd("1.00"), TenderExtras(is_members=told[0]))
    checkout.tender("Credit Card", None, TenderExtras(is_members=told[1]))

    sold = checkout.complete()
    assert [each.user_id for each in sold.payments] == attributed
    assert [each.receipt_code is None for each in sold.payments] == [each is not None for each in attributed]
    assert sold.guest_receipt_code is None


def test_a_single_payment_of_a_member_has_no_code_anywhere() -> None:
    club = Club().with_ava("latte")

    sell(club)

    (record,) = club.shop.sales.records
    assert record.transaction.receipt_codes == ()
    assert record.transaction.payments[0].user_id_type == "SessionM_ID"


def test_who_somebody_is_stays_out_of_the_repr() -> None:
    assert "5550100001" not in repr(replace(Attribution.keyed(PHONE)))


def test_a_sales_own_member_is_not_rewarded_beside_themselves() -> None:
    club = Club().with_ava("latte").tells(AVA)

    with pytest.raises(NotAllowedNow, match="own member"):
        club.find(EMAIL, additional=True)

    assert club.sale.additional is None


@pytest.mark.parametrize("kind", [KeyKind.PHONE, KeyKind.USER_ID, KeyKind.EXTERNAL_CUSTOMER_ID])
def test_nobody_is_looked_up_by_a_payment_card(kind: KeyKind) -> None:
    club = Club()
    with pytest.raises(CardNumberRefused):
        club.membership.look_up(LookupKey.of({kind: "4111111111111111"}))
