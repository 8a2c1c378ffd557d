"""The ways to a printer, on real sockets and folders."""

import socket
import struct
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import zxingcpp
from PIL import Image

from pos_terminal.adapters.escpos.drivers.catalogue import DRIVERS, meant
from pos_terminal.adapters.escpos.drivers.conversation import Patience
from pos_terminal.adapters.escpos.drivers.folder import FolderPrinter
from pos_terminal.adapters.escpos.drivers.linked import Asking, LinkedPrinter, Manners
from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace
from pos_terminal.adapters.escpos.drivers.nowhere import NoPrinter
from pos_terminal.adapters.escpos.drivers.printers import open_printer
from pos_terminal.adapters.escpos.drivers.screen import ScreenPrinter, ShownPage
from pos_terminal.adapters.escpos.encode import DRAWER_PULSE, Encoder
from pos_terminal.application.ports import Printer
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, PrintJob, Text
from tests.adapters.escpos.samples import ENGLISH, URL, paper, sale

JOB = PrintJob("S-0001", sale(ENGLISH))
LONG_JOB = PrintJob("S-0002", Document(tuple(Text(f"{number:048}") for number in range(20_000))))
AMPLE = Patience(job=30, answer=0.05)


def network_printer(
    address: Address, encoder: Encoder, patience: Patience = AMPLE, farewell: float = 5.0
) -> LinkedPrinter:
    """A printer that is not asked about its state: what these tests see is the job alone."""
    return LinkedPrinter(NetworkPlace(address, 5.0, farewell), encoder, Manners(Asking.NONE, patience))


Behaviour = Callable[[socket.socket], bytes]


def take_all(line: socket.socket) -> bytes:
    taken = b""
    while part := line.recv(65536):
        taken += part
    return taken


def switch_off_in_mid_job(line: socket.socket) -> bytes:
    taken = line.recv(100)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return taken


def hang_up_in_mid_job(line: socket.socket) -> bytes:
    return line.recv(100)


def say_goodbye_in_mid_job(line: socket.socket) -> bytes:
    """Ends the conversation, politely, before the job is over."""
    line.shutdown(socket.SHUT_WR)
    return take_all(line)


def chatter(line: socket.socket) -> bytes:
    """Status bytes that nobody asked for, then the job."""
    line.sendall(b"\x10\x00\x00\x0f" * 3)
    return take_all(line)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    encoder = Encoder(paper(48, tmp_path_factory.mktemp("cache")))
    encoder.encode(JOB.document)
    return encoder


@contextmanager
def printer_on_the_network(
    behaviour: Behaviour, family: socket.AddressFamily = socket.AF_INET
) -> Iterator[tuple[Address, "Future[bytes]"]]:
    """A printer that takes one connection; its future is what it took."""
    host = "127.0.0.1" if family is socket.AF_INET else "::1"
    with socket.socket(family, socket.SOCK_STREAM) as listening, ThreadPoolExecutor(1) as thread:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listening.bind((host, 0))
        listening.listen()
        listening.settimeout(10)

        def serve() -> bytes:
            line, _ = listening.accept()
            with line:
                line.settimeout(10)
                return behaviour(line)

        yield Address(host, listening.getsockname()[1]), thread.submit(serve)


def fault_of(printer: Printer, job: PrintJob) -> PrinterFault:
    with closing(printer), pytest.raises(PrinterFault) as raised:
        printer.print(job)
    return raised.value


@pytest.mark.parametrize("behaviour", [take_all, chatter])
def test_a_network_printer_gets_the_job_whole(encoder: Encoder, behaviour: Behaviour) -> None:
    with printer_on_the_network(behaviour) as (address, taken):
        network_printer(address, encoder).print(JOB)
        assert taken.result() == encoder.encode(JOB.document)


def test_a_network_printer_may_have_an_ipv6_address(encoder: Encoder) -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        with printer_on_the_network(take_all, socket.AF_INET6) as (address, taken):
            network_printer(address, encoder).print(JOB)
            assert taken.result() == encoder.encode(JOB.document)
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 loopback: {error}")


def test_the_drawer_opens_without_waiting_for_a_receipt(encoder: Encoder) -> None:
    with printer_on_the_network(take_all) as (address, taken):
        network_printer(address, encoder).open_drawer()
        assert taken.result() == DRAWER_PULSE == bytes.fromhex("1b700019fa")


@pytest.mark.parametrize("behaviour", [switch_off_in_mid_job, hang_up_in_mid_job, say_goodbye_in_mid_job])
def test_a_printer_that_goes_in_mid_job_is_a_fault(encoder: Encoder, behaviour: Behaviour) -> None:
    with printer_on_the_network(behaviour) as (address, _):
        fault = fault_of(network_printer(address, encoder), LONG_JOB)
    assert fault.cause is FaultCause.BROKEN
    assert str(address) in fault.sentence


def test_a_short_job_to_a_printer_that_is_switched_off_is_a_fault_too(encoder: Encoder) -> None:
    with printer_on_the_network(switch_off_in_mid_job) as (address, _):
        assert fault_of(network_printer(address, encoder), JOB).cause is FaultCause.BROKEN


def test_a_printer_that_takes_no_more_is_given_up_at_the_deadline(encoder: Encoder) -> None:
    over = Event()

    def stall(_: socket.socket) -> bytes:
        over.wait(10)
        return b""

    with printer_on_the_network(stall) as (address, _):
        fault = fault_of(network_printer(address, encoder, Patience(job=0.5)), LONG_JOB)
        over.set()
    assert fault.cause is FaultCause.STALLED
    assert "paper" in fault.sentence


def test_a_printer_that_keeps_the_line_open_does_not_hold_up_the_desk(encoder: Encoder) -> None:
    over = Event()

    def linger(line: socket.socket) -> bytes:
        taken = take_all(line)
        over.wait(10)
        return taken

    with printer_on_the_network(linger) as (address, taken):
        network_printer(address, encoder, farewell=0.01).print(JOB)
        over.set()
        assert taken.result() == encoder.encode(JOB.document)


def test_a_printer_that_is_off_is_a_fault(encoder: Encoder) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        address = Address("127.0.0.1", bound.getsockname()[1])
        fault = fault_of(network_printer(address, encoder), JOB)
    assert fault.cause is FaultCause.UNREACHABLE
    assert fault.sentence.startswith(f"The printer at {address} does not answer")


@pytest.mark.parametrize("host", ["x" * 64, "printer..shop"])
def test_a_name_that_no_host_can_have_is_a_fault(host: str, encoder: Encoder) -> None:
    fault = fault_of(network_printer(Address(host), encoder), JOB)
    assert fault.cause is FaultCause.UNREACHABLE
    assert "(no host can have this name)" in fault.sentence


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("192.0.2.7", Address("192.0.2.7", 9100)),
        ("192.0.2.7:9101", Address("192.0.2.7", 9101)),
        (" printer.shop:9100 ", Address("printer.shop", 9100)),
        ("tcp://printer.shop", Address("printer.shop", 9100)),
        ("2001:db8::7", Address("2001:db8::7", 9100)),
        ("[2001:db8::7]:9101", Address("2001:db8::7", 9101)),
    ],
)
def test_an_address_is_read_as_people_write_it(target: str, address: Address) -> None:
    assert Address.parsed(target) == address


@pytest.mark.parametrize("target", ["", ":9100", "a:b", "a:0", "a:65536", "a/b", "http://a", "user@a", "[::1"])
def test_what_is_no_address_is_refused_with_an_example(target: str) -> None:
    with pytest.raises(ValueError, match=r"192\.168\.1\.50:9100"):
        Address.parsed(target)


def test_a_folder_gets_bytes_text_and_picture(tmp_path: Path) -> None:
    settings = paper(48, tmp_path / "cache")
    FolderPrinter(tmp_path / "new" / "receipts", settings).print(JOB)
    folder = tmp_path / "new" / "receipts"
    assert sorted(path.name for path in folder.iterdir()) == ["S-0001.bin", "S-0001.png", "S-0001.txt"]
    assert (folder / "S-0001.bin").read_bytes() == Encoder(settings).encode(JOB.document)
    assert "TOTAL" in (folder / "S-0001.txt").read_text(encoding="utf-8")
    with Image.open(folder / "S-0001.png") as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [URL]


@pytest.mark.parametrize(
    ("job_id", "name"),
    [("../../etc/passwd", "_.._etc_passwd"), ("", "job"), (".hidden", "hidden"), ("a\x00b:c", "a_b_c")],
)
def test_no_job_id_leads_out_of_the_folder(job_id: str, name: str, tmp_path: Path) -> None:
    FolderPrinter(tmp_path / "receipts", paper(48, tmp_path / "cache")).print(PrintJob(job_id, Document((Text("a"),))))
    assert {path.stem for path in (tmp_path / "receipts").iterdir()} == {name}


def test_a_drawer_of_a_folder_is_a_log(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "receipts", paper(48, tmp_path / "cache"))
    printer.open_drawer()
    printer.open_drawer()
    assert (tmp_path / "receipts" / "drawer.log").read_text(encoding="ascii") == "1b 70 00 19 fa\n" * 2


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    printer = FolderPrinter(tmp_path / "file" / "receipts", paper(48, tmp_path / "cache"))
    fault = fault_of(printer, JOB)
    assert fault.cause is FaultCause.STORAGE
    assert str(tmp_path / "file" / "receipts") in fault.sentence
    with pytest.raises(PrinterFault):
        printer.open_drawer()


def test_a_folder_on_a_volume_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "receipts"
    folder.symlink_to(tmp_path / "a volume that is not mounted" / "receipts")
    assert fault_of(FolderPrinter(folder, paper(48, tmp_path / "cache")), JOB).cause is FaultCause.STORAGE


def test_a_full_disk_leaves_no_part_of_a_receipt(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the write fails in the same place and way."""
    resource = pytest.importorskip("resource")
    printer = FolderPrinter(tmp_path / "receipts", paper(48, tmp_path / "cache"))
    printer.print(JOB)
    before = {path: path.read_bytes() for path in (tmp_path / "receipts").iterdir()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        fault = fault_of(printer, PrintJob(JOB.job_id, sale(ENGLISH)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert fault.cause is FaultCause.STORAGE
    assert {path: path.read_bytes() for path in (tmp_path / "receipts").iterdir()} == before


def test_the_screen_shows_the_latest_pages(tmp_path: Path) -> None:
    shown: list[ShownPage] = []
    printer = ScreenPrinter(paper(42, tmp_path), shown.append)
    for number in range(25):
        printer.print(PrintJob(str(number), Document((Text(f"page {number}"),))))
    printer.open_drawer()
    assert [page.job_id for page in printer.pages] == [str(number) for number in range(5, 25)]
    assert shown[-1].text == "page 24\n"
    assert shown[-1].png.startswith(b"\x89PNG")


def test_no_printer_takes_everything() -> None:
    printer = NoPrinter()
    printer.print(JOB)
    printer.open_drawer()


def test_the_settings_name_the_printer(tmp_path: Path) -> None:
    settings = paper(48, tmp_path)
    printers: list[Printer] = [
        open_printer("file", str(tmp_path), settings),
        open_printer("network", "192.0.2.7", settings),
        open_printer("screen", "", settings),
        open_printer("none", "", settings),
    ]
    assert [type(printer).__name__ for printer in printers] == [
        "FolderPrinter",
        "LinkedPrinter",
        "ScreenPrinter",
        "NoPrinter",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("driver", ["parallel", "Network", ""])
def test_a_driver_that_does_not_exist_is_refused_with_those_that_do(driver: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are file, network, serial, usb, device, cups, windows, bluetooth"):
        open_printer(driver, "", paper(48, tmp_path))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://192.0.2.7:9101", ("network", "192.0.2.7:9101")),
        ("serial:///dev/ttyUSB0?baud=19200", ("serial", "/dev/ttyUSB0?baud=19200")),
        ("usb://04b8:0202", ("usb", "04b8:0202")),
        ("device:///dev/usb/lp0", ("device", "/dev/usb/lp0")),
        ("lp://receipts", ("cups", "receipts")),
        ("file:///tmp/receipts", ("file", "/tmp/receipts")),  # noqa: S108 - nothing is written
        ("screen://", ("screen", "")),
        ("none://", ("none", "")),
    ],
)
def test_an_address_names_driver_and_target(address: str, kind: tuple[str, str], tmp_path: Path) -> None:
    assert meant("url", address) == kind
    open_printer("url", address, paper(48, tmp_path)).close()


@pytest.mark.parametrize("address", ["", "192.0.2.7", "gopher://printer", "://x"])
def test_what_is_no_address_of_a_printer_is_refused_with_how_they_begin(address: str) -> None:
    with pytest.raises(ValueError, match="tcp://"):
        meant("url", address)


@pytest.mark.parametrize(
    ("driver", "target", "words"),
    [
        ("serial", "", "needs a port"),
        ("serial", "/dev/ttyS0?speed=9600", "no setting 'speed'"),
        ("serial", "/dev/ttyS0?baud=fast", "baud takes a number"),
        ("serial", "/dev/ttyS0?flow=up", "flow one of"),
        ("usb", "epson", "vendor:product"),
        ("usb", "04b8:10000", "vendor:product"),
        ("device", "", "needs a path"),
        ("cups", "", "needs a name"),
        ("cups", "-o", "begins with a dash"),
        ("bluetooth", "00:11:22", "00:11:22:33:44:55"),
        ("bluetooth", "00:11:22:33:44:55/99", "00:11:22:33:44:55"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused(driver: str, target: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=words):
        open_printer(driver, target, paper(48, tmp_path))


def test_what_was_never_tried_says_so() -> None:
    assert [name for name, driver in DRIVERS.items() if not driver.is_tried] == ["usb", "windows", "bluetooth"]
    assert [name for name, driver in DRIVERS.items() if driver.is_simulated] == ["usb"]


def test_the_printer_of_windows_works_on_windows_alone(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("this is Windows")
    fault = fault_of(open_printer("windows", "Receipts", paper(48, tmp_path)), JOB)
    assert (fault.cause, fault.is_in_doubt) == (FaultCause.SETUP, False)


def test_settings_that_cannot_be_meant_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32, 42, 48 columns, not 40"):
        open_printer("none", "", replace(paper(48, tmp_path), columns=40))
    with pytest.raises(ValueError, match="needs a folder"):
        open_printer("file", "", paper(48, tmp_path))
