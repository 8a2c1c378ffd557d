"""What the payment terminal does not give back, or leaves unknown: somebody gives the money back, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.domain.card_charge import OVERDUE
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.authority import Authority
    from pos_terminal.application.card_ports import Charges
    from pos_terminal.application.ports import Clock
    from pos_terminal.domain.card_charge import CardCharge


class RefusedRefunds:
    """What waits for somebody; ``changed`` is told once nothing does."""

    def __init__(self, charges: Charges, authority: Authority, clock: Clock, changed: Callable[[], None]) -> None:
        self._charges = charges
        self._authority = authority
        self._clock = clock
        self._changed = changed

    def waiting(self) -> Sequence[CardCharge]:
        """What was refused, and what nobody has known of for long, each oldest first."""
        return [*self._charges.refused(), *self._charges.overdue(self._clock.now() - OVERDUE)]

    def given(self, reason: str) -> Sequence[CardCharge]:
        """The money of all of them went back by other means, which is journalled for each; these are they.

        Raises NotAllowedNow where none waits, BadArgument without a reason, ApprovalNeeded.
        """
        waiting = self.waiting()
        if not waiting:
            raise NotAllowedNow("No refund to a card waits for anybody.")
        if not reason.strip():
            raise BadArgument("Say how the money went back.")
        for each in waiting:
            details = {"reference": each.reference, "amount": str(each.amount), "choice": "given back"}
            deed = Deed(reason.strip(), each.transaction_id, details, about=_about(waiting))
            self._authority.allow(Action.CARD_IN_DOUBT, deed)
            self._charges.handled(each, self._clock.now())
        self._changed()
        return waiting


def _about(waiting: Sequence[CardCharge]) -> Message:
    amounts = ", ".join(f"{each.amount} ({each.transaction_id})" for each in waiting)
    return Message("Given back to cards by other means: {amounts}", amounts=amounts)
