"""The offers of a sale that is voided after it was closed: given back once the platform has the void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.offer import OfferCodeType, OfferFlow

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.transaction import Transaction

_SOLD = """SELECT hold_id, reference_id FROM offer_hold
    WHERE transaction_id = ? AND state = 'sold' AND reference_id IS NOT NULL"""
# Unless the offer was claimed again meanwhile: then the sale had not used it up, or it was given out anew, and what is
# put back would be the later sale's.
_TO_GIVE_BACK = """UPDATE offer_hold SET state = 'releasing', is_used = 1, after_seq = :seq, employee_id = :who
    WHERE hold_id = :hold AND NOT EXISTS (SELECT 1 FROM offer_hold AS later
        WHERE :offer IN (later.offer_id, later.reference_id) AND later.hold_id <> :hold
        AND (later.state IN ('locking', 'locked', 'releasing') OR (later.state = 'sold' AND later.hold_id > :hold)))"""
_UNASKED = """INSERT INTO offer_hold (offer_id, offer_type, reference_id, transaction_id, employee_id, flow, is_used,
    state, created_us) SELECT ?1, ?2, ?1, ?3, ?4, ?5, 1, 'sold', ?6
    WHERE NOT EXISTS (SELECT 1 FROM offer_hold WHERE transaction_id = ?3 AND ?1 IN (offer_id, reference_id))"""


def give_back_after(write: sqlite3.Connection, voided: Transaction, seq: int) -> None:
    """In the commit that voids a closed sale: its offers go back when the platform has taken snapshot ``seq``."""
    sale_id = voided.transaction_id
    who = voided.amendment.employee_id if voided.amendment else voided.head.pos_employee_id
    for discount in voided.discounts:
        if discount.status is DiscountStatus.OFFLINE:
            write.execute(_UNASKED, _claimed_unasked(discount, sale_id, who, micros(voided.modified_time)))
    for hold, offer in write.execute(_SOLD, (sale_id,)).fetchall():
        write.execute(_TO_GIVE_BACK, {"seq": seq, "who": who, "hold": hold, "offer": offer})


def _claimed_unasked(discount: Discount, sale_id: str, who: str, at_us: int) -> tuple[str | int, ...]:
    """A hold for what was sold with while nobody could be asked: the platform took it with the sale."""
    kind = OfferCodeType.USER_OFFER_ID.value
    return (discount.reference_id, kind, sale_id, who, OfferFlow.LOCK.value, at_us)
