"""Faults as a client meets them, over real sockets."""

import gzip
import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, serve
from pos_terminal.simulator.spoiled import SPOILED
from tests.simulator.till import JSON, HttpReply, Till, connected, http_call, sale

SEND = "/api/2.0/send_transaction"


@pytest.fixture
def simulator(platform: Platform) -> Iterator[RunningSimulator]:
    with serve(platform) as running:
        yield running
    assert running.failures == []


def exchange(simulator: RunningSimulator, fault: Fault | None = None, request_id: str = "r-1") -> HttpReply:
    if fault is not None:
        simulator.platform.faults.add(fault)
    with connected(simulator.url) as connection:
        return http_call(connection, SEND, Till(simulator.platform).body(sale(), request_id))


def test_without_a_fault_the_sale_is_taken(simulator: RunningSimulator) -> None:
    reply = exchange(simulator)

    assert (reply.status, reply.json) == (200, {"status": "OK"})
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.headers["Date"] == "Wed, 04 Mar 2026 15:00:00 GMT"


@pytest.mark.parametrize("kind", [FaultKind.REFUSE, FaultKind.DROP_REQUEST, FaultKind.DROP_REPLY, FaultKind.LATE])
def test_a_broken_connection_gives_no_reply(simulator: RunningSimulator, kind: FaultKind) -> None:
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        exchange(simulator, Fault(kind))

    assert simulator.platform.effects("T-1") == (1 if kind is FaultKind.DROP_REPLY else 0)
    assert exchange(simulator).json == {"status": "OK"}
    assert simulator.platform.effects("T-1") == 1


def test_a_refused_connection_spares_the_pages_that_plan_the_faults(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.REFUSE))

    with connected(simulator.url) as connection:
        connection.request("GET", "/_sim/faults")
        assert connection.getresponse().status == 200
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        exchange(simulator)
    assert exchange(simulator).json == {"status": "OK"}


def test_a_cut_body_ends_before_its_length(simulator: RunningSimulator) -> None:
    with pytest.raises(http.client.IncompleteRead):
        exchange(simulator, Fault(FaultKind.CUT))

    assert simulator.platform.effects("T-1") == 1


@pytest.mark.parametrize("status", [302, 401, 403, 404, 405, 408, 413, 415, 425, 429, 500, 501, 503, 599])
def test_any_http_status_can_come(simulator: RunningSimulator, status: int) -> None:
    reply = exchange(
        simulator, Fault(FaultKind.STATUS, status=status, retry_after="7", location="https://evil.example/")
    )

    assert reply.status == status
    assert reply.headers["Retry-After"] == "7"
    assert reply.headers["Location"] == "https://evil.example/"
    assert b"{" not in reply.body
    assert simulator.platform.effects("T-1") == 0


@pytest.mark.parametrize(
    ("status", "code"), [(500, "INTERNAL_SERVER_ERROR"), (403, "ACCESS_DENIED"), (401, "INVALID_AUTH_TOKEN")]
)
def test_a_status_can_come_with_a_container_after_the_work_is_done(
    simulator: RunningSimulator, status: int, code: str
) -> None:
    reply = exchange(simulator, Fault(FaultKind.STATUS, status=status, container=True, processed=True))

    assert reply.status == status
    assert reply.json["errors"]["code"] == code
    assert simulator.platform.effects("T-1") == 1


@pytest.mark.parametrize("variant", SPOILED)
def test_garbage_is_sent_as_it_is_and_only_once(simulator: RunningSimulator, variant: str) -> None:
    reply = exchange(simulator, Fault(FaultKind.GARBAGE, variant=variant))

    assert reply.status == 200
    assert simulator.platform.effects("T-1") == 0
    assert exchange(simulator).json == {"status": "OK"}


def test_garbage_is_what_its_name_says(simulator: RunningSimulator) -> None:
    bodies = {
        variant: exchange(simulator, Fault(FaultKind.GARBAGE, variant=variant, processed=True), variant)
        for variant in SPOILED
    }

    assert b"<html>" in bodies["html"].body
    assert bodies["html"].headers["Content-Type"] == "text/html"
    assert bodies["empty"].body == b""
    assert len(bodies["huge"].body) > 1_000_000
    assert bodies["gzip_bomb"].headers["Content-Encoding"] == "gzip"
    assert len(bodies["gzip_bomb"].body) * 100 < len(gzip.decompress(bodies["gzip_bomb"].body))
    assert bodies["lower_case"].json == {"status": "ok"}
    assert bodies["duplicate_keys"].body.count(b'"status"') == 2
    assert b"NaN" in bodies["nan"].body
    with pytest.raises(RecursionError):
        json.loads(bodies["deep"].body)
    assert isinstance(bodies["errors_list"].json["errors"], list)
    assert isinstance(bodies["errors_string"].json["errors"], str)
    assert bodies["wrong_content_type"].json == {"status": "OK"}
    assert bodies["wrong_content_type"].headers["Content-Type"] == "text/html"


def test_a_held_request_goes_on_when_released(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.DELAY, seconds=None))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(exchange, simulator)
        assert simulator.platform.pause.wait_until_held()
        assert simulator.platform.effects("T-1") == 0
        assert simulator.platform.requests()[0].answer == ""
        simulator.platform.pause.release()
        assert waiting.result().json == {"status": "OK"}


def test_a_held_reply_has_had_its_effect(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.DELAY_REPLY, seconds=None))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(exchange, simulator)
        assert simulator.platform.pause.wait_until_held()
        assert simulator.platform.effects("T-1") == 1
        simulator.platform.pause.release()
        assert waiting.result().json == {"status": "OK"}


def test_a_delay_ends_by_itself(simulator: RunningSimulator) -> None:
    assert exchange(simulator, Fault(FaultKind.DELAY, seconds=0.01)).json == {"status": "OK"}


def test_a_dribbled_body_comes_byte_by_byte(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.DRIBBLE, seconds=None))
    body = Till(simulator.platform).body(sale())
    with connected(simulator.url) as connection:
        connection.request("POST", SEND, body, JSON)
        reply = connection.getresponse()
        received = b""
        while len(received) < len(b'{"status":"OK"}'):
            received += reply.read(1)
            assert simulator.platform.pause.wait_until_held()
            simulator.platform.pause.release()
        assert json.loads(received) == {"status": "OK"}


def test_a_swapped_reply_is_the_one_of_the_request_before(simulator: RunningSimulator) -> None:
    with connected(simulator.url) as connection:
        till = Till(simulator.platform)
        found = http_call(connection, "/api/2.0/lookup", till.body({"phone": "5550100001"}))
        simulator.platform.faults.add(Fault(FaultKind.SWAP))
        swapped = http_call(connection, SEND, till.body(sale()))

    assert swapped.body == found.body
    assert simulator.platform.effects("T-1") == 1


def test_a_fault_hits_its_path_so_often_and_then_ends(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.STATUS, "lookup", 2, status=503))
    body = Till(simulator.platform).body({"phone": "5550100001"}, "r-2")

    with connected(simulator.url) as connection:
        statuses = [http_call(connection, "/api/2.0/lookup", body).status for _try in range(3)]
    assert statuses == [503, 503, 200]
    assert exchange(simulator).status == 200


def test_a_fault_without_count_lasts_until_cleared(simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.STATUS, count=None))

    assert [exchange(simulator).status for _try in range(3)] == [500] * 3
    simulator.platform.faults.clear()
    assert exchange(simulator).status == 200


def test_requests_held_at_the_end_do_not_keep_it_open(platform: Platform) -> None:
    platform.faults.add(Fault(FaultKind.DELAY, seconds=None))
    with serve(platform) as running, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(exchange, running)
        assert platform.pause.wait_until_held()
        running.close()
        assert isinstance(waiting.exception(), ConnectionError | http.client.HTTPException)
    assert platform.requests()[0].answer == "dropped"
    assert platform.transactions == {}
