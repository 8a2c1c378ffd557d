"""The payment terminal of a till, and the worker that gives money back to cards behind the desk."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.application.noticeboard import StandingNotice
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

REFUND_REFUSED = later("Card refund")
"""The words of the notice that a terminal does not give money back."""
REFUND_OVERDUE = later("Card refund overdue")
"""The words of the notice that nobody knows whether money went back."""
_NONE = "none"
_PATIENCE = 8.0


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
        return self._settings.card_terminal.driver != _NONE

    @property
    def terminal(self) -> PaymentTerminal | None:
        """The terminal; None where there is none."""
        from pos_terminal.app.card_terminals import OneAtATime, payment_terminal

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
        from pos_terminal.app.card_terminals import UnsetTerminal
        from pos_terminal.application.card_refunds import CardRefundPorts, CardRefunds

        unset = Message("[card_terminal] names no terminal, so nothing goes back to a card.")
        terminal = self.terminal or UnsetTerminal(unset)
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
