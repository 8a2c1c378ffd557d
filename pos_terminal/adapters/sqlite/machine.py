"""Where a database is: on which machine, at which path, in which file."""

import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pos_terminal.wording import later

_NUMBERS = ("/etc/machine-id", "/var/lib/dbus/machine-id", "/sys/firmware/devicetree/base/serial-number")
"""The system's own number, and the board's where it can be read: a cloned card has its system's number on it."""


def machine_id() -> str:
    """What tells this machine from others; nothing where the system does not say. Takes microseconds."""
    if sys.platform == "win32":
        return _windows_guid()
    if sys.platform == "darwin":
        return _mac_uuid()
    found = []
    for path in _NUMBERS:
        try:
            found.append(Path(path).read_text(encoding="ascii", errors="replace").strip("\0\n "))
        except OSError:
            continue
    return " ".join(found)


if sys.platform == "win32":

    def _windows_guid() -> str:
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""


if sys.platform == "darwin":

    def _mac_uuid() -> str:
        import ctypes

        number, at_once = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(0, 0)
        failed = ctypes.CDLL(None).gethostuuid(number, at_once)
        return "" if failed else number.raw.hex()


def state_folder() -> Path | None:
    """Where this user's programs keep what belongs to neither settings nor data; None for a user without a home."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = str(Path("~/Library/Application Support").expanduser())
    else:
        base = os.environ.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
    return Path(base) / "pos-terminal" if Path(base).is_absolute() else None


class Place(NamedTuple):
    """Where a database was found. Each part is a fingerprint: it tells a change, not what it was before."""

    machine: str
    path: str
    file: str

    @classmethod
    def of(cls, database: Path, machine: Callable[[], str] = machine_id) -> "Place":
        """Where this database is now; the file is told by its inode, on Windows by its index."""
        path = os.path.realpath(database)
        return cls(_fingerprint(machine()), _fingerprint(path), f"{database.stat().st_ino:x}")

    @classmethod
    def parsed(cls, text: str) -> "Place":
        """The place that `text` wrote."""
        machine, path, file = text.split(".")
        return cls(machine, path, file)

    @property
    def text(self) -> str:
        """As it is stored."""
        return f"{self.machine}.{self.path}.{self.file}"

    def change(self, now: "Place") -> str:
        """What is another than it was here; nothing when all is the same."""
        if now.machine != self.machine:
            return later("it was used on another machine before")
        if now.path != self.path:
            return later("it was used in another folder before")
        return "" if now.file == self.file else later("its file is another than the one used before")


def _fingerprint(text: str) -> str:
    return f"{zlib.crc32(text.encode(errors='surrogateescape')):08x}"
