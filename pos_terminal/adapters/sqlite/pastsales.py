"""Closed sales a page at a time, each question answered from an index: a till keeps hundreds of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.pastsales import Fate, PastPage, PastSale, Sending, Whereabouts
from pos_terminal.domain.money import Currency, Money

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from pos_terminal.adapters.sqlite.values import Value
    from pos_terminal.application.pastsales import Wanted

_TOTAL = "s.total_lines - s.total_discount + s.tax_total"
_ENDED = "(s.kind = 'closed' OR (s.kind = 'returned' AND s.version = 1))"
"""As the indexes have it: closed sales, and goods that came back without a receipt."""
_DIGITS = 3
"""How many of the last digits the index has."""
_SENDING = """(SELECT MAX(CASE d.state WHEN 'done' THEN 0 WHEN 'parked' THEN 2 ELSE 1 END)
    FROM snapshot AS o CROSS JOIN delivery AS d ON d.seq = o.seq WHERE o.transaction_id = s.transaction_id)"""
_PAGE = f"""SELECT s.seq, s.transaction_id, s.modified_time_us, s.operator_name,
    (SELECT TOTAL(CASE l.unit WHEN 'each' THEN (ABS(l.quantity_e6) + 999999) / 1000000 ELSE 1 END)
        FROM snapshot_line AS l WHERE l.seq = s.seq AND l.modifies_line_id IS NULL),
    {_TOTAL}, s.currency, s.kind, n.kind, EXISTS (SELECT 1 FROM snapshot_line AS l WHERE l.seq = n.seq), {_SENDING}
    FROM snapshot AS s CROSS JOIN snapshot AS n ON n.seq =
        (SELECT o.seq FROM snapshot AS o WHERE o.transaction_id = s.transaction_id ORDER BY o.version DESC LIMIT 1)
    WHERE {_ENDED}"""  # noqa: S608 - made of constants
_OLDER = f"SELECT 1 FROM snapshot AS s WHERE {_ENDED}"  # noqa: S608
_WHEREABOUTS = f"SELECT MAX(s.seq), {_SENDING} FROM snapshot AS s WHERE s.transaction_id = ?"  # noqa: S608
_SHIFT = "SELECT session_id FROM snapshot WHERE transaction_id = ? AND kind = 'closed'"
_LATEST_SALES, _LATEST_LINES = 100, 400
_BOUGHT_LAST = f"""SELECT l.item_id FROM snapshot_line AS l WHERE l.seq IN (
    SELECT s.seq FROM snapshot AS s WHERE s.kind = 'closed' AND {_ENDED} ORDER BY s.seq DESC LIMIT {_LATEST_SALES})
    AND l.modifies_line_id IS NULL AND l.quantity_e6 > 0 ORDER BY l.seq DESC, l.position LIMIT {_LATEST_LINES}"""  # noqa: S608 - made of constants
_SENT = {None: Sending.NEVER, 0: Sending.SENT, 1: Sending.WAITING, 2: Sending.REFUSED}


class SqlitePastSales:
    """Implements the port `PastStore`. Nothing here writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def page(self, wanted: Wanted, before: int | None, limit: int) -> PastPage:
        """At most so many closed sales, the latest first; no more rows are read than that."""
        such, values = _such(wanted)
        with translated:
            rows = self._connection.execute(
                f"{_PAGE}{such} AND s.seq < :before ORDER BY s.seq DESC LIMIT :limit",
                values | {"before": 1 << 62 if before is None else before, "limit": limit},
            ).fetchall()
            has_older = len(rows) == limit and self._has_older(such, values | {"before": rows[-1][0]})
        return PastPage(tuple(map(_sale, rows)), has_older)

    def whereabouts(self, transaction_id: str) -> Whereabouts | None:
        """Where the newest snapshot stands in the journal, and how far the platform knows of all of them."""
        with translated:
            seq, sending = self._connection.execute(_WHEREABOUTS, (transaction_id,)).fetchone()
        return None if seq is None else Whereabouts(seq, _SENT[sending])

    def shift_of(self, transaction_id: str) -> int | None:
        """The shift in which the sale was closed; None where none was open, or the sale is not known."""
        with translated:
            row = self._connection.execute(_SHIFT, (transaction_id,)).fetchone()
        return row[0] if row else None

    def bought_last(self) -> Sequence[str]:
        """The ids of the items of the newest closed sales; however many there are, only these are read."""
        with translated:
            rows = self._connection.execute(_BOUGHT_LAST).fetchall()
        return tuple(dict.fromkeys(item_id for (item_id,) in rows))

    def _has_older(self, such: str, values: dict[str, Value]) -> bool:
        return bool(self._connection.execute(f"{_OLDER}{such} AND s.seq < :before LIMIT 1", values).fetchone())


def _such(wanted: Wanted) -> tuple[str, dict[str, Value]]:
    """The condition, and its values."""
    such = ""
    values: dict[str, Value] = {}
    if wanted.day is not None:
        such += " AND s.business_day = :day"
        values["day"] = wanted.day.isoformat()
    if wanted.total is not None:
        such += f" AND {_TOTAL} = :total"
        values["total"] = wanted.total.minor
    if wanted.digits:
        such += " AND substr(s.transaction_id, -:length) = :digits"
        values |= {"digits": wanted.digits, "length": len(wanted.digits)}
    if len(wanted.digits) >= _DIGITS:
        such += f" AND substr(s.transaction_id, -{_DIGITS}) = :last"
        values["last"] = wanted.digits[-_DIGITS:]
    return such, values


def _sale(row: tuple[int, str, int, str, float, int, str, str, str, int, int | None]) -> PastSale:
    seq, transaction_id, closed_us, operator, pieces, total, currency, first, newest, has_lines, sending = row
    return PastSale(
        seq=seq,
        transaction_id=transaction_id,
        closed_at=instant(closed_us),
        operator_name=operator,
        pieces=int(pieces),
        total=Money(total, Currency.of(currency)),
        fate=_fate(first, newest, has_lines=bool(has_lines)),
        sending=_SENT[sending],
    )


def _fate(first: str, newest: str, *, has_lines: bool) -> Fate:
    if newest == "voided":
        return Fate.VOIDED
    if first == "returned":
        return Fate.TAKEN_BACK
    if newest == "closed":
        return Fate.CLOSED
    return Fate.RETURNED_IN_PART if has_lines else Fate.RETURNED
