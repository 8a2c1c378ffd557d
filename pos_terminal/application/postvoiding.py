"""Voiding a sale after it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.aftersale import refund_words
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.aftersale import AfterSale
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.transaction import Transaction


class PostVoiding:
    """Voids closed sales of this terminal.

    The platform is told behind every earlier word about the sale; only once it has taken the void are the offers that
    the sale used given back (spec notes A19), so that the void cannot use them up again.
    """

    def __init__(self, ground: AfterSale, shift_of: Callable[[str], int | None] | None = None) -> None:
        """``shift_of`` says in which shift a sale was closed; without it sales of every shift can be voided."""
        self._ground = ground
        self._shift_of = shift_of

    def refunds(self, transaction_id: str) -> tuple[Refund, ...]:
        """What `void_closed` would give back, and by which tender; nothing is done. Raises as it does, unapproved."""
        ground = self._ground
        would = post_void(self._sold(transaction_id), ground.tilling.now(), ground.unapproved())
        return would.amendment.refunds if would.amendment else ()

    def void_closed(self, transaction_id: str, reason: str) -> Transaction:
        """Void a closed sale; what was paid for it goes back by the tenders that it was paid in.

        Raises BadArgument without one of the shop's reasons or for a sale that this terminal does not know,
        NotAllowedNow while another sale is open, for one that was voided or returned from already, and where the shop
        has it so for one of another shift, and ApprovalNeeded.
        """
        ground = self._ground
        sold = self._sold(transaction_id)
        reason = ground.reasons.given("void", Message("Voiding a sale"), reason)
        would = post_void(sold, ground.tilling.now(), ground.unapproved(reason))
        total = sold.totals.total
        about = Message(
            "{refund}, for sale {number} as a whole", refund=refund_words(would), number=sold.transaction_id
        )
        deed = Deed(reason, sold.transaction_id, {"total": str(total)}, about=about)
        amendment = ground.allowed([Action.VOID_CLOSED, *ground.refund_actions([sold], would)], deed)
        return ground.ending.write(post_void(sold, ground.tilling.now(), amendment), sends=True, prints=True)

    def _sold(self, transaction_id: str) -> Transaction:
        """The sale. Raises as `void_closed`, for one that it would not void in this shift."""
        sold, session = self._ground.found(transaction_id), self._ground.desk.session
        if self._shift_of is None or sold.is_voided:
            return sold
        if session is None or self._shift_of(sold.transaction_id) != session.session_id:
            raise NotAllowedNow(
                "Sale {sale} is of another shift. Return its items instead.",
                sale=sold.transaction_id,
            )
        return sold
