"""Which table: what a tap on the map does now, and what is chosen on it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.tables_panel import TablesPanel


class Doing(StrEnum):
    """What a tap on a table does."""

    GOING_ON = "going on"
    MOVING = "moving"
    MERGING = "merging"


@dataclass(frozen=True, slots=True)
class TablesQuestion:
    """Which table; drawn anew each time, because checks grow older."""

    drawn: Callable[["TablesQuestion"], TablesPanel]
    area: str
    doing: Doing = Doing.GOING_ON
    chosen: tuple[str, ...] = ()
    gives_way: bool = True

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        return self.drawn(self)
