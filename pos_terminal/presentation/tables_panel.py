"""The shop's tables as the screen draws them."""

from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.tiles import Chip
from pos_terminal.wording import _


class TableState(StrEnum):
    """How a table stands; the tile says it in words, never by colour alone."""

    FREE = "free"
    WAITING = "waiting"
    """A check of it is held."""
    OPEN = "open"
    """Its check is on the screen."""


@dataclass(frozen=True, slots=True)
class TableTile:
    """One table: what its checks come to, and how many sit there."""

    table_id: str
    name: str
    state: TableState
    amount: str = ""
    detail: str = ""
    who: str = ""
    """Who serves them, and since when."""
    is_chosen: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        chosen = _("chosen") if self.is_chosen else ""
        return ", ".join(part for part in (self.name, self.amount, self.detail, self.who, chosen) if part)


@dataclass(frozen=True, slots=True)
class TablesPanel(Panel):
    """The tables of one area. ``act`` is what is done with those that are chosen; empty: a tap does it."""

    title: str
    sentence: str
    areas: tuple[Chip, ...]
    tiles: tuple[TableTile, ...]
    can_move: bool = False
    is_moving: bool = False
    can_merge: bool = False
    is_merging: bool = False
    act: str = ""
    can_act: bool = False
