"""All claims of offers for people to look at, and what gives one back by hand."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.adapters.sqlite.offlineclaims import SqliteOfflineClaims
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.application.offerdesk import HeldOffer, OfferStanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.offlineoffers import OfflineClaim
    from pos_terminal.application.ports import WriteLock

_IS_OPEN = "EXISTS (SELECT 1 FROM basket AS b WHERE b.transaction_id = h.transaction_id)"
_READ = f"""SELECT h.hold_id, COALESCE(h.reference_id, h.offer_id), h.transaction_id,
    CASE WHEN h.state = 'releasing' OR h.after_seq IS NOT NULL THEN 'returning' WHEN h.state = 'sold' THEN 'used'
        WHEN {_IS_OPEN} THEN 'of open sale' ELSE 'stuck' END,
    h.is_used OR h.state = 'sold', h.created_us,
    COALESCE((SELECT p.user_id FROM snapshot AS s JOIN snapshot_payment AS p ON p.seq = s.seq
            WHERE s.transaction_id = h.transaction_id AND p.user_id IS NOT NULL ORDER BY s.seq DESC LIMIT 1),
        (SELECT json_extract(b.member, '$[0]') FROM basket AS b
            WHERE b.transaction_id = h.transaction_id AND json_valid(b.member)), ''),
    (SELECT MAX(r.attempted_us) FROM offer_request AS r WHERE r.hold = h.hold_id),
    COALESCE((SELECT r.reason FROM offer_request AS r WHERE r.hold = h.hold_id AND r.reason <> ''
        ORDER BY r.id DESC LIMIT 1), '')
    FROM offer_hold AS h WHERE """  # noqa: S608 - made of constants
# Two halves, each with an index of its own: no hold is ever deleted, and a look must not cost more for every old one.
_OUTSTANDING = f"""{_READ} h.state IN ('locking', 'locked', 'releasing')
    UNION ALL {_READ} h.state = 'sold' AND h.after_seq IS NOT NULL"""
_USED = f"""{_READ} h.state = 'sold' AND h.after_seq IS NULL AND h.reference_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM delivery AS w CROSS JOIN snapshot_discount AS d ON d.seq = w.seq
        WHERE w.state <> 'done' AND w.transaction_id = h.transaction_id AND d.status = 'OFFLINE'
        AND d.reference_id IN (h.offer_id, h.reference_id))
    AND (:sale = '' OR h.transaction_id = :sale) ORDER BY h.hold_id DESC LIMIT :most"""  # noqa: S608 - as above
_IS_STUCK = f"hold_id = ? AND state IN ('locking', 'locked') AND NOT {_IS_OPEN}"
# The platform uses an offer up with its sale, so the sale has to be there first; another one's claim is not undone.
_IS_USED_UP = """hold_id = ? AND state = 'sold' AND after_seq IS NULL AND reference_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM delivery AS d WHERE d.transaction_id = h.transaction_id AND d.state <> 'done')
    AND NOT EXISTS (SELECT 1 FROM offer_hold AS other WHERE other.hold_id > h.hold_id
        AND h.reference_id IN (other.offer_id, other.reference_id)
        AND other.state IN ('locking', 'locked', 'releasing', 'sold'))"""
_UNLOCK = f"UPDATE offer_hold AS h SET state = 'releasing' WHERE {_IS_STUCK}"  # noqa: S608 - made of constants
_REINSTATE = f"UPDATE offer_hold AS h SET state = 'releasing', is_used = 1 WHERE {_IS_USED_UP}"  # noqa: S608 - as above
_CAN_GO_BACK = f"SELECT 1 FROM offer_hold AS h WHERE ({_IS_STUCK}) OR ({_IS_USED_UP})"  # noqa: S608 - as above


class SqliteOfferBooks:
    """Implements the port `OfferBooks`."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock) -> None:
        self._connection = connection
        self._lock = lock
        self._claims = SqliteOfflineClaims(connection)

    def outstanding(self) -> Sequence[HeldOffer]:
        """All that are not settled."""
        with translated:
            held = [_offer(row) for row in sorted(self._connection.execute(_OUTSTANDING))]
        claims = self._unverified(held)
        offline = {(each.transaction_id, each.offer_id) for each in claims}
        others = [each for each in held if (each.transaction_id, each.offer_id) not in offline]
        return sorted([*others, *claims], key=lambda each: each.since)

    def used(self, most: int, transaction_id: str = "") -> Sequence[HeldOffer]:
        """Those that sales ended with, the newest first."""
        with translated:
            return [_offer(row) for row in self._connection.execute(_USED, {"sale": transaction_id, "most": most})]

    def can_go_back(self, hold_id: int) -> bool:
        """Whether `give_back` would have one given back as things stand."""
        with translated:
            return self._connection.execute(_CAN_GO_BACK, (hold_id, hold_id)).fetchone() is not None

    def give_back(self, hold_id: int) -> bool:
        """Have one given back by the delivery; whether it could be."""
        try:
            with self._lock.background(), OneCommit(self._connection) as write:
                return any(write.execute(query, (hold_id,)).rowcount for query in (_UNLOCK, _REINSTATE))
        except sqlite3.IntegrityError:  # another sale has claimed it meanwhile
            return False

    def _unverified(self, held: Sequence[HeldOffer]) -> list[HeldOffer]:
        """What sales took offline, ended or not, once a sale; what is stuck or on its way back is listed as that."""
        ended, not_yet = self._claims.outstanding(), self._claims.of_open_sales()
        claims = {(each.transaction_id, each.reference_id): (each, False) for each in ended}
        claims |= {(each.transaction_id, each.reference_id): (each, True) for each in not_yet}
        for each in held:
            if each.standing is not OfferStanding.OF_OPEN_SALE:
                claims.pop((each.transaction_id, each.offer_id), None)
        return [_unverified(-number, *claim) for number, claim in enumerate(claims.values(), 1)]


def _unverified(number: int, claim: OfflineClaim, is_open: bool) -> HeldOffer:  # noqa: FBT001
    return HeldOffer(
        hold_id=number,
        offer_id=claim.reference_id,
        transaction_id=claim.transaction_id,
        standing=OfferStanding.UNVERIFIED,
        is_used=False,
        since=claim.closed_at,
        member=claim.user_id or "",
        last_tried=None,
        reason="",
        is_of_open_sale=is_open,
    )


def _offer(row: tuple[int, str, str, str, int, int, str, int | None, str]) -> HeldOffer:
    hold_id, offer, sale, standing, is_used, since, member, tried, reason = row
    return HeldOffer(
        hold_id=hold_id,
        offer_id=offer,
        transaction_id=sale,
        standing=OfferStanding(standing),
        is_used=bool(is_used),
        since=instant(since),
        member=member,
        last_tried=None if tried is None else instant(tried),
        reason=reason,
    )
