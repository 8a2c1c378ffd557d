"""The way to the manager's desk from a cashier's till."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.places import Navigator, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.backoffice import BackOffice
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.sale import SalePresenter


class OfficeKey:
    """Opens it for the operator, or for whoever approves it by their PIN."""

    def __init__(
        self, sale: SalePresenter, office: Callable[[], BackOffice], approval: Approval, navigator: Navigator
    ) -> None:
        self._sale = sale
        self._office = office
        self._approval = approval
        self._navigator = navigator

    def tapped(self) -> None:
        """Open it."""
        self._approval.attempt(self._entered, self._sale.show)

    def _entered(self) -> Notice:
        self._office().enter()
        self._navigator.go(Place.BACK_OFFICE)
        return NOTHING
