"""Figures to read, under each other, with one thing to do with them."""

from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.presentation.panel import Panel


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A figure with what it is; one without a figure is the title of those below it."""

    label: str
    amount: str = ""
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class ReportPanel(Panel):
    """``act`` is what can be done with it; empty: nothing."""

    title: str
    sentence: str
    rows: tuple[ReportRow, ...]
    act: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A report until somebody has read it."""

    drawn: ReportPanel
    act: Callable[[], None]
    leave: Callable[[], None]
    gives_way: bool = True

    def panel(self, _selected_name: str) -> Panel:
        """The report as the screen draws it."""
        return self.drawn
