"""The last hooks: what nobody caught is logged without anything personal in it, and told in one sentence."""

import logging
import logging.handlers
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_log = logging.getLogger("pos.crash")
_EMAIL = re.compile(r"[^\s@\"'=]+@[^\s@\"'=]+\.[^\s@\"'=]+")
_LONG_NUMBER = re.compile(r"\b\d[\d -]{7,}\d\b")
_LOG_BYTES = 2_000_000


class Redacting(logging.Formatter):
    """Masks what may be an e-mail address, a telephone or a card number, wherever it stands."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's line, masked behind its time."""
        line = super().format(record)
        time = len(record.asctime)
        return line[:time] + redacted(line[time:])


def redacted(text: str) -> str:
    """The text with e-mail addresses and numbers of nine digits and more masked."""
    return _LONG_NUMBER.sub("<number>", _EMAIL.sub("<email>", text))


def log_to(folder: Path, level: str) -> None:
    """Log the areas ``pos.*`` to ``terminal.log`` in this folder, two megabytes at a time, five kept."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = logging.handlers.RotatingFileHandler(
        folder / "terminal.log", maxBytes=_LOG_BYTES, backupCount=5, encoding="utf-8", delay=True
    )
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("pos")
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    root.propagate = False


def catch_everything(tell: Callable[[str], None]) -> None:
    """Log whatever reaches the top of the program or of a thread, and tell a person with a code to report."""

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("code=%s", code_of(error), exc_info=(kind, error, trace))
        tell(f"Something went wrong inside the terminal (code {code_of(error)}). The sale is safe on disk.")

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
