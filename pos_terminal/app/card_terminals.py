"""The payment terminal as the settings have it, asked by one caller at a time."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

from pos_terminal.application.card_ports import TerminalReport
from pos_terminal.domain.card_charge import CardAnswer, CardOutcome
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.application.card_ports import PaymentTerminal
    from pos_terminal.domain.card_charge import CardCharge
    from pos_terminal.settings import Settings

_NONE = "none"
_LEDGER = "card_terminal.json"


def payment_terminal(settings: Settings) -> PaymentTerminal | None:
    """The terminal of the settings, which is not reached yet; None where there is none.

    For settings that do not describe one, one that says so.
    """
    if settings.card_terminal.driver == _NONE:
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
        wants = Message("[card_terminal] wants {names} for a terminal of Adyen's.", names=", ".join(missing))
        return UnsetTerminal(wants)
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

    def __init__(self, why: Message) -> None:
        self._why = why

    def charge(self, charge: CardCharge) -> CardAnswer:  # noqa: ARG002 - the port's
        """Nothing was asked, so nothing was charged."""
        return CardAnswer(CardOutcome.CANCELLED, said=self._why)

    def refund(self, refund: CardCharge, of: CardCharge) -> CardAnswer:  # noqa: ARG002 - the port's
        """It waits until the settings are mended."""
        return CardAnswer(CardOutcome.UNKNOWN, said=self._why)

    def outcome(self, charge: CardCharge) -> CardAnswer:  # noqa: ARG002 - the port's
        """The same."""
        return CardAnswer(CardOutcome.UNKNOWN, said=self._why)

    def cancel(self, charge: CardCharge) -> None:
        """There is nothing to stop."""

    def report(self) -> TerminalReport:
        """What the settings want."""
        return TerminalReport(False, self._why)

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
                return CardAnswer(CardOutcome.CANCELLED, said=Message("Cancelled at the till."))
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
