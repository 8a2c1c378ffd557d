"""Codes that no product has: a member's card or an offer's code, asked of a platform that answers as told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.application.asking import fetched
from pos_terminal.application.membercodes import MemberCodeRules, MemberCodes
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.code_range import ranges
from pos_terminal.domain.errors import (
    NoMember,
    NotAllowedNow,
    PlatformRefused,
    PlatformUnreachable,
    Refused,
    UnknownBarcode,
)
from pos_terminal.domain.member import KeyKind, LookupKey, Member, SeveralMembers
from tests.adapters.sqlite.ended import voided
from tests.adapters.sqlite.loyal_till import OFFER, LoyalTill
from tests.application.fakes import offered
from tests.newdatabase import laid_down

CARD = "7000-0011"
CODE = "AB-424242"
PRODUCT = "4006381333931"
DONE = Reply(Outcome.DONE)
LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE, text="No answer.")
NO_SUCH_CODE = Reply(Outcome.REJECTED, code="CODE_NOT_FOUND", text="This code is not known.")
EXPIRED = Reply(Outcome.REJECTED, code="CODE_EXPIRED", text="This code has expired.")
AVA = Member("member-1", offers=())


@pytest.fixture
def till(tmp_path: Path) -> Iterator[LoyalTill]:
    with open_database(laid_down(tmp_path / "till" / "terminal.db")) as database:
        till = LoyalTill(database)
        till.ring_up()
        yield till


def scan(codes: MemberCodes, code: str) -> None:
    """Do all that finding out about a code takes."""
    following = fetched(codes.ask(code))
    while following is not None:
        following = fetched(following)


def keys(till: LoyalTill) -> list[LookupKey]:
    return [key for _, key, _ in till.offers.asked]


def test_a_card_attaches_its_member_and_no_offer_is_asked_for(till: LoyalTill) -> None:
    till.offers.lookups = [(DONE, (AVA,))]

    scan(till.codes(), CARD)

    assert till.desk.open_sale().member == Attribution("member-1")
    assert keys(till)[0] == LookupKey(KeyKind.EXTERNAL_CUSTOMER_ID, CARD)
    assert till.offers.sent == []


def test_a_card_that_nobody_has_may_be_an_offers_code(till: LoyalTill) -> None:
    scan(till.codes(), CODE)

    assert keys(till) == [LookupKey(KeyKind.EXTERNAL_CUSTOMER_ID, CODE)]
    assert till.discounts == [(f"uo-of-{CODE}", 50)]
    assert till.desk.open_sale().member == Attribution("member-1")


def test_a_code_that_is_neither_is_an_unknown_barcode(till: LoyalTill) -> None:
    till.offers.answers = [NO_SUCH_CODE]

    with pytest.raises(UnknownBarcode, match=CODE):
        scan(till.codes(), CODE)

    assert till.discounts == []
    assert till.states == ["refused"]


def test_without_a_sale_a_card_that_nobody_has_is_unknown_and_opens_none(till: LoyalTill) -> None:
    till.desk.basket = None

    with pytest.raises(UnknownBarcode):
        scan(till.codes(), CODE)

    assert till.desk.basket is None
    assert till.offers.sent == []


def test_without_a_sale_a_card_starts_one(till: LoyalTill) -> None:
    till.end(voided(till.desk.open_sale()))
    till.offers.lookups = [(DONE, (AVA,))]

    scan(till.codes(), CARD)

    assert till.desk.open_sale().member == Attribution("member-1")


@pytest.mark.parametrize(
    ("reply", "members", "error"),
    [
        (DONE, (AVA, Member("ben")), SeveralMembers),
        (Reply(Outcome.REJECTED, code="ACCESS"), (), PlatformRefused),
        (LOST, (), UnknownBarcode),
        (Reply(Outcome.AUTH), (), UnknownBarcode),
    ],
)
def test_only_a_clear_nobody_leads_on_to_offers(
    till: LoyalTill, reply: Reply, members: tuple[Member, ...], error: type[Refused]
) -> None:
    till.offers.lookups = [(reply, members)]

    with pytest.raises(error) as told:
        scan(till.codes(), CODE)

    assert type(told.value) is error
    assert till.offers.sent == []


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [(EXPIRED, PlatformRefused, "has expired"), (LOST, PlatformUnreachable, "has not said yet")],
)
def test_an_offers_code_that_is_not_to_be_had_says_why(
    till: LoyalTill, reply: Reply, error: type[Refused], words: str
) -> None:
    till.offers.answers = [reply]

    with pytest.raises(error, match=words):
        scan(till.codes(), CODE)

    assert till.discounts == []


def test_a_number_with_a_products_check_digit_is_a_product_and_nobody_is_asked(till: LoyalTill) -> None:
    with pytest.raises(UnknownBarcode, match=PRODUCT):
        till.codes().ask(PRODUCT)

    assert (till.offers.asked, till.offers.sent) == ([], [])


def test_while_the_platform_does_not_answer_nobody_is_asked_about_a_code_that_may_be_anything(till: LoyalTill) -> None:
    till.is_online = False

    with pytest.raises(UnknownBarcode):
        till.codes().ask(CODE)

    assert till.offers.asked == []


def test_the_same_code_within_two_seconds_is_one_question(till: LoyalTill) -> None:
    codes = till.codes()
    till.offers.lookups = [(DONE, (AVA,))] * 2
    scan(codes, CARD)
    asked = len(till.offers.asked)

    till.clock.forward(1.9)
    with pytest.raises(NotAllowedNow, match="a moment ago"):
        codes.ask(CARD)
    assert len(till.offers.asked) == asked

    till.offers.lookups = [(DONE, (AVA,))] * 2
    till.clock.forward(2.0)
    scan(codes, CARD)
    assert len(till.offers.asked) == 2 * asked


def test_another_code_is_asked_for_at_once(till: LoyalTill) -> None:
    codes = till.codes()
    till.offers.lookups = [(DONE, (AVA,)), (DONE, (AVA,))]
    scan(codes, CARD)

    scan(codes, CODE)

    assert till.discounts == [(f"uo-of-{CODE}", 50)]


@pytest.mark.parametrize("code", [PRODUCT, "unknown"])
def test_a_product_that_is_not_in_the_catalog_is_unknown_however_often_it_is_read(till: LoyalTill, code: str) -> None:
    codes = till.codes(MemberCodeRules(cards=ranges(["7000"]), offers=ranges(["AB"])))

    for _ in range(2):
        with pytest.raises(UnknownBarcode):
            codes.ask(code)


def test_a_code_that_begins_as_an_offer_is_not_looked_up_as_a_card(till: LoyalTill) -> None:
    scan(till.codes(MemberCodeRules(offers=ranges(["AB"]))), CODE)

    assert till.offers.asked == []
    assert till.discounts == [(f"uo-of-{CODE}", 50)]


def test_a_named_offer_code_that_the_platform_does_not_know_is_told_as_such(till: LoyalTill) -> None:
    till.offers.answers = [NO_SUCH_CODE]

    with pytest.raises(PlatformRefused, match="not known"):
        scan(till.codes(MemberCodeRules(offers=ranges(["AB"]))), CODE)


def test_a_card_by_its_beginning_is_asked_for_whatever_its_check_digit_and_however_the_link_is(till: LoyalTill) -> None:
    till.is_online = False
    till.offers.lookups = [(DONE, (AVA,))]

    scan(till.codes(MemberCodeRules(cards=ranges(["4006"]))), PRODUCT)

    assert till.desk.open_sale().member == Attribution("member-1")


@pytest.mark.parametrize(("reply", "error"), [(DONE, NoMember), (LOST, PlatformUnreachable)])
def test_a_card_by_its_beginning_is_no_offer(till: LoyalTill, reply: Reply, error: type[Refused]) -> None:
    till.offers.lookups = [(reply, ())]

    with pytest.raises(error):
        scan(till.codes(MemberCodeRules(cards=ranges(["7000"]))), CARD)
    assert till.offers.sent == []


def test_where_cards_have_a_beginning_other_codes_are_products(till: LoyalTill) -> None:
    with pytest.raises(UnknownBarcode):
        till.codes(MemberCodeRules(cards=ranges(["7000"]))).ask(CODE)

    assert till.offers.asked == []


def test_once_money_was_taken_a_code_does_not_change_whose_sale_it_is(till: LoyalTill) -> None:
    till.pay("1.00")

    with pytest.raises(NotAllowedNow, match="Remove the tenders first"):
        scan(till.codes(), CODE)

    assert (till.offers.asked, till.discounts) == ([], [])


def test_once_money_was_taken_a_code_of_the_members_is_asked_for_as_an_offer_alone(till: LoyalTill) -> None:
    till.desk.open_sale().member = Attribution("member-1")
    till.pay("1.00")

    scan(till.codes(), CODE)

    assert till.offers.asked == []
    assert till.discounts == [(f"uo-of-{CODE}", 50)]


def test_money_taken_while_the_card_is_asked_for_leaves_the_sale_as_it_is(till: LoyalTill) -> None:
    till.offers.lookups = [(DONE, (AVA,))] * 2
    land = till.codes().ask(CARD)()
    till.pay("1.00")

    with pytest.raises(NotAllowedNow):
        land()

    assert till.desk.open_sale().member is None


def test_a_card_of_a_range_is_a_card_also_once_money_was_taken_and_is_claimed_as_no_offer(till: LoyalTill) -> None:
    till.desk.open_sale().member = Attribution("member-1")
    till.pay("1.00")

    with pytest.raises(NotAllowedNow, match="Remove the tenders"):
        scan(till.codes(MemberCodeRules(cards=ranges(["7000/9"]))), CARD)

    assert (till.offers.asked, till.offers.sent) == ([], [])


def test_a_code_of_another_length_than_the_shops_cards_is_none_of_them(till: LoyalTill) -> None:
    codes = till.codes(MemberCodeRules(cards=ranges(["7000/12-16"]), offers=ranges(["7000/9"])))
    scan(codes, CARD)
    assert till.offers.asked == []
    with pytest.raises(UnknownBarcode):
        codes.ask("7000-00112")


def test_an_operators_badge_is_no_card_and_the_platform_is_not_asked_about_it(till: LoyalTill) -> None:
    till.badges = {"WK-90210"}

    with pytest.raises(NotAllowedNow, match="badge"):
        till.codes().ask("WK-90210")
    with pytest.raises(NotAllowedNow, match="badge"):
        till.membership.look_up(LookupKey(KeyKind.EXTERNAL_CUSTOMER_ID, "WK-90210"))

    assert (till.offers.asked, till.offers.sent) == ([], [])


def test_two_codes_read_by_turns_count_once_each(till: LoyalTill) -> None:
    codes = till.codes(MemberCodeRules(offers=ranges(["AB", "CD"])))
    scan(codes, "AB-1")
    scan(codes, "CD-1")

    for code in ("AB-1", "CD-1"):
        till.clock.forward(0.1)
        with pytest.raises(NotAllowedNow, match="a moment ago"):
            codes.ask(code)

    assert [name for name, _ in till.discounts] == ["uo-of-AB-1", "uo-of-CD-1"]


@pytest.mark.parametrize("code", ["x" * 255, "x" * 10_000, "a\x1db", "tab\there", "\u202eabc"])
def test_what_can_be_no_card_is_an_unknown_barcode(till: LoyalTill, code: str) -> None:
    with pytest.raises(UnknownBarcode):
        scan(till.codes(), code)

    assert (till.offers.asked, till.offers.sent) == ([], [])


def test_what_is_too_long_for_an_offers_code_is_asked_for_as_a_card_alone(till: LoyalTill) -> None:
    with pytest.raises(UnknownBarcode):
        scan(till.codes(), "x" * 201)

    assert len(till.offers.asked) == 1
    assert till.offers.sent == []


def test_a_code_for_an_offer_that_is_on_the_sale_changes_nothing(till: LoyalTill) -> None:
    codes = till.codes()
    scan(codes, CODE)
    till.offers.discounts["another"] = till.desk.open_sale().discounts[0]

    with pytest.raises(PlatformRefused, match="on the sale already"):
        scan(codes, "another")

    assert till.discounts == [(f"uo-of-{CODE}", 50)]


def test_what_an_offers_code_is_worth_comes_from_the_platform_alone(till: LoyalTill) -> None:
    till.offers.discounts[CODE] = offered(OFFER, 120)

    scan(till.codes(), CODE)

    assert till.discounts == [("uo-1", 120)]
