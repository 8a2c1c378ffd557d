"""python-escpos as the source of commands and printer profiles, with the side effects of its import kept in."""

import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Protocol

from pos_terminal.adapters.escpos.faults import reason_of
from pos_terminal.adapters.escpos.pages import CodePages
from pos_terminal.domain.receipt import FaultCause, PrinterFault, Style
from pos_terminal.wording.message import Message

_log = logging.getLogger("pos.printer")
_importing = Lock()
_PICKLE_FOLDER = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_UNREADABLE_PICKLE = (pickle.UnpicklingError, EOFError, AttributeError, IndexError, ValueError)
_QR_LEVEL_M = 1


class _Dummy(Protocol):
    """What is used of ``escpos.printer.Dummy``."""

    output: bytes

    def clear(self) -> None: ...
    def hw(self, hw: str) -> None: ...
    def set(self, **style: object) -> None: ...
    def qr(self, content: str, ec: int, size: int, *, native: bool) -> None: ...
    def cut(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Model:
    """What a printer model can do.

    Attributes:
        has_qr: it draws QR codes itself.
        dots: the width of its print head; None where the profile does not say.
        columns: of its normal letters.
    """

    pages: CodePages
    has_qr: bool
    dots: int | None
    columns: int


class Commands:
    """The commands of one printer model. Those that never change are asked for once."""

    def __init__(self, dummy: _Dummy) -> None:
        self._dummy = dummy
        self.initialise = self._written(self._initialise)
        self.cut = self._written(dummy.cut)
        self.centred = self._written(self._centre)
        self.left = self._written(self._flush_left)
        self.style = cache(self._style)

    def qr(self, data: str, module: int) -> bytes:
        """A QR code that the printer draws, ``module`` dots a module."""
        self._dummy.clear()
        self._dummy.qr(data, _QR_LEVEL_M, module, native=True)
        return self._dummy.output

    def _style(self, style: Style) -> bytes:
        """Size first: the library's size command also ends bold."""
        self._dummy.clear()
        self._dummy.set(
            normal_textsize=True,
            double_width=style.size.across > 1,
            double_height=style.size.down > 1,
            bold=style.bold,
        )
        return self._dummy.output

    def _initialise(self) -> None:
        self._dummy.hw("INIT")

    def _centre(self) -> None:
        self._dummy.set(align="center")

    def _flush_left(self) -> None:
        self._dummy.set(align="left")

    def _written(self, command: Callable[[], None]) -> bytes:
        self._dummy.clear()
        command()
        return self._dummy.output


def profile_names(cache_dir: Path) -> tuple[str, ...]:
    """The printer profiles that can be set, in alphabetical order."""
    profiles = _imported(cache_dir, "escpos.capabilities").CAPABILITIES["profiles"]
    return tuple(sorted(name for name, data in profiles.items() if data["features"].get("bitImageRaster")))


def open_library(profile: str, cache_dir: Path) -> tuple[Commands, Model]:
    """The commands and abilities of a printer profile of python-escpos; without a name, of its default one.

    Args:
        profile: a name that `profile_names` lists.
        cache_dir: a folder of our own, where the library keeps its parsed profiles: 100 ms less the next time.

    Raises:
        PrinterFault: there is no such profile, or its printer cannot print pictures, without which a name in another
            script or a QR code could be lost.
    """
    name = profile or "default"
    if name not in profile_names(cache_dir):
        raise PrinterFault(
            FaultCause.SETUP,
            Message(
                "There is no receipt printer profile {name} that prints pictures. Set one of these: {names}.",
                name=repr(name),
                names=", ".join(profile_names(cache_dir)),
            ),
        )
    data = _imported(cache_dir, "escpos.capabilities").CAPABILITIES["profiles"][name]
    dots = data["media"].get("width", {}).get("pixels")
    model = Model(
        pages=CodePages({int(number): page for number, page in data["codePages"].items()}),
        has_qr=bool(data["features"].get("qrCode")),
        dots=dots if isinstance(dots, int) else None,
        columns=data["fonts"]["0"]["columns"],
    )
    return Commands(_imported(cache_dir, "escpos.printer").Dummy(profile=name)), model


def _imported(cache_dir: Path, module: str) -> ModuleType:
    with _importing:
        if module in sys.modules:
            return sys.modules[module]
        with _kept_cache(cache_dir), _untouched_root_logger(), _no_folder_left_behind():
            return _import(cache_dir, module)


def _import(cache_dir: Path, module: str) -> ModuleType:
    try:
        __import__(module)
    except _UNREADABLE_PICKLE as unreadable:
        # A process that was killed while it wrote the library's cache left half a pickle: it is made anew.
        _log.warning("profile cache thrown away folder=%s reason=%r", cache_dir, unreadable)
        for kept in cache_dir.glob("*.capabilities.pickle"):
            kept.unlink()
        _forget_half_an_import()
        __import__(module)
    except OSError as error:
        _forget_half_an_import()
        raise PrinterFault(
            FaultCause.STORAGE,
            Message(
                "The printer profiles cannot be kept in {folder}: {why}. Make room on the disk.",
                folder=str(cache_dir),
                why=reason_of(error),
            ),
        ) from error
    return sys.modules[module]


def _forget_half_an_import() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "escpos"]:
        del sys.modules[name]


@contextmanager
def _kept_cache(cache_dir: Path) -> Iterator[None]:
    """Without a folder that it can write, the library works as before, only slower.

    It reads where the folder is at its import alone: no program that is started later is to look there.
    """
    before = os.environ.get(_PICKLE_FOLDER)
    with suppress(OSError):
        # A pickle is a program: nobody else may write there.
        cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.access(cache_dir, os.W_OK):
        os.environ[_PICKLE_FOLDER] = str(cache_dir)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_PICKLE_FOLDER, None)
        else:
            os.environ[_PICKLE_FOLDER] = before


@contextmanager
def _untouched_root_logger() -> Iterator[None]:
    """The library calls ``logging.basicConfig``, which does nothing as long as the root logger has a handler."""
    root, handler = logging.getLogger(), logging.NullHandler()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


@contextmanager
def _no_folder_left_behind() -> Iterator[None]:
    """The library makes a temporary folder at every import and never removes it: it makes it in one of ours."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="pos-terminal-") as ours:
        tempfile.tempdir = ours
        try:
            yield
        finally:
            tempfile.tempdir = before
