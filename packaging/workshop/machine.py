"""What the system below Python must have: shared libraries and tools, found by trying, installed where that is ours.

The libraries are those that Qt's offscreen and xcb plugins and Pillow's text layout load; they were found one by one
in an empty Debian 12.
"""

import ctypes
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from workshop.say import LAST_WORDS, Stop, say, step


@dataclass(frozen=True, slots=True)
class Need:
    """A library (by the name it is loaded by) or a program, and the Debian package that has it."""

    name: str
    package: str

    @property
    def is_library(self) -> bool:
        """Whether it is loaded, not run."""
        return ".so" in self.name


DRAWING = (
    Need("libGL.so.1", "libgl1"),
    Need("libEGL.so.1", "libegl1"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libfontconfig.so.1", "libfontconfig1"),
    Need("libglib-2.0.so.0", "libglib2.0-0"),
    # Pillow loads it for scripts that join letters or run from right to left.
    Need("libfribidi.so.0", "libfribidi0"),
)
"""Needed to draw at all, also where nobody looks."""

SCREEN = (
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0"),
)
"""Needed besides to open a window."""

TESTING = (
    # Counts what a sale makes the disk do.
    Need("strace", "strace"),
)


LISTENING = (
    *SCREEN,
    Need("Xvfb", "xvfb"),
    Need("dbus-daemon", "dbus-daemon"),
    Need("/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
)
"""Needed by the long suites: a real window on a screen that nobody sees, and what a screen reader hears of it."""


class Machine(Protocol):
    """The system this runs on, as far as it is asked."""

    is_linux: bool
    installs_packages: bool

    def has(self, need: Need) -> bool:
        """Whether the library loads, or the program is on the path."""

    def install(self, packages: Sequence[str]) -> bool:
        """Installs system packages; whether that worked."""


class ThisMachine:
    """The machine the script really runs on."""

    def __init__(self) -> None:
        """Looks once at what kind of system this is."""
        self.is_linux = platform.system() == "Linux"
        self.installs_packages = self.is_linux and os.geteuid() == 0 and shutil.which("apt-get") is not None

    def has(self, need: Need) -> bool:
        """Whether the library loads, or the program is on the path."""
        if not need.is_library:
            return shutil.which(need.name) is not None
        try:
            ctypes.CDLL(need.name)
        except OSError:
            return False
        return True

    def install(self, packages: Sequence[str]) -> bool:
        """Runs apt-get, asking nothing; shows what it said only when it failed."""
        _apt("update")  # one list that cannot be had does not keep the others from being enough
        done = _apt("install", "-y", "--no-install-recommends", *packages)
        if done.returncode != 0:
            for line in done.stdout.splitlines()[-LAST_WORDS:]:
                say(f"   | {line}")
        return done.returncode == 0


def _apt(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["apt-get", "-q", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def provide(needs: Sequence[Need], machine: Machine) -> None:
    """Sees to it that the system has what is needed.

    Raises:
        Stop: something is missing and it is not for this script to install it.
    """
    if not machine.is_linux:
        return  # Qt brings all it needs for the others
    missing = _missing(needs, machine)
    if not missing:
        return
    if not machine.installs_packages:
        raise Stop(_what_to_do(missing))
    packages = [need.package for need in missing]
    with step(f"installing system packages: {' '.join(packages)}"):
        machine.install(packages)
    still = _missing(missing, machine)
    if still:
        raise Stop(_what_to_do(still))


def provide_venv(version: tuple[int, int], machine: Machine) -> None:
    """Installs what makes virtual environments: Debian ships that part of Python separately.

    Raises:
        Stop: it cannot, and it is not for this script to install it.
    """
    package = "python{}.{}-venv".format(*version)
    if not machine.installs_packages:
        raise Stop(f"This Python cannot make virtual environments: run `sudo apt-get install {package}` and try again.")
    with step(f"installing system packages: {package}"):
        if not machine.install([package]):
            raise Stop(f"{package} could not be installed: install it, or use a Python that has `ensurepip`.")


def _missing(needs: Sequence[Need], machine: Machine) -> list[Need]:
    return [need for need in needs if not machine.has(need)]


def _what_to_do(missing: Sequence[Need]) -> str:
    names = ", ".join(need.name for need in missing)
    packages = " ".join(need.package for need in missing)
    return (
        f"The system lacks {names}: on Debian or Ubuntu run `sudo apt-get install {packages}`, "
        "elsewhere install the packages that have them, and try again."
    )


def has_display() -> bool:
    """Whether there may be a screen here; the terminal itself finds out whether anybody serves it."""
    if platform.system() != "Linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
