"""Ends all that runs beside a window in the time that the slowest of it takes."""

from collections.abc import Collection
from typing import Protocol


class Ending(Protocol):
    """Something with a thread of its own."""

    def end(self) -> None:
        """Tell it to end, and wait for nothing."""

    def close(self) -> object:
        """Wait until it has ended, or for so long that it is given up, counted from `end`."""


def end_together(threads: Collection[Ending]) -> None:
    """Tell all of them to end before any is waited for: whoever stands before the till waits for the slowest alone."""
    for each in threads:
        each.end()
    for each in threads:
        each.close()
