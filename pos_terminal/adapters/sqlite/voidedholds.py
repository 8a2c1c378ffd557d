"""The offers of a sale that is voided, or comes back, after it was closed: given back once the platform was told.

Until then such a hold stays sold and is marked with the snapshot that it waits for. Nobody claims the offer meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.domain.offer import OfferCodeType, OfferFlow

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.domain.transaction import Transaction

_SOLD = """SELECT hold_id, reference_id FROM offer_hold
    WHERE transaction_id = ? AND state = 'sold' AND after_seq IS NULL AND reference_id IS NOT NULL"""
# What ends a sale, or its void, settles the offer: a claim that went out after it would be another one, of nobody.
_RETIRE_CLAIM = "UPDATE offer_request SET state = 'retired' WHERE hold = ? AND kind = 'lock' AND state = 'open'"
_MARK = "UPDATE offer_hold SET after_seq = ?, is_used = 1, employee_id = ? WHERE hold_id = ?"
# What was sold with while nobody could be asked has no hold: the platform took it with the sale. One that was asked for
# before, and refused since because that sale had taken the offer, gives nothing back.
_UNASKED = """INSERT INTO offer_hold (offer_id, offer_type, reference_id, transaction_id, employee_id, flow, is_used,
    state, created_us) SELECT DISTINCT d.reference_id, :type, d.reference_id, :sale, :who, :flow, 1, 'sold', :at
    FROM snapshot AS s JOIN snapshot_discount AS d ON d.seq = s.seq
    WHERE s.transaction_id = :sale AND s.kind = 'closed' AND d.status = 'OFFLINE' AND NOT EXISTS (
        SELECT 1 FROM offer_hold WHERE transaction_id = :sale AND d.reference_id IN (offer_id, reference_id)
        AND (state = 'sold' OR after_seq IS NOT NULL))"""
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


def give_back_after(write: sqlite3.Connection, amended: Transaction, seq: int) -> None:
    """In the commit that changes an ended sale: offers that it counts with no more go back behind snapshot ``seq``.

    Of a voided sale that is all of them; of one that goods came back of, those of which nothing is taken off any more.
    """
    sale = amended.transaction_id
    who = amended.amendment.employee_id if amended.amendment else amended.head.pos_employee_id
    kinds = {"type": OfferCodeType.USER_OFFER_ID.value, "flow": OfferFlow.LOCK.value}
    write.execute(_UNASKED, kinds | {"sale": sale, "who": who, "at": micros(amended.modified_time)})
    kept = set() if amended.is_voided else {each.reference_id for each in amended.discounts}
    for hold, offer in write.execute(_SOLD, (sale,)).fetchall():
        if offer not in kept:
            retire_claim(write, hold)
            write.execute(_MARK, (seq, who, hold))


def retire_claim(write: sqlite3.Connection, hold: int) -> None:
    """In the commit that ends a sale with an offer, or changes that sale: a claim without an answer is sent no more."""
    write.execute(_RETIRE_CLAIM, (hold,))


def any_due(connection: sqlite3.Connection) -> bool:
    """Whether an offer waited for its void to be taken, and that is so now."""
    return connection.execute(_ANY_DUE).fetchone() is not None


def begin_giving_back(write: sqlite3.Connection) -> None:
    """Have those offers given back whose void was taken, unless another sale is about them: then later, or never."""
    write.execute(_LEAVE)
    write.execute(_GIVE_BACK)
