"""The last hooks: what nobody caught is logged without anything personal in it, and told in one sentence."""

import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

_log = logging.getLogger("pos.crash")
_EMAIL = re.compile(r"[^\s@\"'=]{1,64}@[^\s@\"'=]+\.[^\s@\"'=]+")
_NUMBER = re.compile(r"(?<![\w.])[+(]?\d[\d ()./-]{7,}\d\b")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d( \d\d)?")
_FEWEST_DIGITS = 9
_LOG_BYTES = 2_000_000
LOG_NAME = "terminal.log"
"""The log's file; those that were turned over have a number behind it, which grows with their age."""


class Redacting(logging.Formatter):
    """Masks what may be an e-mail address, a telephone or a card number, wherever it stands."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's line, masked behind its time."""
        line = super().format(record)
        time = len(record.asctime)
        return line[:time] + redacted(line[time:])


class _LogFile(logging.FileHandler):
    """A file that is turned over when it is full; what does that is loaded then: a start writes here too.

    A log that cannot be written never disturbs the desk: a full disk is told where it matters.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="replace", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record."""
        with suppress(OSError):
            if self.stream is not None and self.stream.tell() >= _LOG_BYTES:
                self._turn_over()
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class names it so
        """Say nothing."""

    def _turn_over(self) -> None:
        from logging.handlers import RotatingFileHandler

        self.close()
        RotatingFileHandler(self.baseFilename, backupCount=5, delay=True).doRollover()


def redacted(text: str) -> str:
    """The text with e-mail addresses and numbers of nine digits and more masked; days and IP addresses stay."""
    return _NUMBER.sub(_masked, _EMAIL.sub("<email>", text))


@contextmanager
def logging_to(folder: Path, level: str) -> Iterator[None]:
    """Log the areas ``pos.*`` to ``terminal.log`` in this folder, two megabytes at a time, five kept.

    Raises OSError when the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = _LogFile(folder / LOG_NAME)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    top = logging.getLogger("pos")
    before = (top.level, top.propagate)
    top.addHandler(handler)
    top.setLevel(level.upper())
    top.propagate = False
    try:
        yield
    finally:
        top.removeHandler(handler)
        handler.close()
        top.level, top.propagate = before
        top.setLevel(top.level)


def catch_everything(tell: Callable[[str], None]) -> None:
    """Log whatever reaches the top of the program or of a thread, and tell a person by a code to report.

    ``tell`` hears the code, in whatever thread it happened.
    """

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        code = code_of(error)
        _log.critical("code=%s", code, exc_info=(kind, error, trace))
        tell(code)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = on_exception
    threading.excepthook = on_thread


def code_of(error: BaseException) -> str:
    """A short code that names the fault and the place it came from, for a support call."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__}@{place}"


def _masked(found: re.Match[str]) -> str:
    text = found[0]
    digits = sum(char.isdigit() for char in text)
    harmless = digits < _FEWEST_DIGITS or _ADDRESS.fullmatch(text) or _DAY.fullmatch(text)
    return text if harmless else "<number>"
