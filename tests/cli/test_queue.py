"""What people see of the queue: counts, sums, causes in plain words, one story, a second try, and a way out."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pos_terminal.adapters.files.chainedlines import FIRST, raw_lines, read_line
from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, ROOT, Step, Till, cash

SALE: list[Step] = [LATTE, cash(), CLOSE]
_ROOM = 40_000
"""Bytes of a file: enough for what SQLite needs to read, too few for the export of thirty sales."""
SEND: Step = {"do": "send_pending"}


def poisoned(till: Till, simulator: RunningSimulator) -> str:
    """A sale that the platform has refused; its id."""
    till.talk_to(simulator)
    sold = str(till.sells(LATTE)[0]["state"]["transaction_id"])
    simulator.platform.poison(sold)
    till.sells(cash(), CLOSE, SEND)
    return sold


def test_the_status_says_count_worth_age_and_cause(till: Till) -> None:
    till.sells(*SALE * 2, SEND)

    said = till.run("queue", "status", "--json").json

    assert (said["pending"], said["parked"]) == (2, 0)
    assert (said["pending_total"], said["parked_total"]) == ({"USD": "9.74"}, {})
    assert said["oldest_age"] == "less than a minute"
    assert (said["cause"], said["means"]) == ("no answer", "The platform did not answer.")
    assert said["last_try"].endswith("Z")
    table = till.run("queue", "status").out
    assert "9.74 USD" in table
    assert "It is tried again by itself" in table


def test_what_was_set_aside_has_an_age_too(till: Till, simulator: RunningSimulator) -> None:
    poisoned(till, simulator)
    said = till.run("queue", "status", "--json").json
    assert (said["pending"], said["parked"], said["oldest_age"]) == (0, 1, "less than a minute")
    assert said["oldest"]


def test_an_empty_queue_needs_no_cause(till: Till) -> None:
    assert till.run("script").status == 0

    said = till.run("queue", "status", "--json").json

    assert said == {
        "pending": 0,
        "parked": 0,
        "pending_total": {},
        "parked_total": {},
        "oldest": None,
        "oldest_age": None,
    }


def test_a_sale_that_was_never_tried_says_so(till: Till) -> None:
    till.sells(*SALE)
    connection = sqlite3.connect(till.database)
    connection.execute("UPDATE request SET state = 'ready', tries = 0, reason = ''")
    connection.commit()
    connection.close()

    assert till.run("queue", "status", "--json").json["cause"] == "not tried yet"


def test_the_list_tells_each_cause_in_plain_words(till: Till, simulator: RunningSimulator) -> None:
    sold = poisoned(till, simulator)

    row = till.run("queue", "list", "--json").json[0]

    assert (row["transaction_id"], row["state"], row["total"], row["currency"]) == (sold, "parked", "4.87", "USD")
    assert row["cause"] == "refused"
    assert row["means"].startswith("The platform refused it: VALIDATION")
    assert "send it again" in row["advice"]
    table = till.run("queue", "list").out.splitlines()
    assert table[0].split() == ["seq", "transaction_id", "kind", "state", "total", "currency", "age", "tries", "cause"]
    assert till.run("queue", "status", "--json").json["parked_total"] == {"USD": "4.87"}


def test_one_transaction_is_shown_with_every_request_it_went_in(till: Till, simulator: RunningSimulator) -> None:
    till.sells(*SALE * 3)
    till.talk_to(simulator)
    second = till.run("queue", "list", "--json").json[1]["transaction_id"]
    simulator.platform.poison(second)
    till.run("queue", "send")

    shown = till.run("queue", "show", second, "--json").json[0]

    assert (shown["transaction_id"], shown["state"], shown["total"]) == (second, "parked", "4.87")
    assert "VALIDATION" in shown["reason"]
    went = [(each["went"], each["state"]) for each in shown["requests"]]
    assert ("alone", "parked") in went
    assert any(how.startswith("in a batch of") and state == "retired" for how, state in went)
    assert all(each["request_id"] for each in shown["requests"])
    parked = next(each for each in shown["requests"] if each["state"] == "parked")
    assert parked["tries"] == 1
    assert parked["last_tried"].endswith("Z")
    for wanted in (str(shown["seq"]), parked["request_id"]):
        assert till.run("queue", "show", wanted, "--json").json == [shown | {"age": shown["age"]}]
    batch = next(each for each in shown["requests"] if each["went"] != "alone")
    together = till.run("queue", "show", batch["request_id"], "--json").json
    assert second in {each["transaction_id"] for each in together}
    assert len(together) > 1
    text = till.run("queue", "show", second).out
    assert "The platform refused it" in text
    assert "request_payload" not in text + json.dumps(shown)


def test_the_story_of_a_sent_sale_stays(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    sold = till.sells(*SALE, SEND)[-1]["state"]["transaction_id"]

    shown = till.run("queue", "show", sold, "--json").json[0]

    assert (shown["state"], [each["state"] for each in shown["requests"]]) == ("done", ["done"])
    assert "cause" not in shown
    assert shown["settled"].endswith("Z")


@pytest.mark.parametrize("line", [["show", "nobody"], ["retry", "nobody"], ["show", "99999999999999999999"]])
def test_an_unknown_id_is_told(till: Till, line: list[str]) -> None:
    till.sells(*SALE)

    ran = till.run("queue", *line)

    assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "queue list" in ran.err


def test_a_refused_sale_whose_cause_is_mended_is_sent_at_once(till: Till, simulator: RunningSimulator) -> None:
    sold = poisoned(till, simulator)
    simulator.platform.cure(sold)
    other = till.sells(*SALE)[-1]["state"]["transaction_id"]

    ran = till.run("queue", "retry", sold, "--json")

    assert (ran.status, ran.json) == (0, {"transaction_id": sold, "state": "done"})
    assert simulator.platform.effects(sold) == 1
    refused = till.run("queue", "show", sold, "--json").json[0]["requests"][0]
    assert refused["state"] == "retired"
    assert refused["last_reply"].startswith("tried again: VALIDATION")
    assert till.run("queue", "status", "--json").json["parked"] == 0
    again = till.run("queue", "retry", other)
    assert again.status == 1
    assert "is not refused" in again.err


def test_a_sale_that_is_refused_again_says_why(till: Till, simulator: RunningSimulator) -> None:
    sold = poisoned(till, simulator)

    ran = till.run("queue", "retry", sold)

    assert ran.status == 1
    assert f"{sold} was refused again. The platform refused it: VALIDATION" in ran.err
    assert till.run("queue", "status", "--json").json["parked"] == 1


def test_a_retry_that_nobody_answers_leaves_it_in_the_queue(till: Till, simulator: RunningSimulator) -> None:
    sold = poisoned(till, simulator)
    simulator.stop()

    ran = till.run("queue", "retry", sold)

    assert ran.status == 1
    assert "is back in the queue, and was not taken yet. The platform did not answer." in ran.err
    said = till.run("queue", "status", "--json").json
    assert (said["pending"], said["parked"]) == (1, 0)
    simulator.start()
    simulator.platform.cure(sold)
    assert till.run("queue", "send", "--json").json["left"] == 0
    assert simulator.platform.effects(sold) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
def test_an_export_that_the_disk_does_not_take_is_told_in_one_sentence(till: Till, tmp_path: Path) -> None:
    till.sells(*SALE * 30)
    path = tmp_path / "queue.jsonl"
    till.run("queue", "export", path)
    assert path.stat().st_size > _ROOM
    path.unlink()
    small = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({_ROOM},) * 2); "
    run = "import sys; from pos_terminal.__main__ import main; sys.exit(main(sys.argv[1:]))"
    line = [sys.executable, "-B", "-c", small + run, "--config", str(till.config), "queue", "export", str(path)]
    ran = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (1, f"pos-terminal: {path} cannot be used: File too large.\n")
    assert not path.exists()


def test_everything_unsent_is_carried_away_with_its_exact_bytes(till: Till, tmp_path: Path) -> None:
    till.sells(*SALE * 13, SEND)
    path = tmp_path / "queue.jsonl"

    ran = till.run("queue", "export", path, "--json")

    assert (ran.status, ran.json["transactions"]) == (0, 13)
    after, lines = FIRST, []
    with path.open("rb") as file:
        for raw in raw_lines(file):
            facts, digest = read_line(raw)
            assert facts["after"] == after
            after = digest
            lines.append(facts)
    sales = [each for each in lines if each["line"] == "transaction"]
    requests = {each["request_id"]: each for each in lines if each["line"] == "request"}
    assert (lines[0]["line"], lines[-1]["line"], len(sales)) == ("header", "end", 13)
    assert sum(Decimal(str(each["total"])) for each in sales) == Decimal("4.87") * 13
    for each in sales:
        assert str(each["document"])[1:-1] in str(requests[each["request_id"]]["body"])
    stored = dict(sqlite3.connect(till.database).execute("SELECT request_id, body FROM request").fetchall())
    assert {name: str(each["body"]).encode() for name, each in requests.items()} == {
        name: body for name, body in stored.items() if name in requests
    }
    told = path.read_text(encoding="utf-8")
    secrets = [*json.loads((till.data / "keys.json").read_text()).values(), "demo-secret", "demo-key"]
    assert [secret for secret in secrets if secret in told] == []
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    again = till.run("queue", "export", path)
    assert (again.status, "--force" in again.err) == (1, True)
    assert till.run("queue", "export", path, "--force").status == 0


def test_an_empty_queue_is_exported_too(till: Till, tmp_path: Path) -> None:
    assert till.run("script").status == 0

    assert till.run("queue", "export", tmp_path / "queue.jsonl", "--json").json["transactions"] == 0
