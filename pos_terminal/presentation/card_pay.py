"""A card on the payment terminal as the cashier sees it: asked for, known, or in doubt and asked about by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.charging import CardStage
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import Choice
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.words_question import WordsPanel, WordsQuestion
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.asking import Errand
    from pos_terminal.application.charging import CardStanding, Charging
    from pos_terminal.application.checkout import TenderExtras
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Background
    from pos_terminal.application.refused_refunds import RefusedRefunds
    from pos_terminal.domain.card_charge import CardCharge
    from pos_terminal.domain.money import Money
    from pos_terminal.presentation.approval import Approval

CANCEL, ASK, CHARGED, NOT_CHARGED = "cancel", "ask", "charged", "not_charged"
_LONGEST_CODE = 20
_AGAIN_SECONDS = 3.0
"""A card in doubt is asked about so often, by itself."""
_SHOWS_NONE = later("The payment terminal shows no payment.")
_SHOWS_ONE = later("The payment terminal's receipt says that it was approved.")


@dataclass(frozen=True, slots=True)
class CardPanel(Panel):
    """How it stands with a card: what is asked for, what to do, and the keys for it."""

    title: str
    sentence: str
    keys: tuple[Choice, ...]
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class CardServices:
    """What cards are taken with; ``background`` is a worker of its own, since a shopper takes minutes.

    ``aside`` is another one, that tells the terminal to stop while the first one waits for it.
    """

    desk: Desk
    charging: Charging
    refused: RefusedRefunds
    background: Background
    aside: Background
    monotonic: Callable[[], float]


class CardPay:
    """Asks for cards, and finds out what became of them. ``watch`` has one place told of every change."""

    def __init__(self, services: CardServices, approval: Approval) -> None:
        self._services = services
        self._approval = approval
        self._told: Callable[[Notice], None] | None = None
        self._code: WordsQuestion | None = None
        self._asked_at = 0.0

    def watch(self, told: Callable[[Notice], None]) -> None:
        """Tell this place from now on."""
        self._told = told

    def takes(self, tender: str) -> bool:
        """Whether this tender is taken on the payment terminal."""
        return self._services.charging.takes(tender)

    @property
    def is_pending(self) -> bool:
        """Whether a card is asked for, or in doubt."""
        return self._services.desk.charge is not None

    @property
    def panel(self) -> CardPanel | WordsPanel | None:
        """What to show in the place of the amount; None while no card is asked for."""
        if not self.is_pending:
            return None
        if self._code is not None:
            panel = self._code.panel("")
            return panel if isinstance(panel, WordsPanel) else None
        standing = self._services.charging.standing
        return _asking(standing) if standing.stage is CardStage.ASKING else _doubtful(standing)

    def begin(self, tender: str, amount: Money | None, extras: TenderExtras) -> None:
        """Ask for a card. Raises as `Charging.begin`."""
        self._code = None
        self._run(self._services.charging.begin(tender, amount, extras))

    def chosen(self, key: str) -> None:
        """A key of the panel."""
        if key == CANCEL:
            self._attempt(self._cancel)
        elif key == ASK and not self._services.charging.standing.is_waiting:
            self._attempt(self._ask)
        elif key == NOT_CHARGED:
            self._approval.attempt(self._give_up, self._tell)
        elif key == CHARGED:
            title, hint = _("Which authorisation code?"), _("It is on the payment terminal's receipt.")
            self._code = WordsQuestion(
                title, hint, _("Take payment"), self._accepted, _LONGEST_CODE, leave=_("Back"), back=None
            )
            self._tell(NOTHING)

    def key_pressed(self, key: str) -> None:
        """A key while the code is typed."""
        if self._code is not None:
            self._code = self._code.press(key.upper())
            self._tell(NOTHING)

    def confirmed(self) -> None:
        """What was typed is the code."""
        if self._code is not None:
            self._code.confirmed()

    def left(self) -> None:
        """No code after all."""
        self._code = None
        self._tell(NOTHING)

    def ticked(self) -> None:
        """A second went by: what is in doubt is asked about, whoever is at the till."""
        services, standing = self._services, self._services.charging.standing
        if not self.is_pending or standing.is_waiting:
            return
        if services.monotonic() - self._asked_at >= _AGAIN_SECONDS and self._approval.panel is None:
            self._attempt(self._ask)

    def _cancel(self) -> None:
        self._services.aside.run(self._services.charging.cancel(), _heard, _heard)

    def _ask(self) -> None:
        self._run(self._services.charging.ask_outcome())

    def _give_up(self) -> Notice:
        self._services.charging.give_up(_(_SHOWS_NONE))
        return NOTHING

    def _accepted(self, code: str) -> None:
        self._approval.attempt(partial(self._accept, code), self._tell)

    def _accept(self, code: str) -> Notice:
        self._services.charging.accept(code, _(_SHOWS_ONE))
        self._code = None
        return NOTHING

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Refused as refusal:
            self._tell(problem(refusal.sentence))

    def _run(self, errand: Errand[CardCharge]) -> None:
        self._asked_at = self._services.monotonic()
        self._services.background.run(errand, self._landed, self._failed)
        self._tell(NOTHING)

    def _landed(self, land: Callable[[], CardCharge]) -> None:
        self._asked_at = self._services.monotonic()
        try:
            land()
        except Refused as refusal:
            self._tell(problem(refusal.sentence))
            return
        self._tell(_became(self._services.charging.standing))

    def _failed(self, error: Exception) -> None:
        """A fault of the program leaves the card in doubt; what it was is the crash hook's to tell."""
        self._tell(NOTHING)
        raise error

    def _tell(self, notice: Notice) -> None:
        if not self.is_pending:
            self._code = None
        if self._told is not None:
            self._told(notice)


def _heard(_: object) -> None:
    """Whether it came in time, the terminal says to whoever waits for the card."""


def _asking(standing: CardStanding) -> CardPanel:
    amount = amount_text(standing.amount) if standing.amount is not None else ""
    return CardPanel(
        _("Card: {amount}", amount=amount),
        _("The shopper holds, inserts or swipes the card at the payment terminal."),
        (Choice(CANCEL, _("Cancel the card"), "x"),),
    )


def _doubtful(standing: CardStanding) -> CardPanel:
    amount = amount_text(standing.amount) if standing.amount is not None else ""
    keys = (
        Choice(ASK, _("Ask the terminal now"), "refresh"),
        Choice(CHARGED, _("It was charged"), "check"),
        Choice(NOT_CHARGED, _("It was not charged"), "x"),
    )
    sentence = _("The payment terminal gives no answer, and is asked again by itself. Take no other card meanwhile.")
    said = plain(str(standing.said))
    return CardPanel(
        _("Was the card charged {amount}?", amount=amount), f"{sentence} {said}".strip(), keys, is_doubtful=True
    )


def _became(standing: CardStanding) -> Notice:
    """What to say of it once it is known."""
    said = plain(str(standing.said))
    if standing.stage is CardStage.DECLINED:
        return problem(f"{_('The card was declined. Try another card, or another way to pay.')} {said}".strip())
    if standing.stage is CardStage.CANCELLED:
        return problem(f"{_('The card was not charged.')} {said}".strip())
    if standing.stage is CardStage.PARTIAL and standing.amount is not None:
        return Notice(_("The card paid {amount}. Take the rest.", amount=amount_text(standing.amount)))
    return NOTHING
