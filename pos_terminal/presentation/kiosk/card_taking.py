"""A card at the reader: asked for once, waited for, and asked about until it is known what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.charging import CardStage
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.wording import _
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.asking import Errand
    from pos_terminal.application.charging import CardStanding
    from pos_terminal.domain.card_charge import CardCharge
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices

_UNKNOWN = frozenset({CardStage.ASKING, CardStage.DOUBT})
_AGAIN_SECONDS = 4.0


class CardTaking:
    """Asks the payment terminal, and tells `ended` how it stood once that is known."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage) -> None:
        self._services = services
        self._reader = rules.reader
        self._stage = stage
        self._is_stopping = self._is_called = False
        self._asked_at = 0.0
        self.ended: Callable[[CardStanding], None] = lambda _standing: None
        self.attend: Callable[[], None] = stage.leave
        self.call_staff: Callable[[Message], None] = lambda _why: None

    def begin(self, tender: str) -> Notice:
        """Ask for the whole balance by this tender; what is told where it cannot be asked for."""
        try:
            errand = self._services.charging.begin(tender)
        except Refused as refusal:
            return problem(refusal.sentence)
        self._is_stopping = self._is_called = False
        self._stage.ask(self._page)
        self._ask(errand)
        return NOTHING

    def resume(self) -> None:
        """A start found a card that was asked for, and nobody knows what became of it."""
        self._stage.ask(self._page)
        self._ask_again()

    def ticked(self) -> None:
        """A second went by: what is not known is asked about, and somebody of the shop is told."""
        standing = self._services.charging.standing
        if standing.stage is not CardStage.DOUBT:
            return
        if not self._is_called:
            self._is_called = True
            self.call_staff(Message("Somebody has to look at a card payment"))
        if self._services.monotonic() - self._asked_at >= _AGAIN_SECONDS:
            self._ask_again()

    def _ask_again(self) -> None:
        try:
            self._ask(self._services.charging.ask_outcome())
        except Refused:  # it is known by now, or being asked for
            self._settled()

    def _ask(self, errand: Errand[CardCharge]) -> None:
        self._asked_at = self._services.monotonic()
        self._services.cards.run(errand, self._landed, self._failed)

    def _landed(self, land: Callable[[], CardCharge]) -> None:
        self._asked_at = self._services.monotonic()
        try:
            land()
        except Refused as refusal:
            self._stage.show(problem(refusal.sentence))
            return
        self._settled()

    def _failed(self, _error: Exception) -> None:
        """What became of it is asked for again at one of the next ticks."""
        self._asked_at = self._services.monotonic()
        self._stage.redraw()

    def _settled(self) -> None:
        standing = self._services.charging.standing
        if standing.stage in _UNKNOWN:
            self._stage.redraw()
            return
        self._services.charging.dismissed()
        self.ended(standing)

    def _page(self) -> Page:
        standing = self._services.charging.standing
        amount = amount_text(standing.amount) if standing.amount is not None else ""
        if standing.stage is CardStage.DOUBT:
            sentence = _("The card reader has not answered. Please do not pay again: somebody is coming.")
            staff = Act(_("Staff"), self.attend, "key")
            return Page(_("We are finding out"), sentence, (staff,), "clock", "warning", figure=amount, waits=True)
        stop = Act(
            _("Stopping …") if self._is_stopping else _("Cancel"), self._stop, "x", can_press=not self._is_stopping
        )
        return Page(
            _("Follow the card reader"),
            _("Use your card, telephone or watch there."),
            (stop,),
            "credit-card",
            figure=amount,
            waits=True,
            points=self._reader,
        )

    def _stop(self) -> None:
        """Ask the reader to stop; it may be too late for that, and then the card is charged."""
        try:
            cancel = self._services.charging.cancel()
        except Refused:
            return
        self._is_stopping = True
        self._services.background.run(cancel, _ignored, _ignored)
        self._stage.redraw()


def _ignored(_answer: object) -> None:
    """What the reader says of it comes as the outcome."""
