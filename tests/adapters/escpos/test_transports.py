"""One contract for all ways to a printer that can be talked to: network, serial port, a file of the system, and USB."""

import os
import select
import socket
import stat
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from pos_terminal.adapters.escpos.drivers.conversation import Patience
from pos_terminal.adapters.escpos.drivers.cups import CupsQueue
from pos_terminal.adapters.escpos.drivers.device import DevicePlace
from pos_terminal.adapters.escpos.drivers.linked import Asking, LinkedPrinter, Manners, Place
from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace
from pos_terminal.adapters.escpos.drivers.serialport import SerialPlace
from pos_terminal.adapters.escpos.drivers.spooler import SpoolerPrinter
from pos_terminal.adapters.escpos.drivers.usb import UsbPlace
from pos_terminal.adapters.escpos.encode import DRAWER_PULSE, Encoder
from pos_terminal.domain.printer_state import NOT_CONFIRMED, PaperLevel, Printout, Proof
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob, Text
from tests.adapters.escpos.samples import ENGLISH, paper, sale
from tests.adapters.escpos.usb_bus import UsbBus
from tests.failing_printer import FailingPrinter, failing_printer

JOB = PrintJob("S-0001", sale(ENGLISH))
ENDLESS_JOB = PrintJob("S-0002", Document(tuple(Text(f"{number:048}") for number in range(2_000))))
HASTY = Patience(stall=0.6, job=30, answer=0.4, known_answer=0.6, proof=1.0, pace=1e6)
_CHUNK = 1024


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    encoder = Encoder(paper(48, tmp_path_factory.mktemp("cache")))
    encoder.encode(JOB.document)
    return encoder


@contextmanager
def terminal_line(device: FailingPrinter) -> Iterator[tuple[str, Callable[[], None]]]:
    """The name of a terminal whose other end is the printer, and what pulls the cable."""
    master, slave = os.openpty()
    tty.setraw(slave)
    over = Event()
    with socket.create_connection(("127.0.0.1", device.port), 5) as line:
        pumping = Thread(target=_pump, args=(master, line, over), daemon=True)
        pumping.start()

        def pull() -> None:
            over.set()
            pumping.join(5)
            os.close(slave)
            os.close(master)

        try:
            yield os.ttyname(slave), pull
        finally:
            if not over.is_set():
                pull()


def _pump(master: int, line: socket.socket, over: Event) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
    line.setblocking(False)
    waiting = b""
    while not over.is_set():
        ready = select.select([line.fileno()] if waiting else [master, line.fileno()], [], [], 0.02)[0]
        with suppress(BlockingIOError, OSError):
            if master in ready:
                waiting = os.read(master, _CHUNK)
            if line.fileno() in ready:
                os.write(master, line.recv(_CHUNK))
        with suppress(BlockingIOError, OSError):
            waiting = waiting[line.send(waiting) :] if waiting else b""


@contextmanager
def by_network(device: FailingPrinter) -> Iterator[tuple[Place, Callable[[], None]]]:
    yield NetworkPlace(Address("127.0.0.1", device.port), farewell=0.05), device.switch_off


@contextmanager
def by_serial_port(device: FailingPrinter) -> Iterator[tuple[Place, Callable[[], None]]]:
    with terminal_line(device) as (name, pull):
        yield SerialPlace(name, 115200), pull


@contextmanager
def by_device_file(device: FailingPrinter) -> Iterator[tuple[Place, Callable[[], None]]]:
    with terminal_line(device) as (name, pull):
        yield DevicePlace(name), pull


@contextmanager
def by_usb(device: FailingPrinter) -> Iterator[tuple[Place, Callable[[], None]]]:
    bus = UsbBus(device.port)

    def pull() -> None:
        bus.is_plugged_in = False

    yield UsbPlace(0x04B8, 0x0202, backend=bus), pull


WAYS = [by_network, by_serial_port, by_device_file, by_usb]


class Desk:
    """A printer by one of the ways, the device at its end, and its cable."""

    def __init__(self, device: FailingPrinter, printer: LinkedPrinter, pull: Callable[[], None]) -> None:
        self.device = device
        self.printer = printer
        self.pull = pull

    def fault(self, job: PrintJob = JOB) -> PrinterFault:
        with pytest.raises(PrinterFault) as raised:
            self.printer.print(job)
        return raised.value


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def desk(request: pytest.FixtureRequest, encoder: Encoder) -> Iterator[Desk]:
    with ExitStack() as undo:
        device = undo.enter_context(failing_printer())
        place, pull = undo.enter_context(request.param(device))
        manners = Manners(Asking.AUTO, HASTY)
        yield Desk(device, undo.enter_context(closing(LinkedPrinter(place, encoder, manners))), pull)


def test_a_job_is_printed_whole_and_confirmed(desk: Desk, encoder: Encoder) -> None:
    for _ in range(2):
        assert desk.printer.print(JOB) == Printout(Proof.PRINTED)
    assert bytes(desk.device.paper) == encoder.encode(JOB.document) * 2


def test_a_printer_without_paper_gets_no_byte(desk: Desk) -> None:
    desk.device.feel(paper="out")
    fault = desk.fault()
    assert (fault.cause, fault.is_in_doubt, bytes(desk.device.paper)) == (FaultCause.PAPER_OUT, False, b"")
    assert desk.printer.status().paper is PaperLevel.OUT
    desk.device.feel(paper="ok")
    assert desk.printer.print(JOB).proof is Proof.PRINTED


def test_a_roll_that_ends_in_mid_job_is_waited_for(desk: Desk, encoder: Encoder) -> None:
    desk.device.feel(out_after=300)
    fault = desk.fault()
    assert (fault.cause, fault.is_in_doubt) == (FaultCause.PAPER_OUT, True)
    desk.device.feel(paper="ok")
    assert desk.printer.recall(JOB.job_id) == Printout(Proof.PRINTED)
    assert bytes(desk.device.paper) == encoder.encode(JOB.document)


def test_a_printer_that_says_nothing_is_sent_to(desk: Desk) -> None:
    desk.device.feel(answers=False)
    assert desk.printer.print(JOB) == Printout(Proof.SENT, NOT_CONFIRMED, in_doubt=True)
    desk.device.wait_for_sheets(1)


def test_the_drawer_opens(desk: Desk) -> None:
    desk.printer.open_drawer()
    desk.device.wait_for_pulses(1)
    assert desk.device.pulses == [("in turn", 0)]


def test_a_printer_that_takes_no_more_is_given_up(desk: Desk) -> None:
    desk.device.feel(stops_reading_after=3_000)
    fault = desk.fault(ENDLESS_JOB)
    assert fault.is_in_doubt
    assert fault.cause in {FaultCause.STALLED, FaultCause.SILENT}


def test_a_printer_that_is_gone_is_told(desk: Desk) -> None:
    desk.printer.print(JOB)
    desk.pull()
    desk.device.feel(answers=False)
    fault = desk.fault()
    assert fault.cause in {FaultCause.UNREACHABLE, FaultCause.BROKEN, FaultCause.SILENT}
    assert not fault.is_in_doubt


def test_a_cable_that_is_pulled_in_mid_job_leaves_it_in_doubt(desk: Desk) -> None:
    desk.printer.print(JOB)
    desk.device.feel(out_after=len(desk.device.paper) + 300)
    assert desk.fault().is_in_doubt
    desk.pull()
    assert desk.printer.recall(JOB.job_id) is None


def test_usb_takes_the_interface_from_the_system_and_gives_it_back(encoder: Encoder) -> None:
    with failing_printer() as device:
        bus = UsbBus(device.port)
        LinkedPrinter(UsbPlace(backend=bus), encoder, Manners(patience=HASTY)).print(JOB)
        assert bus.log == ["detached", "claimed", "released", "attached", "closed"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (UsbPlace(0x04B8, 0x0203), r"\(04b8:0203\) is not there"),
        (UsbPlace(0x04B8, 0x0202), "is not there"),
    ],
)
def test_a_printer_that_is_not_on_the_bus_is_told(place: UsbPlace, words: str, encoder: Encoder) -> None:
    bus = UsbBus(1, interface_class=3)
    there = UsbPlace(place.vendor, place.product, backend=bus)
    with pytest.raises(PrinterFault, match=words) as raised:
        LinkedPrinter(there, encoder).print(JOB)
    assert raised.value.cause is FaultCause.UNREACHABLE


@pytest.mark.parametrize("place", [SerialPlace("/dev/no-such-port"), DevicePlace("/dev/usb/no-such-printer")])
def test_a_port_that_is_not_there_is_told_with_what_to_check(place: Place, encoder: Encoder) -> None:
    with pytest.raises(PrinterFault, match="Check its cable") as raised:
        LinkedPrinter(place, encoder).print(JOB)
    assert raised.value.cause is FaultCause.UNREACHABLE
    assert "No such file or directory" in raised.value.sentence
    assert not Path("/dev/no-such-port").exists()


LP = """#!/bin/sh
[ "$3" = gone ] && { echo "lp: The printer or class does not exist." >&2; exit 1; }
[ -e "$SPOOL/hangs" ] && exec sleep 5
echo "$@" >> "$SPOOL/arguments"
cat > "$SPOOL/job"
echo "request id is receipts-1 (1 file(s))"
"""
LPSTAT = """#!/bin/sh
[ "$2" = gone ] && { echo 'lpstat: Invalid destination name in list "gone".' >&2; exit 1; }
[ -e "$SPOOL/busy" ] && { printf 'printer %s now printing %s-3.  enabled since today\n\tdisabled\n' "$2" "$2"; exit 0; }
[ -e "$SPOOL/stopped" ] && { echo "printer $2 disabled since today - Paused"; exit 0; }
echo "printer $2 is idle.  enabled since today"
"""


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the programs ``lp`` and ``lpstat`` of this test keep what they got."""
    for name, text in (("lp", LP), ("lpstat", LPSTAT)):
        program = tmp_path / name
        program.write_text(text, encoding="ascii")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SPOOL", str(tmp_path))
    return tmp_path


def test_a_queue_gets_the_bytes_as_they_are(spool: Path, encoder: Encoder) -> None:
    printer = SpoolerPrinter(CupsQueue("receipts"), encoder)
    assert printer.print(JOB) == Printout(Proof.SENT)
    assert (spool / "job").read_bytes() == encoder.encode(JOB.document)
    assert (spool / "arguments").read_text(encoding="ascii") == "-d receipts -o raw -t S-0001\n"
    assert printer.status().is_online
    printer.open_drawer()
    assert (spool / "job").read_bytes() == DRAWER_PULSE


def test_a_queue_that_is_stopped_gets_no_job(spool: Path, encoder: Encoder) -> None:
    (spool / "stopped").touch()
    with pytest.raises(PrinterFault, match="cupsenable receipts") as raised:
        SpoolerPrinter(CupsQueue("receipts"), encoder).print(JOB)
    assert (raised.value.cause, raised.value.is_in_doubt) == (FaultCause.OFFLINE, False)
    assert not (spool / "job").exists()


@pytest.mark.parametrize(
    ("queue", "is_busy"), [("disabled", False), ("receipts-disabled-2", False), ("receipts", True)]
)
def test_the_word_of_a_stopped_queue_in_a_name_or_a_message_stops_none(
    spool: Path,
    encoder: Encoder,
    queue: str,
    is_busy: bool,  # noqa: FBT001 - as the table above has it
) -> None:
    if is_busy:
        (spool / "busy").touch()
    printer = SpoolerPrinter(CupsQueue(queue), encoder)
    assert printer.status().is_online
    assert printer.print(JOB) == Printout(Proof.SENT)


def test_a_queue_of_that_name_can_be_stopped_too(spool: Path) -> None:
    (spool / "stopped").touch()
    assert CupsQueue("disabled").status().is_online is False


def test_a_queue_that_does_not_exist_is_told(spool: Path, encoder: Encoder) -> None:
    with pytest.raises(PrinterFault, match="takes no job") as raised:
        SpoolerPrinter(CupsQueue("gone"), encoder).print(JOB)
    assert raised.value.cause is FaultCause.SETUP


def test_a_spooler_that_does_not_answer_leaves_the_job_in_doubt(spool: Path, encoder: Encoder) -> None:
    (spool / "hangs").touch()
    with pytest.raises(PrinterFault, match="does not answer") as raised:
        SpoolerPrinter(CupsQueue("receipts", seconds=0.3), encoder).print(JOB)
    assert (raised.value.cause, raised.value.is_in_doubt) == (FaultCause.STALLED, True)


def test_a_machine_without_a_spooler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterFault, match="cups-client") as raised:
        SpoolerPrinter(CupsQueue("receipts"), encoder).print(JOB)
    assert (raised.value.cause, raised.value.is_in_doubt) == (FaultCause.SETUP, False)
