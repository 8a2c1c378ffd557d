"""A scanner at a pseudo-terminal or a socket that this test holds the other end of."""

import errno
import os
import socket
import stat
import tty
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field

import pytest

from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace, SocketLine
from pos_terminal.adapters.escpos.drivers.serialport import SerialPlace
from pos_terminal.adapters.scanner.framing import Framing
from pos_terminal.adapters.scanner.listening import Listening, ScannerPlace
from pos_terminal.domain.receipt import FaultCause, PrinterFault


@dataclass
class Seconds:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class ScriptedLine:
    """What it says, piece by piece; an OSError is raised in its turn."""

    says: list[bytes | OSError]
    is_closed: bool = False

    def receive(self, seconds: float) -> bytes:
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


GONE = PrinterFault(FaultCause.UNREACHABLE, "The printer at /dev/ttyACM0 cannot be reached (No such file).")


def listening(place: ScannerPlace, clock: Seconds | None = None) -> Listening:
    return Listening(place, Framing(), clock or Seconds())


def codes_of(scanner: Listening, wanted: int) -> list[str]:
    codes: list[str] = []
    while len(codes) < wanted:
        codes += scanner.heard()[0]
        assert not scanner.fault
    return codes


@pytest.fixture
def port() -> Iterator[tuple[int, str]]:
    """The scanner's end of a serial port, and the port's name."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def test_a_scanner_at_a_serial_port_is_heard_byte_for_byte(port: tuple[int, str]) -> None:
    master, name = port
    with closing(listening(SerialPlace.parsed(name))) as scanner:
        scanner.heard()
        for piece in (b"40063", b"81333931\r", b"\n]C101095060001343521", b"0AB\x1d\r\n"):
            os.write(master, piece)
        assert codes_of(scanner, 2) == ["4006381333931", "]C1010950600013435210AB\x1d"]


def test_ten_scans_at_a_serial_port_arrive_in_order(port: tuple[int, str]) -> None:
    master, name = port
    sent = [f"40063813339{number:02d}" for number in range(10)]
    with closing(listening(SerialPlace.parsed(name))) as scanner:
        scanner.heard()
        os.write(master, "".join(f"{code}\r" for code in sent).encode())
        assert codes_of(scanner, 10) == sent


def test_a_scanner_behind_a_serial_server_is_heard_and_missed_when_it_hangs_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = NetworkPlace(Address.parsed(f"127.0.0.1:{server.getsockname()[1]}"))
        with closing(listening(place)) as scanner:
            scanner.heard()
            line, _ = server.accept()
            line.sendall(b"4006381333931\r")
            assert codes_of(scanner, 1) == ["4006381333931"]
            line.close()
            while not scanner.fault:
                scanner.heard()
            assert str(scanner.fault) == "The scanner went away. Plug it in again; it is listened for."
            scanner.heard()
            back, _ = server.accept()
            back.sendall(b"5012345678900\r")
            assert codes_of(scanner, 1) == ["5012345678900"]
            back.close()


def test_a_scanner_that_was_unplugged_in_the_middle_of_a_code_comes_back_with_whole_ones() -> None:
    first = ScriptedLine([b"1111\r", b"4006", OSError("gone")])
    scanner = listening(ScriptedPlace([first, GONE, ScriptedLine([b"381333931\r2222\r"])]))
    told = [(scanner.heard(), scanner.fault) for _ in range(5)]
    assert [codes for (codes, _), _ in told] == [["1111"], [], [], [], ["381333931", "2222"]]
    assert first.is_closed
    assert [bool(fault) for _, fault in told] == [False, False, True, True, False]
    assert told[3][1] == GONE.told


def test_a_scanner_that_is_not_there_is_looked_for_less_and_less_often_and_at_once_after_it_was() -> None:
    place = ScriptedPlace([GONE, GONE, GONE, GONE, GONE, GONE, ScriptedLine([b""]), GONE])
    scanner = listening(place)
    assert [scanner.heard()[1] for _ in range(7)] == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 0.0]


def test_a_code_without_an_end_is_told_after_a_silence_and_not_before() -> None:
    clock = Seconds()
    scanner = listening(ScriptedPlace([ScriptedLine([b"400638", b"", b"1333931"])]), clock)
    told = []
    for _ in range(6):
        told += scanner.heard()[0]
        clock.now += 0.08
    assert told == ["4006381333931"]


def test_a_scanner_that_ends_its_codes_may_pause_in_the_middle_of_one() -> None:
    clock = Seconds()
    scanner = listening(ScriptedPlace([ScriptedLine([b"1\r400638", b"", b"", b"1333931\r"])]), clock)
    told = []
    for _ in range(4):
        told += scanner.heard()[0]
        clock.now += 0.3
    assert told == ["1", "4006381333931"]


def test_a_scanner_on_the_network_that_loses_its_power_is_found_out_by_the_system() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with closing(NetworkPlace(Address(*address)).connected()), closing(_leading_to(address)) as line:
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            for name, value in {"TCP_KEEPIDLE": 10, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3}.items():
                if hasattr(socket, name):
                    assert line.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) == value


def test_a_line_that_the_system_gives_up_is_gone_and_not_merely_silent() -> None:
    with closing(SocketLine(_GivenUp())) as line, pytest.raises(ConnectionAbortedError):
        line.receive(0.01)


class _GivenUp(socket.socket):
    def recv(self, _bufsize: int, _flags: int = 0, /) -> bytes:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


def _leading_to(address: tuple[str, int]) -> socket.socket:
    """This process's own end of the connection to there, once more."""
    for number in range(3, 1024):
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            found = socket.socket(fileno=os.dup(number))
            with suppress(OSError):
                if found.getpeername() == address:
                    return found
            found.close()
    raise AssertionError(f"nothing leads to {address}")
