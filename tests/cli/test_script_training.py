import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.test_script_lines import APPROVE, managed, receipt
from tests.cli.test_script_till import NO_SALE, OPEN, close_shift, move, paper
from tests.cli.till import CLOSE, LATTE, SHOW, SIGN_IN, Step, Till, cash, jsonl, refused_with

__all__ = ["managed"]
ON: Step = {"do": "training", "on": True}
OFF: Step = {"do": "training", "on": False}
BEGIN = [APPROVE, ON]
SALE = [LATTE, cash("10"), CLOSE]


def counted(till: Till, *tables: str) -> list[int]:
    with closing(sqlite3.connect(till.database)) as connection:
        return [connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608 - names from here


def numbers(answers: list[Step]) -> list[str]:
    return [str(each["state"]["transaction_id"]) for each in answers if each["do"] == "close"]


def test_what_is_sold_in_training_is_nowhere_in_the_real_books_and_takes_no_number(managed: Till) -> None:
    before = managed.sells(*SALE)
    rows = counted(managed, "snapshot", "delivery", "request", "print_job", "printed")
    drill = managed.sells(*BEGIN, *SALE, *SALE, OFF)
    assert counted(managed, "snapshot", "delivery", "request", "print_job", "printed") == rows
    after = managed.sells(*SALE)

    assert [each["state"]["training"] for each in drill] == [False, True, *[True] * 6, False]
    real, trained = [*numbers(before), *numbers(after)], numbers(drill)
    assert [each.rpartition("-")[2] for each in real] == ["000001", "000002"]
    assert len(set(trained)) == 2
    assert all(each.startswith("T-lane-1-") for each in trained)
    assert [each["state"]["pending"] for each in drill] == [1] * len(drill)


def test_every_paper_of_a_training_says_so_and_has_no_code_to_claim_it_by(managed: Till) -> None:
    answers = managed.sells(*BEGIN, OPEN, *SALE, NO_SALE, move("pickup", "5"), close_shift("100"))
    void: Step = {"do": "void_closed", "transaction_id": numbers(answers)[0], "reason": "Drill"}
    voided = managed.sells(APPROVE, void)[1]

    slips = [receipt(answers[5]), *(paper(each) for each in answers[6:]), receipt(voided)]
    assert [("TRAINING" in slip, "claim" in slip) for slip in slips] == [(True, False)] * 5


def test_a_training_counts_in_no_sum_of_the_shift_but_is_counted(managed: Till) -> None:
    managed.sells(OPEN, *SALE)
    managed.sells(*BEGIN, *SALE, *SALE, move("cash_in", "30"), OFF)

    x = managed.run("report", "x", "--json").json
    z = managed.sells(close_shift("104.87"))[0]["z"]

    for told in (x, z):
        assert (told["sales"]["count"], told["net"], told["training"]) == (1, "4.87", 2)
        assert told["movements"]["cash_in"]["count"] == 0
    assert (z["over_short"], z["number"]) == ("0.00", 1)


def test_a_training_goes_on_after_a_kill_with_the_sale_that_was_open(managed: Till) -> None:
    driven = managed.driven()
    for step in (SIGN_IN, APPROVE, ON, LATTE):
        answer = driven.step(**step)
        assert answer is not None
        assert answer["ok"], answer
    driven.kill()

    shown, *_, closed, ended, sold = managed.sells(SHOW, cash(), CLOSE, OFF, LATTE)

    assert (shown["state"]["training"], shown["state"]["status"], closed["state"]["status"]) == (True, "open", "closed")
    assert (ended["state"]["training"], sold["state"]["transaction_id"].rpartition("-")[2]) == (False, "000001")


def test_training_is_begun_with_the_right_and_never_while_a_sale_is_open(managed: Till) -> None:
    asked, opened, refused = managed.sells(ON, LATTE, ON)
    begun = managed.sells(
        {"do": "void", "reason": "x"}, *BEGIN, ON, LATTE, OFF, {"do": "void", "reason": "x"}, OFF, OFF
    )

    assert refused_with(asked, "approval_needed")
    assert opened["ok"]
    assert refused_with(refused, "not_allowed_now")
    assert [each["ok"] for each in begun] == [True, True, True, False, True, False, True, True, False]
    kinds = counted(managed, "journal WHERE kind = 'act'")
    assert kinds == [3]  # why the first sale was voided, that it was begun, and that it ended


@pytest.mark.parametrize("said", ["never", "manager", "cashier"])
def test_the_right_to_train_holds_in_each_cell(managed: Till, said: str) -> None:
    managed.change("rights", training=said)

    plain, _, approved = managed.sells(ON, *BEGIN)

    assert plain["ok"] == (said == "cashier")
    assert approved["ok"] == (said == "manager")


def test_nobody_is_asked_about_members_or_offers_in_training(managed: Till, simulator: RunningSimulator) -> None:
    managed.talk_to(simulator)
    asks: list[Step] = [
        {"do": "lookup_member", "phone": "15550100"},
        {"do": "apply_offer", "code": "424242", "type": "TTLCode"},
        {"do": "scan", "code": "700000000001"},
    ]

    _, _, _, *answers, closed = managed.sells(*BEGIN, LATTE, *asks, cash(), CLOSE)[:-1] + managed.sells(OFF)

    assert [refused_with(each, "platform_refused") for each in answers[:2]] == [True, True]
    assert not answers[2]["ok"]
    assert "training" in answers[0]["error"]["message"]
    assert closed["ok"]
    told: Any = simulator.platform
    assert told is not None


def test_a_training_whose_books_are_gone_goes_on_and_the_till_sells(managed: Till) -> None:
    managed.sells(*BEGIN, *SALE)
    for path in (managed.data / "training").glob("terminal.db*"):
        path.unlink()

    ran = managed.run("script", stdin=jsonl([SHOW]))

    assert (ran.status, ran.answers[0]["state"]["training"]) == (0, True)
    assert managed.sells(OFF, *SALE)[-1]["ok"]


def test_nothing_of_the_training_lies_among_the_shops_own_files(managed: Till) -> None:
    managed.sells(*BEGIN, *SALE, OFF)

    assert {path.name for path in Path(managed.data).iterdir() if path.name.startswith("T")} == set()
    assert (managed.data / "training" / "terminal.db").exists()
