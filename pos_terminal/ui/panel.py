"""How the window takes its place on the panel: never larger than what the panel shows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_SMALLEST = QSize(1024, 640)
_FRAME = QSize(16, 40)
"""What a window manager may draw around a window."""


def fill_panel(window: QWidget) -> None:
    """Show the window over the whole screen it is on, as a till stands; the system's keys close it (Alt+F4)."""
    whole = window.screen().geometry()
    window.setMinimumSize(_SMALLEST.boundedTo(whole.size()))
    window.setGeometry(whole)  # without a window manager nobody else makes it this large
    window.showFullScreen()


def show_on_panel(window: QWidget) -> None:
    """Show a window that can be moved and resized; one that the panel has no room for starts maximised."""
    free = window.screen().availableGeometry()
    room = free.size() - _FRAME
    window.setMinimumSize(_SMALLEST.boundedTo(room))
    if window.size().boundedTo(room) == window.size():
        window.show()
    else:
        window.setGeometry(free)
        window.showMaximized()
