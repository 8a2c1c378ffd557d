"""The client against a server that breaks every rule, over real sockets."""

import base64
import gzip
import itertools
import logging
import socket
import threading
from datetime import timedelta

import pytest

from pos_terminal import __version__
from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.address import PlatformAddress
from pos_terminal.adapters.sessionm.client import Account, Deadlines
from pos_terminal.adapters.sessionm.exchange import Connection, Exchange, NoAnswer
from pos_terminal.adapters.sessionm.jsontext import LARGEST_BODY
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Why
from pos_terminal.domain.secret import Secret
from tests.adapters.sessionm.hostile import OK, Behaviour, Talk, answering, chunked, hostile, response
from tests.adapters.sessionm.till import AMPLE, SHORT, RunningClock, transport_to

NUMBERS = itertools.count(1)
TAKEN = (Outcome.DONE, Why.PLAIN)
UNREADABLE = (Outcome.UNKNOWN, Why.UNREACHABLE)
BAD = response(b'{"status":"error","errors":{"code":"VALIDATION"}}')


def request(path: str = wire.SEND, body: bytes = b'{"a":1}') -> Request:
    return Request(f"id-{next(NUMBERS)}", path, body)


def outcome_of(behaviour: Behaviour, deadlines: Deadlines = AMPLE, path: str = wire.SEND) -> tuple[Outcome, Why]:
    with hostile(behaviour) as server, transport_to(server.url, deadlines) as transport:
        reply = transport.post(request(path), deadlines.delivery)
        return reply.outcome, reply.why


def test_a_request_has_exactly_the_headers_and_bytes_it_should() -> None:
    with hostile(answering(response())) as server, transport_to(server.url) as transport:
        transport.post(request(body='{"name":"抹茶","amount":0.10}'.encode()), 10)

    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    assert first == "POST /api/2.0/send_transaction HTTP/1.1"
    assert body == '{"name":"抹茶","amount":0.10}'.encode()
    assert headers == {
        "host": f"127.0.0.1:{server.port}",
        "authorization": "Basic " + base64.b64encode(b"demo-key:demo-secret").decode(),
        "content-type": "application/json",
        "content-length": str(len(body)),
        "accept": "application/json",
        "accept-encoding": "identity",
        "user-agent": f"pos_terminal/{__version__}",
        "connection": "keep-alive",
    }


def test_what_is_done_meanwhile_is_done_when_the_request_is_out_and_before_there_is_an_answer() -> None:
    came, done = threading.Event(), threading.Event()
    seen: list[bool] = []

    def behave(talk: Talk) -> None:
        for _ in range(2):
            talk.request()
            came.set()
            seen.append(done.wait(5))
            talk.send(response())

    def meanwhile() -> None:
        seen.append(came.wait(5))
        done.set()

    with hostile(behave) as server, transport_to(server.url) as transport:
        for _ in range(2):
            came.clear()
            done.clear()
            assert transport.post(request(), 10, meanwhile).outcome is Outcome.DONE
        assert server.connections == 1
    assert seen == [True] * 4


def test_what_fails_meanwhile_is_raised_and_no_later_request_hears_the_answer() -> None:
    def fail() -> None:
        raise MemoryError

    with hostile(answering(response(), BAD)) as server, transport_to(server.url) as transport:
        with pytest.raises(MemoryError):
            transport.post(request(), 10, fail)
        assert transport.post(request(), 10).outcome in {Outcome.DONE, Outcome.REJECTED}
        assert server.connections == 2


def test_nothing_is_done_meanwhile_where_nothing_went_out() -> None:
    done: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with transport_to(f"http://127.0.0.1:{port}") as transport:
        transport.post(request(), 10, lambda: done.append(True))
    assert not done


def dripping(whole: bytes, at_once: int) -> Behaviour:
    def behave(talk: Talk) -> None:
        talk.request()
        talk.send(whole[:at_once])
        talk.drip(whole[at_once:])

    return behave


def silent(talk: Talk) -> None:
    talk.request()
    talk.silence()


def never_reading(talk: Talk) -> None:
    talk.silence()


def dripping_interim_answers(talk: Talk) -> None:
    talk.request()
    talk.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 10 + response())


def dripping_chunks(talk: Talk) -> None:
    talk.request()
    head, _, rest = chunked(*(bytes([byte]) for byte in OK)).partition(b"\r\n\r\n")
    talk.send(head + b"\r\n\r\n")
    talk.drip(rest)


@pytest.mark.parametrize(
    "behaviour",
    [
        dripping(response(), 0),
        dripping(response(), 30),
        dripping(response(), len(response()) - len(OK)),
        dripping(response(), len(response()) - 1),
        silent,
        dripping_interim_answers,
        dripping_chunks,
    ],
    ids=["first byte", "header", "body", "last byte", "silence", "interim answers", "chunks"],
)
def test_no_drip_of_bytes_holds_a_call_beyond_its_deadline(behaviour: Behaviour) -> None:
    assert outcome_of(behaviour, SHORT) == UNREADABLE


def test_a_server_that_does_not_read_holds_no_call_either() -> None:
    with hostile(never_reading) as server, transport_to(server.url, SHORT) as transport:
        reply = transport.post(request(body=b"x" * 20_000_000), SHORT.delivery)

    assert (reply.outcome, reply.why) == UNREADABLE


PACKED = gzip.compress(b" " * 30_000_000 + OK, 1)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (response(), TAKEN),
        (chunked(OK), TAKEN),
        (chunked(OK[:5], OK[5:]), TAKEN),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + OK, TAKEN),
        (b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + OK, TAKEN),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + response(), TAKEN),
        (response(b""), (Outcome.UNKNOWN, Why.EMPTY)),
        (chunked(), (Outcome.UNKNOWN, Why.EMPTY)),
        (b"HTTP/1.1 204 No Content\r\n\r\n", (Outcome.UNKNOWN, Why.EMPTY)),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", UNREADABLE),
        (b"", UNREADABLE),
        (b"HTTP/1.1 200", UNREADABLE),
        (response()[:-1], UNREADABLE),
        (response()[: -len(OK)], UNREADABLE),
        (chunked(OK)[:-1], UNREADABLE),
        (chunked(OK)[:-7], UNREADABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + OK, UNREADABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 15\r\n\r\n" + OK, UNREADABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + OK, UNREADABLE),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n" + OK, UNREADABLE),
        (b"SSH-2.0-OpenSSH_9.6\r\n", UNREADABLE),
        (b"\x00" * 1000, UNREADABLE),
        (b"<html>\r\n\r\n", UNREADABLE),
        (response(b"<html>captive portal</html>"), UNREADABLE),
        (response(OK + b" " * LARGEST_BODY), UNREADABLE),
        (chunked(OK, *[b" " * 65_536] * 20), UNREADABLE),
        (response(PACKED, "Content-Encoding: gzip"), UNREADABLE),
        (response(gzip.compress(OK), "Content-Encoding: gzip"), UNREADABLE),
        (response(OK, "Content-Encoding: identity"), TAKEN),
        (response(b"", "Location: http://127.0.0.1:9/", status="301 Moved"), (Outcome.SETUP, Why.PLAIN)),
        (response(b"", "Location: /elsewhere", status="307 Moved"), (Outcome.SETUP, Why.PLAIN)),
        (response(b"go away", status="403 Forbidden"), (Outcome.AUTH, Why.PLAIN)),
        (response(b"go away", status="403 Forbidden")[:-3], (Outcome.AUTH, Why.PLAIN)),
        (response(PACKED, "Content-Encoding: gzip", status="401 Unauthorized"), (Outcome.AUTH, Why.PLAIN)),
        (response(b"", status="413 Too Large"), (Outcome.REJECTED, Why.TOO_LARGE)),
        (BAD, (Outcome.REJECTED, Why.PLAIN)),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", UNREADABLE),
    ],
)
def test_an_answer_on_the_wire_means(answer: bytes, expected: tuple[Outcome, Why]) -> None:
    assert outcome_of(answering(answer)) == expected


def test_a_redirect_is_never_followed() -> None:
    with hostile(answering(response())) as elsewhere:
        moved = response(b"", f"Location: {elsewhere.url}/api/2.0/send_transaction", status="308 Moved")
        with hostile(answering(moved)) as server, transport_to(server.url) as transport:
            transport.post(request(), 10)

        assert elsewhere.connections == 0
        assert len(server.requests) == 1


def test_a_413_before_the_body_was_read_is_still_heard() -> None:
    def too_large(talk: Talk) -> None:
        talk.send(response(b"", "Connection: close", status="413 Content Too Large"))

    with hostile(too_large) as server, transport_to(server.url) as transport:
        reply = transport.post(request(body=b"x" * 3_000_000), 10)

    assert reply.why in {Why.TOO_LARGE, Why.UNREACHABLE}  # a reset may overtake the answer


def test_nobody_listening_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with transport_to(f"http://127.0.0.1:{port}") as transport:
        reply = transport.post(request(), 10)

    assert (reply.outcome, reply.why) == UNREADABLE
    assert reply.http_status is None
    assert reply.text


def test_a_backlog_that_is_full_is_given_up_after_the_time_to_connect() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(address)
        with transport_to(f"http://127.0.0.1:{address[1]}", Deadlines(connect=0.2)) as transport:
            reply = transport.post(request(), 10)
        for each in waiting:
            each.close()

    assert (reply.outcome, reply.why) == UNREADABLE


def test_a_name_nobody_can_resolve_in_time_is_no_answer() -> None:
    answered = threading.Event()

    def slow_resolver(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        answered.wait(5)
        return [(socket.AF_INET, ("127.0.0.1", port))]

    address = PlatformAddress.of("https://till.invalid")
    client = Exchange(Connection(address, "k", Secret("s"), Tls(), 0.1, slow_resolver), RunningClock().monotonic)
    for _ in range(2):  # the second question waits for the first's answer and asks nobody else
        with pytest.raises(NoAnswer):
            client.post(wire.SEND, b"{}", 5)
    assert len([each for each in threading.enumerate() if each.name == "pos-resolver"]) == 1
    answered.set()


def test_a_name_that_does_not_exist_is_no_answer() -> None:
    def nobody(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
        raise socket.gaierror(8, "unknown")

    address = PlatformAddress.of("https://till.invalid")
    client = Exchange(Connection(address, "k", Secret("s"), Tls(), 1.0, nobody), RunningClock().monotonic)

    with pytest.raises(NoAnswer, match=r"till\.invalid has no address"):
        client.post(wire.SEND, b"{}", 5)


def test_time_that_runs_out_between_two_addresses_is_no_answer() -> None:
    ticks = iter([0.0, 1.0, 10.0])
    address = PlatformAddress.of("http://127.0.0.1:9")
    client = Exchange(Connection(address, "k", Secret("s"), Tls()), lambda: next(ticks))

    with pytest.raises(NoAnswer, match="time for this call is up"):
        client.post(wire.SEND, b"{}", 5)


def test_the_next_address_of_a_name_is_tried() -> None:
    with hostile(answering(response())) as server, socket.create_server(("127.0.0.1", 0)) as held:
        dead = held.getsockname()[1]
        held.close()

        def two(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
            return [(socket.AF_INET, ("127.0.0.1", dead)), (socket.AF_INET, ("127.0.0.1", server.port))]

        address = PlatformAddress("http", "till.invalid", 80)
        client = Exchange(Connection(address, "k", Secret("s"), Tls(), 2.0, two), RunningClock().monotonic)
        try:
            assert client.post(wire.SEND, b"{}", 5).body == OK
        finally:
            client.close()


@pytest.mark.parametrize(
    "answer", [response(), chunked(OK), chunked(OK[:3], OK[3:])], ids=["length", "chunk", "chunks"]
)
def test_a_connection_is_kept_while_it_is_beyond_doubt(answer: bytes) -> None:
    with hostile(answering(answer, answer, answer)) as server, transport_to(server.url) as transport:
        replies = [transport.post(request(), 10) for _ in range(3)]

    assert [reply.outcome for reply in replies] == [Outcome.DONE] * 3
    assert server.connections == 1


@pytest.mark.parametrize(
    "stray",
    [
        response() + BAD,
        response() + b" ",
        chunked(OK) + BAD,
        chunked(OK) + chunked(BAD),
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n" + OK + OK,
    ],
)
def test_a_surplus_byte_is_never_taken_for_the_next_answer(stray: bytes) -> None:
    def behave(talk: Talk) -> None:
        answering(*([stray] if talk.number == 1 else [response()] * 2))(talk)

    with hostile(behave) as server, transport_to(server.url) as transport:
        replies = [transport.post(request(), 10) for _ in range(3)]

    assert [reply.outcome for reply in replies] == [Outcome.DONE] * 3
    assert server.connections == 2


def test_an_answer_to_nobody_closes_the_idle_connection() -> None:
    came = threading.Event()

    def behave(talk: Talk) -> None:
        talk.request()
        talk.send(response())
        if talk.number == 1:
            talk.send(BAD)
            came.set()
            talk.silence()

    with hostile(behave) as server, transport_to(server.url) as transport:
        transport.post(request(), 10)
        came.wait(5)
        assert transport.post(request(), 10).outcome is Outcome.DONE

    assert server.connections == 2


def test_a_late_answer_is_never_taken_for_the_next_request() -> None:
    late = threading.Event()

    def behave(talk: Talk) -> None:
        talk.request()
        if talk.number == 1:
            late.wait(5)
            talk.send(BAD)
        else:
            talk.send(response())

    with hostile(behave) as server, transport_to(server.url, SHORT) as transport:
        assert transport.post(request(), SHORT.delivery).outcome is Outcome.UNKNOWN
        late.set()
        assert transport.post(request(), 10).outcome is Outcome.DONE

    assert server.connections == 2


def test_the_same_request_goes_out_in_the_same_bytes_and_never_in_others() -> None:
    with hostile(answering(response(), response())) as server, transport_to(server.url) as transport:
        transport.post(Request("id-a", wire.SEND, b'{"a":1}'), 10)
        transport.post(Request("id-a", wire.SEND, b'{"a":1}'), 10)
        with pytest.raises(ValueError, match="other bytes"):
            transport.post(Request("id-a", wire.SEND, b'{"a":2}'), 10)

    assert server.requests[0] == server.requests[1]
    assert len(server.requests) == 2


@pytest.mark.parametrize("path", ["//elsewhere.example/api", "https://elsewhere.example/", "/api/2.0/unknown", ""])
def test_nothing_goes_to_a_path_the_platform_does_not_have(path: str) -> None:
    with (
        hostile(answering(response())) as server,
        transport_to(server.url) as transport,
        pytest.raises(ValueError, match="no path"),
    ):
        transport.post(request(path), 10)

    assert server.connections == 0


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile(answering(response())) as proxy, hostile(answering(response())) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        with transport_to(server.url) as transport:
            assert transport.post(request(), 10).outcome is Outcome.DONE

        assert (proxy.connections, server.connections) == (0, 1)


def test_the_platforms_clock_is_compared_with_ours() -> None:
    dated = response(OK, "Date: Wed, 04 Mar 2026 14:57:00 GMT")
    with hostile(answering(dated)) as server, transport_to(server.url) as transport:
        transport.post(request(), 10)

        assert transport.clock_skew == timedelta(minutes=3)


def test_a_platform_that_tells_no_time_is_not_compared() -> None:
    with hostile(answering(response())) as server, transport_to(server.url) as transport:
        transport.post(request(), 10)

        assert transport.clock_skew is None


def test_no_log_holds_a_secret_or_what_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = response(b'{"status":"error","errors":{"code":"no member 5550100123","message":"ann@example.com"}}')
    with hostile(answering(said)) as server, transport_to(server.url) as transport:
        reply = transport.post(Request("id-log", wire.LOOKUP, b'{"phone":"5550100123"}'), 10)

    lines = [record.getMessage() for record in caplog.records if record.name == "pos.platform"]
    assert reply.text == "ann@example.com"
    assert len(lines) == 1
    assert lines[0].startswith("request_id=id-log path=/api/2.0/lookup http=200 outcome=rejected why=plain code= ms=")
    for hidden in ("demo-secret", base64.b64encode(b"demo-key:demo-secret").decode(), "5550100123", "ann@example"):
        assert hidden not in caplog.text
        assert hidden not in repr(reply).replace(reply.code, "").replace(reply.text, "")


def test_an_account_shows_no_secret_and_takes_no_unsafe_address() -> None:
    assert "demo-secret" not in repr(Account("https://host", "demo-key", Secret("demo-secret")))
    with pytest.raises(ValueError, match="readable by all"):
        Account("http://cloudpos.example", "key", Secret("s"))
