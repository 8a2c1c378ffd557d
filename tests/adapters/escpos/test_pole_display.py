"""A customer display on each kind of line: lost, stalled and back again."""

import os
import socket
import tty
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from pos_terminal.adapters.escpos.drivers.plainfile import FilePlace
from pos_terminal.adapters.escpos.drivers.printers import open_place
from pos_terminal.adapters.escpos.pole import PoleMode, PoleSpeech
from pos_terminal.adapters.escpos.pole_display import PoleDisplay
from pos_terminal.domain.display_row import DisplayRow
from pos_terminal.domain.receipt import PrinterFault
from tests.adapters.escpos.pole_reader import PoleReader

SPEECH = PoleSpeech(PoleMode.EPSON)
ROWS = (DisplayRow("Muffin", "3.25"), DisplayRow("Total", "3.52"))
READ = ["Muffin          3.25", "Total           3.52"]


def a_name_of(number: int) -> tuple[DisplayRow, DisplayRow]:
    return DisplayRow(f"Item {number}", "1.00"), DisplayRow("Total", f"{number}.00")


def fault_of(display: PoleDisplay, most: int) -> str:
    """What is said when it fails at one of so many pictures."""
    for number in range(most):
        try:
            display.show(a_name_of(number))
        except PrinterFault as fault:
            return str(fault)
    return ""


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """A terminal: the end of the display, and the name of ours."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    for each in (master, slave):
        with suppress(OSError):
            os.close(each)


@pytest.mark.parametrize("scheme", ["serial", "device"])
def test_a_display_at_a_port_shows_the_rows(terminal: tuple[int, str], scheme: str) -> None:
    master, name = terminal
    with closing(PoleDisplay(open_place(f"{scheme}://{name}"), SPEECH)) as display:
        display.show(ROWS)
        assert PoleReader().read(os.read(master, 4096)).rows == READ


def test_a_display_that_is_a_file_has_the_newest_at_its_end_and_the_file_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pole"
    with closing(PoleDisplay(FilePlace(path), SPEECH)) as display:
        for number in range(2_000):
            display.show(a_name_of(number))
    assert PoleReader().read(path.read_bytes()).rows[1] == "Total        1999.00"
    assert path.stat().st_size < 70_000


def test_a_display_on_the_network_that_was_away_is_got_again_and_begins_with_a_reset() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with closing(PoleDisplay(open_place(f"tcp://127.0.0.1:{port}"), SPEECH)) as display:
            display.show(ROWS)
            first, _ = listening.accept()
            assert PoleReader().read(first.recv(4096)).rows == READ
            first.close()
            assert " is gone (" in fault_of(display, 50)  # the end of the line shows at one of the next looks
            display.show(ROWS)
            second, _ = listening.accept()
            with second:
                content = second.recv(4096)
            assert content.startswith(b"\r\r\x1b@")
            assert PoleReader().read(content).rows == READ


def test_a_display_that_takes_nothing_is_let_go_and_named(terminal: tuple[int, str]) -> None:
    _, name = terminal
    with closing(PoleDisplay(open_place(f"device://{name}"), SPEECH)) as display:
        said = fault_of(display, 100_000)  # until the system's own memory is full
    assert said == f"The customer display at {name} takes nothing. Check its power and cable."


def test_a_display_that_is_not_there_is_named_as_what_it_is() -> None:
    with closing(PoleDisplay(open_place("serial:///dev/no-such-port"), SPEECH)) as display:
        said = fault_of(display, 1)
    assert said.startswith("The customer display at /dev/no-such-port cannot be reached")
