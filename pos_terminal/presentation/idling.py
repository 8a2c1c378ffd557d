"""A sale that nobody touches keeps no offers: they go back, and everybody can read that they did."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.offer import OfferStanding, OfferState
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.notice import Notice
from pos_terminal.wording import _, later

_S = TypeVar("_S")
_S_contra = TypeVar("_S_contra", contravariant=True)
_CLAIMED = frozenset({OfferState.RESERVED, OfferState.USED, OfferState.UNKNOWN})
_SENTENCE = later("Nobody has touched this sale for {minutes} min, so its offers were given back. Apply them again.")


class _Screen(Protocol[_S_contra]):
    """Draws a state."""

    def show_state(self, state: _S_contra, /) -> None:
        """Draw this."""


class Idling:
    """Counts how long the open sale was left alone."""

    def __init__(self, services: MemberServices, seconds: float, tell: Callable[[Notice], None]) -> None:
        """``seconds`` without a touch are too many; ``tell`` says on the screen what was done."""
        self._services = services
        self._seconds = seconds
        self._tell = tell
        self._touched = services.monotonic()

    def touched(self) -> None:
        """Somebody did something."""
        self._touched = self._services.monotonic()

    def ticked(self) -> None:
        """A second went by. Once money is taken the offers stay: the sale is to end with them."""
        basket = self._services.desk.basket
        if self._services.monotonic() - self._touched < self._seconds:
            return
        self.touched()
        if basket is None or basket.is_tendering or self._services.desk.operator is None:
            return
        if not any(self._is_claimed(each) for each in self._services.offers.standings()):
            return
        try:
            self._services.offering.let_go()
        except Refused:
            return
        self._tell(Notice(_(_SENTENCE, minutes=max(1, round(self._seconds / 60)))))

    def _is_claimed(self, standing: OfferStanding) -> bool:
        if standing.state in _CLAIMED and not standing.is_strange:
            return not standing.is_leaving
        return self._services.offering.is_chosen(standing.offer_id)


class TouchedScreen(Generic[_S]):
    """A screen that is drawn again whenever somebody does something, and tells so."""

    def __init__(self, screen: _Screen[_S], touched: Callable[[], None]) -> None:
        self._screen = screen
        self._touched = touched

    def show_state(self, state: _S) -> None:
        """Draw this."""
        self._touched()
        self._screen.show_state(state)
