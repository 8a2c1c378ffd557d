"""Reads the reports of a till, and what stands behind each of their figures, on a connection that changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.reportparts import PARTS, TOLD, TRAINED
from pos_terminal.domain.sales_report import Entry, ReportName, ReportRow, SalesReport

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from pos_terminal.application.tilling import StoreTime
    from pos_terminal.domain.money import Currency
    from pos_terminal.domain.sales_report import Column, Period, Value

_TRAINED = "trained"
_WHO = "COALESCE(a.employee_name, s.operator_name, e.first_name || ' ' || e.last_name, j.employee_id, '')"
_BESIDE = """LEFT JOIN journal AS j ON j.seq = p.seq LEFT JOIN snapshot AS s ON s.seq = p.seq
    LEFT JOIN amendment AS a ON a.seq = p.seq LEFT JOIN employee AS e ON e.employee_id = j.employee_id"""


class SqliteSalesReports:
    """Implements the port `SalesReports`, in one currency; sales in another one are in none of them.

    ``training``: the books of the training, whose sales are told of and in no sum; None where there are none.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        store_time: StoreTime,
        currency: Currency,
        training: sqlite3.Connection | None = None,
    ) -> None:
        self._connection = connection
        self._store_time = store_time
        self._currency = currency
        self._training = training
        connection.create_function("store_hour", 1, self._hour, deterministic=True)

    def report(self, name: ReportName, period: Period, at: datetime) -> SalesReport:
        """The whole report, all of it as of one moment."""
        rows = self._rows(self._connection, name, PARTS[name], period)
        if name is ReportName.EXCEPTIONS and self._training is not None:
            rows += self._rows(self._training, name, TRAINED, period)
        return SalesReport(name, period, self._currency, at, tuple(self._in_order(name, rows)))

    def behind(self, name: ReportName, period: Period, key: str) -> tuple[Entry, ...]:
        """What stands behind the row of this key, oldest first; together it comes to the row."""
        connection, parts = self._connection, PARTS[name]
        if name is ReportName.EXCEPTIONS and key == _TRAINED:
            if self._training is None:
                return ()
            connection, parts = self._training, TRAINED
        sums = ", ".join(f"SUM({each.name})" for each in name.columns)
        # What one entry takes away and another part of it puts back, such as goods that stay where others come back,
        # is no part of the row.
        brings = " OR ".join(f"SUM({each.name}) <> 0" for each in name.columns)
        query = f"""{_part(name.columns, parts)} SELECT p.seq, COALESCE(j.transaction_id, p.sale),
            COALESCE(j.created_us, p.at_us), {_WHO}, COALESCE(j.kind, 'hold'), {sums} FROM part AS p {_BESIDE}
            WHERE p.key = :key GROUP BY COALESCE(p.seq, p.sale) HAVING {brings}
            ORDER BY COALESCE(j.created_us, p.at_us), p.seq"""  # noqa: S608 - of constants
        with translated:
            rows = connection.execute(query, self._asked(period) | {"key": key}).fetchall()
        return tuple(
            Entry(seq, sale, instant(at), who, kind, self._values(name.columns, values))
            for seq, sale, at, who, kind, *values in rows
        )

    def _rows(self, connection: sqlite3.Connection, name: ReportName, parts: str, period: Period) -> list[ReportRow]:
        # A row is called what its newest entry calls it: SQLite takes the label of the row that has the maximum.
        sums = ", ".join(f"SUM({each.name})" for each in name.columns)
        query = f"{_part(name.columns, parts)} SELECT key, label, MAX(COALESCE(seq, 0)), {sums} FROM part GROUP BY key"  # noqa: S608
        with translated:
            rows = connection.execute(query, self._asked(period)).fetchall()
        return [ReportRow(row[0], row[1], self._values(name.columns, row[3:])) for row in rows]

    def _values(self, columns: Iterable[Column], stored: Iterable[int]) -> tuple[Value, ...]:
        return tuple(each.measure.figure(of, self._currency) for each, of in zip(columns, stored, strict=True))

    def _asked(self, period: Period) -> dict[str, str | int]:
        return {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "currency": self._currency.code,
            "begins": micros(self._store_time.begins(period.first)),
            "ends": micros(self._store_time.begins(period.last + timedelta(days=1))),
        }

    def _hour(self, at_us: int) -> str:
        return f"{instant(at_us).astimezone(self._store_time.zone).hour:02}"

    def _in_order(self, name: ReportName, rows: list[ReportRow]) -> list[ReportRow]:
        """Days and hours as they come, the hours from the beginning of a business day; the rest by what weighs most."""
        if name is ReportName.HOURS:
            begins = self._store_time.day_ends.hour
            return sorted(rows, key=lambda row: (int(row.key) - begins) % 24)
        if name is ReportName.SALES:
            return sorted(rows, key=lambda row: row.key)
        main = name.columns.index(name.main)
        return sorted(rows, key=lambda row: (-_weight(row.values[main]), row.label, row.key))


def _part(columns: Iterable[Column], parts: str) -> str:
    names = ", ".join(each.name for each in columns)
    return f"{TOLD}, part(key, label, seq, sale, at_us, {names}) AS ({parts})"


def _weight(value: Value) -> int:
    return value.minor if hasattr(value, "minor") else int(value)
