"""Voiding a sale after it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.domain.money import Money
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.rights import Action

if TYPE_CHECKING:
    from pos_terminal.application.aftersale import AfterSale
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.transaction import Transaction


class PostVoiding:
    """Voids closed sales of this terminal.

    The platform is told behind every earlier word about the sale; only once it has taken the void are the offers that
    the sale used given back (spec notes A19), so that the void cannot use them up again.
    """

    def __init__(self, ground: AfterSale) -> None:
        self._ground = ground

    def refunds(self, transaction_id: str) -> tuple[Refund, ...]:
        """What `void_closed` would give back, and by which tender; nothing is done. Raises as it does, unapproved."""
        ground = self._ground
        would = post_void(ground.found(transaction_id), ground.tilling.now(), ground.unapproved())
        return would.amendment.refunds if would.amendment else ()

    def void_closed(self, transaction_id: str, reason: str) -> Transaction:
        """Void a closed sale; what was paid for it goes back by the tenders that it was paid in.

        Raises BadArgument without one of the shop's reasons or for a sale that this terminal does not know,
        NotAllowedNow while another sale is open and for one that was voided or returned from already, and
        ApprovalNeeded.
        """
        ground = self._ground
        sold = ground.found(transaction_id)
        reason = ground.reasons.given("void", "Voiding a sale", reason)
        would = post_void(sold, ground.tilling.now(), ground.unapproved(reason))
        total = sold.totals.total
        deed = Deed(reason, sold.transaction_id, {"total": str(total)})
        amendment = ground.allowed(
            [Action.VOID_CLOSED, *ground.refund_actions([sold], would)], deed, Money.zero(total.currency)
        )
        return ground.ending.write(post_void(sold, ground.tilling.now(), amendment), sends=True, prints=True)
