"""What a shift comes to, summed from its own entries of the journal and what stands beside them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.values import tax_rows_of
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.shift_report import ForeignSum, ShiftFigures, Tally, TaxSum, TenderSum
from pos_terminal.domain.staff import Employee
from pos_terminal.domain.tender import CASH
from pos_terminal.domain.till import TillSession

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from pos_terminal.domain.tax import Tax

_SESSION = """SELECT session_id, opened_by, opened_at_us, business_day, opening_float, currency, after_seq,
    COALESCE(first_name, ''), COALESCE(last_name, '')
    FROM till_session LEFT JOIN employee ON employee_id = opened_by WHERE session_id = ?"""
# What is a shift's comes after it in the journal, so that nothing older is looked at.
_SNAPSHOTS = """SELECT n.kind, n.total_lines - n.total_discount + n.tax_total, n.total_discount, n.tax_rows,
    CASE WHEN b.kind IN ('closed', 'returned') THEN b.total_lines - b.total_discount + b.tax_total END,
    b.total_discount, b.tax_rows
    FROM snapshot AS n LEFT JOIN snapshot AS b ON b.transaction_id = n.transaction_id AND b.version = n.version - 1
    WHERE n.seq > :after AND n.session_id = :session AND n.kind <> 'open'"""
_PAYMENTS = """SELECT p.type, p.taken - p.change, COALESCE(p.tip, 0), p.taken, p.foreign_cash
    FROM snapshot AS n CROSS JOIN snapshot_payment AS p ON p.seq = n.seq
    WHERE n.seq > :after AND n.session_id = :session AND n.kind = 'closed'"""
_REFUNDS = """SELECT r.type, r.given, COALESCE(r.tip, 0)
    FROM snapshot AS n CROSS JOIN snapshot_refund AS r ON r.seq = n.seq
    WHERE n.seq > :after AND n.session_id = :session"""
_MOVEMENTS = """SELECT kind, COUNT(*), SUM(total) FROM journal
    WHERE seq > :after AND session_id = :session AND kind IN ('cash_in', 'cash_out', 'pickup', 'no_sale')
    GROUP BY kind"""
_CLOSED_SINCE = "SELECT COUNT(*) FROM snapshot WHERE kind = 'closed' AND modified_time_us >= ?"
_SUSPENDED = "SELECT COUNT(*), COALESCE(SUM(total), 0) FROM suspended_sale"


class _Snapshot(NamedTuple):
    """A snapshot beside the one before it, where that one counted: ``before`` is None for what is new."""

    kind: str
    total: int
    discount: int
    taxes: str
    before: int | None
    discount_before: int | None
    taxes_before: str | None


class _Shift(NamedTuple):
    """A shift, and what its figures are read by."""

    session: TillSession
    place: dict[str, int]


def nobody_trained(_: datetime) -> int:
    """No training sale since."""
    return 0


def count_closed_since(connection: sqlite3.Connection, moment: datetime) -> int:
    """How many sales were closed since, by whatever shift."""
    with translated:
        return int(connection.execute(_CLOSED_SINCE, (micros(moment),)).fetchone()[0])


def figures_of(
    connection: sqlite3.Connection, session_id: int, trained: Callable[[datetime], int] = nobody_trained
) -> ShiftFigures:
    """The figures as of now; call it within a transaction. Raises LookupError for a shift there is not.

    ``trained`` counts the training's sales since a moment.
    """
    session, place = _shift(connection, session_id)
    currency = session.opening_float.currency
    snapshots = [_Snapshot(*row) for row in connection.execute(_SNAPSHOTS, place)]
    tenders, tips, foreign = _tenders(connection, place, currency)
    movements = _movements(connection, place, currency)
    return ShiftFigures(
        session=session,
        sales=_tally((each.total for each in snapshots if each.kind == "closed"), currency),
        returns=_tally(((each.before or 0) - each.total for each in snapshots if each.kind == "returned"), currency),
        voids=_tally(
            (each.before for each in snapshots if each.kind == "voided" and each.before is not None), currency
        ),
        given_up=_tally((each.total for each in snapshots if each.kind == "voided" and each.before is None), currency),
        discounts=Money(sum(_discount(each) for each in snapshots), currency),
        taxes=_taxes(snapshots, currency),
        tenders=tenders,
        tips=tips,
        foreign=foreign,
        movements=movements,
        training=trained(session.opened_at),
        suspended=_suspended(connection, currency),
        expected_cash=_expected(session, tenders, foreign, movements),
    )


def expected_cash(connection: sqlite3.Connection, session_id: int) -> Money:
    """What the drawer should hold of the shop's own currency. Raises LookupError for a shift there is not."""
    session, place = _shift(connection, session_id)
    currency = session.opening_float.currency
    tenders, _, foreign = _tenders(connection, place, currency)
    return _expected(session, tenders, foreign, _movements(connection, place, currency))


def _shift(connection: sqlite3.Connection, session_id: int) -> _Shift:
    row = connection.execute(_SESSION, (session_id,)).fetchone()
    if row is None:
        raise LookupError(f"there is no till session {session_id}")
    number, opened_by, opened, day, opening, code, after, *names = row
    session = TillSession(
        number,
        opened_by,
        instant(opened),
        date.fromisoformat(day),
        Money(opening, Currency.of(code)),
        Employee(opened_by, *names).display_name,
    )
    return _Shift(session, {"session": session_id, "after": after})


def _suspended(connection: sqlite3.Connection, currency: Currency) -> Tally:
    count, total = connection.execute(_SUSPENDED).fetchone()
    return Tally(count, Money(total, currency))


def _tally(amounts: Iterable[int], currency: Currency) -> Tally:
    found = list(amounts)
    return Tally(len(found), Money(sum(found), currency))


def _discount(each: _Snapshot) -> int:
    counts = 0 if each.kind == "voided" else each.discount
    return counts - (0 if each.before is None else each.discount_before or 0)


def _taxes(snapshots: Iterable[_Snapshot], currency: Currency) -> tuple[TaxSum, ...]:
    """Tax by tax what was charged, less what no longer counts; in the order in which they came up."""
    sums: dict[Tax, tuple[int, int]] = {}
    for each in snapshots:
        now = "[]" if each.kind == "voided" else each.taxes
        before = "[]" if each.before is None else each.taxes_before or "[]"
        for text, sign in ((now, 1), (before, -1)):
            for row in tax_rows_of(text, currency):
                base, amount = sums.get(row.tax, (0, 0))
                sums[row.tax] = (base + sign * row.base.minor, amount + sign * row.amount.minor)
    return tuple(TaxSum(tax, Money(base, currency), Money(amount, currency)) for tax, (base, amount) in sums.items())


def _tenders(
    connection: sqlite3.Connection, place: dict[str, int], currency: Currency
) -> tuple[tuple[TenderSum, ...], Money, tuple[ForeignSum, ...]]:
    """What was taken and given back in each tender, the tips in it, and cash in other currencies."""
    taken: dict[str, list[int]] = {}
    back: dict[str, int] = {}
    foreign: dict[str, list[int]] = {}
    tips = 0
    for kind, kept, tip, worth, other in connection.execute(_PAYMENTS, place):
        tips += tip
        taken.setdefault(kind, []).append(kept)
        if other is not None:
            code, minor, _ = json.loads(other)
            sums = foreign.setdefault(code, [0, 0])
            sums[0] += minor
            sums[1] += worth
    for kind, given, tip in connection.execute(_REFUNDS, place):
        back[kind] = back.get(kind, 0) + given
        tips -= tip
    tenders = tuple(
        TenderSum(kind, len(those), Money(sum(those), currency), Money(back.get(kind, 0), currency))
        for kind in dict.fromkeys((*taken, *back))
        for those in (taken.get(kind, []),)
    )
    others = (ForeignSum(Money(minor, Currency.of(code)), Money(of, currency)) for code, (minor, of) in foreign.items())
    return tenders, Money(tips, currency), tuple(others)


def _movements(connection: sqlite3.Connection, place: dict[str, int], currency: Currency) -> dict[MovementKind, Tally]:
    """Every kind, also what never happened."""
    found = {kind: Tally(0, Money.zero(currency)) for kind in MovementKind}
    for kind, count, total in connection.execute(_MOVEMENTS, place):
        found[MovementKind(kind)] = Tally(count, Money(total, currency))
    return found


def _expected(
    session: TillSession,
    tenders: Iterable[TenderSum],
    foreign: Iterable[ForeignSum],
    movements: dict[MovementKind, Tally],
) -> Money:
    """The float, the cash of the sales, and what moved beside them; notes of another currency lie apart."""
    held = session.opening_float.minor + sum(each.net.minor for each in tenders if each.type == CASH)
    held -= sum(each.worth.minor for each in foreign)
    held += sum((-1 if kind.takes_out else 1) * each.amount.minor for kind, each in movements.items())
    return Money(held, session.opening_float.currency)
