import pytest

from pos_terminal.application.drawer import DrawerBell, DrawerWatch, WatchRules
from tests.application.fakes import FakeClock

OPEN, SHUT = True, False


class Watched:
    def __init__(self, open_pin: bool | None = None, patience: float = 30.0) -> None:  # noqa: FBT001 - high or low
        self.clock = FakeClock()
        self.watch = DrawerWatch(self.clock, WatchRules(open_pin, patience))
        self.watch.opened()

    def after(self, seconds: float, pin: bool | None) -> DrawerWatch:  # noqa: FBT001 - high or low
        self.clock.forward(seconds)
        if self.watch.wants_a_look:
            self.watch.sees(pin)
        return self.watch


def test_a_ring_is_answered_once() -> None:
    bell = DrawerBell()
    assert not bell.taken()
    bell.ring()
    bell.ring()
    assert [bell.taken(), bell.taken()] == [True, False]


@pytest.mark.parametrize("high", [True, False])
def test_a_drawer_that_stands_open_is_told_of_until_it_is_closed(high: bool) -> None:  # noqa: FBT001 - high or low
    drawer = Watched(open_pin=high)
    assert not drawer.after(29, high).is_left_open
    assert drawer.after(2, high).is_left_open
    assert not drawer.after(2, not high).is_left_open
    assert not drawer.watch.is_on


def test_it_is_not_looked_at_before_it_had_the_time_to_open() -> None:
    drawer = Watched(open_pin=OPEN)
    assert not drawer.watch.wants_a_look
    assert drawer.after(0.5, SHUT).is_on
    assert not drawer.after(1.0, SHUT).is_on


def test_what_the_sensor_says_is_learnt_when_the_drawer_is_closed_for_the_first_time() -> None:
    drawer = Watched()
    assert not drawer.after(60, OPEN).is_left_open
    assert not drawer.after(2, SHUT).is_on
    drawer.watch.opened()
    assert drawer.after(31, OPEN).is_left_open


def test_a_sensor_that_never_changes_is_taken_for_none() -> None:
    drawer = Watched()
    assert drawer.after(2, OPEN).is_on
    assert not drawer.after(120, OPEN).is_on


def test_a_drawer_that_cannot_be_read_is_left_alone() -> None:
    assert not Watched(open_pin=OPEN).after(2, None).is_on


def test_a_shop_may_have_its_drawer_open() -> None:
    assert not Watched(open_pin=OPEN, patience=0).watch.is_on


def test_a_drawer_that_was_not_opened_is_not_looked_at() -> None:
    watch = DrawerWatch(FakeClock(), WatchRules(open_pin=OPEN))
    assert (watch.is_on, watch.wants_a_look, watch.is_left_open) == (False, False, False)
