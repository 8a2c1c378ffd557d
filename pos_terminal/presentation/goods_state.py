"""The state of the screen on which goods come back without a receipt."""

from dataclasses import dataclass
from typing import Protocol

from pos_terminal.presentation.find_panel import FindPanel
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel
from pos_terminal.presentation.return_panels import LinesPanel, RefundPanel
from pos_terminal.presentation.words_question import WordsPanel


@dataclass(frozen=True, slots=True)
class GoodsState:
    """What the screen shows."""

    panel: LinesPanel | FindPanel | EntryPanel | ChoicePanel | RefundPanel | WordsPanel | ApprovalPanel
    notice: Notice = NOTHING


class GoodsScreen(Protocol):
    """Draws goods that come back without a receipt."""

    def show_state(self, state: GoodsState) -> None:
        """Draw this."""
