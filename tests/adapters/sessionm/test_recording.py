"""What a recorder is told of each exchange."""

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.client import Account, Transport
from pos_terminal.adapters.sessionm.recording import Exchanged
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome
from pos_terminal.domain.secret import Secret
from tests.adapters.sessionm.hostile import answering, hostile, response
from tests.adapters.sessionm.till import AMPLE, RunningClock

BODY = '{"name":"抹茶","amount":0.10}'.encode()
ODD = b'{ "status" : "OK" , "extra" : 1.50 }'


def recorded(url: str, times: int = 1) -> list[Exchanged]:
    told: list[Exchanged] = []
    account = Account(url, "demo-key", Secret("demo-secret"), AMPLE)
    transport = Transport(account, Tls(), RunningClock(), recorder=told.append)
    try:
        for _ in range(times):
            transport.post(Request("id-1", wire.SEND, BODY), 5)
    finally:
        transport.close()
    return told


def test_it_is_told_the_exact_bytes_of_both_and_what_they_meant() -> None:
    with hostile(answering(response(ODD))) as server:
        (told,) = recorded(server.url)

    assert (told.request_id, told.path, told.sent, told.received) == ("id-1", wire.SEND, BODY, ODD)
    assert (told.reply.outcome, told.reply.http_status) == (Outcome.DONE, 200)
    assert told.at == RunningClock().now()
    assert 0 <= told.seconds < 5


def test_it_is_told_of_a_request_that_nobody_answered() -> None:
    with hostile(answering(response(ODD))) as server:
        url = server.url

    (first, second) = recorded(url, times=2)

    assert (first.sent, first.received, first.reply.outcome) == (BODY, b"", Outcome.UNKNOWN)
    assert first.reply.http_status is None
    assert second.request_id == first.request_id


def test_it_never_hears_the_credentials() -> None:
    with hostile(answering(response(ODD))) as server:
        (told,) = recorded(server.url)
        assert b"Authorization: Basic" in server.requests[0] or b"authorization: Basic" in server.requests[0]

    assert "demo-secret" not in repr(told)
    assert "Basic" not in repr(told)
