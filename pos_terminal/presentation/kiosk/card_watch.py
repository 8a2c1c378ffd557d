"""Whether the card reader can be reached: asked between payments, so that shoppers know before they come to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.application.card_ports import TerminalReport
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices

_EVERY_SECONDS = 20.0


class CardWatch:
    """Knows how the reader answered last. What is not known yet is taken for well: a payment tells."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage) -> None:
        self._services = services
        self._staffed = rules.staffed
        self._stage = stage
        self._is_well = True
        self._is_asking = False
        self._next = 0.0

    @property
    def sentence(self) -> str:
        """That cards cannot be taken, and where to go; empty while they can."""
        if self._is_well:
            return ""
        place = self._staffed or _("a staffed till")
        return _("Cards cannot be taken here just now. Please come to {place}.", place=place)

    @property
    def notice(self) -> Notice:
        """The same over a basket."""
        return problem(self.sentence) if self.sentence else NOTHING

    def ticked(self) -> None:
        """A second went by: ask, unless a card is being taken; the reader does one thing at a time."""
        is_busy = self._is_asking or self._services.desk.charge is not None
        if is_busy or self._services.monotonic() < self._next:
            return
        self._is_asking = True
        self._services.background.run(self._services.charging.report, self._answered, self._failed)

    def _answered(self, report: TerminalReport | None) -> None:
        self._heard(is_well=report is not None and report.is_well)

    def _failed(self, _error: Exception) -> None:
        self._heard(is_well=False)

    def _heard(self, *, is_well: bool) -> None:
        self._is_asking = False
        self._next = self._services.monotonic() + _EVERY_SECONDS
        if is_well is not self._is_well:
            self._is_well = is_well
            self._stage.redraw()
