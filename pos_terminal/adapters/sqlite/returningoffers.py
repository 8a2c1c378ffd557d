"""Offers that are still to be given back, whichever sale they were claimed for, for people to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.queueview import ReturningOffer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_WAITS = "waits until the platform has the change of its sale"
# The newest request that gives it back, or that asks first what became of the claim.
_RETURNING = """SELECT h.transaction_id, COALESCE(h.reference_id, h.offer_id), h.created_us, h.state,
    (SELECT MAX(r.attempted_us) FROM offer_request AS r
        WHERE r.hold = h.hold_id AND (r.kind = 'unlock' OR r.state = 'open')),
    COALESCE((SELECT r.reason FROM offer_request AS r WHERE r.hold = h.hold_id AND r.reason <> ''
        AND (r.kind = 'unlock' OR r.state = 'open') ORDER BY r.id DESC LIMIT 1), '')
    FROM offer_hold AS h WHERE h.state = 'releasing' OR (h.state = 'sold' AND h.after_seq IS NOT NULL)
    ORDER BY h.hold_id"""


def returning_offers(connection: sqlite3.Connection) -> Sequence[ReturningOffer]:
    """Every such offer, the one that was claimed first first; costs as much as there are of them."""
    with translated:
        rows = connection.execute(_RETURNING).fetchall()
    return [
        ReturningOffer(
            transaction_id=sale,
            offer_id=offer,
            held_since=instant(held),
            last_tried=None if tried is None else instant(tried),
            reason=_WAITS if state == "sold" else reason,
        )
        for sale, offer, held, state, tried, reason in rows
    ]
