"""How replies are held back: a wait that ends by itself, by a word from the test, or with the simulator."""

import threading

from pos_terminal.simulator.replies import ConnectionDropped


class Pause:
    """Holds requests. Safe to use from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._round = 0
        self._closed = False
        self._held = 0

    @property
    def held(self) -> int:
        """How many requests wait just now."""
        with self._changed:
            return self._held

    def wait(self, seconds: float | None) -> None:
        """Wait so long, or until released when None.

        Raises:
            ConnectionDropped: The simulator stops; what was held is dropped.
        """
        with self._changed:
            mine = self._round
            self._held += 1
            self._changed.notify_all()
            try:
                self._changed.wait_for(lambda: self._closed or self._round != mine, seconds)
            finally:
                self._held -= 1
                self._changed.notify_all()
            if self._closed:
                raise ConnectionDropped

    def release(self) -> None:
        """Let every waiting request go on."""
        with self._changed:
            self._round += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Drop every waiting request, and those that come to wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def reopen(self) -> None:
        """Hold requests again after `close`."""
        with self._changed:
            self._closed = False

    def wait_until_held(self, count: int = 1, seconds: float = 5.0) -> bool:
        """Wait until at least so many requests are held; False when that did not happen in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._held >= count, seconds)
