"""Signals to a terminal whose window is open, in a process of its own: they end it in order, and the sale is kept."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos_terminal.app.event_loop import ending_on_signals

_KIOSK = """
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from pos_terminal.app.demonstration import demo_store
from pos_terminal.app.kiosk_window import KioskTill, open_kiosk
from pos_terminal.app.terminal import opened_terminal

with demo_store() as store:
    settings = store.settings("lane-1", "file", Path(sys.argv[1]))
    settings = replace(settings, terminal=replace(settings.terminal, mode="kiosk"))
    with opened_terminal(settings) as terminal:
        QTimer.singleShot(0, lambda: print("open", flush=True))
        status = open_kiosk(terminal)
    print("closed", status, flush=True)
raise SystemExit(status)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals to one process alone")
@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.soak)])
def test_a_signal_ends_a_kiosk_in_order(number: signal.Signals, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _KIOSK, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as kiosk:
        assert kiosk.stdout is not None
        assert kiosk.stdout.readline() == "open\n"
        kiosk.send_signal(number)
        try:
            told, failed = kiosk.communicate(timeout=60)
        finally:
            kiosk.kill()
    assert told == f"closed {128 + number}\n"
    assert "Traceback" not in failed
    assert kiosk.returncode == 128 + number


def test_a_second_signal_does_what_it_always_did_and_so_does_one_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    left: list[int] = []
    with ending_on_signals(left.append):
        signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is before
    assert left == [128 + signal.SIGINT]


def test_what_the_process_was_told_to_ignore_stays_ignored() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with ending_on_signals(print):
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
