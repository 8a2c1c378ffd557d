"""What a split leaves of the platform's offers: asked about at once, so that no check says what does not hold."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, load_seed, serve
from pos_terminal.simulator.faults import Fault, FaultKind
from tests.cli.till import CLOSE, LATTE, SHOW, Till, cash, refused_with
from tests.journeys.test_members import (
    AVA,
    AVA_BY_PHONE,
    CARD,
    CLUB,
    SEND,
    apply,
    assert_honest,
    history,
    offers,
    process,
    steps,
)
from tests.journeys.test_split import lines

FIVE_OFF_FIFTEEN = apply("uo-5")
BOUGHT = (LATTE, LATTE, LATTE, LATTE, AVA_BY_PHONE, FIVE_OFF_FIFTEEN)
FIVE_OFF = {
    "offer_id": "five-off",
    "kind": "check_fixed",
    "value": 5,
    "minimum_subtotal": 15,
    "names": {"en_US": "$5 off $15 or more"},
}
MEMBER = {
    "user_id": AVA,
    "user_account_id": "acc-1",
    "first_name": "Ava",
    "phone": "5550100001",
    "offers": [{"user_offer_id": "uo-5", "offer_id": "five-off"}],
}
HALF = lines(("1", "2"))


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    path = tmp_path / "club.json"
    path.write_text(json.dumps({**CLUB, "offers": [FIVE_OFF], "members": [MEMBER], "ttl_codes": []}), encoding="utf-8")
    with serve(Platform(SimulatorConfig(), load_seed(path))) as running:
        yield running
        assert running.failures == []


@pytest.fixture
def member_till(till: Till, simulator: RunningSimulator) -> Till:
    till.talk_to(simulator)
    return till


def test_an_offer_that_a_split_leaves_too_little_for_goes_at_the_split_and_not_at_the_tender(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, whole, split, paid, closed, sent = member_till.sells(*BOUGHT, HALF, CARD, CLOSE, SEND)

    assert [each["amount"] for each in whole["state"]["discounts"]] == ["5.00"]
    assert split["ok"]
    assert len(split["transaction_ids"]) == 1
    assert [each["code"] for each in split["refused"]] == ["platform_refused"]
    assert (split["state"]["total"], split["state"]["suspended"][0]["total"]) == ("9.74", "9.74")
    assert split["state"]["discounts"] == []
    assert offers(split)["uo-5"][0] in {"not_yet", "unknown"}
    assert (paid["state"]["payments"][0]["amount"], closed["ok"], sent["left"]) == ("9.74", True, 0)
    assert history(simulator, "uo-5") == ["LOCK", "UNLOCK"]
    assert_honest(simulator)


def test_an_offer_that_the_split_leaves_enough_for_is_confirmed_for_what_stays(
    member_till: Till, simulator: RunningSimulator
) -> None:
    *_, split, paid, closed, sent = member_till.sells(*BOUGHT, lines(("1", "0.5")), CARD, CLOSE, SEND)

    assert split["refused"] == []
    assert [each["amount"] for each in split["state"]["discounts"]] == ["5.00"]
    assert split["state"]["total"] == paid["state"]["total"] == closed["state"]["total"]
    assert sent["left"] == 0
    assert history(simulator, "uo-5") == ["LOCK", "LOCK", "REDEEM"]
    assert_honest(simulator)


def test_a_split_that_nobody_answers_is_told_and_no_money_is_taken_until_somebody_does(
    member_till: Till, simulator: RunningSimulator
) -> None:
    with process(member_till) as driven:
        steps(driven, *BOUGHT)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, "lock", count=None))
        split = steps(driven, HALF)
        assert [each["code"] for each in split["refused"]] == ["platform_unreachable"]
        assert len(split["state"]["suspended"]) == 1
        refused = driven.step(**cash())
        assert refused is not None
        assert refused_with(refused, "platform_unreachable")
    simulator.platform.faults.clear()

    with process(member_till) as driven:  # killed in between: both parts and the question are there
        shown = steps(driven, SHOW)
        assert shown["state"]["transaction_id"] == split["state"]["transaction_id"]
        assert [each["total"] for each in shown["state"]["suspended"]] == ["9.74"]
        answer = driven.step(**cash())
        assert answer is not None
        assert refused_with(answer, "platform_refused")
        assert answer["state"]["total"] == "9.74"
        steps(driven, CARD, CLOSE, SEND)
    assert "REDEEM" not in history(simulator, "uo-5")
    assert_honest(simulator)
