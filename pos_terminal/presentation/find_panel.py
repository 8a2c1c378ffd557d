"""Finding an item by its words or its category, as the screen draws it."""

from dataclasses import dataclass

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.tiles import Chip, TilePage


@dataclass(frozen=True, slots=True)
class FindPanel(Panel):
    """What is looked for, and a page of what was found."""

    words: str
    chips: tuple[Chip, ...]
    page: TilePage
