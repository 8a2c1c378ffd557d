import pytest

from pos_terminal.simulator import Platform
from tests.simulator.till import TestClock, Till


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def platform(clock: TestClock) -> Platform:
    return Platform(clock=clock)


@pytest.fixture
def till(platform: Platform) -> Till:
    return Till(platform)
