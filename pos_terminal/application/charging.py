"""Taking cards on a payment terminal: stored before it is asked, asked about until it is known, and never asked twice.

While the outcome of a charge is not known the sale stands still: nothing else is rung up, paid, voided or put aside.
What was approved becomes a payment of the sale; what turns out to be approved after somebody gave it up goes back.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.checkout import NO_EXTRAS
from pos_terminal.domain.card_charge import NO_SLIP, CardAnswer, CardCharge, CardOutcome, CardSlip, CardState
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.domain.tender import tender_named, tender_words
from pos_terminal.wording.message import Message, Spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.asking import Errand
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.card_ports import Charges, PaymentTerminal, TerminalReport
    from pos_terminal.application.card_sale import CardSale
    from pos_terminal.application.checkout import Checkout, TenderExtras
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Clock, Ids
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.tender import Payment

_QUIET = 5.0
"""Seconds between two words of the terminal that it knows nothing of a charge: a late request was heard by then."""
_NOT_KNOWN = Message("The payment terminal knows nothing of this payment: the card was not charged.")
_ON_PAPER = Message("taken from the terminal's receipt")
_CHANGED = Message("The sale has changed meanwhile, so the money goes back to the card.")
_log = logging.getLogger("pos.cards")


class CardStage(StrEnum):
    """How it stands with the card of the open sale."""

    IDLE = "idle"
    ASKING = "asking"
    DOUBT = "in_doubt"
    """Asked for, and nobody knows what became of it."""
    APPROVED = "approved"
    PARTIAL = "partial"
    """Approved for less than was asked: the rest is still due."""
    DECLINED = "declined"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CardStanding:
    """What a screen shows of it: ``amount`` is what is asked for or was approved; ``said`` the terminal's words.

    ``is_waiting``: the terminal has been asked, for the card or what became of it, and has not answered yet.
    """

    stage: CardStage
    amount: Money | None = None
    said: str | Message = ""
    is_waiting: bool = False


_IDLE = CardStanding(CardStage.IDLE)


@dataclass(frozen=True, slots=True)
class ChargePorts:
    """What taking cards works with. ``terminal`` None: there is none."""

    charges: Charges
    terminal: PaymentTerminal | None
    ids: Ids
    clock: Clock
    authority: Authority


@dataclass(slots=True)
class _Asked:
    """Where asking stands in this run of the program; ``last`` is how it ended in ``sale``."""

    is_under_way: bool = False
    is_outcome: bool = False
    """Whether what is under way asks what became of the charge, not for the card."""
    absent_since: float | None = None
    said: str | Message = ""
    last: CardStanding = field(default=_IDLE)
    sale: str = ""


class Charging:
    """Card payments on the payment terminal, one at a time. All methods are called at the desk."""

    def __init__(self, desk: Desk, checkout: Checkout, sale: CardSale, ports: ChargePorts) -> None:
        self._desk = desk
        self._checkout = checkout
        self._sale = sale
        self._ports = ports
        self._asked = _Asked()

    def takes(self, type_name: str) -> bool:
        """Whether this tender is taken on the payment terminal."""
        kind = tender_named(self._checkout.rules.tenders, type_name)
        return kind is not None and kind.on_terminal and self._ports.terminal is not None

    def report(self) -> TerminalReport | None:
        """How the payment terminal is, which may take seconds; None where there is none. For any thread."""
        return None if self._ports.terminal is None else self._ports.terminal.report()

    @property
    def standing(self) -> CardStanding:
        """How it stands with the card of the open sale."""
        charge, basket = self._desk.charge, self._desk.basket
        if charge is None:
            is_of_sale = basket is not None and basket.head.transaction_id == self._asked.sale
            return self._asked.last if is_of_sale else _IDLE
        asked = self._asked
        stage = CardStage.DOUBT if asked.is_outcome or not asked.is_under_way else CardStage.ASKING
        return CardStanding(stage, charge.amount, asked.said, asked.is_under_way)

    def dismissed(self) -> None:
        """What became of the last card was read."""
        self._asked.last = _IDLE

    def begin(
        self, type_name: str, amount: Money | None = None, extras: TenderExtras = NO_EXTRAS
    ) -> Errand[CardCharge]:
        """Store a payment that is to be asked for; the errand asks the terminal, which takes minutes.

        The errand gives the charge as it stands then: approved, and a payment of the sale; declined; cancelled; or
        asking, where nobody knows (`ask_outcome`). Raises as `Checkout.planned`.
        """
        if not self.takes(type_name):
            raise BadArgument("{type_name} is not taken on the payment terminal.", type_name=type_name)
        payment = self._checkout.planned(type_name, amount, extras)
        sale = self._desk.open_sale().head.transaction_id
        charge = self._ports.charges.begin(sale, self._ports.ids.uuid(), payment, payment.payment_time)
        self._desk.charge = charge
        self._asked = _Asked()
        _log.info("asking card sale=%s reference=%s", sale, charge.reference)
        return self._errand(charge, partial(self._terminal().charge, charge))

    def ask_outcome(self) -> Errand[CardCharge]:
        """Find out what became of the charge that is in doubt. Raises NotAllowedNow where none is, or one is asked for.

        The errand gives what that of `begin` does.
        """
        charge = self._in_doubt()
        if charge.state is CardState.APPROVED:  # it was stored, and the sale with it was not
            return lambda: partial(self._pay, charge)
        self._asked.is_outcome = True
        return self._errand(charge, partial(self._terminal().outcome, charge))

    def cancel(self) -> Callable[[], None]:
        """Gives what asks the terminal to stop waiting for the shopper, in any thread; it may come too late.

        Raises NotAllowedNow where nothing is asked for.
        """
        charge = self._desk.charge
        if charge is None:
            raise NotAllowedNow("No card is asked for.")
        return partial(self._terminal().cancel, charge)

    def give_up(self, reason: str) -> None:
        """Go on as if the card had not been charged, though nobody knows; if it was, the money goes back by itself.

        It is journalled. Raises NotAllowedNow where nothing is in doubt, BadArgument without a reason, ApprovalNeeded.
        """
        charge = self._in_doubt()
        self._choose(charge, "not charged", reason)
        self._sale.leave(charge)
        self._ended(charge, CardStage.CANCELLED, charge.amount)

    def accept(self, authorisation: str, reason: str) -> Payment:
        """Take the charge that is in doubt as approved, because the terminal's own paper says so.

        It is journalled. Raises as `give_up`, and BadArgument without the code that is on that paper.
        """
        charge = self._in_doubt()
        if not authorisation.strip():
            raise BadArgument("Enter the authorisation code that the terminal's receipt has.")
        self._choose(charge, "charged", reason)
        slip = CardSlip(authorisation=authorisation)
        answer = CardAnswer(CardOutcome.APPROVED, charge.amount, slip, _ON_PAPER)
        return self._settle(charge, answer).paid()

    def _errand(self, charge: CardCharge, ask: Callable[[], CardAnswer]) -> Errand[CardCharge]:
        self._asked.is_under_way = True
        asked = self._asked

        def post() -> Callable[[], CardCharge]:
            is_heard = False
            try:
                answer = ask()
                is_heard = True
            finally:  # a fault of the program leaves a card in doubt, not one that is asked for ever
                asked.is_under_way = is_heard
            return partial(self._taken_in, charge, answer, asked)

        return post

    def _taken_in(self, charge: CardCharge, answer: CardAnswer, asked: _Asked) -> CardCharge:
        """Go on with what the terminal said; of a charge that is settled, or left meanwhile, nothing more is done."""
        asked.is_under_way, asked.said = False, answer.said
        now = self._desk.charge
        if now is None or now.charge_id != charge.charge_id or now.state is not CardState.ASKING:
            return self._ports.charges.known(charge.charge_id)
        _log.info("card outcome=%s reference=%s", answer.outcome, charge.reference)
        if answer.is_settling:
            return self._settle(charge, answer)
        if answer.outcome is CardOutcome.NOT_FOUND:
            return self._absent(charge, asked)
        asked.absent_since = None
        return charge

    def _settle(self, charge: CardCharge, answer: CardAnswer) -> CardCharge:
        settled = self._ports.charges.answered(charge, answer, self._ports.clock.now())
        if settled.state is CardState.APPROVED:
            return self._pay(settled)
        stage = CardStage.DECLINED if settled.state is CardState.DECLINED else CardStage.CANCELLED
        self._ended(charge, stage, settled.amount, answer.said)
        return settled

    def _pay(self, charge: CardCharge) -> CardCharge:
        if not self._sale.pay(charge):
            return self._not_charged(charge, _CHANGED)
        stage = CardStage.PARTIAL if charge.is_partial else CardStage.APPROVED
        self._ended(charge, stage, charge.approved, charge.answer.said if charge.answer else "")
        return charge

    def _absent(self, charge: CardCharge, asked: _Asked) -> CardCharge:
        """The terminal knows nothing of it: believed when it says so twice, and looked after behind the desk still."""
        now = self._ports.clock.monotonic()
        if asked.absent_since is None:
            asked.absent_since = now
        if now - asked.absent_since < _QUIET:
            return charge
        self._sale.leave(charge)
        return self._not_charged(charge, _NOT_KNOWN)

    def _not_charged(self, charge: CardCharge, said: Message) -> CardCharge:
        self._ended(charge, CardStage.CANCELLED, charge.amount, said)
        return replace(charge, state=CardState.CANCELLED, answer=CardAnswer(CardOutcome.CANCELLED, None, NO_SLIP, said))

    def _choose(self, charge: CardCharge, choice: str, reason: str) -> None:
        if not reason.strip():
            raise BadArgument("Say why: what does the payment terminal show?")
        details = {"reference": charge.reference, "amount": str(charge.amount), "choice": choice}
        tender = Spoken(tender_words, charge.payment.type) if charge.payment else Message("card")
        about = Message("{amount} by {tender}: {choice}", amount=charge.amount, tender=tender, choice=choice)
        self._ports.authority.allow(Action.CARD_IN_DOUBT, Deed(reason.strip(), None, details, about=about))

    def _in_doubt(self) -> CardCharge:
        charge = self._desk.charge
        if charge is None:
            raise NotAllowedNow("No card payment is in doubt.")
        if self._asked.is_under_way:
            raise NotAllowedNow("The payment terminal is being asked. Wait for it, or cancel there.")
        return charge

    def _terminal(self) -> PaymentTerminal:
        if self._ports.terminal is None:
            raise NotAllowedNow("This till has no payment terminal. Set [card_terminal] driver in its settings.")
        return self._ports.terminal

    def _ended(self, charge: CardCharge, stage: CardStage, amount: Money | None, said: str | Message = "") -> None:
        self._desk.charge = None
        self._asked = _Asked(last=CardStanding(stage, amount, said), sale=charge.transaction_id)
