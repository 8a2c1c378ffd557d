"""A closed sale that is voided, from the script to the platform's own books, over a real socket."""

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.simulator import Fault, FaultKind, RunningSimulator
from tests.cli.till import CLOSE, LATTE, SHOW, Step, Till, cash, refused_with
from tests.journeys.test_members import (
    AVA,
    AVA_BY_PHONE,
    CARD,
    SEND,
    apply,
    assert_honest,
    history,
    process,
    simulator,
    steps,
)

__all__ = ["simulator"]

APPROVE: Step = {"do": "approve", "employee_id": "3001", "pin": "246810"}
WHY = "Wrong customer"


@pytest.fixture
def shop(till: Till, simulator: RunningSimulator) -> Till:
    """A till with a manager who may approve, on the platform."""
    till.talk_to(simulator)
    assert till.run("employees", "set-pin", "3001", stdin=b"246810\n246810\n").status == 0
    return till


def void(sale: str, reason: str = WHY) -> Step:
    return {"do": "void_closed", "transaction_id": sale, "reason": reason}


def sent(simulator: RunningSimulator, sale: str) -> list[dict[str, Any]]:
    """Every snapshot of a sale that the platform has, as it was sent."""
    return [snapshot.posted.raw for snapshot in simulator.platform.transactions[sale].snapshots]


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def paths(simulator: RunningSimulator) -> list[str]:
    """What came about offers and sales, in order."""
    return [each.path.rpartition("/")[2] for each in simulator.platform.requests() if "lookup" not in each.path]


def test_a_void_resends_the_sale_as_it_was_with_both_flags(shop: Till, simulator: RunningSimulator) -> None:
    *_, closed, _ = shop.sells(LATTE, cash("5.00"), CLOSE, SEND)
    sale = closed["state"]["transaction_id"]

    refused, _, voided, _ = shop.sells(void(sale), APPROVE, void(sale), SEND)

    assert refused_with(refused, "approval_needed")
    assert (voided["state"]["status"], voided["state"]["transaction_id"]) == ("voided", sale)
    assert (closed["state"]["change_due"], voided["state"]["change_due"]) == ("0.13", "0.00")
    assert voided["refunds"] == [{"type": "Cash", "amount": "4.87", "given": "4.87"}]
    before, after = sent(simulator, sale)
    assert changed(before, after) == {"is_voided", "modified_time"}
    assert (after["is_closed"], after["is_voided"]) == (True, True)
    assert simulator.platform.totals().transactions == 0
    assert simulator.platform.effects(sale) == 1
    assert_honest(simulator)


def test_both_people_and_the_reason_stand_in_the_chained_journal(shop: Till) -> None:
    *_, closed = shop.sells(LATTE, CARD, CLOSE)
    shop.sells(APPROVE, void(closed["state"]["transaction_id"]))

    with closing(sqlite3.connect(shop.database)) as connection:
        told = connection.execute("SELECT kind, employee_id FROM journal ORDER BY seq").fetchall()
        (act,) = connection.execute("SELECT body FROM document WHERE seq = 2").fetchone()
        why = connection.execute("SELECT employee_name, approver_name, reason FROM amendment").fetchall()
    assert told == [("closed", "1001"), ("act", "1001"), ("voided", "1001")]
    said = json.loads(act)
    assert (said["action"], said["approver_id"], said["reason"]) == ("void_closed", "3001", WHY)
    assert why == [("Maya R.", "Dan O.", WHY)]
    assert shop.run("journal", "verify").status == 0


def test_the_offers_of_a_voided_sale_come_back_once_the_void_was_taken(shop: Till, simulator: RunningSimulator) -> None:
    points = simulator.platform.members[AVA].points
    *_, closed, _ = shop.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), CARD, CLOSE, SEND)
    assert simulator.platform.members[AVA].points > points
    simulator.platform.faults.add(Fault(FaultKind.STATUS, "send_transaction", count=2))

    shop.sells(APPROVE, void(closed["state"]["transaction_id"]), SEND, {"do": "wait", "seconds": "0.1"}, SEND)
    shop.sells(SEND)

    assert history(simulator, "uo-2") == ["LOCK", "REDEEM", "REINSTATE"]
    order = paths(simulator)
    assert order[-1] == "reinstate"
    assert order.count("reinstate") == 1
    assert order.count("send_transaction") >= 4
    assert simulator.platform.members[AVA].points == points
    assert_honest(simulator)


def test_a_sale_and_its_void_that_an_outage_held_up_go_out_in_order_after_a_crash(
    shop: Till, simulator: RunningSimulator
) -> None:
    with process(shop) as driven:
        steps(driven, LATTE, AVA_BY_PHONE, apply("uo-2"), CARD)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, "send_transaction", count=None))
        sale = steps(driven, CLOSE)["state"]["transaction_id"]
        steps(driven, APPROVE, void(sale))
    assert sale not in simulator.platform.transactions
    simulator.platform.faults.clear()

    _, after = shop.sells(SEND, SEND)

    assert (after["left"], after["parked"]) == (0, 0)
    assert [each["is_voided"] for each in sent(simulator, sale)] == [False, True]
    assert history(simulator, "uo-2") == ["LOCK", "REDEEM", "REINSTATE"]
    assert_honest(simulator)


@pytest.mark.parametrize("code", ["bad_argument", "not_allowed_now"])
def test_what_cannot_be_voided_is_refused_and_changes_nothing(shop: Till, code: str) -> None:
    *_, closed = shop.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]
    if code == "bad_argument":
        answers = shop.sells(APPROVE, void("lane-1-NONE-000009"), APPROVE, void(sale, "  "), SHOW)
    else:
        answers = shop.sells(APPROVE, void(sale), LATTE, APPROVE, void(sale), {"do": "void", "reason": "x"})
        answers += shop.sells(APPROVE, void(sale), SHOW)
    refused = [each for each in answers if not each["ok"]]

    assert len(refused) == 2
    assert all(refused_with(each, code) for each in refused)


SLIP_ROWS = ("VOIDED", "Tip", "Rounding", "Given back, Credit Card", "Given back, Cash")


def test_the_slip_says_what_was_given_back_and_by_whom(shop: Till, tmp_path: Path) -> None:
    shop.change("printer", driver="file", target=str(tmp_path / "paper"))
    *_, closed = shop.sells(LATTE, cash("5.00"), CLOSE)
    *_, voided = shop.sells(APPROVE, void(closed["state"]["transaction_id"]))

    slip = Path(voided["state"]["receipt"]).with_suffix(".txt").read_text(encoding="utf-8")
    for words in ("VOID", "Voided by Maya R.", "Approved by Dan O.", WHY, "Given back, Cash", "Latte", "4.87"):
        assert words in slip
    assert "Change" not in slip
    assert slip.count(closed["state"]["transaction_id"]) == 1


def test_the_slip_of_a_void_adds_up_with_the_tip_and_the_rounding(shop: Till, tmp_path: Path) -> None:
    shop.change("printer", driver="file", target=str(tmp_path / "paper"))
    shop.change("money", cash_rounding="0.05")
    tipped: Step = {"do": "tender", "type": "Credit Card", "amount": "2.00", "tip": "1.50"}
    *_, closed = shop.sells(LATTE, tipped, cash("5.00"), CLOSE)
    *_, voided = shop.sells(APPROVE, void(closed["state"]["transaction_id"]))

    slip = Path(voided["state"]["receipt"]).with_suffix(".txt").read_text(encoding="utf-8")
    rows = {words: line.split()[-1] for words in SLIP_ROWS for line in slip.splitlines() if line.startswith(words)}
    assert rows == {
        "VOIDED": "$4.87",
        "Tip": "1.50",
        "Rounding": "-0.02",
        "Given back, Credit Card": "3.50",
        "Given back, Cash": "2.85",
    }


def test_an_open_sale_that_the_platform_was_asked_about_is_told_as_voided_when_its_offer_is_back(
    shop: Till, simulator: RunningSimulator
) -> None:
    *_, voided, _ = shop.sells(LATTE, AVA_BY_PHONE, apply("uo-2"), {"do": "void", "reason": "Left"}, SEND)

    (told,) = sent(simulator, voided["state"]["transaction_id"])
    assert (told["is_closed"], told["is_voided"], told["discounts"], told["payments"]) == (True, True, [], [])
    assert paths(simulator) == ["lock", "unlock", "send_transaction"]
    assert_honest(simulator)


def test_an_open_sale_that_nobody_heard_of_is_voided_in_the_journal_alone(
    shop: Till, simulator: RunningSimulator
) -> None:
    *_, voided, after = shop.sells(LATTE, {"do": "void", "reason": "Left"}, SEND)

    assert (after["left"], after["sent"]) == (0, 0)
    assert voided["state"]["transaction_id"] not in simulator.platform.transactions
    with closing(sqlite3.connect(shop.database)) as connection:
        assert connection.execute("SELECT kind FROM journal").fetchall() == [("act",), ("voided",)]


def test_the_drawer_is_expected_to_hold_what_is_left(shop: Till) -> None:
    *_, closed = shop.sells(LATTE, cash("5.00"), CLOSE, LATTE, cash(), CLOSE)
    shop.sells(APPROVE, void(closed["state"]["transaction_id"]))

    with closing(sqlite3.connect(shop.database)) as connection:
        refunds = connection.execute("SELECT type, given FROM snapshot_refund").fetchall()
    assert refunds == [("Cash", 487)]
    assert Decimal(closed["state"]["total"]) == Decimal("4.87")


def test_where_the_shop_has_it_so_only_sales_of_this_shift_are_voided(shop: Till) -> None:
    shop.change("sale", void_closed_of="this_shift")
    *_, closed = shop.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]
    with closing(sqlite3.connect(shop.database)) as database:
        (mine,) = database.execute("SELECT session_id FROM snapshot WHERE kind = 'closed'").fetchone()
    assert mine is not None
    *_, voided = shop.sells(APPROVE, void(sale))
    assert voided["ok"]
