"""The end of a purchase: a receipt on paper, on the telephone or none, and thanks; then the next shopper may come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look
from pos_terminal.wording import _, culture_in, language
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices

_THANKS_SECONDS = 6.0
_NO_PAPER = Message("A kiosk cannot print its receipts")


class Farewell:
    """Asks for the receipt; nobody's answer is none. `over` is called once the shopper is gone."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage) -> None:
        self._services = services
        self._rules = rules
        self._stage = stage
        self._until = 0.0
        self._is_longer = False
        self._failed = ""
        self._is_printing = self._was_told = False
        self.over: Callable[[], None] = stage.leave
        self.call_staff: Callable[[Message], None] = lambda _why: None

    def begin(self) -> None:
        """The sale is closed: ask. Where no paper comes somebody is told, and the shopper need not wait for that."""
        self._failed = ""
        self._is_printing = self._was_told = False
        self._wait(self._rules.receipt)
        if self._services.paper.fault():
            self._was_told = True
            self.call_staff(_NO_PAPER)
        self._stage.ask(self._choice_page)

    def ticked(self) -> None:
        """A second went by."""
        if self._is_printing and self._services.paper.fault():
            self._no_paper()
        elif self._services.monotonic() >= self._until:
            self.over()
        else:
            self._stage.redraw()

    def _wait(self, seconds: float) -> None:
        self._until = self._services.monotonic() + seconds

    def _choice_page(self) -> Page:
        finished = self._services.desk.finished
        amount = amount_text(finished.totals.total) if finished is not None else ""
        no_paper = bool(self._services.paper.fault())
        acts = [] if no_paper else [Act(_("Print the receipt"), self._printed, "printer")]
        if finished is not None and self._services.paper.receipt_code(finished):
            acts.append(Act(_("Receipt on my telephone"), self._coded, "device-mobile"))
        acts += [Act(_("No receipt"), self._none, "check"), Act(_("I need more time"), self._longer, "clock")]
        acts[0] = replace(acts[0], look=Look.MAIN)
        asked = _("No receipt can be printed just now.") if no_paper else _("Do you want a receipt?")
        sentence = self._failed or asked
        return Page(_("Paid. Thank you!"), sentence, tuple(acts), "circle-check", "success", figure=amount, waits=True)

    def _printed(self) -> None:
        finished = self._services.desk.finished
        if finished is None:
            return
        try:
            self._services.reprinting.receipt(finished, culture_in(language(), self._rules.culture))
        except Refused as refusal:
            self._failed = refusal.sentence
            self._longer()
            return
        self._services.paper.printed()
        self._is_printing = True
        self._thank()

    def _no_paper(self) -> None:
        """The receipt does not come out: the purchase stands, it is on the telephone, and somebody is called."""
        self._is_printing = False
        self._failed = _("The receipt could not be printed. Somebody is coming.")
        if not self._was_told:
            self._was_told = True
            self.call_staff(_NO_PAPER)
        self._wait(2 * self._rules.receipt)
        self._stage.ask(self._choice_page)

    def _coded(self) -> None:
        self._wait(2 * self._rules.receipt)
        self._stage.ask(self._code_page)

    def _code_page(self) -> Page:
        finished = self._services.desk.finished
        code = self._services.paper.receipt_code(finished) if finished is not None else ()
        acts = (
            Act(_("Done"), self._thank, "check", look=Look.MAIN),
            Act(_("I need more time"), self._longer, "clock"),
            Act(_("Print the receipt"), self._printed, "printer"),
        )
        sentence = _("Hold your telephone's camera over this.")
        return Page(_("Receipt on my telephone"), sentence, acts, code=code, waits=True, back=self._thank)

    def _none(self) -> None:
        self._thank()

    def _longer(self) -> None:
        self._wait(4 * self._rules.receipt)
        self._stage.redraw()

    def _thank(self) -> None:
        self._wait(_THANKS_SECONDS)
        self._stage.ask(self._thanks_page)

    def _thanks_page(self) -> Page:
        acts = (Act(_("Done"), self._gone, "check", look=Look.MAIN),)
        sentence = _("Please take your card, your receipt and your goods.")
        return Page(_("Thank you for your visit!"), sentence, acts, "circle-check", "success", waits=True)

    def _gone(self) -> None:
        self.over()
