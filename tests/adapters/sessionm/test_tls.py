"""Whom the client trusts, against real TLS servers with certificates of every wrong kind."""

import ssl
from pathlib import Path

import pytest
import trustme

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Outcome, Reply, Why
from tests.adapters.sessionm.certificates import DOUBTFUL, Make, good
from tests.adapters.sessionm.hostile import Behaviour, Hostile, Talk, answering, hostile, response
from tests.adapters.sessionm.till import AMPLE, SHORT, transport_to


def answered(server: Hostile, trust: Tls, seconds: float = AMPLE.delivery) -> Reply:
    with transport_to(f"https://127.0.0.1:{server.port}", AMPLE, trust) as transport:
        return transport.post(Request("id-1", wire.SEND, b'{"a":1}'), seconds)


def test_a_platform_with_a_good_certificate_is_served_over_one_connection(authority: trustme.CA, trust: Tls) -> None:
    with (
        hostile(answering(response(), response()), good(authority)) as server,
        transport_to(f"https://127.0.0.1:{server.port}", AMPLE, trust) as transport,
    ):
        replies = [transport.post(Request(f"id-{n}", wire.SEND, b"{}"), 20) for n in range(2)]

    assert [reply.outcome for reply in replies] == [Outcome.DONE] * 2
    assert server.connections == 1


@pytest.mark.parametrize(("make", "reason"), DOUBTFUL)
def test_a_doubtful_certificate_stops_everything_before_a_byte_is_sent(
    authority: trustme.CA, trust: Tls, make: Make, reason: str
) -> None:
    with hostile(answering(response()), make(authority)) as server:
        reply = answered(server, trust)

    assert reply.outcome is Outcome.SECURITY
    assert reason in reply.text
    assert server.requests == []


def test_the_authorities_of_the_system_do_not_know_a_stranger(authority: trustme.CA) -> None:
    with hostile(answering(response()), good(authority)) as server:
        assert answered(server, Tls()).outcome is Outcome.SECURITY


def test_a_server_that_speaks_no_tls_is_not_trusted(trust: Tls) -> None:
    def plain(talk: Talk) -> None:
        talk.send(response())
        talk.silence()

    with hostile(plain) as server:
        assert answered(server, trust).outcome is Outcome.SECURITY


def hanging_up(_talk: Talk) -> None:
    """Not a word."""


def silent(talk: Talk) -> None:
    talk.silence()


@pytest.mark.parametrize("behaviour", [hanging_up, silent])
def test_a_handshake_that_breaks_off_is_no_answer(trust: Tls, behaviour: Behaviour) -> None:
    with hostile(behaviour) as server:
        reply = answered(server, trust, SHORT.delivery)

    assert (reply.outcome, reply.why) == (Outcome.UNKNOWN, Why.UNREACHABLE)


def test_an_encrypted_drip_is_cut_too(authority: trustme.CA, trust: Tls) -> None:
    def dripping(talk: Talk) -> None:
        talk.request()
        talk.drip(response())

    with hostile(dripping, good(authority)) as server:
        assert answered(server, trust, SHORT.delivery).outcome is Outcome.UNKNOWN


def test_a_missing_file_of_authorities_is_said(tmp_path: Path) -> None:
    with hostile(answering(response())) as server:
        reply = answered(server, Tls(tmp_path / "none.pem"))

    assert reply.outcome is Outcome.SECURITY
    assert "trusted certificates" in reply.text
    assert server.connections == 0


def test_the_context_is_built_once_and_is_strict() -> None:
    tls = Tls()

    assert tls.context() is tls.context()
    assert tls.context().verify_mode is ssl.CERT_REQUIRED
    assert tls.context().check_hostname
    assert tls.context().minimum_version >= ssl.TLSVersion.TLSv1_2
