"""What waits for a window's first paint."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.ui.first_paint import FirstPaint


def painted(qtbot: QtBot, window: QWidget) -> None:
    qtbot.addWidget(window)
    window.show()
    window.grab()


def test_what_waits_is_called_once_after_the_first_paint(qtbot: QtBot) -> None:
    window, called = QWidget(), list[str]()
    FirstPaint(window, lambda: called.append("then"))
    painted(qtbot, window)
    window.grab()
    assert called == []
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["then"]


def test_a_window_that_is_closed_as_it_is_painted_begins_nothing(qtbot: QtBot) -> None:
    window, called = QWidget(), list[str]()
    first = FirstPaint(window, lambda: called.append("then"))
    other = QWidget()
    FirstPaint(other, lambda: called.append("other"))
    painted(qtbot, window)
    first.call_off()
    painted(qtbot, other)
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["other"]
