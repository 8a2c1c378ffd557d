"""Members and their offers from the script to the platform's own books, over a real socket."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, SimulatorConfig, load_seed, serve
from tests.cli.till import CASHIER, CLOSE, LATTE, NOBODY_LISTENS, PIN, SHOW, SIGN_IN, Driven, Step, Till, refused_with

SEND: Step = {"do": "send_pending"}
CARD: Step = {"do": "tender", "type": "Credit Card"}
AVA, BEN = "5f0e3a52-0000-4000-8000-000000000001", "5f0e3a52-0000-4000-8000-000000000002"
CLUB = {
    "catalog": [
        {"item_id": "latte", "name": "Latte", "is_modifier": False},
        {"item_id": "muffin", "name": "Muffin", "is_modifier": False},
    ],
    "offers": [
        {"offer_id": "one-off", "kind": "check_fixed", "value": 1.00, "names": {"en_US": "$1 off"}},
        {
            "offer_id": "half-latte",
            "kind": "item_percent",
            "value": 50,
            "item_ids": ["latte"],
            "names": {"en_US": "Half a latte"},
        },
        {
            "offer_id": "free-muffin",
            "kind": "set_price",
            "value": 0,
            "item_ids": ["muffin"],
            "names": {"en_US": "A muffin on us"},
        },
        {"offer_id": "ten", "kind": "check_percent", "value": 10, "names": {"en_US": "10 % off"}},
    ],
    "members": [
        {
            "user_id": AVA,
            "user_account_id": "acc-1",
            "first_name": "Ava",
            "last_name": "Martin",
            "phone": "5550100001",
            "email": "ava@example.com",
            "external_customer_id": "CARD-AVA",
            "point_accounts": [
                {
                    "account_name": "Points",
                    "point_account_id": "pa",
                    "grouping_label": "Spend",
                    "available_balance": 420,
                    "life_time_value": 1810,
                    "earns": True,
                }
            ],
            "offers": [
                {"user_offer_id": "uo-1", "offer_id": "one-off"},
                {"user_offer_id": "uo-2", "offer_id": "half-latte"},
                {"user_offer_id": "uo-3", "offer_id": "free-muffin"},
            ],
        },
        {
            "user_id": BEN,
            "user_account_id": "acc-2",
            "first_name": "Ben",
            "phone": "5550100044",
            "offers": [{"user_offer_id": "uo-9", "offer_id": "ten"}],
        },
        {
            "user_id": "5f0e3a52-0000-4000-8000-000000000003",
            "user_account_id": "acc-3",
            "first_name": "Cleo",
            "phone": "5550100044",
        },
    ],
    "ttl_codes": [
        {"code": "TTL-1", "user_offer_id": "uo-1", "seconds": 86400},
        {"code": "TTL-OLD", "user_offer_id": "uo-2", "seconds": 0},
    ],
}


@contextmanager
def club(folder: Path, config: SimulatorConfig | None = None) -> Iterator[RunningSimulator]:
    """A platform with these members."""
    path = folder / "club.json"
    path.write_text(json.dumps(CLUB), encoding="utf-8")
    with serve(Platform(config or SimulatorConfig(), load_seed(path))) as running:
        yield running
        assert running.failures == []


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


@pytest.fixture
def member_till(till: Till, simulator: RunningSimulator) -> Till:
    till.talk_to(simulator)
    return till


def lookup(**key: str) -> Step:
    return {"do": "lookup_member", **key}


AVA_BY_PHONE = lookup(phone="555-010-0001")


def apply(code: str, kind: str = "UserOfferId", **more: str) -> Step:
    return {"do": "apply_offer", "code": code, "type": kind, **more}


def scan(code: str) -> Step:
    return {"do": "scan", "code": code}


def quantity(line_id: str, amount: str) -> Step:
    return {"do": "set_quantity", "line_id": line_id, "quantity": amount}


def history(simulator: RunningSimulator, offer: str) -> list[str]:
    """What the platform did with an offer, without the transactions and employees it did it for."""
    return [event.split()[0] for event in simulator.platform.offers[offer].history]


def offers(answer: Step) -> dict[str, tuple[str, str | None]]:
    return {each["offer_id"]: (each["state"], each["amount"]) for each in answer["state"]["offers"]}


def assert_honest(simulator: RunningSimulator) -> None:
    assert simulator.platform.violations == []
    assert simulator.platform.silent_failures == []


@contextmanager
def process(till: Till) -> Iterator[Driven]:
    """A process with the cashier signed on; it is dead afterwards."""
    driven = till.driven()
    try:
        done(driven.step(do="sign_in", employee_id=CASHIER, pin=PIN))
        yield driven
    finally:
        driven.kill()


def done(answer: Step | None) -> Step:
    assert answer is not None
    assert answer["ok"], answer
    return answer


def steps(driven: Driven, *wanted: Step) -> Step:
    """Do these; the last answer."""
    for each in wanted:
        answer = done(driven.step(**each))
    return answer


def test_lookup_lock_edit_a_lost_reply_to_the_second_lock_tender_and_close(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        found = steps(driven, LATTE, AVA_BY_PHONE)
        assert found["state"]["member"] == {"user_id": AVA, "name": "Ava M.", "points": "420", "verified": True}
        assert offers(found) == {
            "uo-1": ("available", "1.00"),
            "uo-2": ("available", "2.25"),
            "uo-3": ("not_yet", None),
        }
        locked = steps(driven, apply("uo-2"))
        assert offers(locked)["uo-2"] == ("reserved", "2.25")
        assert locked["state"]["discounts"][0]["amount"] == "2.25"
        assert history(simulator, "uo-2") == ["LOCK"]
        steps(driven, quantity("1", "2"), scan("5901234123457"))
        simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, "lock"))

        paid = steps(driven, CARD)

        assert history(simulator, "uo-2") == ["LOCK", "LOCK"]
        first, second, again = simulator.platform.requests("lock")
        assert (second.body == again.body, first.body != second.body) == (True, True)
        assert [each["reference_id"] for each in paid["state"]["discounts"]] == ["uo-2"]
        closed = steps(driven, CLOSE, SEND)
    state = closed["state"]
    assert (state["status"], state["pending"]) == ("closed", 0)
    assert history(simulator, "uo-2") == ["LOCK", "LOCK", "REDEEM"]
    sent = simulator.platform.transactions[state["transaction_id"]].latest
    assert (str(sent.due), str(sent.paid)) == (state["total"], state["total"])
    assert [each.user_id for each in sent.payments] == [AVA]
    assert state["guest_receipt_code"] is None
    assert simulator.platform.members[AVA].accounts[0].available_balance > 420
    assert_honest(simulator)


def test_an_offer_applied_after_one_without_an_answer_is_claimed_on_top_of_it(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, "lock", count=None))
        assert "has not said yet" in str(driven.step(**apply("uo-2")))
        simulator.platform.faults.clear()

        both = steps(driven, apply("uo-1"))

        assert [each["reference_id"] for each in both["state"]["discounts"]] == ["uo-2", "uo-1"]
        steps(driven, CARD)
        assert "Remove a tender first" in str(driven.step(**apply("uo-3")))
        closed = steps(driven, CLOSE, SEND)
    assert (closed["state"]["pending"], closed["parked"]) == (0, 0)
    assert [history(simulator, each) for each in ("uo-1", "uo-2", "uo-3")] == [["LOCK", "REDEEM"]] * 2 + [[]]
    sent = simulator.platform.transactions[closed["state"]["transaction_id"]].latest
    assert (str(sent.due), [each.stack_order for each in sent.discounts]) == (closed["state"]["total"], [0, 1])
    assert_honest(simulator)


def test_redeem_void_and_the_offer_is_back(member_till: Till, simulator: RunningSimulator) -> None:
    assert member_till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    *_, used, edited, tendered, taken_back, refused, _, voided, sent = member_till.sells(
        LATTE,
        AVA_BY_PHONE,
        apply("uo-2", how="redeem"),
        quantity("1", "3"),
        CARD,
        {"do": "remove_tender", "payment_id": "1"},
        {"do": "void", "reason": "Shopper left"},
        {"do": "approve", "employee_id": "3001", "pin": "246810"},
        {"do": "void", "reason": "Shopper left"},
        SEND,
    )

    assert refused["error"]["code"] == "approval_needed"
    assert offers(used)["uo-2"] == ("used", "2.25")
    assert edited["ok"]
    assert tendered["ok"], tendered
    assert offers(tendered)["uo-2"] == ("used", "2.25")
    assert taken_back["ok"]
    assert (voided["state"]["status"], voided["state"]["discounts"]) == ("voided", [])
    assert sent["left"] == 0
    assert history(simulator, "uo-2") == ["REDEEM", "REINSTATE", "REDEEM", "REINSTATE"]
    assert simulator.platform.offers["uo-2"].redemptions == 0
    assert_honest(simulator)


def test_a_void_before_the_close_gives_a_lock_back(member_till: Till, simulator: RunningSimulator) -> None:
    *_, voided, _ = member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), {"do": "void", "reason": "Left"}, SEND)

    assert voided["state"]["status"] == "voided"
    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK"]
    assert_honest(simulator)


def test_what_was_redeemed_and_sold_stays_used(member_till: Till, simulator: RunningSimulator) -> None:
    member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-1", how="redeem"), apply("uo-2"), CARD, CLOSE, SEND)

    assert history(simulator, "uo-1") == ["REDEEM"]
    assert history(simulator, "uo-2")[-1] == "REDEEM"
    assert {simulator.platform.offers[each].redemptions for each in ("uo-1", "uo-2")} == {1}
    assert_honest(simulator)


def test_a_shop_that_redeems_at_once_does_so_without_being_told_each_time(
    member_till: Till, simulator: RunningSimulator
) -> None:
    member_till.change("platform", offer_flow="redeem")

    *_, sent = member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), CARD, CLOSE, SEND)

    assert sent["left"] == 0
    assert history(simulator, "uo-2") == ["REDEEM"]
    assert_honest(simulator)


def test_a_code_on_a_phone_applies_its_offer_and_attaches_its_member(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, scanned, paid, closed, sent = member_till.sells(LATTE, scan("TTL-1"), CARD, CLOSE, SEND)

    state = scanned["state"]
    assert state["member"]["user_id"] == AVA
    assert [(each["reference_id"], each["amount"]) for each in state["discounts"]] == [("uo-1", "1.00")]
    assert offers(scanned)["uo-1"] == ("reserved", "1.00")
    assert paid["ok"]
    assert closed["state"]["guest_receipt_code"] is None
    assert sent["left"] == 0
    assert history(simulator, "uo-1") == ["LOCK", "REDEEM"]
    assert_honest(simulator)


def test_a_code_read_twice_expired_or_mistyped_has_three_messages(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, first, twice, expired, mistyped = member_till.sells(
        LATTE, scan("TTL-1"), scan("TTL-1"), apply("TTL-OLD", "TTLCode"), apply("TTL-X", "TTLCode")
    )

    assert first["ok"]
    assert refused_with(twice, "not_allowed_now")
    assert refused_with(expired, "platform_refused")
    assert refused_with(mistyped, "platform_refused")
    messages = {each["error"]["message"] for each in (twice, expired, mistyped)}
    assert len(messages) == 3
    assert mistyped["state"]["total"] == first["state"]["total"]
    assert history(simulator, "uo-2") == []


def test_a_card_that_is_scanned_finds_its_member(member_till: Till, simulator: RunningSimulator) -> None:
    scanned, wrong = member_till.sells(scan("CARD-AVA"), scan("CARD-NOBODY"))

    assert (scanned["state"]["status"], scanned["state"]["member"]["user_id"]) == ("open", AVA)
    assert refused_with(wrong, "unknown_barcode")
    bodies = [json.loads(each.body)["request_payload"] for each in simulator.platform.requests("lookup")]
    assert bodies[0] == {"external_customer_id": "CARD-AVA"}


@pytest.mark.parametrize("several", ["error", "rows"])
@pytest.mark.parametrize("nobody", ["empty", "error", "404"])
def test_none_several_and_no_answer_are_three_messages_and_attach_nobody(
    till: Till, tmp_path: Path, several: Literal["error", "rows"], nobody: Literal["empty", "error", "404"]
) -> None:
    config = SimulatorConfig(several=several, nobody=nobody)
    with club(tmp_path, config) as running:
        till.talk_to(running)
        _, none, two, bad, none_named = till.sells(
            LATTE, lookup(phone="5550100099"), lookup(phone="5550100044"), lookup(phone="9999999999"), {"do": "show"}
        )
        asked = len(running.platform.requests("lookup"))

    assert refused_with(none, "no_member")
    assert refused_with(two, "several_members")
    assert refused_with(bad, "bad_argument")
    assert none_named["state"]["member"] is None
    assert none["error"]["message"] != two["error"]["message"]
    assert asked == 2


def test_a_lookup_takes_one_identifier(member_till: Till) -> None:
    both, neither, mail = member_till.sells(
        lookup(phone="5550100001", email="ava@example.com"), {"do": "lookup_member"}, lookup(email="ava@example.com")
    )

    assert refused_with(both, "bad_argument")
    assert refused_with(neither, "bad_argument")
    assert mail["state"]["member"]["user_id"] == AVA


def printed(till: Till) -> str:
    return "".join(path.read_text("utf-8") for path in (till.folder / "paper").glob("*.txt"))


def test_without_the_platform_the_number_that_was_keyed_earns_the_points_later(
    till: Till, simulator: RunningSimulator
) -> None:
    till.url = NOBODY_LISTENS
    till.change("platform", offline_member="Phone")
    till.change("printer", driver="file", target="paper")

    _, keyed, by_mail, paid, closed = till.sells(LATTE, AVA_BY_PHONE, lookup(email="ava@example.com"), CARD, CLOSE)

    assert keyed["state"]["member"] == {"user_id": "5550100001", "name": "", "points": None, "verified": False}
    assert refused_with(by_mail, "platform_unreachable")
    assert paid["ok"]
    assert closed["state"]["guest_receipt_code"] is None
    assert "Member not verified" in printed(till)
    till.talk_to(simulator)
    till.script(SEND)
    (payment,) = simulator.platform.transactions[closed["state"]["transaction_id"]].latest.payments
    assert (payment.user_id, payment.user_id_type) == ("5550100001", "Phone")
    assert simulator.platform.members[AVA].accounts[0].available_balance > 420
    assert_honest(simulator)


def test_without_the_platform_and_the_setting_nobody_is_attached_and_selling_goes_on(till: Till) -> None:
    _, refused, paid, closed = till.sells(LATTE, AVA_BY_PHONE, CARD, CLOSE)

    assert refused_with(refused, "platform_unreachable")
    assert (paid["ok"], closed["ok"]) == (True, True)
    assert closed["state"]["guest_receipt_code"]


def test_signing_out_gives_locks_back_and_keeps_the_sale(member_till: Till, simulator: RunningSimulator) -> None:
    *_, out, _, back = member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), {"do": "sign_out"}, SEND, {**SIGN_IN})

    assert out["ok"]
    assert (back["state"]["status"], back["state"]["discounts"]) == ("open", [])
    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK"]


def test_signing_out_in_the_middle_of_a_payment_keeps_what_the_price_stands_on(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, out, _, closed, _ = member_till.sells(
        LATTE, AVA_BY_PHONE, apply("uo-2"), CARD, {"do": "sign_out"}, {**SIGN_IN}, CLOSE, SEND
    )

    assert out["ok"]
    assert closed["ok"], closed
    assert history(simulator, "uo-2") == ["LOCK", "REDEEM"]
    assert_honest(simulator)


def test_another_member_releases_the_first_ones_offers(member_till: Till, simulator: RunningSimulator) -> None:
    member_till.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), {"do": "remove_member"}, SEND)

    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK"]
    assert simulator.platform.offers["uo-2"].state == "ISSUED"


def test_an_offer_that_is_removed_and_applied_again_is_on_the_sale(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, removed, again, paid, closed, _ = member_till.sells(
        LATTE,
        AVA_BY_PHONE,
        apply("uo-2"),
        {"do": "remove_offer", "offer_id": "uo-2"},
        apply("uo-2"),
        CARD,
        CLOSE,
        SEND,
    )

    assert removed["state"]["discounts"] == []
    assert [each["reference_id"] for each in again["state"]["discounts"]] == ["uo-2"]
    assert paid["state"]["balance_due"] == "0.00"
    assert closed["ok"]
    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK", "LOCK", "REDEEM"]
    assert_honest(simulator)


def test_an_edit_that_ends_an_offer_tells_the_new_total_before_money_is_taken(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, locked, removed, refused, paid, closed, sent = member_till.sells(
        LATTE,
        scan("5901234123457"),
        AVA_BY_PHONE,
        apply("uo-3"),
        {"do": "remove_line", "line_id": "2"},
        CARD,
        CARD,
        CLOSE,
        SEND,
    )

    assert locked["state"]["discounts"][0]["amount"] == "3.25"
    assert removed["ok"]
    assert refused_with(refused, "platform_refused")
    assert (refused["state"]["discounts"], refused["state"]["total"]) == ([], "4.87")
    assert offers(refused)["uo-3"][0] in {"not_yet", "unknown"}
    assert paid["ok"]
    assert closed["ok"]
    assert sent["left"] == 0
    assert history(simulator, "uo-3") == ["LOCK", "UNLOCK"]
    assert_honest(simulator)


@pytest.mark.parametrize("flow", ["lock", "redeem"])
def test_the_platform_is_never_told_of_a_discount_on_a_line_that_went(
    member_till: Till, simulator: RunningSimulator, flow: str
) -> None:
    member_till.change("platform", offer_flow=flow)
    *_, applied, removed, shown = member_till.sells(
        scan("5901234123457"), LATTE, AVA_BY_PHONE, apply("uo-3"), {"do": "remove_line", "line_id": "1"}, SHOW
    )

    assert applied["ok"]
    assert removed["ok"]
    assert shown["state"]["total"] == "4.87"
    assert_honest(simulator)


def test_an_offer_covers_everything_and_the_sale_closes_without_a_payment(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, closed, sent = member_till.sells(scan("5901234123457"), AVA_BY_PHONE, apply("uo-3"), CLOSE, SEND)

    state = closed["state"]
    assert (state["total"], state["payments"], state["guest_receipt_code"]) == ("0.00", [], None)
    assert sent["left"] == 0
    assert history(simulator, "uo-3") == ["LOCK", "REDEEM"]
    assert_honest(simulator)


def test_offers_that_are_locked_right_before_money_is_taken(member_till: Till, simulator: RunningSimulator) -> None:
    member_till.change("platform", lock_when="tender")
    with process(member_till) as driven:
        chosen = steps(driven, LATTE, AVA_BY_PHONE, apply("uo-2"))
        assert chosen["state"]["discounts"] == []
    assert history(simulator, "uo-2") == []

    with process(member_till) as driven:  # the plug was pulled: the choice has come back with the sale
        assert offers(steps(driven, SHOW))["uo-2"][0] == "available"
        paid = steps(driven, CARD)
        assert [each["amount"] for each in paid["state"]["discounts"]] == ["2.25"]
        steps(driven, CLOSE, SEND)
    assert history(simulator, "uo-2") == ["LOCK", "REDEEM"]
    assert_honest(simulator)


def test_the_members_share_alone_is_the_members(member_till: Till, simulator: RunningSimulator) -> None:
    guest: Step = {**CARD, "amount": "1.00", "payer": "guest"}
    *_, closed, _ = member_till.sells(LATTE, AVA_BY_PHONE, guest, CARD, CLOSE, SEND)

    codes = [each["receipt_code"] for each in closed["state"]["payments"]]
    assert [code is None for code in codes] == [False, True]
    sent = simulator.platform.transactions[closed["state"]["transaction_id"]].latest
    assert [each.user_id for each in sent.payments] == [None, AVA]
    assert_honest(simulator)


def test_a_plug_pulled_with_a_lock_held_leaves_a_sale_that_goes_on_with_its_offer(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        before = steps(driven, LATTE, AVA_BY_PHONE, apply("uo-2"))

    with process(member_till) as driven:
        back = steps(driven, SHOW)
        assert back["state"]["transaction_id"] == before["state"]["transaction_id"]
        assert back["state"]["discounts"] == before["state"]["discounts"]
        assert back["state"]["member"]["user_id"] == AVA
        assert offers(back)["uo-2"] == ("reserved", "2.25")
        steps(driven, CARD, CLOSE, SEND)
    assert history(simulator, "uo-2") == ["LOCK", "LOCK", "REDEEM"]
    assert_honest(simulator)


def test_a_plug_pulled_between_a_lock_and_its_answer_is_settled_under_its_id_before_any_tender(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, "lock", count=None))
        answer = driven.step(**apply("uo-2"))
        assert answer is not None
        assert refused_with(answer, "platform_unreachable")
    simulator.platform.faults.clear()
    asked = {each.body for each in simulator.platform.requests("lock")}
    assert len(asked) == 1

    with process(member_till) as driven:
        assert offers(steps(driven, SHOW))["uo-2"][0] == "unknown"
        paid = steps(driven, CARD)
        assert [each["amount"] for each in paid["state"]["discounts"]] == ["2.25"]
        steps(driven, CLOSE, SEND)
    assert [each.body for each in simulator.platform.requests("lock")][3] in asked
    assert history(simulator, "uo-2") == ["LOCK", "LOCK", "REDEEM"]
    assert_honest(simulator)


def test_a_sale_given_up_after_the_plug_was_pulled_gives_its_lock_back(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE, apply("uo-2"))

    member_till.sells({"do": "void", "reason": "Left"}, SEND)

    assert history(simulator, "uo-2") == ["LOCK", "UNLOCK"]
    assert_honest(simulator)


def test_a_second_member_is_in_the_state_and_earns_and_can_be_removed(
    member_till: Till, simulator: RunningSimulator
) -> None:
    as_second: Step = {"as": "additional"}
    ben = lookup(user_id=BEN) | as_second
    *_, alone, both, removed, again, paid, closed, _ = member_till.sells(
        LATTE, AVA_BY_PHONE, ben, {"do": "remove_member", **as_second}, ben, CARD, CLOSE, SEND
    )

    assert alone["state"]["additional_member"] is None
    told = {"user_id": BEN, "name": "Ben", "points": "0", "verified": True}
    assert (both["state"]["member"]["user_id"], both["state"]["additional_member"]) == (AVA, told)
    assert (removed["ok"], removed["state"]["additional_member"]) == (True, None)
    assert removed["state"]["member"]["user_id"] == AVA
    assert again["state"]["additional_member"] == told
    assert paid["state"]["additional_member"] == told
    assert closed["state"]["additional_member"]["user_id"] == BEN
    (payment,) = simulator.platform.transactions[closed["state"]["transaction_id"]].latest.payments
    assert (payment.user_id, payment.additional_user_id) == (AVA, BEN)
    assert_honest(simulator)


def test_a_plug_pulled_beside_a_second_member_keeps_them(member_till: Till, simulator: RunningSimulator) -> None:
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE, lookup(user_id=BEN) | {"as": "additional"})

    with process(member_till) as driven:
        back = steps(driven, SHOW)
        assert back["state"]["additional_member"] == {"user_id": BEN, "name": "", "points": None, "verified": True}
        refused = driven.step(do="remove_member", **{"as": "nobody"})
        assert refused is not None
        assert refused_with(refused, "bad_argument")
        gone = steps(driven, {"do": "remove_member", "as": "additional"})
        assert (gone["state"]["additional_member"], gone["additional_removed"]) == (None, True)
        nobody = driven.step(do="remove_member", **{"as": "additional"})
        assert nobody is not None
        assert refused_with(nobody, "not_allowed_now")
        assert steps(driven, {"do": "remove_member"})["additional_removed"] is False
        both = steps(driven, AVA_BY_PHONE, lookup(user_id=BEN) | {"as": "additional"}, {"do": "remove_member"})
        assert (both["state"]["additional_member"], both["additional_removed"]) == (None, True)


@pytest.mark.parametrize("lock_when", ["apply", "tender"])
def test_an_offer_is_sold_with_while_the_platform_is_away_with_a_managers_approval(
    member_till: Till, simulator: RunningSimulator, lock_when: str
) -> None:
    member_till.change("platform", offline_offers=True, lock_when=lock_when)
    member_till.change("printer", driver="file", target="paper")
    assert member_till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE)
        for name in ("lookup", "lock"):
            simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, name, count=None))
        lost = driven.step(**lookup(phone="5550100044"))
        assert lost is not None
        assert refused_with(lost, "platform_unreachable")
        refused = driven.step(**apply("uo-2"))
        assert refused is not None
        assert refused_with(refused, "approval_needed")
        assert refused["state"]["discounts"] == []
        used = steps(driven, {"do": "approve", "employee_id": "3001", "pin": "246810"}, apply("uo-2"))
        assert [(each["amount"], each["status"]) for each in used["state"]["discounts"]] == [("2.25", "OFFLINE")]
        assert offers(used)["uo-2"][0] == "reserved"
        paid = steps(driven, CARD, CLOSE)
        simulator.platform.faults.clear()
        steps(driven, SEND)
    assert "Offer not verified: Half a latte" in printed(member_till)
    assert "Member not verified" not in printed(member_till)
    sent = simulator.platform.transactions[paid["state"]["transaction_id"]].latest
    assert [each.status for each in sent.discounts] == ["OFFLINE"]
    assert simulator.platform.offers["uo-2"].redemptions == 1
    assert_honest(simulator)


@pytest.mark.parametrize("when", ["voided after", "voided during", "returned after"])
def test_an_offer_that_was_sold_with_offline_is_reinstated_when_its_sale_is_voided_or_comes_back(
    member_till: Till, simulator: RunningSimulator, when: str
) -> None:
    member_till.change("platform", offline_offers=True)
    assert member_till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    approve: Step = {"do": "approve", "employee_id": "3001", "pin": "246810"}
    with process(member_till) as driven:
        steps(driven, LATTE, quantity("1", "2"), AVA_BY_PHONE)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, None, count=None))
        _offline(driven, "uo-2", approve)
        sale = steps(driven, CARD, CLOSE)["state"]["transaction_id"]
        if when == "voided during":
            assert _listed(member_till) == ["uo-2", sale, "claimed offline, not verified", "••• 0001"]
        else:
            simulator.platform.faults.clear()
            steps(driven, SEND)
        if when == "returned after":
            assert _listed(member_till) == ["uo-2", sale, "used", "••• 0001"]
        asked = len(simulator.platform.requests("lock"))
        whole = {"line_id": "1", "quantity": "2"}
        change: Step = {"do": "return_items", "lines": [whole]} if when[0] == "r" else {"do": "void_closed"}
        steps(driven, approve, {**change, "transaction_id": sale, "reason": "Back"})
        if when == "voided during":
            assert _listed(member_till) == ["uo-2", sale, "returning", "••• 0001"]
        simulator.platform.faults.clear()
        steps(driven, SEND)
    assert len(simulator.platform.requests("lock")) == asked
    assert history(simulator, "uo-2") == ["REDEEM", "REINSTATE"]
    assert simulator.platform.offers["uo-2"].redemptions == 0
    assert_honest(simulator)


@pytest.mark.parametrize("lock_when", ["apply", "tender"])
def test_an_offer_that_was_sold_with_offline_is_not_sold_with_again_before_the_platform_has_that_sale(
    member_till: Till, simulator: RunningSimulator, lock_when: str
) -> None:
    member_till.change("platform", offline_offers=True, lock_when=lock_when)
    assert member_till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    lost = FaultKind.DROP_REQUEST
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE)
        simulator.platform.faults.add(Fault(lost, None, count=None))
        driven.step(**AVA_BY_PHONE)
        steps(driven, {"do": "approve", "employee_id": "3001", "pin": "246810"}, apply("uo-2"), CARD, CLOSE)
        simulator.platform.faults.clear()
        for name in ("send_transaction", "send_batch_transaction"):
            simulator.platform.faults.add(Fault(lost, name, count=None))
        steps(driven, LATTE, AVA_BY_PHONE)
        again = driven.step(**apply("uo-2"))  # which the platform would give
        assert again is not None
        assert refused_with(again, "not_allowed_now")
        assert "does not have yet was sold with this offer" in again["error"]["message"]
        assert offers(again)["uo-2"][0] == "not_yet"
        simulator.platform.faults.clear()
        steps(driven, {"do": "void", "reason": "Enough"}, SEND)
    assert history(simulator, "uo-2") == ["REDEEM"]
    assert simulator.platform.offers["uo-2"].redemptions == 1
    assert_honest(simulator)


def test_an_offer_that_a_suspended_sale_was_given_offline_counts_towards_the_limit(
    member_till: Till, simulator: RunningSimulator
) -> None:
    limits = {"offline_most_member": "3.00", "offline_most_store": "3.00"}
    member_till.change("platform", offline_offers=True, **limits)
    member_till.change("sale", suspended_offers="keep")
    assert member_till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    approve: Step = {"do": "approve", "employee_id": "3001", "pin": "246810"}
    with process(member_till) as driven:
        steps(driven, LATTE, AVA_BY_PHONE)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, None, count=None))
        _offline(driven, "uo-2", approve)
        sale = steps(driven, SHOW)["state"]["transaction_id"]
        not_verified = ["uo-2", sale, "claimed offline, not verified", "••• 0001"]
        assert _listed(member_till) == not_verified
        steps(driven, {"do": "suspend", "label": "back soon"})
        assert _listed(member_till) == not_verified
        simulator.platform.faults.clear()
        steps(driven, LATTE, AVA_BY_PHONE)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, None, count=None))
        driven.step(**apply("uo-1"))
        driven.step(**approve)
        refused = driven.step(**apply("uo-1"))
    assert refused is not None
    assert refused_with(refused, "not_allowed_now"), refused
    assert "At most 3.00" in refused["error"]["message"]


def _listed(till: Till) -> list[str]:
    """The one offer that `offers list` tells of."""
    (listed,) = till.run("offers", "list", "--used", "5", "--json").json
    return [listed[each] for each in ("offer_id", "transaction_id", "standing", "member")]


def _offline(driven: Driven, offer: str, approve: Step) -> None:
    """Claim it while nobody answers, with a manager's word."""
    driven.step(**apply(offer))
    driven.step(**approve)
    given = driven.step(**apply(offer))
    assert given is not None
    assert [each["status"] for each in given["state"]["discounts"]] == ["OFFLINE"], given


def test_an_offer_that_could_not_be_given_back_is_told_by_status_show_and_doctor(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        sale = steps(driven, LATTE, AVA_BY_PHONE, apply("uo-1"))["state"]["transaction_id"]
        simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, None, count=None))
        driven.step(do="void", reason="Enough")
        driven.step(**SEND)
    said = member_till.run("queue", "status", "--json").json["offers_to_give_back"]
    assert [(each["offer_id"], each["transaction_id"]) for each in said] == [("uo-1", sale)]
    assert said[0]["held_since"].endswith("Z")
    assert said[0]["last_try"].endswith("Z")
    assert "No answer" in said[0]["reason"]
    assert f"uo-1 ({sale}) held since" in member_till.run("queue", "status").out
    assert member_till.run("queue", "show", sale, "--json").json[0]["offers_to_give_back"] == said
    assert member_till.run("doctor", "--json").json["offers"].startswith("1 to give back, the first held since")
    simulator.platform.faults.clear()
    member_till.script(SEND)
    assert "offers_to_give_back" not in member_till.run("queue", "status", "--json").json
    assert member_till.run("doctor", "--json").json["offers"] == "none to give back"


def test_a_sale_that_an_offer_pays_for_whole_is_shown_with_its_member(
    member_till: Till, simulator: RunningSimulator
) -> None:
    free: Step = {"do": "add_item", "item_id": "muffin", "quantity": "1"}
    *_, closed = member_till.sells(free, AVA_BY_PHONE, apply("uo-3"), CLOSE)

    assert (closed["state"]["total"], closed["state"]["payments"]) == ("0.00", [])
    assert closed["state"]["status"] == "closed"
    assert closed["state"]["member"]["user_id"] == AVA
    assert closed["state"]["member"]["verified"]
