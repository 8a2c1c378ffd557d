"""The offers of a sale that is voided after it was closed: given back once the platform has the void.

Until then such a hold stays sold and is marked with the snapshot that it waits for. Nobody claims the offer meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.offer import OfferCodeType, OfferFlow

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.transaction import Transaction

_MARK = """UPDATE offer_hold SET after_seq = ?, is_used = 1, employee_id = ?
    WHERE transaction_id = ? AND state = 'sold' AND reference_id IS NOT NULL"""
_UNASKED = """INSERT INTO offer_hold (offer_id, offer_type, reference_id, transaction_id, employee_id, flow, is_used,
    state, created_us) SELECT ?1, ?2, ?1, ?3, ?4, ?5, 1, 'sold', ?6
    WHERE NOT EXISTS (SELECT 1 FROM offer_hold WHERE transaction_id = ?3 AND ?1 IN (offer_id, reference_id))"""
_IS_DUE = """state = 'sold' AND after_seq IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM delivery AS d WHERE d.seq = after_seq AND d.state <> 'done')"""
_ANY_DUE = f"SELECT 1 FROM offer_hold WHERE {_IS_DUE} LIMIT 1"  # noqa: S608 - made of constants
_OTHERS = """SELECT 1 FROM offer_hold AS other WHERE other.hold_id <> offer_hold.hold_id
    AND (offer_hold.reference_id IN (other.offer_id, other.reference_id) OR other.offer_id = offer_hold.offer_id)"""
# An offer that a later sale was sold with is that sale's: it was not used up, or was given out anew.
_LEAVE = f"""UPDATE offer_hold SET after_seq = NULL WHERE {_IS_DUE}
    AND EXISTS ({_OTHERS} AND other.state = 'sold' AND other.hold_id > offer_hold.hold_id)"""  # noqa: S608
# What another sale asks for, has, or gives back is settled first: one hold of an offer at a time.
_GIVE_BACK = f"""UPDATE offer_hold SET state = 'releasing' WHERE {_IS_DUE}
    AND NOT EXISTS ({_OTHERS} AND other.state IN ('locking', 'locked', 'releasing'))"""  # noqa: S608


def give_back_after(write: sqlite3.Connection, voided: Transaction, seq: int) -> None:
    """In the commit that voids a closed sale: its offers go back when the platform has taken snapshot ``seq``."""
    sale_id = voided.transaction_id
    who = voided.amendment.employee_id if voided.amendment else voided.head.pos_employee_id
    for discount in voided.discounts:
        if discount.status is DiscountStatus.OFFLINE:
            write.execute(_UNASKED, _claimed_unasked(discount, sale_id, who, micros(voided.modified_time)))
    write.execute(_MARK, (seq, who, sale_id))


def any_due(connection: sqlite3.Connection) -> bool:
    """Whether an offer waited for its void to be taken, and that is so now."""
    return connection.execute(_ANY_DUE).fetchone() is not None


def begin_giving_back(write: sqlite3.Connection) -> None:
    """Have those offers given back whose void was taken, unless another sale is about them: then later, or never."""
    write.execute(_LEAVE)
    write.execute(_GIVE_BACK)


def _claimed_unasked(discount: Discount, sale_id: str, who: str, at_us: int) -> tuple[str | int, ...]:
    """A hold for what was sold with while nobody could be asked: the platform took it with the sale."""
    kind = OfferCodeType.USER_OFFER_ID.value
    return (discount.reference_id, kind, sale_id, who, OfferFlow.LOCK.value, at_us)
