"""When the window stood still: noted in the log, and read from there by whoever is asked for help."""

from __future__ import annotations

import logging
import re
from time import monotonic
from typing import TYPE_CHECKING

from pos_terminal.crash import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_log = logging.getLogger("pos.stall")
_REST = 10.0
"""Seconds between two lines: a machine that is too slow for it all must not fill the log with that alone."""
_LINE = re.compile(
    r"(?P<time>[\d-]{10} [\d:]{5})\S* WARNING pos\.stall stalls=(?P<count>\d+) ms=(?P<ms>\d+) at=(?P<at>\S+)"
)
_TIME = slice(len("2026-11-23 04:27"))


class StallLog:
    """Writes a line for the first stall, and for those of the ten seconds after it one line together."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._rested = now()
        self._waiting: list[tuple[int, str]] = []

    def note(self, milliseconds: int, place: str) -> None:
        """The window stood still for so long, seen at this file and line."""
        self._waiting.append((milliseconds, place))
        if self._now() >= self._rested:
            self.close()
            self._rested = self._now() + _REST

    def close(self) -> None:
        """Write down what is not yet."""
        if self._waiting:
            longest, place = max(self._waiting)
            _log.warning("stalls=%s ms=%s at=%s", len(self._waiting), longest, place)
            self._waiting.clear()


def stalls_told(logs: Path) -> str:
    """How often the window stood still for over 100 ms since the log begins, how long at most, when and where.

    Raises OSError when a log cannot be read.
    """
    since, found = "", list[re.Match[str]]()
    for line in _lines(logs):
        since = since or (line[_TIME] if line[:1].isdigit() else "")
        found.extend(filter(None, [_LINE.match(line)]))
    if not since:
        return "nothing is logged yet"
    if not found:
        return f"none of over 100 ms since {since}"
    worst = max(found, key=lambda each: int(each["ms"]))
    count = sum(int(each["count"]) for each in found)
    return (
        f"{count:,} of over 100 ms since {since}, the longest {int(worst['ms']):,} ms at {worst['at']}, "
        f"noted {worst['time']}"
    )


def _lines(logs: Path) -> Iterator[str]:
    """The oldest first; what was turned over has a number that grows with its age."""
    for path in sorted(logs.glob(f"{LOG_NAME}*"), key=_age, reverse=True):
        with path.open(encoding="utf-8", errors="replace") as log:
            yield from log


def _age(path: Path) -> int:
    return int(path.suffix[1:]) if path.suffix[1:].isdigit() else 0
