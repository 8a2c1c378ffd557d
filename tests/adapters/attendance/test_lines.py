"""Requests and answers between two terminals over real sockets: who has the secret, and what a bad line does."""

import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from threading import Event, Thread
from typing import TypeVar

import pytest

from pos_terminal.adapters.attendance.listening import KioskGate
from pos_terminal.adapters.attendance.messages import BrokenLine, Lines, read_answer, read_report, read_sight
from pos_terminal.adapters.attendance.sealing import contexts
from pos_terminal.adapters.attendance.watching import KioskLines
from pos_terminal.application.attendance import AttendantAnswer, KioskSight, ShopperRequest, Verdict, Wanted
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.secret import Secret

SHOP, OTHER = Secret("the shop's own secret words"), Secret("what somebody else thought of")
HELP = ShopperRequest("r-1", Wanted.HELP, "A shopper calls for help")
AGE = ShopperRequest("r-2", Wanted.AGE, "Beer: from 18 on", "Ana G.")
YES = AttendantAnswer("r-1", Verdict.YES, "17", "lane-1")
_PATIENCE = 20.0
_T = TypeVar("_T")


class Ears:
    """Notes each change, and lets a test wait for one."""

    def __init__(self) -> None:
        self._changed = Event()

    def changed(self, _sights: Sequence[KioskSight]) -> None:
        self._changed.set()

    def until(self, is_so: Callable[[], bool]) -> None:
        for _ in range(int(_PATIENCE * 10)):
            if is_so():
                return
            self._changed.wait(0.1)
            self._changed.clear()
        raise AssertionError("it did not come to that")

    def first(self, asked: Callable[[], Sequence[_T]]) -> list[_T]:
        """What is answered once anything is."""
        got: list[_T] = []

        def is_there() -> bool:
            got.extend(asked())
            return bool(got)

        self.until(is_there)
        return got


class Cable:
    """Stands between the two: passes bytes on, keeps what the caller sent, and is cut when the test says so."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.sent = b""
        self.calls = 0
        self._pairs: list[socket.socket] = []
        self._threads = [Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    def cut(self) -> None:
        for each in self._pairs:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.cut()
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                return
            self.calls += 1
            self._pairs += [near, far]
            for ends in ((near, far, True), (far, near, False)):
                thread = Thread(target=self._pass_on, args=ends, daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_caller: bool) -> None:  # noqa: FBT001 - a thread's
        try:
            while piece := source.recv(4096):
                if is_caller:
                    self.sent += piece
                target.sendall(piece)
        except OSError:
            pass
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
        source.close()


@pytest.fixture
def gate() -> Iterator[KioskGate]:
    gate = KioskGate(("127.0.0.1", 0), lambda: SHOP, "kiosk-1")
    gate.begin()
    assert gate.opened(_PATIENCE)
    with closing(gate):
        yield gate


def _watch(port: int, ears: Ears, secret: Secret = SHOP) -> KioskLines:
    lines = KioskLines([("127.0.0.1", port)], lambda: secret, ears.changed)
    lines.begin()
    return lines


def test_a_request_arrives_its_answer_goes_back_once_and_what_became_of_it_is_told(gate: KioskGate) -> None:
    ears = Ears()
    gate.publish((HELP, AGE))
    with closing(_watch(gate.port, ears)) as desk:
        place = f"127.0.0.1:{gate.port}"
        ears.until(lambda: list(desk.sights()) == [KioskSight(place, "kiosk-1", (HELP, AGE))])
        desk.answer(place, YES)
        heard = ears.first(gate.answers)
        gate.report("r-1", "")
        gate.publish((AGE,))
        told = ears.first(desk.reports)
        ears.until(lambda: desk.sights()[0].requests == (AGE,))
        assert (heard, told, list(gate.answers())) == ([YES], [("r-1", "")], [])


class SlowEars(Ears):
    """Takes its time over the first change that somebody waits, and notes all in the order in which it was done."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []
        self.is_inside, self.may_go = Event(), Event()

    def changed(self, sights: Sequence[KioskSight]) -> None:
        waiting = sum(len(each.requests) for each in sights)
        if waiting and not self.is_inside.is_set():
            self.is_inside.set()
            self.may_go.wait(_PATIENCE)
        self.heard.append(waiting)
        super().changed(sights)


def test_what_a_slow_thread_saw_before_is_not_told_after_what_another_kiosk_wants_since(gate: KioskGate) -> None:
    ears, other = SlowEars(), KioskGate(("127.0.0.1", 0), lambda: SHOP, "kiosk-2")
    other.begin()
    with closing(other):
        assert other.opened(_PATIENCE)
        places = [("127.0.0.1", each.port) for each in (gate, other)]
        with closing(KioskLines(places, lambda: SHOP, ears.changed)) as desk:
            desk.begin()
            ears.until(lambda: not any(each.fault for each in desk.sights()))
            gate.publish((HELP,))
            assert ears.is_inside.wait(_PATIENCE)
            other.publish((AGE,))
            ears.until(lambda: all(each.requests for each in desk.sights()))
            ears.may_go.set()
            ears.until(lambda: 2 in ears.heard and 1 in ears.heard)
            assert ears.heard[-1] == 2


def test_whoever_has_another_secret_is_told_nothing_and_says_nothing(gate: KioskGate) -> None:
    ears = Ears()
    gate.publish((HELP,))
    with closing(_watch(gate.port, ears, OTHER)) as desk:
        ears.until(lambda: "verify failed" in desk.sights()[0].fault)
        assert desk.sights()[0].requests == ()
        with pytest.raises(NotAllowedNow):
            desk.answer(f"127.0.0.1:{gate.port}", YES)
    assert list(gate.answers()) == []


def test_a_caller_without_a_key_is_refused_by_the_kiosk_itself(gate: KioskGate) -> None:
    gate.publish((HELP,))
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", gate.port), _PATIENCE) as line,
        trusting.wrap_socket(line) as sealed,
        pytest.raises(ssl.SSLError, match="certificate required"),
    ):
        sealed.recv(4096)


def test_a_cut_line_is_called_again_and_an_answer_of_before_is_not_sent_once_more(gate: KioskGate) -> None:
    ears = Ears()
    gate.publish((HELP,))
    with closing(Cable(gate.port)) as cable, closing(_watch(cable.port, ears)) as desk:
        place = f"127.0.0.1:{cable.port}"
        ears.until(lambda: bool(desk.sights()[0].requests))
        cable.cut()
        ears.until(lambda: bool(desk.sights()[0].fault))
        with pytest.raises(NotAllowedNow):
            desk.answer(place, YES)
        ears.until(lambda: desk.sights()[0].requests == (HELP,))
        assert cable.calls == 2
        assert list(gate.answers()) == []


def test_what_was_heard_on_the_line_is_worth_nothing_when_it_is_sent_again(gate: KioskGate) -> None:
    ears = Ears()
    gate.publish((HELP,))
    with closing(Cable(gate.port)) as cable, closing(_watch(cable.port, ears)) as desk:
        ears.until(lambda: bool(desk.sights()[0].requests))
        desk.answer(f"127.0.0.1:{cable.port}", YES)
        ears.until(lambda: list(gate.answers()) == [YES])
        replayed = cable.sent
    with socket.create_connection(("127.0.0.1", gate.port), _PATIENCE) as line:
        line.sendall(replayed)
        with suppress(ConnectionError):
            while line.recv(4096):
                pass
    assert list(gate.answers()) == []


def test_nobody_listens_until_it_is_begun_and_a_port_that_is_taken_stops_nothing() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        gate = KioskGate(taken.getsockname(), lambda: SHOP, "kiosk-1")
        gate.begin()
        gate.publish((HELP,))
        assert list(gate.answers()) == []
        gate.close()
        assert not gate.opened(0)


BROKEN = (
    *(b"{", b"[]", b"\xff", b"9" * 70_000, b'{"answer": 1}', b'{"kiosk": "k", "requests": 3}'),
    b'{"answer": "r", "verdict": "shout", "employee": "17", "register": ""}',
    b'{"kiosk": "k", "requests": [{"id": "r", "wanted": "wine"}]}',
)


def _read(line: bytes) -> None:
    for told in Lines().fed(line + b"\n"):
        for read in (read_answer, read_report, read_sight):
            read(told)


@pytest.mark.parametrize("line", BROKEN, ids=lambda line: line[:24].decode(errors="replace"))
def test_whatever_a_broken_terminal_writes_is_refused(line: bytes, figures: Counter[str]) -> None:
    with pytest.raises(BrokenLine):
        _read(line)
    figures["broken lines between terminals"] += 1


def test_both_contexts_take_nothing_older_than_what_cannot_be_replayed() -> None:
    assert {each.minimum_version for each in contexts(SHOP)} == {ssl.TLSVersion.TLSv1_3}
    assert {each.verify_mode for each in contexts(SHOP)} == {ssl.CERT_REQUIRED}


def test_a_secret_that_could_be_guessed_opens_nothing() -> None:
    gate = KioskGate(("127.0.0.1", 0), lambda: Secret("too short"), "kiosk-1")
    ears = Ears()
    lines = KioskLines([("127.0.0.1", 9)], lambda: Secret(""), ears.changed)
    gate.begin()
    lines.begin()
    gate.close()
    lines.close()
    assert not gate.opened(0)
    assert lines.sights()[0].fault == "[attendance] secret is missing or has fewer than 20 characters"
