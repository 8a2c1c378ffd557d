"""The pages under /_sim/."""

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from pos_terminal.simulator import Platform, RunningSimulator, SimulatorConfig, serve
from tests.simulator.till import HttpReply, Till, Wire, connected, http_call, line, sale

SEND = "/api/2.0/send_transaction"


@pytest.fixture
def simulator(platform: Platform) -> Iterator[RunningSimulator]:
    with serve(platform) as running:
        yield running
    assert running.failures == []


def page(simulator: RunningSimulator, name: str, method: str = "GET", body: Wire = None) -> HttpReply:
    with connected(simulator.url) as connection:
        data = b"" if body is None else json.dumps(body).encode()
        return http_call(connection, "/_sim/" + name, data, method, {})


def exact(reply: HttpReply) -> Wire:
    return json.loads(reply.body, parse_float=Decimal)


def test_a_transaction_is_shown_as_it_was_sent(simulator: RunningSimulator) -> None:
    odd = sale("T/1 ü", items=[line("1", "APPLES", "0.333", "2.10")])
    Till(simulator.platform).send(odd)

    shown = exact(page(simulator, "transactions/T%2F1%20%C3%BC"))

    assert shown["effects"] == 1
    assert (
        shown["snapshots"][0]["transaction"]
        == json.loads(simulator.platform.requests()[0].body, parse_float=Decimal)["request_payload"]
    )
    assert b'"quantity":0.333' in page(simulator, "transactions/T%2F1%20%C3%BC").body


def test_lists_and_sums(simulator: RunningSimulator) -> None:
    till = Till(simulator.platform)
    till.send(sale("T-1"))
    till.send(sale("T-2"))
    till.send({})

    rows = exact(page(simulator, "transactions"))["transactions"]
    state = exact(page(simulator, "state"))

    assert [(row["transaction_id"], row["due"], row["effects"]) for row in rows] == [
        ("T-1", Decimal("14.37"), 1),
        ("T-2", Decimal("14.37"), 1),
    ]
    assert state["totals"]["paid"] == Decimal("28.74")
    assert state["effects"] == {"1": 2}
    assert state["requests"] == 3
    assert state["offers"]["uo-101"]["state"] == "ISSUED"
    assert len(state["violations"]) == 1
    assert page(simulator, "violations").json["violations"][0]["request"] == 3


def test_requests_are_shown_with_their_bytes(simulator: RunningSimulator) -> None:
    Till(simulator.platform).send(sale())
    Till(simulator.platform).call("lookup", {"phone": "1"}, "r-9")

    shown = page(simulator, "requests?path=lookup").json["requests"]

    assert [(row["number"], row["answer"]) for row in shown] == [(2, "200 OK")]
    assert json.loads(shown[0]["body"])["request_id"] == "r-9"
    assert len(shown[0]["sha256"]) == 64
    assert len(page(simulator, "requests").json["requests"]) == 2


def test_faults_are_planned_and_cleared_over_http(simulator: RunningSimulator) -> None:
    fault = {"kind": "status", "path": "send_transaction", "status": 429, "retry_after": "3", "until_cleared": True}
    planned = page(simulator, "faults", "POST", fault)
    body = Till(simulator.platform).body(sale())

    with connected(simulator.url) as connection:
        hit = http_call(connection, SEND, body)
        cleared = page(simulator, "faults", "DELETE")
        after = http_call(connection, SEND, body)

    assert planned.json == {"faults": [{"kind": "status", "path": "send_transaction", "left": None}]}
    assert (hit.status, hit.headers["Retry-After"]) == (429, "3")
    assert cleared.status == 200
    assert after.status == 200
    assert page(simulator, "faults").json == {"faults": []}


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"kind": "flood"},
        {"kind": "garbage", "variant": "confetti"},
        {"kind": "cut", "cuont": 2},
        [],
        "cut",
        {"kind": 1},
    ],
)
def test_a_fault_that_does_not_exist_is_refused(simulator: RunningSimulator, fault: Wire) -> None:
    reply = page(simulator, "faults", "POST", fault)

    assert reply.status == 400
    assert reply.json["errors"]["code"] == "VALIDATION"
    assert simulator.platform.faults.planned() == []


def test_every_action_can_be_asked_for(simulator: RunningSimulator) -> None:
    platform = simulator.platform
    till = Till(platform)
    done = [
        page(simulator, "poison", "POST", {"transaction_id": "T-1", "code": "INVALID_ITEM"}),
        page(simulator, "ttl_codes", "POST", {"code": "777", "user_offer_id": "uo-101", "seconds": 60}),
        page(simulator, "release", "POST"),
        page(simulator, "forget", "POST"),
        page(simulator, "deliver_late", "POST"),
    ]
    assert [reply.status for reply in done] == [200] * 5
    assert till.send(sale())["errors"]["code"] == "INVALID_ITEM"
    assert till.lock("777", sale("T-2", closed=False), "TTLCode")["status"] == "OK"
    page(simulator, "cure", "POST", {"transaction_id": "T-1"})
    assert till.send(sale())["status"] == "OK"
    page(simulator, "reset", "POST")
    assert platform.transactions == {}


@pytest.mark.parametrize(("name", "method"), [("nothing", "GET"), ("transactions/T-9", "GET"), ("state", "POST")])
def test_pages_that_do_not_exist(simulator: RunningSimulator, name: str, method: str) -> None:
    assert page(simulator, name, method).status == 404


def test_the_pages_can_be_left_out() -> None:
    with serve(Platform(SimulatorConfig(admin=False))) as running:
        assert page(running, "state").status == 404


def test_looking_is_not_recorded(simulator: RunningSimulator) -> None:
    page(simulator, "state")

    assert simulator.platform.requests() == []


def test_a_doubled_sale_shows_on_every_page() -> None:
    with serve(Platform(SimulatorConfig(model="stored"))) as running:
        for _copy in range(2):
            Till(running.platform).send(sale(), f"r-{_copy}")

        assert page(running, "state").json["effects"] == {"2": 1}
        assert page(running, "transactions").json["transactions"][0]["effects"] == 2
        assert page(running, "transactions/T-1").json["effects"] == 2


def test_another_seed_is_in_force_until_a_reset_and_credentials_stay(simulator: RunningSimulator) -> None:
    platform = simulator.platform
    seed = {
        "key": "other",
        "members": [{"user_id": "u-9", "user_account_id": "a-9", "phone": "5550100077", "shows_offers": False}],
    }
    Till(platform).send(sale())

    assert page(simulator, "seed", "POST", seed).status == 200
    assert (list(platform.members), platform.transactions, platform.requests()) == (["u-9"], {}, [])
    (row,) = Till(platform).call("lookup", {"phone": "5550100077"})["payload"]["users"]
    assert row["user_account_id"] == "a-9"
    assert "offers" not in row

    page(simulator, "reset", "POST")
    assert "u-9" not in platform.members
    assert len(platform.members) > 5


@pytest.mark.parametrize("seed", [{"membres": []}, {"offers": [{"offer_id": "x"}]}, []])
def test_a_seed_that_cannot_be_used_is_refused_and_changes_nothing(simulator: RunningSimulator, seed: Wire) -> None:
    Till(simulator.platform).send(sale())

    reply = page(simulator, "seed", "POST", seed)

    assert (reply.status, reply.json["errors"]["code"]) == (400, "VALIDATION")
    assert len(simulator.platform.transactions) == 1


def test_habits_are_shown_and_changed_over_http(simulator: RunningSimulator) -> None:
    before = page(simulator, "habits").json
    assert (before["nobody"], before["batch_limit"]) == ("empty", 10)

    shown = page(simulator, "habits", "POST", {"nobody": "404", "batch_limit": 3, "several": None}).json

    assert shown == before | {"nobody": "404", "batch_limit": 3}
    assert Till(simulator.platform).call("lookup", {"phone": "1"})["errors"]["code"] == "user_not_found"
    page(simulator, "habits", "POST", before)
    assert page(simulator, "habits").json == before


@pytest.mark.parametrize("habits", [{"nobody": "silence"}, {"batch_limit": "3"}, {"secret": "x"}, {"batch_limt": 3}])
def test_a_habit_that_does_not_exist_is_refused(simulator: RunningSimulator, habits: Wire) -> None:
    config = simulator.platform.config

    assert page(simulator, "habits", "POST", habits).status == 400
    assert simulator.platform.config == config
