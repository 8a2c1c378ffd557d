"""Connections that do not come about, are not to be trusted or carry others' answers: what becomes of the sales."""

import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Literal

import pytest
import trustme

from pos_terminal.adapters.sessionm.client import SessionMLoyalty
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.application.standing import Link
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.simulator import Fault, FaultKind, Platform, SimulatorConfig, serve
from tests.adapters.sessionm.certificates import DOUBTFUL, NAME, Make, good
from tests.adapters.sessionm.hostile import OK, Behaviour, Hostile, Talk, answering, chunked, hostile, response
from tests.adapters.sessionm.samples import PLAIN, USD, cart
from tests.adapters.sessionm.till import AMPLE, SHORT
from tests.reliability.bad_answers import refusing
from tests.reliability.hostile_platform import HostilePlatform, says
from tests.reliability.sending import KEY, PROBE, SECRET, Backlog, Line, SendingTill, assert_stopped

A_SINGLE_AND_A_BATCH = pytest.mark.parametrize("sales", [1, 3], ids=["single", "batch"])
NO = refusing({"code": "VALIDATION"})


@pytest.fixture(autouse=True)
def _counted(figures: Counter[str]) -> None:
    figures["hostile-server cases"] += 1


@dataclass(frozen=True, slots=True)
class Encrypted:
    """Puts a till opposite a platform that it is to reach by its name, over TLS."""

    backlog: Backlog
    folder: Path
    trust: Tls

    @contextmanager
    def till(
        self, platform: HostilePlatform, sales: int, context: ssl.SSLContext | None
    ) -> Iterator[tuple[Hostile, SendingTill]]:
        """The platform's server, with this context or none at all, and the till with so many sales."""
        with hostile(platform.behave, context) as server:
            line = Line(f"https://{NAME}:{server.port}", self.trust)
            with self.backlog.till(sales, self.folder, line) as till:
                yield server, till


@pytest.fixture
def encrypted(backlog: Backlog, tmp_path: Path, trust: Tls) -> Encrypted:
    return Encrypted(backlog, tmp_path, trust)


def assert_kept(till: SendingTill, sales: int) -> list[str]:
    """Nothing is settled and one request is open; its id."""
    assert till.states == ["sending"] * sales
    (row,) = {row.request_id for row in till.outbox.rows(sales)}
    return [row]


def assert_arrives(folder: Path, sales: int, ids: list[str]) -> None:
    """Another start of the same till, with nothing in its way: the same request goes and all is taken."""
    platform = HostilePlatform()
    with hostile(platform.behave) as server:
        till = SendingTill(folder / "terminal.db", Line(server.url))
        try:
            till.settle()
            assert till.states == ["done"] * sales
            assert [request.request_id for request in platform.sent] == ids
            assert platform.taken == till.sales
        finally:
            till.close()


@A_SINGLE_AND_A_BATCH
def test_a_name_that_leads_nowhere_keeps_everything(backlog: Backlog, tmp_path: Path, sales: int) -> None:
    with backlog.till(sales, tmp_path, Line("https://till.invalid", ip=None)) as till:
        step = till.step()
        assert (step.link, step.sent) == (Link.OFFLINE, 0)
        assert "till.invalid has no address" in step.reason
        ids = assert_kept(till, sales)
    assert_arrives(tmp_path, sales, ids)


@A_SINGLE_AND_A_BATCH
def test_nobody_at_the_address_keeps_everything(backlog: Backlog, tmp_path: Path, sales: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with backlog.till(sales, tmp_path, Line(f"http://127.0.0.1:{port}")) as till:
        step = till.step()
        assert (step.link, step.sent) == (Link.OFFLINE, 0)
        ids = assert_kept(till, sales)
    assert_arrives(tmp_path, sales, ids)


def test_an_address_that_never_answers_costs_no_more_than_the_time_to_connect(backlog: Backlog, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as undo:
        for _ in range(4):
            waiting = undo.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        line = Line(f"http://127.0.0.1:{full.getsockname()[1]}", deadlines=replace(AMPLE, connect=0.2))
        with backlog.till(3, tmp_path, line) as till:
            assert till.step().link is Link.OFFLINE
            ids = assert_kept(till, 3)
    assert_arrives(tmp_path, 3, ids)


@A_SINGLE_AND_A_BATCH
def test_a_reset_before_the_request_was_read_is_asked_again(backlog: Backlog, tmp_path: Path, sales: int) -> None:
    platform = HostilePlatform(greetings={1: Talk.reset, 2: Talk.hang_up})
    with hostile(platform.behave) as server, backlog.till(sales, tmp_path, Line(server.url)) as till:
        for _ in range(2):
            step = till.step()
            assert (step.link, step.sent) == (Link.OFFLINE, 0)
            ids = assert_kept(till, sales)
            till.skip(step.wait or 0)
        till.settle()

        assert [request.request_id for request in platform.sent] == ids
        assert platform.taken == till.sales
        assert till.states == ["done"] * sales


def test_a_kept_connection_that_was_reset_meanwhile_costs_a_try_and_no_sale(backlog: Backlog, tmp_path: Path) -> None:
    def then_resets(talk: Talk) -> None:
        talk.send(response())
        talk.reset()

    platform = HostilePlatform([then_resets] * 3)
    with hostile(platform.behave) as server, backlog.till(4, tmp_path, Line(server.url), batch_size=1) as till:
        till.settle()

        assert till.states == ["done"] * 4
        assert list(dict.fromkeys(request.sales[0] for request in platform.sent)) == till.sales
        assert server.connections >= 4


@pytest.mark.parametrize(("make", "reason"), DOUBTFUL)
def test_a_doubtful_certificate_stops_all_sending_before_a_byte_of_a_sale_is_out(
    encrypted: Encrypted, authority: trustme.CA, make: Make, reason: str
) -> None:
    platform = HostilePlatform()
    with encrypted.till(platform, 3, make(authority)) as (server, till):
        for tries in (1, 2):
            step = till.step()
            assert_stopped(step)
            assert "not to be trusted" in step.reason
            assert reason.casefold() in step.reason.casefold()
            assert till.step().link is Link.STOPPED
            assert server.connections == tries
            till.skip(PROBE)
        assert platform.sent == []
        assert till.outbox.counts().parked == 0
        ids = assert_kept(till, 3)
    assert_arrives(encrypted.folder, 3, ids)


def test_a_good_certificate_for_the_platforms_name_is_trusted(encrypted: Encrypted, authority: trustme.CA) -> None:
    platform = HostilePlatform()
    with encrypted.till(platform, 3, good(authority)) as (_, till):
        till.settle()

        assert platform.taken == till.sales
        assert till.names_asked == [NAME]


def test_plain_http_where_tls_should_be_stops_all_sending(encrypted: Encrypted) -> None:
    def plain(talk: Talk) -> None:
        talk.send(response())
        talk.silence()

    platform = HostilePlatform(greetings={1: plain})
    with encrypted.till(platform, 3, None) as (server, till):
        assert_stopped(till.step())
        ids = assert_kept(till, 3)
        assert not any(secret.encode() in raw for raw in server.requests for secret in (KEY, SECRET))
    assert_arrives(encrypted.folder, 3, ids)


@pytest.mark.parametrize("behaviour", [Talk.hang_up, Talk.reset, Talk.silence], ids=["cut", "reset", "silence"])
def test_a_handshake_that_breaks_off_is_no_answer(
    backlog: Backlog, tmp_path: Path, trust: Tls, behaviour: Behaviour
) -> None:
    with (
        hostile(behaviour) as server,
        backlog.till(3, tmp_path, Line(f"https://{NAME}:{server.port}", trust, SHORT)) as till,
    ):
        assert till.step().link is Link.OFFLINE
        ids = assert_kept(till, 3)
    assert_arrives(tmp_path, 3, ids)


@pytest.mark.parametrize("cut", [0, 20, -1], ids=["before the answer", "in the head", "in the body"])
def test_an_encrypted_answer_that_is_cut_off_is_asked_for_again(
    encrypted: Encrypted, authority: trustme.CA, cut: int
) -> None:
    def cuts(talk: Talk) -> None:
        talk.send(response()[:cut])
        talk.reset()

    platform = HostilePlatform([cuts])
    with encrypted.till(platform, 3, good(authority)) as (_, till):
        assert till.step().link is Link.OFFLINE
        till.skip(1)
        till.settle()

        assert platform.sent[0] == platform.sent[1]
        assert platform.taken == till.sales


@pytest.mark.parametrize(
    "surplus",
    [
        response() + NO,
        response() + b" ",
        response() + b"\r\n",
        chunked(OK) + NO,
        b"HTTP/1.1 100 Continue\r\n\r\n" + response() + NO,
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n" + OK + OK,
    ],
    ids=["two answers", "a blank", "an empty line", "behind chunks", "behind an interim answer", "a longer body"],
)
def test_a_surplus_byte_never_speaks_for_the_next_sale(backlog: Backlog, tmp_path: Path, surplus: bytes) -> None:
    platform = HostilePlatform([says(surplus)])
    with hostile(platform.behave) as server, backlog.till(3, tmp_path, Line(server.url), batch_size=1) as till:
        till.settle()

        assert till.states == ["done"] * 3
        assert [request.sales[0] for request in platform.sent] == till.sales
        assert server.connections == 2


def test_an_answer_to_nobody_on_an_idle_connection_speaks_for_no_sale(backlog: Backlog, tmp_path: Path) -> None:
    came = Event()

    def says_more_later(talk: Talk) -> None:
        talk.send(response())
        talk.send(NO)
        came.set()

    platform = HostilePlatform([says_more_later])
    with hostile(platform.behave) as server, backlog.till(2, tmp_path, Line(server.url), batch_size=1) as till:
        till.step()
        assert came.wait(5)
        till.settle()

        assert till.states == ["done"] * 2
        assert server.connections == 2


@pytest.mark.parametrize("late", [response(), NO], ids=["a late yes", "a late no"])
def test_the_late_answer_to_one_sale_never_speaks_for_another(backlog: Backlog, tmp_path: Path, late: bytes) -> None:
    may_come = Event()

    def comes_late(talk: Talk) -> None:
        may_come.wait(5)
        talk.send(late)

    platform = HostilePlatform([comes_late])
    with hostile(platform.behave) as server, backlog.till(2, tmp_path, Line(server.url, deadlines=SHORT), 1) as till:
        assert till.step().link is Link.OFFLINE
        till.be_patient()
        may_come.set()
        till.skip(1)
        till.settle()

        assert till.states == ["done"] * 2
        assert [request.sales[0] for request in platform.sent] == [till.sales[0], *till.sales]
        assert platform.sent[0] == platform.sent[1]
        assert server.connections == 2


def test_there_is_one_request_in_flight_and_one_connection_for_all(backlog: Backlog, tmp_path: Path) -> None:
    platform = HostilePlatform()
    with hostile(platform.behave) as server, backlog.till(14, tmp_path, Line(server.url), batch_size=2) as till:
        till.settle()

        assert len(platform.sent) == 7
        assert server.connections == 1


_LOST = (
    Fault(FaultKind.REFUSE),
    Fault(FaultKind.DROP_REQUEST),
    Fault(FaultKind.DROP_REPLY),
    Fault(FaultKind.CUT),
    Fault(FaultKind.LATE),
    Fault(FaultKind.TWICE),
    Fault(FaultKind.SWAP),
    Fault(FaultKind.STATUS, status=502, processed=True),
    Fault(FaultKind.PENDING, processed=True),
    Fault(FaultKind.GARBAGE, processed=True),
)


@pytest.mark.parametrize("model", ["upsert", "stored"])
@pytest.mark.parametrize("fault", _LOST, ids=lambda fault: fault.kind.value)
def test_whatever_is_lost_late_or_doubled_each_sale_takes_effect_once(
    backlog: Backlog, tmp_path: Path, fault: Fault, model: Literal["upsert", "stored"]
) -> None:
    config = SimulatorConfig(model=model, store_ids=frozenset({"oak-street"}), client_ids=frozenset({"benchmark"}))
    with serve(Platform(config)) as simulator:
        for each in (fault, fault):
            simulator.platform.faults.add(each)
        with backlog.till(14, tmp_path, Line(simulator.url)) as till:
            till.settle()
            simulator.platform.deliver_late()

            assert till.states == ["done"] * 14
            assert {sale: simulator.platform.effects(sale) for sale in till.sales} == dict.fromkeys(till.sales, 1)
            assert simulator.platform.violations == []
            assert simulator.platform.most_in_flight == 1


@pytest.mark.parametrize("fault", [FaultKind.DROP_REPLY, FaultKind.LATE, FaultKind.CUT])
def test_a_platform_that_forgets_every_id_takes_no_sale_twice(
    backlog: Backlog, tmp_path: Path, fault: FaultKind
) -> None:
    config = SimulatorConfig(store_ids=frozenset({"oak-street"}), client_ids=frozenset({"benchmark"}))
    with serve(Platform(config)) as simulator:
        simulator.platform.faults.add(Fault(fault, count=2))
        with backlog.till(14, tmp_path, Line(simulator.url)) as till:
            for _ in range(3):
                step = till.step()
                till.skip(step.wait or 0)
                simulator.platform.forget_request_ids()
            till.settle()
            simulator.platform.forget_request_ids()
            simulator.platform.deliver_late()

            assert till.states == ["done"] * 14
            assert {simulator.platform.effects(sale) for sale in till.sales} == {1}
            assert simulator.platform.violations == []


@pytest.mark.parametrize(
    "answer", [response(), response(b'{"status":"OK","payload":null}'), response(b"")], ids=["none", "null", "empty"]
)
def test_a_yes_to_a_lookup_a_lock_or_a_redeem_that_says_no_more_is_no_yes(
    backlog: Backlog, tmp_path: Path, answer: bytes
) -> None:
    offer = OfferCode("uo-771", OfferCodeType.USER_OFFER_ID)
    with hostile(answering(*[answer] * 3)) as server, backlog.till(3, tmp_path, Line(server.url)) as till:
        loyalty = SessionMLoyalty(till.transport, PLAIN, USD, till.clock)
        asked: list[tuple[Reply, object]] = [
            loyalty.lookup("id-1", LookupKey.of({KeyKind.EMAIL: "ada@example.com"})),
            loyalty.lock(PLAIN.lock("id-2", offer, cart()), offer),
            loyalty.redeem(PLAIN.redeem("id-3", offer, cart()), offer),
        ]

        assert [reply.outcome for reply, _ in asked] == [Outcome.UNKNOWN] * 3
        assert [found for _, found in asked] == [(), None, None]
        assert till.states == ["waiting"] * 3
