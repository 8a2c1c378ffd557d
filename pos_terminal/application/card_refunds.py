"""Giving money back to cards behind the desk: what left its sale, and what goes back of an ended one.

A payment that was given up is asked about until its outcome is known, and only then refunded; a refund is stored before
it is asked for, and asked about until it is known, so that no card gets money twice. Nothing here is asked while the
terminal has a shopper: `PaymentTerminal` says so, and it is tried again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.domain.card_charge import OVERDUE, CardAnswer, CardCharge, CardKind, CardOutcome, CardState
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.card_ports import Charges, PaymentTerminal
    from pos_terminal.application.ports import Clock

_LONGEST = 300.0
_ABSENT_TRIES = 4
_ABSENT_SECONDS = 30.0
_NOT_KNOWN = Message("the terminal knows nothing of it")
_log = logging.getLogger("pos.cards")


@dataclass(frozen=True, slots=True)
class CardRefundPorts:
    """What giving back works with."""

    charges: Charges
    terminal: PaymentTerminal
    clock: Clock


class CardRefunds:
    """Settles what is to go back to cards, oldest first. All methods run in one worker."""

    def __init__(self, ports: CardRefundPorts) -> None:
        self._ports = ports
        self._resting: dict[int, float] = {}
        self._absent: dict[int, tuple[int, float]] = {}

    def step(self) -> float | None:
        """Make one try, if one is due; how many seconds to leave before the next, None: nothing is to be done."""
        now = self._ports.clock.monotonic()
        self._resting = {number: until for number, until in self._resting.items() if until > now}
        charge = self._ports.charges.to_give_back(self._resting.keys())
        if charge is None:
            return min(self._resting.values()) - now if self._resting else None
        if charge.kind is CardKind.REFUND:
            self._refund(charge)
        elif charge.state is CardState.APPROVED:
            self._ports.charges.undo(charge, self._ports.clock.now())
        else:
            self._settle(charge)
        return 0.0

    def hurry(self) -> None:
        """Somebody waits for it: what rests is tried at once."""
        self._resting.clear()

    def refused(self) -> Sequence[CardCharge]:
        """What the terminal does not give back, so that somebody has to."""
        return self._ports.charges.refused()

    def overdue(self) -> Sequence[CardCharge]:
        """What nobody has known of for long whether it went back, so that somebody has to look."""
        return self._ports.charges.overdue(self._ports.clock.now() - OVERDUE)

    def _settle(self, charge: CardCharge) -> None:
        """Ask what became of a payment that was given up."""
        asked = self._ports.charges.attempted(charge)
        if asked.state is not CardState.ASKING:  # somebody said meanwhile that it went back
            return
        answer = self._ports.terminal.outcome(asked)
        if answer.outcome is CardOutcome.NOT_FOUND and self._is_absent(asked):
            answer = CardAnswer(CardOutcome.CANCELLED, said=_NOT_KNOWN)
        self._note(asked, answer)

    def _refund(self, refund: CardCharge) -> None:
        """Ask for a refund, or what became of it; one that the terminal knows nothing of is asked for again."""
        charges, terminal = self._ports.charges, self._ports.terminal
        asked = charges.attempted(refund)
        if asked.state is not CardState.ASKING:  # as above
            return
        if refund.state is CardState.DUE:
            answer = terminal.refund(asked, charges.known(asked.of or 0))
        else:
            answer = terminal.outcome(asked)
        if answer.outcome is CardOutcome.NOT_FOUND and self._is_absent(asked):
            charges.again(asked)
        elif answer.outcome is CardOutcome.CANCELLED:
            self._not_begun(asked, answer, was_on_record=refund.state is not CardState.DUE)
        else:
            self._note(asked, answer)

    def _not_begun(self, refund: CardCharge, answer: CardAnswer, *, was_on_record: bool) -> None:
        """The terminal was off, busy, or without the bank: the refund stays due.

        What the terminal has on record under our reference it would say again of a later request, so that one gets the
        next reference; it is worked out, so that a copy of this till asks about the same ones.
        """
        _log.info("card not given back said=%s reference=%s", answer.in_english, refund.reference)
        if was_on_record:
            self._ports.charges.renamed(refund, _next(refund.reference))
        self._rest(refund)

    def _note(self, charge: CardCharge, answer: CardAnswer) -> None:
        if not answer.is_settling:
            self._rest(charge)
            return
        self._absent.pop(charge.charge_id, None)
        settled = self._ports.charges.answered(charge, answer, self._ports.clock.now())
        _log.info("card back state=%s reference=%s", settled.state, settled.reference)

    def _is_absent(self, charge: CardCharge) -> bool:
        """Whether the terminal has said so often, and for so long, that no request of before can still arrive."""
        now = self._ports.clock.monotonic()
        times, since = self._absent.get(charge.charge_id, (0, now))
        self._absent[charge.charge_id] = (times + 1, since)
        if times + 1 < _ABSENT_TRIES or now - since < _ABSENT_SECONDS:
            return False
        del self._absent[charge.charge_id]
        return True

    def _rest(self, charge: CardCharge) -> None:
        """Leave this one alone for 1, 2, 4 … seconds by its own tries."""
        wait = min(_LONGEST, 2.0 ** min(charge.tries - 1, 16))
        self._resting[charge.charge_id] = self._ports.clock.monotonic() + wait


def _next(reference: str) -> str:
    """The reference after this one: ``x``, ``x~2``, ``x~3``."""
    stem, _, number = reference.partition("~")
    return f"{stem}~{int(number or 1) + 1}"
