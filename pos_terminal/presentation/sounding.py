"""Finds in what a screen shows whether it is to be heard, too: so that no sound is without something to see."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from pos_terminal.application.desk import Desk
from pos_terminal.application.sounds import Sound
from pos_terminal.presentation.notice import Notice, NoticeKind
from pos_terminal.presentation.panels import AgePanel, ApprovalPanel
from pos_terminal.presentation.sale_state import SaleState

_S = TypeVar("_S")
_S_contra = TypeVar("_S_contra", contravariant=True)
_WANTS_SOMEBODY = (ApprovalPanel, AgePanel)


class _Screen(Protocol[_S_contra]):
    """Draws a state."""

    def show_state(self, state: _S_contra, /) -> None:
        """Draw this."""


class Told(Protocol):
    """What the states of selling have in common."""

    @property
    def notice(self) -> Notice:
        """What is told."""

    @property
    def panel(self) -> object:
        """What is asked."""


class Sounding:
    """Compares each state that is shown with the one before; at most one sound a state, the gravest."""

    def __init__(self, desk: Desk, play: Callable[[Sound], None]) -> None:
        self._desk = desk
        self._play = play
        self._notice: Notice | None = None
        self._asks: object = None
        self._pieces: int | None = None
        self._finished = desk.finished

    def sale_shown(self, state: SaleState) -> None:
        """The sale was drawn."""
        before, self._pieces = self._pieces, sum(row.pieces for row in state.rows)
        grew = before is not None and self._pieces > before
        self._told(state, Sound.ITEM if grew else None)

    def shown(self, state: Told) -> None:
        """Another place of the sale was drawn."""
        self._told(state, None)

    def ended_shown(self, _state: object) -> None:
        """The end of a sale was drawn, perhaps again."""
        finished, self._finished = self._finished, self._desk.finished
        if self._finished is not None and self._finished is not finished:
            self._play(Sound.DONE)

    def _told(self, state: Told, otherwise: Sound | None) -> None:
        notice, self._notice = self._notice, state.notice
        asked, self._asks = self._asks, type(state.panel)
        if state.notice is not notice and state.notice.kind is NoticeKind.PROBLEM:
            self._play(Sound.REFUSED)
        elif self._asks is not asked and isinstance(state.panel, _WANTS_SOMEBODY):
            self._play(Sound.ATTENTION)
        elif otherwise is not None:
            self._play(otherwise)


class SoundedScreen(Generic[_S]):
    """A screen whose states are heard, too."""

    def __init__(self, screen: _Screen[_S], hear: Callable[[_S], None]) -> None:
        self._screen = screen
        self._hear = hear

    def show_state(self, state: _S) -> None:
        """Draw this, then let it be heard."""
        self._screen.show_state(state)
        self._hear(state)
