"""Whatever a platform tells of a member, the script answers line by line, and the sale comes to its right end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.adapters.sessionm.hostile import Behaviour, Hostile, Talk, hostile, response
from tests.cli.till import CLOSE, LATTE, SHOW, Step, Till

LOOKUP: Step = {"do": "lookup_member", "phone": "5550100001"}
APPLY: Step = {"do": "apply_offer", "code": "uo-1", "type": "UserOfferId"}
CARD: Step = {"do": "tender", "type": "Credit Card"}
CODES = {
    "no_member",
    "several_members",
    "platform_unreachable",
    "platform_refused",
    "not_allowed_now",
}
NAMES = {
    "10,000 letters": "x" * 10_000,
    "control bytes": "A\x00\x07\x1b[2J\x1bp\x00\r\n\t\x7f",
    "right to left": "\u202eavA\u2066\u200f",
    "rich text": "<b>A</b><img src='file:///etc/passwd'>" + "<table>" * 60,
    "half a pair": "A\ud83d",
    "many marks": "A" + "\u0301" * 3_000,
    "nothing": "",
}


def answering(user: object, discount: object) -> Behaviour:
    """A platform that tells this of everybody, and this of every offer."""

    def behave(talk: Talk) -> None:
        while request := talk.request():
            path = request.split(b" ", 2)[1]
            payload = user if path.endswith(b"lookup") else discount if path.endswith((b"/lock", b"redeem")) else None
            body = {"status": "OK"} if payload is None else {"status": "OK", "payload": payload}
            talk.send(response(json.dumps(body).encode()))

    return behave


def some(cases: list[Any]) -> list[Any]:
    """Every third case; the others, which differ in what is read and not in what is done with it, in long runs."""
    return [
        case if number % 3 == 0 else pytest.param(case, marks=pytest.mark.soak) for number, case in enumerate(cases)
    ]


@contextmanager
def told(till: Till, user: object, discount: object) -> Iterator[Hostile]:
    with hostile(answering(user, discount)) as server:
        till.url = server.url
        till.write_config()
        yield server


def member(name: str = "Ava", **more: object) -> dict[str, object]:
    offer = {"reference_id": "uo-1", "display_name": name, "amount": 1}
    plain = {"user_reference_id": "ava", "first_name": name, "last_name": name, "points": 420, "offers": [offer]}
    return {"users": [plain | more]}


def discount(**more: object) -> dict[str, object]:
    return {"reference_id": "uo-1", "amount": 1, "status": "LOCKED", "stack_order": 0} | more


def sold(till: Till) -> list[Step]:
    """A sale with the member and the offer, if they are to be had; it always ends."""
    answers = till.sells(LATTE, LOOKUP, APPLY, SHOW, CARD, CARD, CLOSE, SHOW)
    assert all(each["ok"] or each["error"]["code"] in CODES for each in answers), answers
    closed = answers[6]
    assert closed["ok"], closed
    assert closed["state"]["status"] == "closed"
    return answers


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def assert_right(state: Step) -> None:
    """The total is what the lines cost less what they bear of the discounts, and tax; it is what was paid."""
    lines = sum(cents(each["subtotal"]) - cents(each["discount"]) for each in state["lines"])
    assert cents(state["total"]) == lines + cents(state["tax_total"])
    assert sum(cents(each["amount"]) for each in state["payments"]) == cents(state["total"])
    counting = [cents(each["amount"]) for each in state["discounts"] if each["status"] != "INFO"]
    assert sum(counting) == sum(cents(each["discount"]) for each in state["lines"])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_may_be_anything(till: Till, name: str) -> None:
    till.change("printer", driver="file", target="paper")

    with told(till, member(name), discount(display_name=name)):
        answers = sold(till)

    assert answers[1]["state"]["member"]["user_id"] == "ava"
    assert answers[2]["state"]["discounts"][0]["amount"] == "1.00"
    assert_right(answers[6]["state"])
    printed = [path.read_bytes() for path in (till.folder / "paper").glob("*.bin")]
    assert len(printed) == 1
    assert b"\x1bp\x00\r" not in printed[0]


AMOUNTS: list[object] = ["1e0", 0, -1, 4.51, 0.005, "9007199254740993", "1_0", True, {}]


@pytest.mark.parametrize("amount", some(AMOUNTS), ids=str)
def test_an_amount_may_be_anything(till: Till, amount: object) -> None:
    with told(till, member(), discount(amount=amount)):
        answers = till.sells(LATTE, LOOKUP, APPLY, {"do": "remove_offer", "offer_id": "uo-1"}, LATTE, APPLY, SHOW)
        bound = [each for each in answers if each["state"]["discounts"]]
        assert all(cents(each["state"]["total"]) >= 0 for each in answers)
        voided, *_ = till.sells({"do": "void", "reason": "Enough"})

    assert voided["state"]["status"] == "voided"
    for state in (each["state"] for each in bound):
        assert cents(state["discounts"][0]["amount"]) <= sum(cents(line["subtotal"]) for line in state["lines"])


@pytest.mark.parametrize(
    "odd",
    some(
        [
            {"status": "GONE"},
            {"status": 7},
            {"status": "INFO", "amount": 10**9},
            {"status": "OFFLINE"},
            {"discounted_line_ids": ["1", "1"]},
            {"discounted_line_ids": ["1"], "discounted_line_id_quantities": ["1"]},
            {"discounted_line_ids": ["1"], "discounted_line_id_quantities": ["1e9"]},
            {"stack_order": "9007199254740991"},
            {"stack_order": -1.5, "pos_discount_id": 12, "image_url": "file:///etc/passwd"},
        ]
    ),
    ids=str,
)
def test_a_discount_with_odd_fields_is_taken_off_right_or_not_at_all(till: Till, odd: dict[str, object]) -> None:
    with told(till, member(), discount(**odd)):
        answers = sold(till)

    assert_right(answers[6]["state"])


TWICE = {"reference_id": "uo-1", "display_name": "Twice", "amount": 1}


@pytest.mark.parametrize(
    "user",
    some(
        [
            member(offers=[TWICE, TWICE]),
            member(offers=[TWICE, TWICE | {"amount": 2}]),
            member(offers=None),
            member(points="1e15", profile_fields={"a": None, "b": 7}),
            member(points="many"),
            member(user_reference_id=""),
            member(user_reference_id="u" * 10_000),
            {"users": member()["users"] * 2},  # type: ignore[operator]  # a list of one
            {"users": None},
            {"users": ["ava"]},
            [],
        ]
    ),
    ids=lambda user: str(user)[:60],
)
def test_a_member_may_be_anybody_and_each_offer_is_listed_once(till: Till, user: object) -> None:
    with told(till, user, discount()):
        answers = sold(till)

    for each in answers:
        listed = [offer["offer_id"] for offer in each["state"].get("offers", [])]
        assert len(listed) == len(set(listed))
    assert_right(answers[6]["state"])


LATER: Step = {**APPLY, "code": "uo-2"}
FAULTY: dict[str, tuple[dict[str, object], str]] = {
    "an amount of letters": ({"amount": "one"}, "cannot be used here: the platform's answer about it cannot be read."),
    "an amount with an exponent": ({"amount": "1e0"}, "cannot be used here: the platform's answer about it cannot"),
    "a text below zero": ({"amount": "-1"}, "cannot be used here: it takes off -1.00"),
    "a text that no coins make": ({"amount": "0.001"}, "cannot be used here: it takes off 0.001"),
    "no number at all": ({"amount": "NaN"}, "cannot be used here: the platform's answer about it cannot be read."),
    "no amount": ({"amount": None}, "cannot be used here: the platform does not say what it takes off."),
    "an amount below zero": ({"amount": -1}, "cannot be used here: it takes off -1.00"),
    "an amount beyond the sale": ({"amount": 10**6}, "cannot be used here: it takes off 1000000.00"),
    "an amount beyond reason": ({"amount": 10**25}, "cannot be used here: the platform's answer about it"),
    "a place below the first": ({"stack_order": -1}, "cannot be used here: it stands at place -1"),
    "a text below the first": ({"stack_order": "-1"}, "cannot be used here: it stands at place -1"),
    "half a place": ({"stack_order": 1.5}, "cannot be used here: it stands at place 1.5"),
    "somebody else's line": ({"discounted_line_ids": ["99"]}, "cannot be used here: it is for items that are not in"),
    "more quantities than lines": (
        {"discounted_line_ids": ["1"], "discounted_line_id_quantities": ["1", "2"]},
        "cannot be used here: the platform's answer about it cannot be read.",
    ),
    "the other one's id": ({"reference_id": "uo-1"}, "The platform's answer about this offer cannot be used."),
}


@contextmanager
def two_offers(till: Till, odd: dict[str, object], *, given_back: list[str]) -> Iterator[Hostile]:
    """One whose lock is answered well, and a second one whose lock is answered with what is odd."""

    def behave(talk: Talk) -> None:
        while request := talk.request():
            path = request.split(b" ", 2)[1]
            asked = json.loads(request.partition(b"\r\n\r\n")[2])["request_payload"]
            payload: object = None
            if path.endswith(b"lookup"):
                offers = [{"reference_id": each, "display_name": each, "amount": 1} for each in ("uo-1", "uo-2")]
                payload = member(offers=offers)
            elif path.endswith(b"/lock"):
                is_first = asked["offer_lookup_code"] == "uo-1"
                payload = discount() if is_first else discount(reference_id="uo-2", stack_order=1) | odd
            elif path.endswith(b"/unlock"):
                given_back.append(asked["user_offer_id"])
            body = {"status": "OK"} if payload is None else {"status": "OK", "payload": payload}
            talk.send(response(json.dumps(body).encode()))

    with hostile(behave) as server:
        till.url = server.url
        till.write_config()
        yield server


@pytest.mark.parametrize(("odd", "words"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_lock_is_refused_as_it_comes_and_given_back_and_the_other_offer_stays(
    till: Till, odd: dict[str, object], words: str
) -> None:
    given_back: list[str] = []
    with two_offers(till, odd, given_back=given_back):
        _, _, first, second, card, closed = till.sells(LATTE, LOOKUP, APPLY, LATER, CARD, CLOSE)

    assert first["ok"], first
    assert second["error"]["code"] == "platform_refused"
    assert words in second["error"]["message"]
    assert card["ok"], card
    assert closed["state"]["status"] == "closed"
    assert [each["reference_id"] for each in closed["state"]["discounts"]] == ["uo-1"]
    assert given_back == ["uo-2"]


def test_a_lock_with_its_numbers_as_texts_is_sold_with_and_echoed_as_it_came(till: Till) -> None:
    texts: dict[str, object] = {
        "amount": "1.00",
        "stack_order": "2",
        "discounted_line_ids": ["1"],
        "discounted_line_id_quantities": ["1.0"],
    }
    given_back: list[str] = []
    with two_offers(till, texts, given_back=given_back) as server:
        *_, closed, _ = till.sells(LATTE, LOOKUP, APPLY, LATER, CARD, CLOSE, {"do": "send_pending"})

    assert [each["amount"] for each in closed["state"]["discounts"]] == ["1.00", "1.00"]
    assert_right(closed["state"])
    (sale,) = (each for each in server.requests if each.split(b" ", 2)[1].endswith(b"/send_transaction"))
    sent = json.loads(sale.partition(b"\r\n\r\n")[2])["request_payload"]["discounts"]
    assert sent == [discount(), discount(reference_id="uo-2") | texts]
    assert given_back == []


def test_an_offer_of_unknown_worth_is_listed_without_an_amount(till: Till) -> None:
    rows = [None, "uo-7", {"reference_id": "uo-1", "display_name": "Ava", "amount": None}]
    with told(till, member(offers=rows, points="many"), discount()):
        _, found = till.sells(LATTE, LOOKUP)

    assert found["ok"], found
    assert found["state"]["member"]["points"] is None
    (offer,) = found["state"]["offers"]
    assert (offer["offer_id"], offer["state"], offer["amount"]) == ("uo-1", "available", None)


def test_a_discount_for_more_than_the_line_has_is_not_taken_off(till: Till) -> None:
    odd = {"discounted_line_ids": ["1"], "discounted_line_id_quantities": ["5"]}
    with told(till, member(), discount(**odd)):
        _, _, applied = till.sells(LATTE, LOOKUP, APPLY)

    assert applied["error"]["message"].endswith("it is for more of an item than this sale has.")
    assert applied["state"]["discounts"] == []
