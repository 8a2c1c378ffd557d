"""Builds each place when the shell first goes there; only signing on is loaded before the first screen is drawn."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from pos_terminal.presentation.places import Navigator, Place, PlacePresenter
from pos_terminal.ui.first_places import sign_on_place
from pos_terminal.ui.till_services import Placing, TillServices

if TYPE_CHECKING:
    from pos_terminal.presentation.back_office import BackOfficePresenter
    from pos_terminal.presentation.member_state import MemberState
    from pos_terminal.presentation.sign_on import SignOnPresenter
    from pos_terminal.ui.selling_places import SellingPlaces

__all__ = ["Places", "Placing", "TillServices", "builder", "warm_up"]


class Places:
    """The views and presenters of one window."""

    def __init__(self, services: TillServices, placing: Placing) -> None:
        self._services = services
        self._placing = placing
        self._sign_on: SignOnPresenter | None = None
        self._selling: SellingPlaces | None = None
        self._office: BackOfficePresenter | None = None

    def build(self, navigator: Navigator, place: Place) -> PlacePresenter:
        """Make the view and presenter of a place, and take the view into the window."""
        if place is Place.SIGN_ON:
            self._sign_on = sign_on_place(self._services, self._placing, navigator)
            return self._sign_on
        selling = self._later_places()
        builders: dict[Place, Callable[[Navigator], PlacePresenter]] = {
            Place.OPEN_SHIFT: selling.open_shift,
            Place.SALE: selling.sale,
            Place.TENDER: selling.tender,
            Place.CHANGE: selling.change,
            Place.RECEIPTS: selling.receipts,
            Place.GOODS_BACK: selling.goods_back,
            Place.BACK_OFFICE: self._back_office,
        }
        return builders[place](navigator)

    def ticked(self) -> None:
        """A second went by."""
        if self._sign_on is not None:
            self._sign_on.ticked()
        if self._selling is not None:
            self._selling.ticked()
        if self._office is not None:
            self._office.ticked()

    def glanced(self) -> None:
        """A moment went by."""
        if self._selling is not None:
            self._selling.glanced()

    def member(self) -> "MemberState":
        """The member of the open sale and their offers, as the cashier sees them."""
        from pos_terminal.presentation.member_state import NOBODY

        return self._selling.member if self._selling is not None else NOBODY

    def signed_off(self) -> None:
        """The operator has left."""
        if self._selling is not None:
            self._selling.signed_off()
        if self._office is not None:
            self._office.office.leave()

    def _back_office(self, navigator: Navigator) -> "BackOfficePresenter":
        from pos_terminal.ui.office_places import office_place

        self._office = office_place(self._services, self._placing, self._later_places().approval, navigator)
        return self._office

    def _later_places(self) -> "SellingPlaces":
        from pos_terminal.ui.selling_places import SellingPlaces

        if self._selling is None:
            self._selling = SellingPlaces(self._services, self._placing)
        return self._selling


def builder(places: Places, navigator: Navigator) -> Callable[[Place], PlacePresenter]:
    """What a shell asks to build a place."""
    return partial(places.build, navigator)


def warm_up() -> None:
    """Load what the next places need; for a thread, once the first screen is drawn."""
    import_module("pos_terminal.ui.selling_places")
