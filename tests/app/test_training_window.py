"""A training on the real window: begun and ended from it, marked all over, and the shop's books stay as they are."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos_terminal.app.demonstration import DemoStore, demo_store, demo_terminal
from pos_terminal.app.terminal import Terminal
from pos_terminal.app.till_screens import drawer_services
from pos_terminal.app.training import training_of
from pos_terminal.app.window import SWITCHED, show_windows
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.ui.widgets.training_band import TrainingBand
from pos_terminal.ui.window import Window
from tests.presentation.screens import AtOnce

_SOON_MS = 400
MANAGER = Employee("3001", "Dan", "Oka", Role.MANAGER)


@pytest.fixture
def store() -> Iterator[DemoStore]:
    hooks = (sys.excepthook, sys.unraisablehook)
    with demo_store() as opened:
        yield opened
    sys.excepthook, sys.unraisablehook = hooks


def windows(app: QApplication) -> list[Window]:
    return [each for each in app.topLevelWidgets() if isinstance(each, Window) and each.isVisible()]


def test_a_training_is_begun_and_ended_from_the_window_and_marked_all_over(
    store: DemoStore, tmp_path: Path, qapp: QApplication
) -> None:
    seen: list[tuple[bool, bool, str]] = []

    def leave_after(step: Callable[[Terminal], None]) -> None:
        (window,) = windows(qapp)
        used = training_of(terminal).in_use
        bands = [each for each in window.findChildren(TrainingBand) if each.isVisible()]
        seen.append((bool(bands), used.is_training, used.settings.terminal.register_id))
        step(used)

    def switch(used: Terminal) -> None:
        used.desk.operator = MANAGER
        QTimer.singleShot(_SOON_MS, lambda: leave_after(steps.pop(0)))
        drawer_services(used, lambda: qapp.exit(SWITCHED), AtOnce(), lambda: None).training.ask()

    def quit_(_: Terminal) -> None:
        qapp.exit(0)

    steps = [switch, quit_]
    with demo_terminal(store, "lane-1", "file", tmp_path) as terminal:
        QTimer.singleShot(_SOON_MS, lambda: leave_after(switch))
        assert show_windows(terminal, qapp, full_screen=False) == 0
        assert terminal.database.connect().execute("SELECT COUNT(*) FROM journal").fetchone() == (2,)

    assert seen == [(False, False, "lane-1"), (True, True, "T-lane-1"), (False, False, "lane-1")]
