"""A thread of its own for work that keeps coming: delivery and devices run in one each."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

_log = logging.getLogger("pos.loop")
_W = TypeVar("_W")
_R = TypeVar("_R")
_AFTER_A_FAULT = 5.0


class Loop(Generic[_W]):
    """One worker thread around one object that only that thread touches.

    ``build`` makes the object in the thread (its connections belong there) as a context that is left at the end;
    ``step`` does a piece of work and says how many seconds to leave before the next, None: until somebody nudges.
    """

    def __init__(
        self, name: str, build: Callable[[], AbstractContextManager[_W]], step: Callable[[_W], float | None]
    ) -> None:
        self._name = name
        self._build = build
        self._step = step
        self._asked: SimpleQueue[Callable[[_W], None] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._closing = False

    def start(self) -> None:
        """Start the thread; again does nothing."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def nudge(self) -> None:
        """There is something to do."""
        self._asked.put(_nothing)

    def ask(self, work: Callable[[_W], _R]) -> "Future[_R]":
        """Have ``work`` done in the thread, before its next step."""
        answer: Future[_R] = Future()

        def answered(worked_on: _W) -> None:
            try:
                answer.set_result(work(worked_on))
            except Exception as error:  # noqa: BLE001 - handed to whoever asked
                answer.set_exception(error)

        self.start()
        self._asked.put(answered)
        return answer

    def close(self, timeout: float) -> bool:
        """Finish what is under way and end; whether the thread ended in time."""
        self._closing = True
        self._asked.put(None)
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        with self._build() as worked_on:
            wait: float | None = 0.0
            while not self._closing:
                if self._served(worked_on, wait):
                    return
                wait = self._stepped(worked_on)

    def _served(self, worked_on: _W, wait: float | None) -> bool:
        """Wait for somebody to ask, then do all that was asked; whether to end."""
        try:
            asked = self._asked.get(timeout=wait) if wait != 0.0 else self._asked.get_nowait()
            while asked is not None:
                asked(worked_on)
                asked = self._asked.get_nowait()
        except Empty:
            return False
        return True

    def _stepped(self, worked_on: _W) -> float | None:
        try:
            return self._step(worked_on)
        except Exception:  # noqa: BLE001 - a worker that dies would stop delivery or paper without a word
            _log.exception("worker=%s fault", self._name)
            return _AFTER_A_FAULT


def _nothing(_: object) -> None:
    """A nudge."""
