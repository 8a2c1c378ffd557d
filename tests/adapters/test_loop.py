import logging
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue

import pytest

from pos_terminal.adapters.loop import Loop, LoopClosed

SOON = 10.0
"""Seconds after which a test fails that would otherwise hang."""


class StepFailed(Exception):
    """A step's own fault."""


class BuildFailed(Exception):
    """The worker's parts could not be made."""


@dataclass
class Work:
    """What a loop works on: notes each step, and waits as long as it is told."""

    wait: float | None = None
    faults: list[Exception] = field(default_factory=list)
    builds: list[Exception] = field(default_factory=list)
    happened: "SimpleQueue[str]" = field(default_factory=SimpleQueue)
    threads: set[str] = field(default_factory=set)

    @contextmanager
    def build(self) -> Iterator["Work"]:
        self._note("build")
        if self.builds:
            raise self.builds.pop(0)
        try:
            yield self
        finally:
            self._note("left")

    def step(self, worked_on: "Work") -> float | None:
        assert worked_on is self
        self._note("step")
        if self.faults:
            raise self.faults.pop(0)
        return self.wait

    def next(self) -> str:
        return self.happened.get(timeout=SOON)

    def _note(self, what: str) -> None:
        self.threads.add(threading.current_thread().name)
        self.happened.put(what)


@contextmanager
def started(work: Work) -> Iterator[Loop[Work]]:
    loop = Loop("worker", work.build, work.step)
    loop.start()
    try:
        yield loop
    finally:
        assert loop.close(SOON)


def test_it_steps_at_its_start_and_whenever_somebody_nudges() -> None:
    work = Work()
    with started(work) as loop:
        assert [work.next(), work.next()] == ["build", "step"]
        loop.nudge()
        assert work.next() == "step"
        loop.nudge()
        assert work.next() == "step"
        loop.start()
    assert work.next() == "left"
    assert work.happened.empty()
    assert work.threads == {"worker"}


def test_it_steps_again_by_itself_after_the_wait_it_asked_for() -> None:
    work = Work(wait=0.001)
    with started(work):
        assert [work.next() for _ in range(5)] == ["build"] + ["step"] * 4


def test_what_is_asked_is_done_in_the_thread_and_answered() -> None:
    work = Work()
    with started(work) as loop:
        assert loop.ask(lambda given: (given is work, threading.current_thread().name)).result(SOON) == (True, "worker")


def test_asking_starts_the_thread() -> None:
    work = Work()
    loop = Loop("worker", work.build, work.step)
    assert loop.ask(lambda _: 5).result(SOON) == 5
    assert loop.close(SOON)


def _fails(_: Work) -> int:
    raise StepFailed("no")


def test_a_fault_in_what_was_asked_goes_to_whoever_asked() -> None:
    work = Work()
    with started(work) as loop:
        assert isinstance(loop.ask(_fails).exception(SOON), StepFailed)
        assert loop.ask(lambda _: 1).result(SOON) == 1


def test_a_fault_in_a_step_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(faults=[StepFailed("the disk"), StepFailed("again")])
    with caplog.at_level(logging.ERROR, "pos.loop"), started(work) as loop:
        assert [work.next(), work.next()] == ["build", "step"]
        loop.nudge()
        assert work.next() == "step"
        assert loop.ask(lambda _: "alive").result(SOON) == "alive"
    assert [record.getMessage() for record in caplog.records] == ["worker=worker fault"] * 2


def test_a_fault_in_build_answers_instead_of_hanging_and_is_tried_again() -> None:
    work = Work(builds=[BuildFailed("1"), BuildFailed("2"), BuildFailed("3")])
    loop = Loop("worker", work.build, work.step)
    with closing(_Closed(loop)):
        for _ in range(3):
            assert isinstance(loop.ask(lambda _: "done").exception(SOON), BuildFailed)
        assert loop.ask(lambda _: "done").result(SOON) == "done"


def test_a_loop_that_cannot_be_built_closes() -> None:
    work = Work(builds=[BuildFailed("1")] * 5)
    with started(work):
        assert work.next() == "build"


def test_what_was_asked_before_closing_is_still_done() -> None:
    work, gate = Work(), threading.Event()
    loop = Loop("worker", work.build, work.step)

    def held(_: Work) -> bool:
        return gate.wait(SOON)

    first, second = loop.ask(held), loop.ask(lambda _: "second")
    assert not loop.close(0.0)
    gate.set()
    assert loop.close(SOON)
    assert (first.result(SOON), second.result(SOON)) == (True, "second")


def test_what_is_asked_after_closing_is_answered_with_no() -> None:
    work = Work()
    with started(work) as loop:
        pass
    assert isinstance(loop.ask(lambda _: 1).exception(SOON), LoopClosed)
    loop.nudge()


def test_a_loop_that_never_started_closes_and_stays_closed() -> None:
    work = Work()
    loop = Loop("worker", work.build, work.step)
    assert loop.close(SOON)
    assert isinstance(loop.ask(lambda _: 1).exception(SOON), LoopClosed)
    assert work.happened.empty()


def test_nothing_that_many_threads_ask_is_lost() -> None:
    work = Work()
    answers: SimpleQueue[int] = SimpleQueue()
    with started(work) as loop:

        def asks(first: int) -> None:
            for value in range(first, first + 50):
                answers.put(loop.ask(partial(_given, value)).result(SOON))

        threads = [threading.Thread(target=asks, args=(number * 50,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers.get(timeout=SOON) for _ in range(400)) == list(range(400))


def _given(value: int, _: Work) -> int:
    return value


@dataclass
class _Closed:
    loop: Loop[Work]

    def close(self) -> None:
        assert self.loop.close(SOON)
