"""Finds entries of the journal, the newest first, on a connection that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.journalsearch import EntryKind, JournalFound, JournalWanted
from pos_terminal.domain.money import Currency, Money

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_KINDS: Mapping[EntryKind, str] = {
    EntryKind.SALES: "'closed', 'open'",
    EntryKind.RETURNS: "'returned'",
    EntryKind.VOIDS: "'voided'",
    EntryKind.ACTS: "'act'",
    EntryKind.CASH: "'cash_in', 'cash_out', 'pickup', 'no_sale'",
    EntryKind.SHIFTS: "'z_report'",
}
# A document that was erased or damaged says nothing; the entry is found by what stands in its own columns.
_READ = """WITH told AS (SELECT j.seq, j.created_us, j.business_day, j.kind, j.transaction_id,
    COALESCE(a.employee_id, j.employee_id) AS who,
    COALESCE(a.employee_name, s.operator_name, e.first_name || ' ' || e.last_name, '') AS name,
    IIF(json_valid(CAST(d.body AS TEXT)), CAST(d.body AS TEXT), '{{}}') AS body,
    a.approved_by, a.reason, j.total, j.currency, j.hash
    FROM journal AS j LEFT JOIN document AS d ON d.seq = j.seq LEFT JOIN snapshot AS s ON s.seq = j.seq
    LEFT JOIN amendment AS a ON a.seq = j.seq LEFT JOIN employee AS e ON e.employee_id = j.employee_id
    WHERE {such}),
found AS (SELECT seq, created_us, business_day, kind, transaction_id, who, name,
    COALESCE(approved_by, json_extract(body, '$.approver_id'), json_extract(body, '$.approved_by'), '') AS approver,
    total, currency, COALESCE(json_extract(body, '$.action'), '') AS action,
    COALESCE(reason, json_extract(body, '$.reason'), json_extract(body, '$.void_reason'), '') AS reason, hash, body
    FROM told)
SELECT seq, created_us, business_day, kind, transaction_id, who, name, approver, total, currency, action, reason, hash
    FROM found WHERE (:person = '' OR who = :person OR approver = :person)
    AND (:text = '' OR instr(folded(transaction_id || ' ' || who || ' ' || name || ' ' || approver || ' ' || reason ||
        ' ' || action || ' ' || IIF(kind IN ('closed', 'returned', 'voided', 'open'), '', body)), folded(:text)))
    ORDER BY seq DESC LIMIT :most"""


def found_in_journal(connection: sqlite3.Connection, wanted: JournalWanted, most: int) -> list[JournalFound]:
    """So many entries at most."""
    such, values = _such(wanted)
    connection.create_function("folded", 1, str.casefold, deterministic=True)
    with translated:
        rows = connection.execute(_READ.format(such=such), values | {"most": most}).fetchall()
    return [
        JournalFound(
            seq=row[0],
            at=instant(row[1]),
            business_day=row[2],
            kind=row[3],
            transaction_id=row[4],
            employee_id=row[5],
            employee_name=row[6],
            approver_id=row[7],
            total=Money(row[8], Currency.of(row[9])),
            action=row[10],
            reason=row[11],
            hash=row[12],
        )
        for row in rows
    ]


def _such(wanted: JournalWanted) -> tuple[str, dict[str, str | int]]:
    """The condition on the entries' own columns, and all values."""
    values: dict[str, str | int] = {"text": wanted.text, "person": wanted.person}
    such = ["1"]
    if wanted.kind is not None:
        such.append(f"j.kind IN ({_KINDS[wanted.kind]})")
    if wanted.first is not None:
        such.append("j.business_day >= :first")
        values["first"] = wanted.first.isoformat()
    if wanted.last is not None:
        such.append("j.business_day <= :last")
        values["last"] = wanted.last.isoformat()
    return " AND ".join(such), values
