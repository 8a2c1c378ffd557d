"""The simulator as a server: connections, the gate in front of the platform, outages, any WSGI server."""

import base64
import io
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import httpx
import pytest

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, create_app, serve
from tests.simulator.till import JSON, Till, Wire, WireObject, connected, http_call, sale

SEND = "/api/2.0/send_transaction"


@pytest.fixture
def simulator(platform: Platform) -> Iterator[RunningSimulator]:
    with serve(platform) as running:
        yield running
    assert running.failures == []


def basic(text: str) -> dict[str, str]:
    return JSON | {"Authorization": "Basic " + base64.b64encode(text.encode()).decode()}


GATE = {
    "no credentials": ({"Content-Type": "application/json"}, "POST", SEND, 401),
    "another scheme": (JSON | {"Authorization": "Bearer x"}, "POST", SEND, 401),
    "not base64": (JSON | {"Authorization": "Basic ***"}, "POST", SEND, 401),
    "a wrong secret": (basic("demo-key:wrong"), "POST", SEND, 403),
    "a wrong key": (basic("other:demo-secret"), "POST", SEND, 403),
    "not ASCII": (basic("demo-key:sécret"), "POST", SEND, 403),
    "a charset": (JSON | {"Content-Type": "application/json; charset=utf-8"}, "POST", SEND, 415),
    "no content type": ({"Authorization": JSON["Authorization"]}, "POST", SEND, 415),
    "a GET": (JSON, "GET", SEND, 405),
    "another path": (JSON, "POST", "/api/2.0/send", 404),
    "another version": (JSON, "POST", "/api/1.0/send_transaction", 404),
}


@pytest.mark.parametrize("name", GATE)
def test_what_does_not_get_through_the_gate(simulator: RunningSimulator, name: str) -> None:
    headers, method, path, status = GATE[name]

    with connected(simulator.url) as connection:
        reply = http_call(connection, path, Till(simulator.platform).body(sale()), method, headers)

    assert reply.status == status
    assert simulator.platform.transactions == {}
    assert [violation.kind for violation in simulator.platform.violations] == ["http"]


def test_a_body_beyond_the_limit_is_too_large(simulator: RunningSimulator) -> None:
    body = Till(simulator.platform).body(sale())
    simulator.platform.reconfigure(replace(simulator.platform.config, max_body_bytes=len(body) - 1))

    with connected(simulator.url) as connection:
        assert http_call(connection, SEND, body).status == 413
    simulator.platform.reconfigure(replace(simulator.platform.config, max_body_bytes=len(body)))
    with connected(simulator.url) as connection:
        assert http_call(connection, SEND, body).status == 200


def test_a_connection_serves_many_requests(simulator: RunningSimulator) -> None:
    till = Till(simulator.platform)
    with connected(simulator.url) as connection:
        connection.connect()
        first: Wire = connection.sock
        for number in range(20):
            assert http_call(connection, SEND, till.body(sale(f"T-{number}"))).status == 200
        assert connection.sock is first

    assert len(simulator.platform.transactions) == 20


def test_many_connections_at_once_lose_and_double_nothing(simulator: RunningSimulator) -> None:
    till = Till(simulator.platform)

    def send(number: int) -> int:
        with connected(simulator.url) as connection:
            body = till.body(sale(f"T-{number // 2}"), f"r-{number // 2}")
            return http_call(connection, SEND, body).status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(80))) == {200}

    assert [record.effects for record in simulator.platform.transactions.values()] == [1] * 40
    assert simulator.platform.violations == []


def test_an_outage_ends_with_the_same_books_on_the_same_port(simulator: RunningSimulator) -> None:
    till = Till(simulator.platform)
    with connected(simulator.url) as connection:
        http_call(connection, SEND, till.body(sale("T-1")))
        simulator.stop()
        with pytest.raises(OSError):  # noqa: PT011 - refused, reset or closed: all of them are an outage
            http_call(connection, SEND, till.body(sale("T-2")))
    with connected(simulator.url) as connection, pytest.raises(ConnectionRefusedError):
        connection.connect()
    simulator.start()
    with connected(simulator.url) as connection:
        assert http_call(connection, SEND, till.body(sale("T-2"))).status == 200

    assert list(simulator.platform.transactions) == ["T-1", "T-2"]


def test_closing_ends_every_thread_although_a_client_stays_connected(platform: Platform) -> None:
    running = serve(platform)
    with connected(running.url) as connection:
        http_call(connection, SEND, Till(platform).body(sale()))
        running.close()
        running.close()

    assert not [thread for thread in threading.enumerate() if thread.name == "platform simulator"]


@pytest.mark.parametrize(
    "noise",
    [b"", b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/9.9\r\n\r\n", b"POST " + SEND.encode() + b" HTTP/1.1\r\nContent-"],
)
def test_noise_on_the_line_harms_nobody(simulator: RunningSimulator, noise: bytes) -> None:
    with socket.create_connection(("127.0.0.1", simulator.port)) as line:
        line.sendall(noise)
        line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass

    with connected(simulator.url) as connection:
        assert http_call(connection, SEND, Till(simulator.platform).body(sale())).status == 200


@pytest.mark.parametrize("sent", [b"", b'{"store_id":'])
def test_a_request_that_breaks_off_in_its_body_has_not_arrived(simulator: RunningSimulator, sent: bytes) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in JSON.items())
    head = f"POST {SEND} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n{headers}\r\n"
    with socket.create_connection(("127.0.0.1", simulator.port)) as line:
        line.sendall(head.encode() + sent)
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1000) == b""

    assert simulator.platform.requests() == []
    assert simulator.platform.violations == []


def test_a_taken_port_is_told(simulator: RunningSimulator) -> None:
    with pytest.raises(OSError, match="in use"):
        serve(Platform(), port=simulator.port)


def test_the_application_keeps_the_rules_of_wsgi(platform: Platform) -> None:
    body = Till(platform).body(sale())
    environ: WireObject = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": SEND,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": JSON["Authorization"],
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Wire = None) -> Wire:
        statuses.append(status)

    reply: Wire = validator(create_app(platform))(environ, start_response)
    assert b"".join(reply) == b'{"status":"OK"}'
    reply.close()
    assert statuses == ["200 OK"]


def test_the_application_works_without_a_socket(platform: Platform) -> None:
    transport = httpx.WSGITransport(create_app(platform))
    with httpx.Client(transport=transport, base_url="http://platform") as client:
        reply = client.post(SEND, content=Till(platform).body(sale()), headers=JSON)

    assert reply.json() == {"status": "OK"}
    assert platform.effects("T-1") == 1


def test_an_error_of_the_simulator_itself_is_kept_for_the_test_to_see(platform: Platform) -> None:
    transport_bug = Fault(FaultKind.GARBAGE, variant="no such variant")
    platform.faults.add(transport_bug)
    with serve(platform) as running, connected(running.url) as connection:
        with pytest.raises(ConnectionError):
            http_call(connection, SEND, Till(platform).body(sale()))
        assert [type(failure) for failure in running.failures] == [KeyError]
        running.start()  # it runs already
    assert len(running.failures) == 1


def test_a_connection_ends_after_a_body_that_was_not_read(simulator: RunningSimulator) -> None:
    simulator.platform.reconfigure(replace(simulator.platform.config, max_body_bytes=10))
    head = f"POST {SEND} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    with socket.create_connection(("127.0.0.1", simulator.port)) as line:
        line.sendall(head.encode() + b"x" * 11)
        received = b""
        while part := line.recv(4096):
            received += part

    assert received.startswith(b"HTTP/1.1 413 ")
    assert received.count(b"HTTP/1.1") == 1
