"""What every test stands on: no display, no settings of the machine's user, and nothing left running behind."""

from __future__ import annotations

import gc
import os
import signal
import tempfile
import threading
from itertools import count
from typing import TYPE_CHECKING
from weakref import WeakSet

import pytest
from hypothesis import Phase, settings

from tests.figures import Reporter, figures
from tests.measuring import MEASURER, Measuring

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from PySide6.QtCore import QTimer

__all__ = ["figures"]

SCREEN = "TESTS_SHOWN_ON"
"""The variable that names another of Qt's platforms than the one that nobody sees."""

# Before anything imports Qt, which looks once and aborts the run without a display.
os.environ["QT_QPA_PLATFORM"] = os.environ.get(SCREEN, "offscreen")
# The user's keyring and the user's terminal are not for tests.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in [name for name in os.environ if name.startswith("POS_TERMINAL_")]:
    del os.environ[_name]

# What the user's own terminals leave with the user's state is not for tests, and the other way round.
_state = tempfile.TemporaryDirectory(prefix="pos-terminal-tests-", ignore_cleanup_errors=True)
os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = _state.name

# Thousands of tests are kept in memory, and by default all of them are looked through for every few that are made.
gc.set_threshold(50_000, 20, 100)

# A deadline would make a result depend on the machine's load.
settings.register_profile("till", deadline=None, max_examples=30)
settings.register_profile("soak", deadline=None, max_examples=1_000)
# A planted bug is found by the same examples each time, and nobody reads the shortest of them.
settings.register_profile(
    "planted", deadline=None, max_examples=100, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("till")

THREAD_DEADLINE = 2.0
"""Seconds a thread that was told to end gets to do so."""

SETTLED_TESTS = 40
"""After so many tests what they left in memory is settled: the collector, and who looks for leaks, pass over it."""

_failed = pytest.StashKey[bool]()
_timers: WeakSet[QTimer] = WeakSet()
"""Every timer that a test with widgets has met."""
_since_settled = count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Have the figures that tests count printed when the run ends, and Ctrl-C heard by what tests start."""
    config.pluginmanager.register(Reporter(), "figures")
    if config.pluginmanager.hasplugin(MEASURER):
        config.pluginmanager.register(Measuring(config), "measuring")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as below `nohup` and in the background of some shells
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Keep thousands of tests from making each next one slower: some look through all objects that there are."""
    if next(_since_settled) % SETTLED_TESTS == 0:
        gc.collect()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Notes that a test failed: its traceback then keeps things alive that it did not leak."""
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(autouse=True)
def _no_thread_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(THREAD_DEADLINE)
    running = [thread.name for thread in left if thread.is_alive()]
    if running and not request.node.stash.get(_failed, False):
        pytest.fail(f"threads still run after the test: {', '.join(running)}")


@pytest.fixture(autouse=True)
def _no_widget_or_timer_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    gc.collect()
    before = _widgets_and_timers()
    gc.freeze()  # below, only what the test has made is looked through; the timers there were are known
    yield
    left = _widgets_and_timers() - before
    if left and not request.node.stash.get(_failed, False):
        gc.collect()  # what only waits for the collector is no leak
        left = _widgets_and_timers() - before
        if left:
            pytest.fail(f"left behind by the test: {', '.join(sorted(name for _, name in left))}")


def _widgets_and_timers() -> set[tuple[int, str]]:
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    # Objects that were told to go do so in the event loop, which no longer runs here.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    widgets = {
        (id(widget), f"{type(widget).__name__} {widget.objectName()}") for widget in QApplication.topLevelWidgets()
    }
    for thing in gc.get_objects():
        if type(thing) is QTimer:
            _timers.add(thing)
    timers = {
        (id(timer), f"active QTimer of {type(timer.parent()).__name__}")
        for timer in _timers
        if isValid(timer) and timer.isActive()
    }
    return widgets | timers
