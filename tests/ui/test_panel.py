import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.ui.panel import fill_panel, show_on_panel


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_a_till_covers_its_panel(window: QWidget) -> None:
    fill_panel(window)
    assert window.isFullScreen()
    assert window.geometry() == window.screen().geometry()


def test_a_window_without_room_takes_what_the_panel_has(window: QWidget) -> None:
    window.resize(4000, 3000)
    show_on_panel(window)
    free = window.screen().availableGeometry()
    assert not window.isFullScreen()
    assert window.isMaximized()
    assert window.size() == free.size()
    assert free.size().expandedTo(window.minimumSize()) == free.size()


def test_a_window_with_room_stays_as_large_as_it_is(window: QWidget) -> None:
    window.resize(640, 480)
    show_on_panel(window)
    assert not window.isMaximized()
    assert window.size() == QSize(640, 480).expandedTo(window.minimumSize())
