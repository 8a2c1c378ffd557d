"""A window that stands still is noticed, with what it did meanwhile."""

from threading import Event

from pytestqt.qtbot import QtBot

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.presentation.fault import FaultPresenter
from pos_terminal.presentation.notice import Notice
from pos_terminal.ui.minding import Minding
from pos_terminal.ui.stall_watch import StallWatch

STALL = 0.4


class NotedStalls:
    """Implements `Stalls`."""

    def __init__(self) -> None:
        self.noted: list[tuple[int, str]] = []
        self.is_closed = False

    def note(self, milliseconds: int, place: str) -> None:
        self.noted.append((milliseconds, place))

    def close(self) -> None:
        self.is_closed = True


class StandingStill:
    """Notices that are long in coming, once: what no slot may wait for."""

    def __init__(self) -> None:
        self.has_stood = False

    def __call__(self) -> tuple[StandingNotice, ...]:
        if not self.has_stood:
            self.has_stood = True
            Event().wait(STALL)
        return ()


def test_an_event_loop_that_stands_still_is_noted_with_how_long_and_where(qtbot: QtBot) -> None:
    stalls, shown = NotedStalls(), list[Notice]()
    minding = Minding(FaultPresenter(StandingStill(), shown.append), stalls)
    minding.begin()

    def of_this() -> list[int]:
        return [milliseconds for milliseconds, place in stalls.noted if place.startswith("fault:")]

    qtbot.waitUntil(lambda: bool(of_this()), timeout=30_000)
    minding.close()
    assert max(of_this()) >= (STALL - 0.15) * 1000
    assert (stalls.is_closed, shown) == (True, [])


def test_only_a_beat_that_is_late_by_a_tenth_of_a_second_is_a_stall() -> None:
    seconds, noted = [0.0], list[tuple[int, str]]()
    watch = StallWatch(lambda milliseconds, place: noted.append((milliseconds, place)), lambda: seconds[0])
    for at in (0.05, 0.19, 0.40):
        seconds[0] = at
        watch.beat()
    assert noted == [(160, "?")]
    seconds[0] = 0.48
    watch.look()
    assert watch.seen_at == ""
    seconds[0] = 0.55
    watch.look()
    seen = watch.seen_at
    assert seen
    for at in (0.60, 0.65):
        seconds[0] = at
        watch.beat()
    assert noted == [(160, "?"), (150, seen)]
