"""What is left of a member when the sale is over: the platform's own id, and nothing that was told or keyed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, NOBODY_LISTENS, Till
from tests.journeys.test_members import AVA, AVA_BY_PHONE, CARD, SEND, club, process, steps

KEYED = b"5550100001"
TOLD = (b"ava.martin@example.com", b"Ava M", b"Martin")


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


def found_in(till: Till, *secrets: bytes) -> dict[str, list[bytes]]:
    """The files of the till that hold any of these: database, write-ahead log, copies, logs, everything."""
    files = [path for path in till.data.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    assert any("log" in path.name for path in files)
    held = {path.name: [each for each in secrets if each in path.read_bytes()] for path in files}
    return {name: each for name, each in held.items() if each}


def test_what_was_keyed_is_in_the_queue_alone_until_it_is_sent_and_then_nowhere(
    till: Till, simulator: RunningSimulator
) -> None:
    till.url = NOBODY_LISTENS
    till.change("platform", offline_member="Phone")
    *_, closed = till.sells(LATTE, AVA_BY_PHONE, CARD, CLOSE)
    assert closed["state"]["member"]["user_id"] == KEYED.decode()
    assert "terminal.db" in str(found_in(till, KEYED))

    till.talk_to(simulator)
    till.script(SEND)

    (payment,) = simulator.platform.transactions[closed["state"]["transaction_id"]].latest.payments
    assert payment.user_id == KEYED.decode()
    till.script()
    assert found_in(till, KEYED, *TOLD) == {}


def test_what_was_keyed_is_in_no_file_of_a_till_that_goes_on_selling(till: Till, simulator: RunningSimulator) -> None:
    till.url = NOBODY_LISTENS
    till.change("platform", offline_member="Phone")
    till.sells(*[LATTE, AVA_BY_PHONE, CARD, CLOSE] * 3)
    till.talk_to(simulator)
    with process(till) as driven:
        steps(driven, SEND, LATTE, {"do": "wait", "seconds": 2})
        assert found_in(till, KEYED, *TOLD) == {}
        assert (till.database.parent / f"{till.database.name}-wal").exists()


def test_a_member_who_was_found_leaves_the_platforms_id_in_the_database_and_nothing_in_a_log(
    till: Till, simulator: RunningSimulator
) -> None:
    till.talk_to(simulator)
    *_, found, _, closed, _ = till.sells(LATTE, AVA_BY_PHONE, CARD, CLOSE, SEND)
    assert found["state"]["member"]["name"] == "Ava M."

    assert found_in(till, KEYED, *TOLD) == {}
    with closing(sqlite3.connect(till.database)) as connection:
        users = connection.execute("SELECT DISTINCT user_id, user_id_type FROM snapshot_payment").fetchall()
    assert users == [(AVA, "SessionM_ID")]
    assert [name for name in found_in(till, AVA.encode()) if "log" in name] == []
    assert closed["state"]["status"] == "closed"
