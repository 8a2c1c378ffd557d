"""Notices when the thread that draws stands still, and what it was doing then."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, get_ident
from time import monotonic
from types import FrameType

BEAT = 0.05
"""Seconds between two beats of a thread that draws without a stop."""
LIMIT = 0.1
"""A beat that comes so many seconds late is a stall."""
_HOUSE = Path(__file__).parents[1]


class StallWatch:
    """Is told of each beat, and tells of each stall: its milliseconds, and the file and line that it was seen at.

    A thread of its own looks where a beat that is missing got stuck: afterwards nobody can know.
    """

    def __init__(self, note: Callable[[int, str], None], now: Callable[[], float] = monotonic) -> None:
        self._note = note
        self._now = now
        self._drawing = get_ident()
        self._last = now()
        self.seen_at = ""
        """Where the beat that is missing got stuck."""
        self._stopping = Event()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Watch from now on the thread that calls this."""
        self._drawing, self._last = get_ident(), self._now()
        self._thread = Thread(target=self._watch, name="stalls", daemon=True)
        self._thread.start()

    def beat(self) -> None:
        """It draws: note it when that is late."""
        now = self._now()
        late, place = now - self._last - BEAT, self.seen_at
        self._last, self.seen_at = now, ""
        if late >= LIMIT:
            self._note(round(late * 1000), place or "?")

    def look(self) -> None:
        """See what it is doing, once a stall, when the beat is missing."""
        if not self.seen_at and self._now() - self._last > LIMIT:
            self.seen_at = _place(sys._current_frames().get(self._drawing))  # noqa: SLF001 - the documented way to see another thread

    def end(self) -> None:
        """Watch no longer."""
        self._stopping.set()

    def close(self) -> None:
        """`end`, and wait for the thread."""
        self.end()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopping.wait(BEAT):
            self.look()


def _place(frame: FrameType | None) -> str:
    """The innermost line of the program itself: what that called is not at fault."""
    inner = frame
    while frame is not None and not Path(frame.f_code.co_filename).is_relative_to(_HOUSE):
        frame = frame.f_back
    seen = frame or inner
    return f"{Path(seen.f_code.co_filename).stem}:{seen.f_lineno}" if seen else ""
