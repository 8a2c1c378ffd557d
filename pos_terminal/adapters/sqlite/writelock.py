"""One writer at a time in this process, and a sale goes first.

SQLite's own waiting sleeps and is unfair: with a second writer that drains flat out, the slowest sales took a hundred
times longer. This lock lets background writers in only while no sale wants to write.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SaleFirstLock:
    """Implements the port `WriteLock`. Not reentrant: asking again in the same thread raises RuntimeError."""

    def __init__(self) -> None:
        self._free = threading.Condition(threading.Lock())
        self._holder: int | None = None
        self._sales_waiting = 0

    @property
    def sales_waiting(self) -> int:
        """How many sales stand at the lock now."""
        return self._sales_waiting

    @contextmanager
    def sale(self) -> Iterator[None]:
        """Write with priority: waits at most for the small piece that is being written."""
        with self._free:
            self._refuse_reentry()
            self._sales_waiting += 1
            try:
                while self._holder is not None:
                    self._free.wait()
            finally:
                self._sales_waiting -= 1
            self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._release()

    @contextmanager
    def background(self) -> Iterator[None]:
        """Write a small piece (at most 500 rows) when no sale wants to."""
        with self._free:
            self._refuse_reentry()
            while self._holder is not None or self._sales_waiting:
                self._free.wait()
            self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._release()

    def _refuse_reentry(self) -> None:
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread writes already; one commit cannot hold another")

    def _release(self) -> None:
        with self._free:
            self._holder = None
            self._free.notify_all()
