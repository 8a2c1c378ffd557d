"""The places of the terminal and the way from one to the other; presenters ask, the shell leads."""

from enum import StrEnum
from typing import Protocol


class Place(StrEnum):
    """A screen of its own."""

    SIGN_ON = "sign_on"
    OPEN_SHIFT = "open_shift"
    SALE = "sale"
    TENDER = "tender"
    CHANGE = "change"
    RECEIPTS = "receipts"
    GOODS_BACK = "goods_back"
    BACK_OFFICE = "back_office"


class Navigator(Protocol):
    """Leads to another place."""

    def go(self, place: Place) -> None:
        """Show this place as it stands now."""

    def go_and_scan(self, place: Place, code: str) -> None:
        """Show this place and scan there."""


class PlacePresenter(Protocol):
    """What the shell needs of each place's presenter."""

    def entered(self) -> None:
        """The place is shown now: draw it from the desk as it stands."""

    def scanned(self, code: str, /) -> None:
        """A scanner read this code while the place was shown."""


class Stage(Protocol):
    """Where places are shown, one at a time."""

    def show_place(self, place: Place) -> None:
        """Bring this place to the front."""
