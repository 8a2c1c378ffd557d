"""Asking again under the same id while there is time, with a clock that only moves when somebody waits."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from pos_terminal.application.asking import Asker, Errand, fetched
from pos_terminal.application.replies import Outcome, Reply, Why
from tests.application.fakes import FakeClock

DONE = Reply(Outcome.DONE)
NO = Reply(Outcome.REJECTED)
LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE)
PENDING = Reply(Outcome.UNKNOWN, Why.PENDING)
BUSY = Reply(Outcome.UNKNOWN, Why.BUSY, retry_after=3.0)
VERY_BUSY = Reply(Outcome.UNKNOWN, Why.BUSY, retry_after=30.0)
STOPPED = [Reply(each) for each in (Outcome.AUTH, Outcome.SETUP, Outcome.SECURITY)]


@dataclass
class Line:
    """A platform that gives these answers, the last one for ever, and takes ``seconds`` for each."""

    answers: list[Reply]
    seconds: float = 0.0
    clock: FakeClock = field(default_factory=FakeClock)
    tries: int = 0
    pauses: list[float] = field(default_factory=list)

    def post(self) -> tuple[Reply, str]:
        self.clock.forward(self.seconds)
        self.tries += 1
        reply = self.answers[min(self.tries, len(self.answers)) - 1]
        return reply, f"brought by try {self.tries}"

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.forward(seconds)

    def ask(self, seconds: float = 8.0) -> tuple[list[Reply], str]:
        return Asker(self.clock, self.pause, seconds).ask(self.post)


@pytest.mark.parametrize("answer", [DONE, NO, *STOPPED])
def test_an_answer_that_decides_is_asked_for_once(answer: Reply) -> None:
    line = Line([answer])

    assert line.ask() == ([answer], "brought by try 1")
    assert line.pauses == []


def test_an_outage_is_borne_for_three_tries_and_every_answer_is_told() -> None:
    line = Line([LOST])

    assert line.ask() == ([LOST] * 3, "brought by try 3")
    assert line.pauses == [0.3, 1.0]


def test_a_yes_after_an_outage_ends_the_asking() -> None:
    line = Line([LOST, DONE])

    assert line.ask() == ([LOST, DONE], "brought by try 2")


def test_what_is_being_processed_is_asked_for_until_the_time_is_up() -> None:
    line = Line([PENDING])

    replies, _ = line.ask()

    assert replies == [PENDING] * 5
    assert sum(line.pauses) < 8.0


def test_what_is_being_processed_ends_in_an_answer() -> None:
    line = Line([PENDING, PENDING, PENDING, DONE])

    assert line.ask() == ([PENDING, PENDING, PENDING, DONE], "brought by try 4")


def test_the_desk_is_not_made_to_wait_longer_than_was_promised() -> None:
    line = Line([PENDING], seconds=3.0)

    line.ask()

    assert line.clock.ticks - 100.0 <= 8.0 + 3.0


def test_nothing_is_asked_again_where_the_first_answer_took_all_the_time() -> None:
    line = Line([LOST], seconds=8.0)

    assert line.ask()[0] == [LOST]
    assert line.pauses == []


def test_as_long_is_waited_as_the_platform_wants() -> None:
    line = Line([BUSY, DONE])

    assert line.ask()[0] == [BUSY, DONE]
    assert line.pauses == [3.0]


def test_nobody_waits_for_a_platform_that_wants_to_be_left_alone_longer_than_there_is_time() -> None:
    assert Line([VERY_BUSY, DONE]).ask()[0] == [VERY_BUSY]


def test_one_try_is_made_however_little_time_there_is() -> None:
    assert Line([LOST]).ask(seconds=0.0)[0] == [LOST]


def test_an_errand_goes_out_and_comes_back() -> None:
    steps: list[str] = []

    def errand() -> Callable[[], int]:
        steps.append("out")

        def land() -> int:
            steps.append("back")
            return 7

        return land

    wanted: Errand[int] = errand
    assert fetched(wanted) == 7
    assert steps == ["out", "back"]
