"""What lies where the grid is while something is asked: a panel in the window, never a box over it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything that a pane draws; each kind of panel has a pane of its own."""
