"""Offers that no sale gives back by itself: listed with their age, and given back by command, with a reason."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.simulator import Fault, FaultKind, RunningSimulator
from tests.cli.till import CLOSE, LATTE, SIGN_IN, Till
from tests.journeys.test_members import AVA_BY_PHONE, CARD, SEND, apply, club, history

LOCKED, REDEEMED = "uo-1", "uo-2"


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running
        assert running.failures == []


def acts(till: Till) -> list[dict[str, object]]:
    with closing(sqlite3.connect(till.database)) as connection:
        rows = connection.execute(
            "SELECT d.body FROM journal AS j JOIN document AS d USING (seq) WHERE j.kind = 'act' ORDER BY j.seq"
        ).fetchall()
    return [json.loads(body) for (body,) in rows]


def test_a_lock_whose_sale_is_gone_is_unlocked_and_a_used_offer_is_reinstated_by_command(
    till: Till, simulator: RunningSimulator
) -> None:
    till.talk_to(simulator)
    closed = till.script(SIGN_IN, LATTE, AVA_BY_PHONE, apply(REDEEMED), CARD, CLOSE, SEND)[-2]["state"][
        "transaction_id"
    ]
    till.script(SIGN_IN, LATTE, AVA_BY_PHONE, apply(LOCKED))
    (held,) = till.run("offers", "list", "--json").json
    assert (held["offer_id"], held["standing"], held["member"]) == (LOCKED, "of open sale", "••• 0001")
    refused = till.run("offers", "unlock", LOCKED, "--reason", "Left behind")
    assert (refused.status, "has not ended. Take the offer off that sale" in refused.err) == (1, True)
    with closing(sqlite3.connect(till.database, isolation_level=None)) as connection:
        connection.execute("DELETE FROM basket")  # as after damage that took the open sale

    assert till.run("offers", "unlock", LOCKED, "--reason", " ").status == 2
    given = till.run("offers", "unlock", LOCKED, "--reason", "Sale lost", "--json").json
    assert (given["given_back"], history(simulator, LOCKED)[-1]) == (True, "UNLOCK")
    given = till.run("offers", "reinstate", closed, "--reason", "Did not get it", "--json").json
    assert (given["offer_id"], given["given_back"]) == (REDEEMED, True)
    assert history(simulator, REDEEMED)[-1] == "REINSTATE"

    done = [(each["action"], each["reason"]) for each in acts(till)]
    assert done == [("settle_offer", "Sale lost"), ("settle_offer", "Did not get it")]
    again = till.run("offers", "reinstate", closed, "--reason", "Twice")
    assert (again.status, "0 offers go by" in again.err) == (1, True)
    assert till.run("offers", "list", "--used", "9", "--json").json == []
    assert till.run("journal", "verify").status == 0


def test_what_is_on_its_way_back_already_is_said_to_who_asks_for_it_again(
    till: Till, simulator: RunningSimulator
) -> None:
    till.talk_to(simulator)
    till.script(SIGN_IN, LATTE, AVA_BY_PHONE, apply(REDEEMED), CARD, CLOSE, SEND)
    simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, "reinstate", count=None))
    assert not till.run("offers", "reinstate", REDEEMED, "--reason", "Not used", "--json").json["given_back"]
    again = till.run("offers", "reinstate", REDEEMED, "--reason", "Not used")
    assert (again.status, "is on its way back already" in again.err) == (1, True), again.err
