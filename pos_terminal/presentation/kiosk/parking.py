"""A basket that is paid where somebody sells: put aside under a code, which brings it back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.symbology import printed_code
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.domain.suspended import SuspendedSale
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices
    from pos_terminal.wording.message import Message

_SHOWN_SECONDS = 60.0


class Parking:
    """Puts the sale aside, prints and shows its code, and takes it up again by that. `over`: the shopper is gone."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage) -> None:
        self._services = services
        self._staffed = rules.staffed
        self._stage = stage
        self._sale: SuspendedSale | None = None
        self._until = 0.0
        self.call_help: Callable[[str | Message], None] = lambda _why: None
        self.over: Callable[[], None] = stage.leave
        self.came_back: Callable[[], None] = stage.leave

    def begin(self) -> None:
        """Put the basket aside. What cannot be, such as one that is paid in part, is seen to by the staff."""
        try:
            self._sale = sale = self._services.suspending.suspend()
        except Refused as refusal:
            self.call_help(refusal.words)
            return
        with suppress(Refused):  # offers that the shop keeps for the sale; the code is on the screen as well
            self._services.telling.guest_check(sale.transaction_id)
            self._services.paper.printed()
        self._longer()
        self._stage.ask(self._page)

    def ticked(self) -> None:
        """A second went by."""
        if self._sale is not None and self._services.monotonic() >= self._until:
            self._done()

    def scanned(self, code: str) -> bool:
        """Whether this is the code of a basket that shoppers put aside, which goes on now."""
        number, account = printed_code(code), self._services.self_service.account.employee_id
        waiting = [each for each in self._services.suspending.sales if each.employee_id == account]
        if self._services.desk.basket is not None or all(each.transaction_id != number for each in waiting):
            return False
        try:
            self._services.suspending.resume(number)
        except Refused as refusal:
            self.call_help(refusal.words)
            return True
        self._sale = None
        self.came_back()
        return True

    def _page(self) -> Page:
        sale = self._sale
        number = sale.transaction_id if sale is not None else ""
        place = self._staffed or _("a staffed till")
        acts = (
            Act(_("Done"), self._done, "check", look=Look.MAIN),
            Act(_("I need more time"), self._longer, "clock"),
        )
        sentence = _(
            "Take your goods to {place}: they are rung up once more there. Here the code brings your basket back.",
            place=place,
        )
        amount = amount_text(sale.total) if sale is not None else ""
        code = self._services.paper.squares(number) if number else ()
        return Page(_("Your basket is kept"), sentence, acts, code=code, figure=amount, waits=True, back=self._done)

    def _longer(self) -> None:
        self._until = self._services.monotonic() + _SHOWN_SECONDS
        self._stage.redraw()

    def _done(self) -> None:
        self._sale = None
        self.over()
