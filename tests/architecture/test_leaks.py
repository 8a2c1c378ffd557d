"""The fixtures that look for what a test leaves running must themselves see it."""

from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

LEAKS = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

kept = []
go_on = threading.Event()

def test_leaves_nothing(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.ticking = QTimer(widget)
    widget.ticking.start(1000)
    thread = threading.Thread(target=go_on.is_set)
    thread.start()

def test_leaves_a_thread():
    threading.Thread(target=go_on.wait, daemon=True, name="forgotten").start()

def test_leaves_a_widget(qtbot):
    kept.append(QWidget(objectName="orphan"))

def test_leaves_a_timer(qtbot):
    kept.append(QTimer())
    kept[-1].start(1000)

def test_leaves_a_timer_that_rests(qtbot):
    kept.append(QTimer())

def test_starts_a_timer_that_was_there(qtbot):
    kept[-1].start(1000)
"""


def test_threads_widgets_and_timers_left_behind_are_errors(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(LEAKS)

    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=6, errors=4)
    result.stdout.fnmatch_lines(["*forgotten*", "*QWidget orphan*", "*active QTimer*"])
