"""A thread of its own for work that keeps coming: delivery and devices run in one each."""

import logging
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

_log = logging.getLogger("pos.loop")
_W = TypeVar("_W")
_R = TypeVar("_R")
_AFTER_A_FAULT = 5.0
_Answered = Callable[[_W | None, Exception | None], None]
"""Given what to work on, or why there is nothing to work on."""


class LoopClosed(Exception):
    """Something was asked of a worker that has been told to end."""


class Loop(Generic[_W]):
    """One worker thread around one object that only that thread touches.

    ``build`` makes the object in the thread (its connections belong there) as a context that is left at the end; where
    it fails, whoever asked is told so, and it is tried again a little later or when somebody asks. ``step`` does a
    piece of work and says how many seconds to leave before the next, None: until somebody nudges.
    """

    def __init__(
        self, name: str, build: Callable[[], AbstractContextManager[_W]], step: Callable[[_W], float | None]
    ) -> None:
        self._name = name
        self._build = build
        self._step = step
        self._changed = Condition()
        self._asked: deque[_Answered[_W]] = deque()
        self._nudged = False
        self._closing = False
        self._told_at = 0.0
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start the thread; again does nothing."""
        with self._changed:
            if self._thread is None:
                self._thread = Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def nudge(self) -> None:
        """There is something to do."""
        with self._changed:
            self._nudged = True
            self._changed.notify()

    def ask(self, work: Callable[[_W], _R]) -> "Future[_R]":
        """Have ``work`` done in the thread, before its next step. The answer is LoopClosed after `close`.

        What is cancelled before its turn is not done.
        """
        from concurrent.futures import Future

        answer: Future[_R] = Future()

        def answered(worked_on: _W | None, fault: Exception | None) -> None:
            if not answer.set_running_or_notify_cancel():
                return
            if worked_on is None:
                answer.set_exception(fault)
                return
            try:
                answer.set_result(work(worked_on))
            except Exception as error:  # noqa: BLE001 - handed to whoever asked
                answer.set_exception(error)

        with self._changed:
            if self._closing:
                answered(None, LoopClosed(self._name))
                return answer
            self._asked.append(answered)
            self._changed.notify()
        self.start()
        return answer

    def end(self) -> None:
        """Finish what is under way and what was asked, and end; nobody waits for it. Again does nothing."""
        with self._changed:
            if not self._closing:
                self._closing, self._told_at = True, monotonic()
                self._changed.notify()

    def close(self, timeout: float) -> bool:
        """`end` and wait; whether the thread ended in time, which counts from when it was first told to end."""
        self.end()
        if self._thread is None:
            return True
        self._thread.join(max(0.0, self._told_at + timeout - monotonic()))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._closing:
            try:
                with self._build() as worked_on:
                    self._work(worked_on)
            except Exception as error:  # noqa: BLE001 - told to whoever asks; without this they would wait for ever
                _log.exception("worker=%s cannot work", self._name)
                self._serve(None, error)
                self._wait(_AFTER_A_FAULT)
        self._serve(None, LoopClosed(self._name))

    def _work(self, worked_on: _W) -> None:
        wait: float | None = 0.0
        while self._wait(wait):
            self._serve(worked_on)
            wait = self._stepped(worked_on)
        self._serve(worked_on)

    def _wait(self, seconds: float | None) -> bool:
        """Wait until somebody asks, nudges or closes, at most this long; whether to go on."""
        with self._changed:
            self._changed.wait_for(self._is_wanted, seconds)
            self._nudged = False
            return not self._closing

    def _is_wanted(self) -> bool:
        return self._closing or self._nudged or bool(self._asked)

    def _serve(self, worked_on: _W | None, fault: Exception | None = None) -> None:
        """Do all that was asked."""
        while self._asked:
            self._asked.popleft()(worked_on, fault)

    def _stepped(self, worked_on: _W) -> float | None:
        try:
            return self._step(worked_on)
        except Exception:  # noqa: BLE001 - a worker that dies would stop delivery or paper without a word
            _log.exception("worker=%s fault", self._name)
            return _AFTER_A_FAULT
