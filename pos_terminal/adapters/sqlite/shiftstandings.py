"""Reads how far the platform has what a shift sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.domain.money import Money
from pos_terminal.domain.shift_report import Tally
from pos_terminal.domain.shift_standing import ShiftStanding

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.domain.money import Currency

_TOTAL = "{0}.total_lines - {0}.total_discount + {0}.tax_total"
# As on the shift's report: a snapshot counts for what it changed, and a sale that was never closed for nothing.
_STANDING = f"""SELECT COALESCE(d.state, 'apart'), COUNT(*),
    SUM(IIF(n.kind = 'voided', 0, {_TOTAL.format("n")}) - COALESCE({_TOTAL.format("b")}, 0))
    FROM snapshot AS n LEFT JOIN snapshot AS b ON b.transaction_id = n.transaction_id AND b.version = n.version - 1
        AND b.kind IN ('closed', 'returned')
    LEFT JOIN delivery AS d ON d.seq = n.seq
    WHERE n.session_id = :session AND n.seq > (SELECT after_seq FROM till_session WHERE session_id = :session)
        AND n.kind <> 'open' AND (n.kind <> 'voided' OR b.seq IS NOT NULL) GROUP BY 1"""  # noqa: S608 - made of constants
_QUEUED = ("waiting", "sending")


def standing_of(connection: sqlite3.Connection, session_id: int, currency: Currency) -> ShiftStanding:
    """Of the shift of this number, as of one moment."""
    with translated:
        found = {
            state: (count, total)
            for state, count, total in connection.execute(_STANDING, {"session": session_id}).fetchall()
        }

    def tally(*states: str) -> Tally:
        rows = [found[state] for state in states if state in found]
        return Tally(sum(count for count, _ in rows), Money(sum(total for _, total in rows), currency))

    return ShiftStanding(tally("done"), tally(*_QUEUED), tally("parked"), tally("apart"))
