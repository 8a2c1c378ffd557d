from dataclasses import dataclass, field

from pos_terminal.presentation.idle_lock import IdleLock
from tests.application.fakes import FakeClock


@dataclass
class Locked:
    """A lock of 15 minutes, and how often it locked."""

    clock: FakeClock = field(default_factory=FakeClock)
    seconds: int = 900
    is_held_open: bool = False
    times: int = 0

    def __post_init__(self) -> None:
        self.lock = IdleLock(self.seconds, self.clock.monotonic, lambda: self.is_held_open, self._count)

    def _count(self) -> None:
        self.times += 1

    def after(self, seconds: float) -> int:
        self.clock.forward(seconds)
        self.lock.ticked()
        return self.times


def test_a_till_that_nobody_touches_is_locked_once() -> None:
    till = Locked()
    assert till.after(899) == 0
    assert till.after(1) == 1
    assert till.after(1) == 1


def test_a_touch_puts_it_off() -> None:
    till = Locked()
    till.after(899)
    till.lock.touched()
    assert till.after(899) == 0
    assert till.after(1) == 1


def test_a_till_that_waits_for_somebody_else_is_not_locked_under_them() -> None:
    till = Locked(is_held_open=True)
    assert till.after(5_000) == 0
    till.is_held_open = False
    assert till.after(899) == 0
    assert till.after(1) == 1


def test_a_shop_may_have_it_never_locked() -> None:
    assert Locked(seconds=0).after(86_400) == 0
