"""Where an arrow key leads: the nearest key on that side, so that a purchase needs no finger on the glass."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

_ASIDE = 3
"""How much farther a key counts for each pixel that it is aside of the way."""


def keys_of(window: QWidget) -> list[QAbstractButton]:
    """Every key that can be pressed now, in reading order."""
    shown = [each for each in window.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
    return sorted(shown, key=lambda each: (_box(each, window).top(), _box(each, window).left()))


def beside(window: QWidget, focused: QWidget | None, arrow: Qt.Key) -> QAbstractButton | None:
    """The key that this arrow leads to; the first one where none has the focus, None where there is none that way."""
    keys = keys_of(window)
    if not isinstance(focused, QAbstractButton) or focused not in keys:
        return keys[0] if keys else None
    start = _box(focused, window)
    ways = [(_way(start, _box(each, window), arrow), each) for each in keys if each is not focused]
    open_ways = [(way, each) for way, each in ways if way is not None]
    return min(open_ways, key=lambda each: each[0])[1] if open_ways else None


def _box(key: QWidget, window: QWidget) -> QRect:
    return QRect(key.mapTo(window, QPoint(0, 0)), key.size())


def _way(start: QRect, end: QRect, arrow: Qt.Key) -> int | None:
    """How far it is; None: it is not on that side."""
    along, aside = {
        Qt.Key.Key_Right: (end.left() - start.right(), _apart(start.top(), start.bottom(), end.top(), end.bottom())),
        Qt.Key.Key_Left: (start.left() - end.right(), _apart(start.top(), start.bottom(), end.top(), end.bottom())),
        Qt.Key.Key_Down: (end.top() - start.bottom(), _apart(start.left(), start.right(), end.left(), end.right())),
        Qt.Key.Key_Up: (start.top() - end.bottom(), _apart(start.left(), start.right(), end.left(), end.right())),
    }[arrow]
    return along + _ASIDE * aside if along >= -1 else None


def _apart(low: int, high: int, other_low: int, other_high: int) -> int:
    """How far two stretches are from one another; 0 where they meet."""
    return max(0, other_low - high, low - other_high)
