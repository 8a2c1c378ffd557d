"""Figures to read, under each other, with one thing to do with them."""

from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.presentation.panel import Panel
from pos_terminal.wording import later


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A figure with what it is.

    Attributes:
        detail: how it came about, or what else is known of it; smaller, below the label.
        is_title: it has no figure and begins a section: those below it are of one kind.
        is_total: what the figures above it come to.
        tone: the colour's role where the figure is more than a number; empty: none.
        key: what a tap on it tells; empty: there is nothing behind it.
    """

    label: str
    amount: str = ""
    is_title: bool = False
    detail: str = ""
    is_total: bool = False
    tone: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReportPanel(Panel):
    """``act`` is what can be done with it; empty: nothing.

    ``leave`` is what the key says that leads away; empty: there is no such key.
    """

    title: str
    sentence: str
    rows: tuple[ReportRow, ...]
    act: str = ""
    icon: str = ""
    leave: str = later("Done")


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A report until somebody has read it; a tap on a row that has something behind it tells ``then`` its key."""

    drawn: ReportPanel
    act: Callable[[], None]
    leave: Callable[[], None]
    gives_way: bool = True
    then: Callable[[str], None] | None = None

    def panel(self, _selected_name: str) -> Panel:
        """The report as the screen draws it."""
        return self.drawn
