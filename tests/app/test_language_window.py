"""Another language on the real window: chosen at the sign-on, and there in a window anew, over the same sale."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos_terminal.app.demonstration import DemoStore, demo_store, demo_terminal
from pos_terminal.app.window import show_windows
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.window import Window
from pos_terminal.wording import ENGLISH, speak

_SOON_MS = 400


@pytest.fixture
def store() -> Iterator[DemoStore]:
    hooks = (sys.excepthook, sys.unraisablehook)
    with demo_store() as opened:
        yield opened
    sys.excepthook, sys.unraisablehook = hooks
    speak(ENGLISH)


def keys(app: QApplication) -> dict[str, ActionButton]:
    (window,) = (each for each in app.topLevelWidgets() if isinstance(each, Window) and each.isVisible())
    return {each.text(): each for each in window.findChildren(ActionButton) if each.isVisible()}


def test_whoever_signs_on_chooses_the_language_and_the_next_window_speaks_it(
    store: DemoStore, tmp_path: Path, qapp: QApplication
) -> None:
    seen: list[bool] = []

    def choose() -> None:
        seen.append("Sign on" in keys(qapp))
        keys(qapp)["English"].click()
        QTimer.singleShot(_SOON_MS, look)
        keys(qapp)["Deutsch"].click()

    def look() -> None:
        seen.append("Anmelden" in keys(qapp))
        qapp.exit(0)

    with demo_terminal(store, "lane-1", "file", tmp_path) as terminal:
        QTimer.singleShot(_SOON_MS, choose)
        assert show_windows(terminal, qapp, full_screen=False) == 0

    assert seen == [True, True]
