"""Writes into a new database what a damaged one still holds beside its sales: staff, catalog, shifts, the open sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.basketrows import ON_SCREEN
from pos_terminal.adapters.sqlite.copies import doubt_what_waits
from pos_terminal.adapters.sqlite.salerows import insert_row
from pos_terminal.application.damage import CARDS, PINS

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.adapters.sqlite.salvagedsales import SalesFound, Sources
    from pos_terminal.adapters.sqlite.soundness import Row

CATALOG = ("catalog_item", "catalog_code", "catalog_category", "catalog_shelf", "catalog_modifier", "catalog_tax")
STAFF = ("employee", "employee_pin", "pin_attempts")
"""Of wrong PINs in a row nobody has to be told that they are forgotten."""
_BESIDE = (
    "till_session",
    "print_job",
    "printed",
    "kitchen_order",
    "kitchen_job",
    "kitchen_printed",
    "offer_hold",
    "offer_request",
    "basket",
    "basket_line",
)
_RANK_BITS = 32
_WORDS = """INSERT INTO catalog_search_{} (rowid, folded) SELECT "row", folded FROM catalog_item
    WHERE folded IS NOT NULL"""
_COUNTS = "UPDATE terminal SET epoch = ?, sale_number = ?"
_UNKNOWN_SESSIONS = """SELECT session_id, MIN(who), MIN(at), MAX(at), MIN(business_day), MIN(currency), MIN(seq) - 1
    FROM (SELECT seq, session_id, pos_employee_id AS who, modified_time_us AS at, business_day, currency FROM snapshot
        UNION ALL SELECT seq, session_id, employee_id, created_us, business_day, currency FROM journal)
    WHERE session_id IS NOT NULL
    AND session_id NOT IN (SELECT session_id FROM till_session) GROUP BY session_id"""
_SESSION = """INSERT INTO till_session (session_id, opened_by, opened_at_us, business_day, opening_float, currency,
    after_seq, closed_at_us) VALUES (?, ?, ?, ?, 0, ?, ?, ?)"""
_ORPHAN_PRINTS = """DELETE FROM print_job WHERE transaction_id NOT IN (SELECT transaction_id FROM pos_transaction)
    OR transaction_id IS NULL AND seq NOT IN (SELECT seq FROM journal)"""
_ORPHAN_ORDERS = "DELETE FROM kitchen_job WHERE order_id NOT IN (SELECT order_id FROM kitchen_order)"
# A shift whose row is that of an older copy of its sales looks open.
_CLOSED = """UPDATE till_session SET closed_at_us = (SELECT created_us FROM journal AS j WHERE j.kind = 'z_report'
    AND j.session_id = till_session.session_id) WHERE closed_at_us IS NULL AND EXISTS (
    SELECT 1 FROM journal AS j WHERE j.kind = 'z_report' AND j.session_id = till_session.session_id)"""
_ENDED = """SELECT slot FROM basket AS b WHERE EXISTS (
    SELECT 1 FROM snapshot AS s WHERE s.transaction_id = b.transaction_id AND s.kind <> 'open')"""


class SalvagedStore:
    """Fills the tables beside the sales, which are there already."""

    def __init__(self, write: sqlite3.Connection, sources: Sources, sales: SalesFound) -> None:
        self._write = write
        self._damaged = sources.damaged
        self._reached = sources.reached()
        self._sales = sales

    def run(self, epoch: str) -> tuple[str, ...]:
        """Write them, under an epoch that no sale was numbered in; what people have to bring again."""
        has_cards = self._keep("card_charge")
        for table in _BESIDE:
            self._keep(table)
        self._write.execute(_ORPHAN_PRINTS)
        self._write.execute(_ORPHAN_ORDERS)
        doubt_what_waits(self._write)  # the rows may be older than what was done: a backup put back on this machine
        for (slot,) in self._write.execute(_ENDED).fetchall():
            _forget(self._write, slot)  # it was ended, and its removal is what was lost
        self._keep_sessions()
        self._write.execute(_COUNTS, (epoch, self._sale_number()))
        self._write.execute("UPDATE tenancy SET copied_through = ?", (self._sales.top,))
        has_catalog, staff = self._keep_catalog(), {table: self._keep(table) for table in STAFF}
        has_staff = self._write.execute("SELECT 1 FROM employee").fetchone() is not None
        is_whole = {"catalog": has_catalog, "employees": has_staff and staff["employee"], PINS: staff["employee_pin"]}
        return tuple(what for what, is_there in (is_whole | {CARDS: has_cards}).items() if not is_there)

    def _keep(self, table: str) -> bool:
        """Whether every row of the table could be read and taken over."""
        before = self._damaged.faults[table]
        taken = [insert_row(self._write, table, row) for row in self._damaged.rows(table)]
        return all(taken) and self._damaged.faults[table] == before and self._damaged.is_readable

    def _keep_sessions(self) -> None:
        """The shifts that a sale's second copy knows, and what can be told of the others by their sales.

        One that the journal closed is no longer open, so that the one behind it can be.
        """
        self._write.execute(_CLOSED)
        for session_id, row in self._sales.sessions.items():
            if not self._write.execute("SELECT 1 FROM till_session WHERE session_id = ?", (session_id,)).fetchone():
                closed = {"closed_at_us": row["closed_at_us"] or row["opened_at_us"]}
                if not insert_row(self._write, "till_session", row):
                    insert_row(self._write, "till_session", {**row, **closed})
        for session_id, who, first, last, day, currency, after in self._write.execute(_UNKNOWN_SESSIONS).fetchall():
            self._write.execute(_SESSION, (session_id, who, first, day, currency, after, last))
        self._write.execute(_CLOSED)

    def _sale_number(self) -> int:
        numbers = [row.get("sale_number") for row in self._damaged.rows("terminal")]
        given = [number for number in numbers if isinstance(number, int) and 0 <= number < 1 << 40]
        return max([*given, self._reached.sale_number])

    def _keep_catalog(self) -> bool:
        in_force: Row | None = next(iter(self._damaged.rows("catalog_in_force")), None)
        if in_force is None:
            return self._damaged.is_readable and not self._damaged.faults["catalog_in_force"]
        edition = int(str(in_force["edition"]))
        insert_row(self._write, "catalog_in_force", {**in_force, "previous": None, "previous_currency": None})
        is_whole = {table: self._keep_edition(table, edition) for table in CATALOG}
        self._write.execute(_WORDS.format(("even", "odd")[edition % 2]))
        return all(is_whole.values()) and self._write.execute("SELECT 1 FROM catalog_item").fetchone() is not None

    def _keep_edition(self, table: str, edition: int) -> bool:
        """The rows of the catalog that is in force; others are what an import that was cut short left behind."""
        rows = (
            row
            for row in self._damaged.rows(table)
            if (int(str(row["row"])) >> _RANK_BITS if table == "catalog_item" else row["edition"]) == edition
        )
        taken = [insert_row(self._write, table, row) for row in rows]
        return all(taken) and not self._damaged.faults[table]


def forget_open_sale(write: sqlite3.Connection) -> None:
    """Take the open sale away; suspended ones stay."""
    _forget(write, ON_SCREEN)


def _forget(write: sqlite3.Connection, slot: int) -> None:
    write.execute("DELETE FROM basket WHERE slot = ?", (slot,))
    write.execute("DELETE FROM basket_line WHERE slot = ?", (slot,))
