"""The event loop, which ends in order at Ctrl+C and at a service's stop; the sale is kept as it stands.

Left alone, Python raises KeyboardInterrupt in whatever Qt happens to call just then, which stops one event and not the
window; and what a service is stopped by ends the process without a word.
"""

from __future__ import annotations

import logging
import signal
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from PySide6.QtWidgets import QApplication

_log = logging.getLogger("pos.window")
_STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
_STATUS = 128
"""What a shell adds to a signal's number for the status of what it ended."""


def run_event_loop(app: QApplication) -> int:
    """The only event loop there is; returns when the application quits, or a signal asks for its end."""
    with ending_on_signals(lambda status: QTimer.singleShot(0, app, partial(app.exit, status))):
        return app.exec()


@contextmanager
def ending_on_signals(leave: Callable[[int], None]) -> Iterator[None]:
    """Call ``leave`` with the exit status at a signal, instead of ending there and then. For the main thread.

    A second signal does what it always did: whoever waits for an end that does not come is not left helpless. What the
    process was told to ignore stays ignored.
    """
    before = {each: signal.getsignal(each) for each in _STOPS}
    before = {each: known for each, known in before.items() if known not in {signal.SIG_IGN, None}}

    def stop(number: int, _frame: FrameType | None) -> None:
        _restore(before)
        _log.info("stopped signal=%s", signal.Signals(number).name)
        leave(_STATUS + number)

    for each in before:
        signal.signal(each, stop)
    try:
        yield
    finally:
        _restore(before)


def _restore(before: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None]) -> None:
    for each, known in before.items():
        signal.signal(each, known)
