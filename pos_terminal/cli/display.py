"""Whether there is a screen to open a window on, asked without loading Qt: without one it ends the process."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_X_PORT = 6000
_PATIENCE = 2.0


def is_seen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody can see a window: Qt's offscreen platform draws for nobody."""
    return has_display(environment) and environment.get("QT_QPA_PLATFORM") not in {"offscreen", "minimal"}


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """True on Windows and macOS, where a Qt platform is named, and where an X or Wayland server takes connections."""
    if sys.platform in {"win32", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return True
    wayland, x_display = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    return bool((wayland and _wayland_answers(environment, wayland)) or (x_display and _x_answers(x_display)))


def _wayland_answers(environment: Mapping[str, str], name: str) -> bool:
    return _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/")) / name))


def _x_answers(display: str) -> bool:
    """``host:number.screen``; without a host, or with ``unix``, a socket of this machine."""
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdecimal():
        return False
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen, by their own convention
        return _answers(path) or (sys.platform == "linux" and _answers(f"\0{path}"))
    import socket  # only where there is somebody to ask

    try:
        socket.create_connection((host.strip("[]"), _X_PORT + int(number)), _PATIENCE).close()
    except OSError:
        return False
    return True


def _answers(path: str) -> bool:
    import socket

    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_PATIENCE)
        try:
            line.connect(path)
        except OSError:
            return False
    return True
