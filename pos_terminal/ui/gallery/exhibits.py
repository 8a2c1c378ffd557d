"""What hangs in the gallery: a widget, how one is made, and the states that it can be in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.theme.look import Look

_Widget = TypeVar("_Widget", bound=QWidget)


class State(StrEnum):
    """One that somebody can see a widget in."""

    NORMAL = "normal"
    PRESSED = "pressed"
    FOCUS = "focus"
    DISABLED = "disabled"
    SELECTED = "selected"
    ERROR = "error"


ROW_STATES = (State.NORMAL, State.PRESSED, State.FOCUS)
"""Of what is there only where it can be tapped."""
KEY_STATES = (*ROW_STATES, State.DISABLED)
"""Of what is there also where it cannot be."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What exhibits are made of."""

    look: Look
    ink: Ink
    floor: QWidget
    """What they stand on, for those that lie over something."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One widget.

    Attributes:
        name: what it is called in the gallery: its class, and which of its kind.
        make: makes one that shows this state as far as what it is told decides that.
        states: all that it has.
        width: how much room it wants, in dp.
    """

    name: str
    make: Callable[[Ground, State], QWidget]
    states: tuple[State, ...] = (State.NORMAL,)
    width: int = 220

    def in_state(self, ground: Ground, state: State) -> QWidget:
        """One of them, in this state."""
        widget = self.make(ground, state)
        widget.setEnabled(state is not State.DISABLED)
        if isinstance(widget, QAbstractButton) and state is State.PRESSED:
            widget.setDown(True)
        if isinstance(widget, QAbstractButton) and state is State.SELECTED and widget.isCheckable():
            widget.setChecked(True)
        return widget


def told(kind: Callable[[Look], _Widget], tell: Callable[[_Widget, State], None]) -> Callable[[Ground, State], QWidget]:
    """Makes a widget of the cashier's screens, and tells it what to show in a state."""

    def make(ground: Ground, state: State) -> QWidget:
        widget = kind(ground.look)
        widget.setParent(ground.floor)  # what is told to be seen where it stands on nothing becomes a window
        tell(widget, state)
        return widget

    return make


def told_at_a_kiosk(
    kind: Callable[[Ink], _Widget], tell: Callable[[_Widget, State], None]
) -> Callable[[Ground, State], QWidget]:
    """The same of the screens of a kiosk."""

    def make(ground: Ground, state: State) -> QWidget:
        widget = kind(ground.ink)
        widget.setParent(ground.floor)
        tell(widget, state)
        return widget

    return make
