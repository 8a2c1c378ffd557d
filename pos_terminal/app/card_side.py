"""The payment terminal as the settings have it, and the worker that gives money back to cards behind the desk."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition, Lock
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.application.card_ports import TerminalReport
from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.domain.card_charge import CardAnswer, CardOutcome
from pos_terminal.wording import later
from pos_terminal.wording.message import Message, Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos_terminal.adapters.sqlite.charges import SqliteCharges
    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.application.card_ports import PaymentTerminal
    from pos_terminal.application.card_refunds import CardRefunds
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.ports import Clock
    from pos_terminal.domain.card_charge import CardCharge
    from pos_terminal.settings import Settings

NONE = "none"
REFUND_REFUSED = later("Card refund")
"""The words of the notice that a terminal does not give money back."""
REFUND_OVERDUE = later("Card refund overdue")
"""The words of the notice that nobody knows whether money went back."""
_LEDGER = "card_terminal.json"
_PATIENCE = 8.0


def payment_terminal(settings: Settings) -> PaymentTerminal | None:
    """The terminal of the settings, which is not reached yet; None where there is none.

    For settings that do not describe one, one that says so.
    """
    if settings.card_terminal.driver == NONE:
        return None
    if settings.card_terminal.driver == "adyen":
        return _adyen(settings)
    if settings.card_terminal.address:
        from pos_terminal.adapters.cards.simulated import SimulatedTerminal

        return SimulatedTerminal(settings.card_terminal.address)
    return DemonstrationTerminal(settings)


def _adyen(settings: Settings) -> PaymentTerminal:
    from pos_terminal.adapters.cards.adyen import AdyenPlace, AdyenTerminal
    from pos_terminal.adapters.cards.nexo_messages import Parties
    from pos_terminal.adapters.cards.nexo_seal import NexoSeal
    from pos_terminal.adapters.system import SystemClock

    card = settings.card_terminal
    wanted = {each: getattr(card, each) for each in ("address", "terminal_id", "key_identifier", "passphrase", "roots")}
    if missing := [name for name, value in wanted.items() if not value]:
        return UnsetTerminal(f"[card_terminal] wants {', '.join(missing)} for a terminal of Adyen's.")
    parties = Parties(settings.terminal.register_id, card.terminal_id)
    seal = NexoSeal(card.passphrase, card.key_identifier, card.key_version)
    place = AdyenPlace(card.address, settings.path(card.roots))
    return AdyenTerminal(place, parties, seal, SystemClock().now)


class DemonstrationTerminal:
    """A simulated terminal inside this program: built at its first use, with a memory that outlives the program."""

    def __init__(self, settings: Settings) -> None:
        from pos_terminal.adapters.cards.simulated import SimulatedTerminal
        from pos_terminal.simulator.card_terminal import CardTerminal, CardTerminalServer, Ledger

        self._server = CardTerminalServer(CardTerminal(Ledger(settings.data_dir / _LEDGER)))
        self._server.start()
        self._terminal = SimulatedTerminal(self._server.address)

    def charge(self, charge: CardCharge) -> CardAnswer:
        """See the port."""
        return self._terminal.charge(charge)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        """See the port."""
        return self._terminal.refund(refund, of)

    def outcome(self, charge: CardCharge) -> CardAnswer:
        """See the port."""
        return self._terminal.outcome(charge)

    def cancel(self, charge: CardCharge) -> None:
        """See the port."""
        self._terminal.cancel(charge)

    def report(self) -> TerminalReport:
        """See the port."""
        return self._terminal.report()

    def close(self) -> None:
        """Switch it off."""
        self._server.close()


class UnsetTerminal:
    """A terminal that the settings do not describe: it charges nothing, and says why."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def charge(self, charge: CardCharge) -> CardAnswer:  # noqa: ARG002 - the port's
        """Nothing was asked, so nothing was charged."""
        return CardAnswer(CardOutcome.CANCELLED, said=self._sentence)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:  # noqa: ARG002 - the port's
        """It waits until the settings are mended."""
        return CardAnswer(CardOutcome.UNKNOWN, said=self._sentence)

    def outcome(self, charge: CardCharge) -> CardAnswer:  # noqa: ARG002 - the port's
        """The same."""
        return CardAnswer(CardOutcome.UNKNOWN, said=self._sentence)

    def cancel(self, charge: CardCharge) -> None:
        """There is nothing to stop."""

    def report(self) -> TerminalReport:
        """What the settings want."""
        return TerminalReport(False, self._sentence)

    def close(self) -> None:
        """There is nothing to let go of."""


class OneAtATime:
    """A terminal that nobody else asks for anything while it has a shopper; only `cancel` comes between.

    A card that waits for its turn is not asked for at all once it is cancelled.
    """

    def __init__(self, terminal: PaymentTerminal) -> None:
        self._terminal = terminal
        self._changed = Condition()
        self._is_taken = False
        self._waiting: set[str] = set()

    def charge(self, charge: CardCharge) -> CardAnswer:
        """See the port."""
        with self._turn(charge.reference) as is_wanted:
            if not is_wanted:
                return CardAnswer(CardOutcome.CANCELLED, said="Cancelled at the till.")
            return self._terminal.charge(charge)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:
        """See the port."""
        with self._turn():
            return self._terminal.refund(refund, of)

    def outcome(self, charge: CardCharge) -> CardAnswer:
        """See the port."""
        with self._turn():
            return self._terminal.outcome(charge)

    def cancel(self, charge: CardCharge) -> None:
        """See the port."""
        with self._changed:
            is_waiting = charge.reference in self._waiting
            self._waiting.discard(charge.reference)
            self._changed.notify_all()
        if not is_waiting:
            self._terminal.cancel(charge)

    def report(self) -> TerminalReport:
        """See the port."""
        return self._terminal.report()

    def close(self) -> None:
        """See the port."""
        self._terminal.close()

    @contextmanager
    def _turn(self, cancelled_as: str = "") -> Iterator[bool]:
        """Have the terminal to oneself; False, and without it, where that was cancelled before its turn."""
        with self._changed:
            self._waiting |= {cancelled_as} - {""}
            self._changed.wait_for(lambda: not self._is_taken or not self._is_wanted(cancelled_as))
            is_wanted = self._is_wanted(cancelled_as)
            self._waiting.discard(cancelled_as)
            self._is_taken = self._is_taken or is_wanted
        try:
            yield is_wanted
        finally:
            if is_wanted:
                with self._changed:
                    self._is_taken = False
                    self._changed.notify_all()

    def _is_wanted(self, cancelled_as: str) -> bool:
        return not cancelled_as or cancelled_as in self._waiting


class CardSide:
    """The payment terminal of one till, and its worker. It is built at the first use of either."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, board: NoticeBoard) -> None:
        self._settings = settings
        self._database = database
        self.clock = clock
        self._board = board
        self._building = Lock()
        self._terminal: PaymentTerminal | None = None
        self._loop: Loop[CardRefunds] = Loop("cards", self._refunds, self._step)

    @property
    def has_terminal(self) -> bool:
        """Whether the settings name one."""
        return self._settings.card_terminal.driver != NONE

    @property
    def terminal(self) -> PaymentTerminal | None:
        """The terminal; None where there is none."""
        with self._building:
            if self._terminal is None and (found := payment_terminal(self._settings)) is not None:
                self._terminal = OneAtATime(found)
            return self._terminal

    def start(self) -> None:
        """Begin with what is to go back; where there is no terminal any more, somebody is told of what is."""
        if self.has_terminal or self._charges().to_give_back() is not None:
            self._loop.start()
            self._loop.nudge()

    def nudge(self) -> None:
        """Something is to go back."""
        self._loop.nudge()

    def close(self, timeout: float = _PATIENCE) -> bool:
        """Let go of it; whether what was under way ended in time. What was not is asked about at the next start."""
        if self._terminal is not None:
            self._terminal.close()
        return self._loop.close(timeout)

    @contextmanager
    def _refunds(self) -> Iterator[CardRefunds]:
        from pos_terminal.application.card_refunds import CardRefundPorts, CardRefunds

        terminal = self.terminal or UnsetTerminal("[card_terminal] names no terminal, so nothing goes back to a card.")
        yield CardRefunds(CardRefundPorts(self._charges(), terminal, self.clock))

    def _step(self, refunds: CardRefunds) -> float | None:
        wait = refunds.step()
        told = (
            (REFUND_REFUSED, refusal_notice, refunds.refused()),
            (REFUND_OVERDUE, overdue_notice, refunds.overdue()),
        )
        for words, notice, found in told:
            if found:
                self._board.pin(notice(found))
            else:
                self._board.take_down(words)
        return wait

    def _charges(self) -> SqliteCharges:
        from pos_terminal.adapters.sqlite.charges import SqliteCharges

        return SqliteCharges(self._database.connect(), self._database.lock)


def refusal_notice(refused: Sequence[CardCharge]) -> StandingNotice:
    """What the terminal does not give back to cards, and what to do."""
    told = Message(
        "The payment terminal did not give back to the card: {sums}. Give it back by other means, then say so "
        'behind "More".',
        sums=Spoken.listed(*map(_sum_of, refused)),
    )
    return StandingNotice(REFUND_REFUSED, told, is_grave=True)


def overdue_notice(overdue: Sequence[CardCharge]) -> StandingNotice:
    """What nobody has known of for long whether it went back to cards, and what to do."""
    told = Message(
        "It is not known yet whether this went back to the card: {sums}. Look at the payment terminal. Give what it "
        'did not give back by other means, then say so behind "More".',
        sums=Spoken.listed(*map(_sum_of, overdue)),
    )
    return StandingNotice(REFUND_OVERDUE, told, is_grave=True)


def _sum_of(refund: CardCharge) -> Message:
    return Message("{amount} of sale {sale}", amount=refund.amount, sale=refund.transaction_id)
