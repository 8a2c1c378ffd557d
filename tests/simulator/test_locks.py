"""An offer's life: locked, released, consumed, given back; and what a closed transaction does to it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pos_terminal.simulator import Platform, SimulatorConfig
from pos_terminal.simulator.wallet import WalletOffer
from tests.simulator.till import AVA, MISAKI, TestClock, Till, Wire, WireObject, code_of, line, payment, sale

LATER = "2026-03-04T15:10:00.000Z"
OFFER = "uo-101"  # 2.00 off a coffee


def cart(transaction_id: str = "T-1", **more: Wire) -> WireObject:
    return sale(transaction_id, closed=False, **more)


def closed_with(discount: WireObject, transaction_id: str = "T-1", **more: Wire) -> WireObject:
    return sale(transaction_id, discounts=[discount], **more)


def state(till: Till, offer: str = OFFER) -> str:
    return str(till.platform.offers[offer].state)


def details(till: Till) -> str:
    return " | ".join(violation.detail for violation in till.platform.violations)


def test_a_lock_returns_the_whole_discount(till: Till) -> None:
    discount = till.lock(OFFER, cart())["payload"]

    assert discount == {
        "reference_id": OFFER,
        "reference_id_type": "UserOfferId",
        "pos_discount_id": None,
        "status": "LOCKED",
        "display_name": "$2 off a coffee",
        "image_url": None,
        "discounted_line_ids": ["1"],
        "discounted_line_id_quantities": ["1"],
        "discount_source": "SessionM",
        "amount": Decimal("2.00"),
        "stack_order": 0,
        "applied_time": "2026-03-04T15:00:00.000Z",
        "user_id": AVA,
    }
    assert state(till) == "LOCKED"


def test_closing_consumes_a_locked_offer(till: Till) -> None:
    discount = till.lock(OFFER, cart())["payload"]

    assert code_of(till.send(closed_with(discount))) == "OK"

    assert state(till) == "REDEEMED"
    assert till.platform.offers[OFFER].redemptions == 1
    assert till.platform.violations == []


def test_an_offer_is_locked_for_one_transaction_alone(till: Till) -> None:
    till.lock(OFFER, cart("T-1"))

    assert code_of(till.lock(OFFER, cart("T-2"))) == "OFFER_LOCKED"
    assert code_of(till.redeem(OFFER, cart("T-2"))) == "OFFER_LOCKED"
    assert till.platform.violations == []


def test_the_same_transaction_locks_again_with_a_new_amount(till: Till) -> None:
    half = "uo-401"
    first = till.lock(half, cart())["payload"]
    second = till.lock(half, cart(items=[line("1", "LATTE", "1", "4.50")], discounts=[]))["payload"]

    assert (first["amount"], second["amount"]) == (Decimal("1.63"), Decimal("2.25"))
    assert code_of(till.send(closed_with(second, items=[line("1", "LATTE", "1", "4.50")]))) == "OK"
    assert till.platform.violations == []


def test_a_lock_refused_on_a_changed_cart_is_still_held(till: Till) -> None:
    till.lock(OFFER, cart())

    assert code_of(till.lock(OFFER, cart(items=[line("1", "MUFFIN", "1", "3.25")]))) == "NOT_ELIGIBLE"
    assert state(till) == "LOCKED"
    assert code_of(till.give_back("unlock", OFFER)) == "OK"
    assert state(till) == "ISSUED"


def test_a_second_offer_stacks_on_the_first(till: Till) -> None:
    first = till.lock(OFFER, cart())["payload"]

    second = till.lock("uo-102", cart(discounts=[first]))["payload"]

    assert second["stack_order"] == 1
    assert second["amount"] == Decimal("1.15")  # 10 % of 13.45 - 2.00
    assert code_of(till.send(sale(discounts=[first, second]))) == "OK"
    assert till.platform.violations == []


@pytest.mark.parametrize(
    ("offer", "code"), [("uo-104", "OFFER_EXPIRED"), ("uo-103", "NOT_ELIGIBLE"), ("uo-999", "OFFER_NOT_FOUND")]
)
def test_an_offer_that_cannot_be_used_is_refused(till: Till, offer: str, code: str) -> None:
    assert code_of(till.lock(offer, cart())) == code
    assert till.platform.violations == []


def test_a_closed_transaction_cannot_lock(till: Till) -> None:
    assert code_of(till.lock(OFFER, sale())) == "VALIDATION"


def test_a_code_stands_for_an_offer_until_it_expires(till: Till, clock: TestClock) -> None:
    till.platform.issue_ttl_code("777", OFFER, seconds=60)

    assert till.lock("777", cart(), "TTLCode")["payload"]["reference_id"] == OFFER
    assert code_of(till.lock("131313", cart(), "TTLCode")) == "CODE_EXPIRED"
    assert code_of(till.lock("000000", cart(), "TTLCode")) == "CODE_NOT_FOUND"
    clock.advance(60)
    assert code_of(till.lock("777", cart(), "TTLCode")) == "CODE_EXPIRED"


def test_a_lock_ends_by_itself_where_the_platform_says_so(clock: TestClock) -> None:
    till = Till(Platform(SimulatorConfig(lock_seconds=600), clock=clock))
    till.lock(OFFER, cart("T-1"))
    clock.advance(599)
    assert code_of(till.lock(OFFER, cart("T-2"))) == "OFFER_LOCKED"
    clock.advance(1)
    assert code_of(till.lock(OFFER, cart("T-2"))) == "OK"


def test_only_a_locked_offer_is_unlocked_and_only_a_redeemed_one_reinstated(till: Till) -> None:
    assert code_of(till.give_back("unlock", OFFER)) == "NOT_LOCKED"
    assert code_of(till.give_back("reinstate", OFFER)) == "NOT_REDEEMED"
    till.redeem(OFFER, cart())
    assert code_of(till.give_back("unlock", OFFER)) == "NOT_LOCKED"
    assert code_of(till.give_back("reinstate", OFFER)) == "OK"
    assert till.platform.offers[OFFER].history == ["REDEEM T-1", "REINSTATE 17"]
    assert till.platform.offers[OFFER].redemptions == 0


def test_an_offer_redeemed_at_once_is_used(till: Till) -> None:
    discount = till.redeem(OFFER, cart())["payload"]

    assert discount["status"] == "REDEEMED"
    assert code_of(till.redeem(OFFER, cart())) == "OFFER_USED"
    assert code_of(till.send(closed_with(discount))) == "OK"
    assert till.platform.offers[OFFER].redemptions == 1
    assert till.platform.violations == []


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({"display_name": "2 off"}, "display_name"),
        ({"discounted_line_id_quantities": ["2"]}, "discounted_line_id_quantities"),
        ({"user_id": None}, "user_id"),
        ({"applied_time": LATER}, "applied_time"),
    ],
)
def test_a_discount_that_does_not_come_back_as_given_is_noticed(till: Till, changes: WireObject, seen: str) -> None:
    discount = till.lock(OFFER, cart())["payload"]

    till.send(closed_with(discount | changes))

    assert f"differs from what was given out: {seen}" in details(till)


def test_an_unknown_key_has_to_come_back(till: Till) -> None:
    discount = till.lock("uo-203", cart())["payload"]
    assert discount["campaign_code"] == "BD-20"
    echoed = closed_with(discount | {"pos_discount_id": "ours"})
    dropped = {name: value for name, value in discount.items() if name != "campaign_code"}

    assert code_of(till.send(echoed)) == "OK"
    assert till.platform.violations == []
    till.platform.reset()
    till.lock("uo-203", cart())
    till.send(closed_with(dropped))
    assert "campaign_code" in details(till)


@pytest.mark.parametrize("status", ["LOCKED", "REDEEMED"])
def test_a_claim_without_a_lock_fails_in_silence_and_is_noticed(till: Till, status: str) -> None:
    discount = till.lock(OFFER, cart())["payload"] | {"status": status}
    till.give_back("unlock", OFFER)

    assert code_of(till.send(closed_with(discount))) == "OK"

    assert state(till) == "ISSUED"
    assert OFFER in details(till)


def test_offline_takes_the_offer_out_of_the_wallet_unchecked(till: Till) -> None:
    discount = till.lock(OFFER, cart("T-0"))["payload"] | {"status": "OFFLINE"}
    till.give_back("unlock", OFFER)

    till.send(closed_with(discount, "T-1"))
    till.send(closed_with(discount, "T-2"))

    assert till.platform.offers[OFFER].transaction_id == "T-1"
    assert till.platform.offers[OFFER].redemptions == 1
    assert [failure.detail for failure in till.platform.silent_failures] == ["T-2: offer uo-101 was not consumed"]
    assert till.platform.violations == []


def test_offline_fails_in_silence_while_another_transaction_holds_the_lock(till: Till) -> None:
    discount = till.lock(OFFER, cart("T-0"))["payload"] | {"status": "OFFLINE"}

    till.send(closed_with(discount, "T-1"))

    assert state(till) == "LOCKED"
    assert len(till.platform.silent_failures) == 1


def test_voiding_a_closed_sale_takes_its_points_and_keeps_the_offer_used(till: Till) -> None:
    discount = till.lock(OFFER, cart())["payload"]
    member = {"user_id": AVA, "user_id_type": "SessionM_ID"}
    sold = closed_with(discount, payments=[payment("12.37", **member)])
    till.send(sold)
    assert till.platform.members[AVA].points == 439

    till.send(sold | {"is_voided": True, "modified_time": LATER})

    assert till.platform.members[AVA].points == 427
    assert state(till) == "REDEEMED"
    assert code_of(till.give_back("reinstate", OFFER)) == "OK"
    assert till.platform.violations == []


def test_a_void_can_reinstate_by_itself(till: Till) -> None:
    till.platform.reconfigure(replace(till.platform.config, void_reinstates=True))
    sold = closed_with(till.lock(OFFER, cart())["payload"])
    till.send(sold)

    till.send(sold | {"is_voided": True, "modified_time": LATER})

    assert state(till) == "ISSUED"
    assert code_of(till.give_back("reinstate", OFFER)) == "NOT_REDEEMED"


def test_a_locked_discount_in_a_voided_open_transaction_is_consumed_and_noticed(till: Till) -> None:
    discount = till.lock(OFFER, cart())["payload"]

    till.send(closed_with(discount, is_voided=True))

    assert state(till) == "REDEEMED"
    assert "voided transaction" in details(till)


def test_points_follow_a_return(till: Till) -> None:
    member = {"user_id": "ava.martin@example.com", "user_id_type": "Email"}
    till.send(sale(payments=[payment("14.37", **member)]))
    assert till.platform.members[AVA].points == 441

    kept = [line("1", "LATTE", "1", "4.50")]
    till.send(sale(items=kept, payments=[payment("5.42", **member)], modified_time=LATER))

    assert till.platform.members[AVA].points == 432
    assert till.platform.transactions["T-1"].points == {AVA: 5}


def test_only_the_payments_of_a_member_earn(till: Till) -> None:
    member = {"user_id": "5550100001", "user_id_type": "Phone"}
    several = {"user_id": "5550100044", "user_id_type": "Phone"}
    till.send(sale(payments=[payment("10.00", **member), payment("4.37", "P2", **several)]))

    record = till.platform.transactions["T-1"]
    assert record.points == {AVA: 10}
    assert record.unknown_payers == ["5550100044"]


def test_a_member_without_an_account_gets_one_by_earning(till: Till) -> None:
    payer = {"user_id": "7000000000073", "user_id_type": "External_ID"}
    till.send(sale(payments=[payment("14.37", **payer)]))

    (member,) = [member for member in till.platform.members.values() if member.first_name == "Jo"]
    assert [account.available_balance for account in member.accounts] == [14]


def test_an_offer_issued_later_can_be_locked(till: Till) -> None:
    given = till.platform.offers[OFFER]
    till.platform.issue_offer(WalletOffer("uo-901", MISAKI, given.offer))

    assert till.lock("uo-901", cart())["payload"]["user_id"] == MISAKI


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({"reference_id": "uo-999"}, "offer uo-999 was never issued"),
        ({"status": None}, "offer uo-101 has no status"),
        ({"status": "LOCKED"}, "offer uo-101 is told as LOCKED but was redeemed"),
        ({"image_url": "https://other.example/"}, "offer uo-101 differs from what was given out: image_url"),
    ],
)
def test_a_redeemed_discount_that_is_told_wrongly_is_noticed(till: Till, changes: WireObject, seen: str) -> None:
    discount = till.redeem(OFFER, cart())["payload"]

    assert code_of(till.send(closed_with(discount | changes))) == "OK"

    assert seen in details(till)


def test_an_offer_is_not_locked_before_it_starts(till: Till, clock: TestClock) -> None:
    given = till.platform.offers[OFFER]
    soon = replace(given.offer, starts=clock() + timedelta(seconds=1))
    till.platform.issue_offer(WalletOffer("uo-902", MISAKI, soon))

    assert code_of(till.lock("uo-902", cart())) == "OFFER_NOT_STARTED"
    clock.advance(1)
    assert code_of(till.lock("uo-902", cart())) == "OK"


def test_a_return_may_cut_the_discount_it_echoes(till: Till) -> None:
    discount = till.lock(OFFER, cart())["payload"]
    till.send(closed_with(discount))
    kept = [line("1", "LATTE", "1", "4.50")]

    returned = closed_with(discount | {"amount": Decimal("1.00")}, items=kept, modified_time=LATER)

    assert code_of(till.send(returned)) == "OK"
    assert till.platform.violations == []
    assert till.platform.offers[OFFER].redemptions == 1


def test_an_offer_ends_on_the_instant(till: Till, clock: TestClock) -> None:
    given = till.platform.offers[OFFER]
    till.platform.issue_offer(WalletOffer("uo-903", MISAKI, replace(given.offer, ends=clock() + timedelta(seconds=1))))
    discount = till.lock("uo-903", cart())["payload"]
    clock.advance(1)

    assert code_of(till.lock("uo-903", cart())) == "OFFER_EXPIRED"
    assert code_of(till.send(closed_with(discount))) == "OK"
    assert state(till, "uo-903") == "REDEEMED"


def test_offline_fails_in_silence_on_an_expired_offer(till: Till) -> None:
    discount = till.lock(OFFER, cart())["payload"]
    till.give_back("unlock", OFFER)
    expired = discount | {"reference_id": "uo-104", "status": "OFFLINE"}

    assert code_of(till.send(closed_with(expired))) == "OK"
    assert state(till, "uo-104") == "ISSUED"
    assert len(till.platform.silent_failures) == 1


def test_locking_again_does_not_count_the_discount_it_replaces(till: Till) -> None:
    items = [line("1", "LATTE", "1", "1.50")]
    first = till.lock("uo-301", cart(items=items))["payload"]

    again = till.lock("uo-301", cart(items=items, discounts=[first]))["payload"]

    assert again["amount"] == first["amount"] == Decimal("1.00")
    assert again["stack_order"] == 0
