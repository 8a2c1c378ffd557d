"""Whether there is a screen to open a window on, asked without loading Qt."""

import os
import sys


def has_display() -> bool:
    """True on Windows and macOS, under X11 or Wayland, and where a Qt platform is named."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
