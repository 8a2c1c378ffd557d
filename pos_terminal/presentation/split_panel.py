"""A sale being split, as the screen draws it: what stays on one side, what goes on the other."""

from dataclasses import dataclass

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import ListRow


@dataclass(frozen=True, slots=True)
class SplitSide:
    """One of the two sales: its lines, and what they come to with all discounts and taxes."""

    title: str
    total: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class SplitPanel(Panel):
    """Lines to move by taps. ``part`` names the line of which a part can go; empty: none was tapped."""

    title: str
    sentence: str
    stays: SplitSide
    goes: SplitSide
    part: str
    can_split: bool
