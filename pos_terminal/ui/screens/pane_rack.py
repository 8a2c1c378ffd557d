"""Panes by the kind of panel they draw, each built when it is first asked for: most sales need none of them."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_terminal.presentation.panel import Panel

_P_contra = TypeVar("_P_contra", bound=Panel, contravariant=True)
_P = TypeVar("_P", bound=Panel)


class Pane(Protocol[_P_contra]):
    """Draws one kind of panel."""

    def show_panel(self, panel: _P_contra, /) -> None:
        """Draw this."""


class PaneRack:
    """Finds the pane for a panel; what is tapped there, its builder has connected."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._drawn: dict[type[Panel], Callable[[Panel], QWidget]] = {}

    def add(self, kind: type[_P], build: Callable[[], Pane[_P]]) -> None:
        """Draw this kind of panel on what ``build`` makes, which is a widget with a `show_panel`."""
        built: list[Pane[_P]] = []

        def drawn(panel: Panel) -> QWidget:
            if not built:
                built.append(build())
                self._stack.addWidget(_widget(built[0]))
            if isinstance(panel, kind):
                built[0].show_panel(panel)
            return _widget(built[0])

        self._drawn[kind] = drawn

    def drawn(self, panel: Panel) -> QWidget | None:
        """The pane with this panel on it; None: no pane draws it."""
        draw = self._drawn.get(type(panel))
        return draw(panel) if draw is not None else None


def _widget(pane: object) -> QWidget:
    if not isinstance(pane, QWidget):
        raise TypeError(f"{type(pane).__name__} is no widget, and cannot be a pane.")
    return pane
