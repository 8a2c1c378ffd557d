from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.application.clockwatch import ClockWatch
from tests.application.fakes import FakeClock


@pytest.mark.parametrize(
    "by", [timedelta(seconds=31), timedelta(days=3652), timedelta(hours=-1), timedelta(days=-3652)]
)
def test_a_clock_that_was_set_is_noticed_once_and_by_how_much(by: timedelta) -> None:
    clock = FakeClock()
    watch = ClockWatch(clock)
    clock.forward(5.0)
    assert watch.look() is None
    clock.forward(60.0)
    clock.wall += by
    assert watch.look() == by
    clock.forward(60.0)
    assert watch.look() is None


def test_a_clock_that_is_put_right_little_by_little_is_not_told_of() -> None:
    clock = FakeClock()
    watch = ClockWatch(clock)
    for _ in range(200):
        clock.forward(60.0)
        clock.wall += timedelta(seconds=29)
        assert watch.look() is None


@given(st.lists(st.floats(0, 10**7), max_size=20))
def test_a_clock_that_only_ticks_never_jumps_however_long_nobody_looks(waits: list[float]) -> None:
    clock = FakeClock()
    watch = ClockWatch(clock)
    for wait in waits:
        clock.forward(wait)
        assert watch.look() is None
