"""What can be done at the till beside selling: behind one key, because none of it is done every minute."""

from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import ActionsPanel, TillAction
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.wording import _


@dataclass(frozen=True, slots=True)
class MoreAction:
    """One of these things: its words, and what it begins with; ``can_press`` says whether it makes sense now."""

    words: str
    icon: str
    begin: Callable[[], None]
    can_press: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class MoreQuestion:
    """Which of them; what can be pressed is asked anew each time it is drawn."""

    actions: tuple[MoreAction, ...]
    gives_way: bool = True

    def panel(self, _selected_name: str) -> Panel:
        """The question as the screen draws it."""
        drawn = (TillAction(each.words, each.words, each.icon, each.can_press()) for each in self.actions)
        return ActionsPanel(_("More"), tuple(drawn))


class MoreActions:
    """Acts on the key and on the panel behind it; a hurried second tap is dropped, it lands on what comes next."""

    def __init__(self, sale: SalePresenter, guard: TapGuard, actions: tuple[MoreAction, ...]) -> None:
        self._sale = sale
        self._guard = guard
        self._actions = actions

    def key_tapped(self) -> None:
        """Show what can be done."""
        if self._guard.accepts():
            self._sale.ask(MoreQuestion(self._actions))

    def chosen(self, words: str) -> None:
        """Begin it; it leaves the panel, or asks something of its own."""
        if not isinstance(self._sale.draft.question, MoreQuestion) or not self._guard.accepts():
            return
        for each in self._actions:
            if each.words == words and each.can_press():
                self._sale.draft.question = None
                each.begin()

    def left(self) -> None:
        """Back to the sale."""
        if isinstance(self._sale.draft.question, MoreQuestion):
            self._guard.accepts()
            self._sale.answered()
