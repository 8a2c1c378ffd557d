"""What destroys stands apart from what goes on: 24 dp at least, on every screen that has both."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from pos_terminal.ui.widgets.button import ActionButton, Kind
from tests.ui.cut_words import settled
from tests.ui.every_screen import every_screen
from tests.ui.till import Till

_GAP = 24
_DESTROYS = frozenset({Kind.DANGER.value, Kind.DANGER_FILL.value})
_GOES_ON = frozenset({Kind.PRIMARY.value})
_SIZES = ((1024, 768), (1280, 800))


def keys(window: QWidget, kinds: frozenset[str]) -> Iterator[tuple[str, QRect]]:
    for each in window.findChildren(ActionButton):
        if each.isVisible() and each.property("kind") in kinds:
            yield each.accessibleName(), QRect(each.mapTo(window, QPoint()), each.size())


def apart(one: QRect, other: QRect) -> int:
    """Free dp between two keys, along whichever way there are more."""
    across = max(other.left() - one.right() - 1, one.left() - other.right() - 1)
    down = max(other.top() - one.bottom() - 1, one.top() - other.bottom() - 1)
    return max(across, down)


@pytest.mark.parametrize("name", list(every_screen()))
def test_what_destroys_is_24_dp_from_the_main_key(till: Till, name: str) -> None:
    every_screen()[name](till)
    for size in _SIZES:
        till.window.resize(*size)
        settled(till.window)
        both = product(keys(till.window, _DESTROYS), keys(till.window, _GOES_ON))
        assert [(one, other, size) for (one, at), (other, by) in both if apart(at, by) < _GAP] == []
