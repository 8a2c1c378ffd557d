import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_script_lines import APPROVE, managed, receipt
from tests.cli.till import CLOSE, LATTE, SHOW, SIGN_IN, Step, Till, cash, refused_with

__all__ = ["managed"]
OPEN: Step = {"do": "open_shift", "opening_float": "100.00"}
NO_SALE: Step = {"do": "no_sale"}


def move(kind: str, amount: str, reason: str = "Bank") -> Step:
    return {"do": kind, "amount": amount, "reason": reason}


def close_shift(counted: str, **more: str) -> Step:
    return {"do": "close_shift", "counted": counted, **more}


def paper(answer: Step) -> str:
    return Path(str(answer["receipt"])).with_suffix(".txt").read_text(encoding="utf-8")


def test_cash_moves_with_a_slip_for_each_and_the_drawer_opens_first(managed: Till) -> None:
    _, none, put_in, out, picked = managed.sells(
        OPEN, NO_SALE, move("cash_in", "20"), move("cash_out", "5.50", "Milk"), move("pickup", "50", "Safe")
    )

    assert [each["movement"]["kind"] for each in (none, put_in, out, picked)] == [
        "no_sale",
        "cash_in",
        "cash_out",
        "pickup",
    ]
    assert out["movement"] == {"kind": "cash_out", "amount": "5.50", "reason": "Milk", "approved_by": None}
    assert "NO SALE" in paper(none)
    assert "Signature" not in paper(none)
    assert "PAID OUT" in paper(out)
    assert "$5.50" in paper(out)
    assert "Reason: Milk" in paper(out)
    assert "Journal 4" in paper(picked)
    assert none["state"]["pending"] == 0


def test_what_may_not_move_is_refused_with_a_sentence_and_changes_nothing(managed: Till) -> None:
    refused = [
        move("cash_out", "100.01"),
        move("pickup", "100.01"),
        move("cash_in", "0"),
        move("cash_in", "-1"),
        move("cash_in", "1.001"),
        move("cash_in", "9000000"),
        {"do": "cash_in", "amount": "1"},
        {"do": "no_sale", "amount": "1"},
    ]
    codes = ["not_allowed_now"] * 2 + ["bad_argument"] * 6

    answers = managed.sells(OPEN, *refused)[1:]

    assert [refused_with(answer, code) for answer, code in zip(answers, codes, strict=True)] == [True] * len(refused)
    with closing(sqlite3.connect(managed.database)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM journal").fetchone() == (0,)


def test_a_right_of_the_till_is_asked_for_and_the_approval_is_on_the_slip(managed: Till) -> None:
    managed.change("rights", cash_out="supervisor", no_sale="manager", close_shift="supervisor", pickup="never")
    out = move("cash_out", "5")

    answers = managed.sells(OPEN, out, APPROVE, out, NO_SALE, APPROVE, NO_SALE, move("pickup", "1"))[1:]
    closes = managed.sells(close_shift("95"), APPROVE, close_shift("95"))

    assert refused_with(answers[0], "approval_needed")
    assert answers[2]["movement"]["approved_by"] == "3001"
    assert "Approved by Dan O." in paper(answers[2])
    assert refused_with(answers[3], "approval_needed")
    assert answers[5]["ok"]
    assert refused_with(answers[6], "not_allowed_now")
    assert refused_with(closes[0], "approval_needed")
    assert (closes[2]["z"]["approved_by"], closes[2]["z"]["over_short"]) == ("3001", "0.00")


def test_a_shift_is_counted_blind_closed_once_and_its_z_is_listed_and_printed_again(managed: Till) -> None:
    sold = [LATTE, cash("10"), CLOSE]
    answers = managed.sells(OPEN, *sold, move("pickup", "50"), LATTE, close_shift("50"), {"do": "suspend"})
    refused = answers[6]
    (closed, again) = managed.sells(close_shift("54.00"), close_shift("54.00"))

    assert refused_with(refused, "not_allowed_now")
    assert closed["z"]["expected_cash"] == "54.87"
    assert (closed["z"]["over_short"], closed["z"]["suspended"]) == ("-0.87", {"count": 1, "amount": "4.87"})
    assert "by Maya R. Closed by Maya R." in " ".join(paper(closed).split())
    assert [line in paper(closed) for line in ("Z REPORT 1", "SHORT", "Expected", "Suspended sales (1)")] == [True] * 4
    assert refused_with(again, "not_allowed_now")
    told = managed.run("report", "z", "--json").json
    assert told == closed["z"]
    assert managed.run("report", "z", "1", "--json").json == told
    assert [each["number"] for each in managed.run("report", "z", "--list", "--json").json] == [1]
    ran = managed.run("report", "z", "--print")
    assert (ran.status, "Z REPORT 1" in ran.out) == (0, True)
    newest = max((managed.folder / "paper").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    assert "COPY 1" in newest.read_text(encoding="utf-8")
    resumed = managed.sells({"do": "resume", "transaction_id": told_of(answers)}, cash(), CLOSE)
    assert [each["ok"] for each in resumed] == [True] * 3


def test_a_drawer_counted_by_its_pieces_has_a_slip_of_the_count_that_is_printed_again(managed: Till) -> None:
    pieces = [
        {"piece": "50", "count": 1},
        {"piece": "20", "count": 2},
        {"piece": "0.25", "count": 3},
        {"piece": "5", "count": 0},
    ]
    wrong = [{"piece": "-5", "count": 1}], [{"piece": "5", "count": "1.5"}], [{"piece": "5"}]
    step: Step = {"do": "close_shift", "reason": "Not known"}

    answers = managed.sells(OPEN, *({**step, "pieces": each} for each in wrong), {**step, "pieces": pieces})
    closed = answers[-1]

    assert [refused_with(each, "bad_argument") for each in answers[1:4]] == [True] * 3
    assert (closed["z"]["counted"], closed["z"]["over_short"]) == ("90.75", "-9.25")
    assert [each["count"] for each in closed["z"]["pieces"]] == [1, 2, 3]
    rows = [" ".join(line.split()) for line in paper(closed).splitlines()]
    slip = rows[rows.index("CASH COUNT 1") :]
    assert [
        each for each in ("1 × 50.00 50.00", "3 × 0.25 0.75", "Counted 90.75", "SHORT -9.25") if each not in slip
    ] == []
    assert slip.count("Signature") == 1
    again = managed.sells({"do": "reprint_shift", "count": True}, {"do": "reprint_shift", "number": 1})
    assert [each["copy"] for each in again] == [1, 1]
    assert ["Z REPORT 1" in paper(each) for each in again] == [False, True]
    assert ["CASH COUNT 1" in paper(each) for each in again] == [True, True]
    assert refused_with(managed.sells({"do": "reprint_shift", "number": 2})[0], "bad_argument")
    told = managed.run("report", "count", "--print")
    assert (told.status, "CASH COUNT 1" in told.out, "COPY" in told.out) == (0, True, False)
    newest = max((managed.folder / "paper").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    assert "COPY 2" in newest.read_text(encoding="utf-8")


def told_of(answers: list[Step]) -> str:
    return str(answers[-1]["state"]["transaction_id"])


def test_the_head_of_the_journal_on_a_z_proves_it(managed: Till) -> None:
    _, closed = managed.sells(OPEN, close_shift("100"))
    z = closed["z"]
    whole = f"journal {z['journal_seq']} {z['journal_hash']}"

    assert whole in paper(closed)
    assert f"Journal {z['journal']}" in paper(closed)
    assert managed.run("journal", "verify", "--anchor", whole).status == 0
    assert managed.run("journal", "verify", "--anchor", z["journal"]).status == 0
    other = f"journal {z['journal_seq']} {'0' * 64}"
    assert managed.run("journal", "verify", "--anchor", other).status == 1


def test_a_count_further_off_than_the_shop_likes_wants_a_reason(managed: Till) -> None:
    managed.change("till", reason_over="5")

    _, refused, closed = managed.sells(OPEN, close_shift("80"), close_shift("85", reason="Wrong change"))

    assert refused_with(refused, "bad_argument")
    assert (closed["z"]["over_short"], closed["z"]["reason"]) == ("-15.00", "Wrong change")
    assert closed["z"]["earlier_counts"] == ["80.00"]
    assert "Counted before" in paper(closed)


def test_an_open_shift_is_read_without_a_change_and_a_closed_till_says_so(managed: Till) -> None:
    managed.sells(OPEN, LATTE, cash(), CLOSE)
    before = managed.database.read_bytes()

    x = managed.run("report", "x", "--json")

    assert (x.status, x.json["report"], x.json["net"], x.json["sales"]) == (
        0,
        "x",
        "4.87",
        {"count": 1, "amount": "4.87"},
    )
    assert "counted" not in x.json
    assert "Expected" not in managed.run("report", "x").out
    assert managed.database.read_bytes() == before
    managed.sells(close_shift("104.87"))
    for arguments in (("x",), ("z", "7"), ("z", "7", "--list")):
        ran = managed.run("report", *arguments)
        assert (ran.status, len(ran.err.splitlines())) == (2 if "--list" in arguments else 1, 1), arguments
    assert managed.run("report", "z").status == 0


def test_the_reports_add_up_to_the_journal_and_to_what_was_taken(managed: Till) -> None:
    sales = [step for _ in range(3) for step in (LATTE, cash("5"), CLOSE)]
    card = [LATTE, {"do": "tender", "type": "Credit Card", "tip": "1.00"}, CLOSE]
    given_up = [LATTE, {"do": "void", "reason": "Shopper left"}]
    answers = managed.sells(OPEN, *sales, *card, *given_up)
    first = answers[3]["state"]["transaction_id"]
    managed.sells(APPROVE, {"do": "void_closed", "transaction_id": first, "reason": "Wrong"})

    x = managed.run("report", "x", "--json").json

    assert (x["sales"], x["voids"], x["given_up"]["count"]) == (
        {"count": 4, "amount": "19.48"},
        {"count": 1, "amount": "4.87"},
        1,
    )
    assert (x["net"], x["tips"], x["rounding"], x["expected_cash"]) == ("14.61", "1.00", "0.00", "109.74")
    assert [(each["type"], each["net"]) for each in x["tenders"]] == [("Cash", "9.74"), ("Credit Card", "5.87")]
    assert [each["amount"] for each in x["taxes"]] == ["1.11"]


def test_a_movement_that_the_power_cut_off_is_there_once_and_its_slip_is_marked(managed: Till) -> None:
    managed.sells(OPEN, move("cash_in", "20"))
    with closing(sqlite3.connect(managed.database)) as connection, connection:
        connection.execute(
            """INSERT INTO print_job (job_id, copy_number, state, seq)
            SELECT 'job-of-the-cut', 0, 'printing', MAX(seq) FROM journal"""
        )

    managed.sells(NO_SALE)

    slip = (managed.folder / "paper" / "job-of-the-cut.txt").read_text(encoding="utf-8")
    assert "COPY 1" in slip
    assert managed.run("report", "x", "--json").json["movements"]["cash_in"] == {"count": 1, "amount": "20.00"}


@pytest.mark.parametrize("step", [NO_SALE, move("cash_in", "1"), close_shift("1")])
def test_nothing_is_done_to_a_till_that_nobody_is_signed_on_to(managed: Till, step: Step) -> None:
    (answer,) = managed.script(step)

    assert refused_with(answer, "not_signed_on")


def test_every_act_of_the_till_is_in_the_journal_that_is_handed_out(managed: Till) -> None:
    managed.sells(OPEN, move("cash_in", "1"), NO_SALE, close_shift("101"))
    path = managed.folder / "journal.jsonl"

    assert managed.run("journal", "export", path).status == 0

    kinds = [json.loads(line).get("kind") for line in path.read_text(encoding="utf-8").splitlines()]
    assert [kind for kind in kinds if kind] == ["cash_in", "no_sale", "z_report"]
    assert managed.run("journal", "verify", "--file", path, "--keys", managed.data / "keys.json").status == 0


def test_a_shown_state_says_nothing_of_what_the_drawer_should_hold(managed: Till) -> None:
    *_, shown = managed.script(SIGN_IN, OPEN, SHOW)

    assert "expected" not in json.dumps(shown)
    assert receipt is not None
