"""A scale at a pseudo-terminal or a socket that this test holds the other end of."""

import os
import socket
import tty
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Thread

import pytest

from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace
from pos_terminal.adapters.escpos.drivers.serialport import SerialPlace
from pos_terminal.adapters.scale.asking import AskedScale
from pos_terminal.adapters.scale.languages import Sics, Toledo8217
from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState

TOLEDO = Toledo8217(MeasureKind.WEIGHT_KG)
GONE = PrinterFault(FaultCause.UNREACHABLE, "The scale at /dev/ttyUSB0 cannot be reached (No such file).")


@dataclass
class Seconds:
    """Every look at the clock takes a tenth of a second."""

    now: float = 0.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


@dataclass
class ScriptedLine:
    """What it says after each question, piece by piece; an OSError is raised in its turn. ``early`` came unasked."""

    says: list[bytes | OSError]
    early: bytes = b""
    asked: bytes = b""
    is_closed: bool = False

    def send(self, content: bytes, seconds: float) -> int:
        self.asked += content[:1]
        return 1

    def receive(self, seconds: float) -> bytes:
        if self.early or seconds == 0:
            early, self.early = self.early, b""
            return early
        said = self.says.pop(0) if self.says else b""
        if isinstance(said, OSError):
            raise said
        return said

    def close(self) -> None:
        self.is_closed = True


@dataclass
class ScriptedPlace:
    lines: list[ScriptedLine | PrinterFault]
    opened: list[ScriptedLine] = field(default_factory=list)

    def connected(self) -> ScriptedLine:
        line = self.lines.pop(0)
        if isinstance(line, PrinterFault):
            raise line
        self.opened.append(line)
        return line


def scale_of(*says: bytes | OSError, early: bytes = b"") -> AskedScale:
    return AskedScale(ScriptedPlace([ScriptedLine(list(says), early)]), TOLEDO, Seconds())


def kilos(reading: ScaleReading) -> Decimal:
    assert reading.measure is not None
    return reading.measure.value


@contextmanager
def answering(heard: Callable[[int], bytes], say: Callable[[bytes], object], answers: list[bytes]) -> Iterator[None]:
    """Something that answers each question in a thread of its own, as long as it has answers."""

    def serve() -> None:
        for answer in answers:
            heard(16)
            say(answer)

    serving = Thread(target=serve)
    serving.start()
    yield
    serving.join(5)
    assert not serving.is_alive()


@pytest.fixture
def port() -> Iterator[tuple[int, str]]:
    """The scale's end of a serial port, and the port's name."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def test_a_scale_at_a_serial_port_is_asked(port: tuple[int, str]) -> None:
    master, name = port
    place = SerialPlace.parsed(f"{name}?{TOLEDO.port}")
    answers = [b"\x02?A\r", b"\x0200.846\r", b"\x0201.204\r"]
    with (
        answering(lambda most: os.read(master, most), lambda said: os.write(master, said), answers),
        closing(AskedScale(place, TOLEDO, Seconds())) as scale,
    ):
        assert scale.reading() == ScaleReading(ScaleState.MOVING)
        assert kilos(scale.reading()) == Decimal("0.846")
        scale.close()
        assert kilos(scale.reading()) == Decimal("1.204")


def test_a_scale_behind_a_serial_server_is_asked_lost_and_found_again() -> None:
    def serve() -> None:
        for weight in (b"0.846", b"1.204"):
            with closing(server.accept()[0]) as line:
                line.recv(16)
                line.sendall(b"S S      " + weight + b" kg\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        serving = Thread(target=serve)
        serving.start()
        place = NetworkPlace(Address.parsed(f"127.0.0.1:{server.getsockname()[1]}"))
        with closing(AskedScale(place, Sics(), Seconds())) as scale:
            assert kilos(scale.reading()) == Decimal("0.846")
            assert scale.reading() == ScaleReading(ScaleState.LOST)
            assert kilos(scale.reading()) == Decimal("1.204")
        serving.join(5)
        assert not serving.is_alive()


def test_an_answer_that_comes_in_pieces_is_put_together() -> None:
    assert kilos(scale_of(b"\x020", b"", b"0.8", b"46", b"\r").reading()) == Decimal("0.846")


def test_an_answer_that_came_too_late_is_not_taken_for_the_next_one() -> None:
    assert kilos(scale_of(b"\x0200.846\r", early=b"\x0209.999\r").reading()) == Decimal("0.846")


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ([], ScaleState.SILENT),
        ([b"\x0200.8"], ScaleState.UNREADABLE),
        ([b"46\r"], ScaleState.UNREADABLE),
        ([b"x" * 300], ScaleState.UNREADABLE),
        ([OSError("gone")], ScaleState.LOST),
        ([TimeoutError()], ScaleState.SILENT),
    ],
)
def test_a_scale_that_gives_no_answer_says_why_and_is_asked_no_longer_than_its_deadline(
    says: list[bytes | OSError], state: ScaleState
) -> None:
    clock = Seconds()
    place = ScriptedPlace([ScriptedLine(says)])
    assert AskedScale(place, TOLEDO, clock).reading() == ScaleReading(state)
    assert clock.now < 1.5


def test_a_scale_that_was_unplugged_in_mid_answer_comes_back() -> None:
    first = ScriptedLine([b"\x0200.", OSError("gone")])
    scale = AskedScale(ScriptedPlace([first, GONE, ScriptedLine([b"\x0200.846\r"])]), TOLEDO, Seconds())
    told = [scale.reading() for _ in range(3)]
    assert [each.state for each in told] == [ScaleState.LOST, ScaleState.LOST, ScaleState.STEADY]
    assert first.is_closed
    assert told[1].sentence == GONE.sentence
    assert kilos(told[2]) == Decimal("0.846")


def test_a_moving_scale_is_waited_for_and_not_for_ever() -> None:
    steady = scale_of(b"\x02?A\r", b"\x02?A\r", b"\x0200.846\r").steady(3.0)
    assert steady == ScaleReading(ScaleState.STEADY, Measure(MeasureKind.WEIGHT_KG, Decimal("0.846")))
    assert scale_of(*[b"\x02?A\r"] * 99).steady(1.0) == ScaleReading(ScaleState.MOVING)
    assert scale_of(b"\x02?B\r").steady(3.0) == ScaleReading(ScaleState.TOO_HEAVY)
