"""Voiding a sale after it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.ending import amended_by
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.postvoid import post_void, refuse_post_void
from pos_terminal.domain.rights import Action

if TYPE_CHECKING:
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ending import Ending
    from pos_terminal.application.ports import Sales
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.transaction import Transaction


class PostVoiding:
    """Voids closed sales of this terminal.

    The platform is told behind every earlier word about the sale; only once it has taken the void are the offers that
    the sale used given back (spec notes A19), so that the void cannot use them up again.
    """

    def __init__(self, desk: Desk, sales: Sales, ending: Ending, tilling: Tilling, authority: Authority) -> None:
        self._desk = desk
        self._sales = sales
        self._ending = ending
        self._tilling = tilling
        self._authority = authority

    def void_closed(self, transaction_id: str, reason: str) -> Transaction:
        """Void a closed sale; what was paid for it goes back by the tenders that it was paid in.

        Raises BadArgument without a reason or for a sale that this terminal does not know, NotAllowedNow while another
        sale is open and for one that was voided or returned from already, and ApprovalNeeded.
        """
        operator = self._desk.signed_on()
        if not reason.strip():
            raise BadArgument("Voiding a sale wants a reason.")
        sold = ended_sale(self._desk, self._sales, transaction_id)
        refuse_post_void(sold)
        deed = Deed(reason.strip(), sold.transaction_id, {"total": str(sold.totals.total)})
        stands = self._authority.allow(Action.VOID_CLOSED, deed)
        self._tilling.shift_for_sale(Money.zero(sold.totals.total.currency))
        voided = post_void(sold, self._tilling.now(), amended_by(operator, stands, reason.strip()))
        return self._ending.write(voided, sends=True, prints=True)


def ended_sale(desk: Desk, sales: Sales, transaction_id: str) -> Transaction:
    """A sale of this terminal as it is now, to be changed.

    Raises NotAllowedNow while another one is open, and BadArgument for one that this terminal did not sell.
    """
    if desk.basket is not None:
        raise NotAllowedNow("A sale is open. Finish it first, or void it.")
    found = sales.transaction(transaction_id.strip())
    if found is None:
        raise BadArgument(f"This till has no sale {transaction_id.strip()}. Look at the number on the receipt.")
    return found
