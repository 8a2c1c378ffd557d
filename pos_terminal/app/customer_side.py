"""What the shopper reads, as the settings have it: the presenter's services, the pole, and where the screen is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.app.pole_side import PoleSide, pole_language
from pos_terminal.presentation.customer_display import CustomerServices, CustomerWords
from pos_terminal.ui.customer_setup import CustomerSetup
from pos_terminal.wording import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.presentation.member_state import MemberState
    from pos_terminal.presentation.places import Place
    from pos_terminal.presentation.pole_rows import PoleRows
    from pos_terminal.ui.customer_displays import CustomerDisplays


class ShopperReads:
    """Implements `ShopperDisplay` for a window, whose displays begin behind its first paint."""

    def __init__(self, displays: Callable[[], CustomerDisplays | None]) -> None:
        self._displays = displays

    def shown(self) -> PoleRows | None:
        """Its rows; None: there is no such display."""
        displays = self._displays()
        return displays.shown() if displays is not None else None

    def try_out(self) -> None:
        """Show words to try it; without a display nothing."""
        displays = self._displays()
        if displays is not None:
            displays.try_out()


def customer_side(
    terminal: Terminal, place: Callable[[], Place | None], member: Callable[[], MemberState]
) -> CustomerSetup:
    """``place`` is where the cashier is, ``member`` what they see of the member."""
    settings, display = terminal.settings, terminal.settings.display
    words = CustomerWords(
        store=settings.store.name or settings.terminal.store_id,
        idle=display.idle_text,
        closed=display.closed_text,
        member_name=display.member_name,
        points=display.member_points,
        offers=display.member_offers,
    )
    clock, spoken = terminal.clock.monotonic, language_of(settings.terminal.culture)
    services = CustomerServices(
        terminal.desk, settings.currency, words, place, member, clock, terminal.is_training, spoken
    )
    pole = PoleSide(settings, terminal.board) if display.pole else None
    picture = settings.path(display.picture) if display.picture else None
    return CustomerSetup(services, display.screen, picture, pole, pole_language(spoken), terminal.board)
