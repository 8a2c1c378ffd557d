"""A screen that nobody sees, with a desktop's bus beside it: on it a window is as real as on a till."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

BUS = "DBUS_SESSION_BUS_ADDRESS"
_PATIENCE = 20


@contextmanager
def virtual_screen(width: int = 1280, height: int = 800) -> Iterator[Mapping[str, str]]:
    """The environment of what is to be shown there, and heard by what assists people."""
    server = ("Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset")
    with _running(server, os.environ) as display:
        shown = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        with _running(("dbus-daemon", "--session", "--print-address", "--nofork"), shown) as address:
            yield {**shown, BUS: address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


@contextmanager
def _running(command: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[str]:
    """The line that a server says once it listens."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            server.wait(_PATIENCE)
