"""A scanner with a line of its own on the real window: from bytes at a port to the sale, and back after it was gone."""

import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.hearing import hearing_of
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.noticeboard import SCANNER_LOST
from pos_terminal.settings import read_settings
from tests.cli.till import Till

CODES = [f"40063813339{number:02d}" for number in range(10)]


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Path]:
    """A name for the port, as udev gives one; where it leads is up to the test."""
    link = tmp_path / "scanner"
    yield link
    link.unlink(missing_ok=True)


def plugged_in(link: Path) -> int:
    """The scanner's own end of a port that has this name now."""
    master, slave = os.openpty()
    tty.setraw(slave)
    link.unlink(missing_ok=True)
    link.symlink_to(os.ttyname(slave))
    return master


def lost(terminal: Terminal) -> str:
    """What everybody is told of the scanner; nothing while it is heard."""
    return "".join(each.sentence for each in terminal.notices() if each.words == SCANNER_LOST)


def test_a_scanner_at_a_port_is_heard_lost_and_heard_again(
    qapp: QApplication, qtbot: QtBot, till: Till, link: Path
) -> None:
    till.change("scanner", driver="serial", target=str(link), prefix="~")
    with opened_terminal(read_settings(till.config, {})) as terminal:
        hearing, heard = hearing_of(terminal, qapp), list[str]()
        hearing.scanned.connect(heard.append)
        hearing.begin()
        qtbot.waitUntil(lambda: bool(lost(terminal)))
        master = plugged_in(link)
        qtbot.waitUntil(lambda: not lost(terminal), timeout=20_000)
        os.write(master, "".join(f"~{code}\r\n" for code in CODES).encode())
        qtbot.waitUntil(lambda: heard == CODES)
        os.close(master)
        qtbot.waitUntil(lambda: bool(lost(terminal)))
        assert "The scanner" in lost(terminal)
        hearing.close()
        assert not lost(terminal)


def test_a_place_that_cannot_be_a_scanners_is_told_and_nothing_is_heard(
    qapp: QApplication, qtbot: QtBot, till: Till
) -> None:
    till.change("scanner", driver="url", target="gopher://scanner")
    with opened_terminal(read_settings(till.config, {})) as terminal:
        hearing = hearing_of(terminal, qapp)
        hearing.begin()
        qtbot.waitUntil(lambda: bool(lost(terminal)))
        assert lost(terminal).startswith("[scanner] 'gopher://scanner' is no address of a device")
        hearing.close()
