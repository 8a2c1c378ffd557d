"""Writes into a new database the steps that a damaged one still holds: of each sale from its first one on, or none.

Steps without their beginning, or without one between, would make another sale when they are gone through again.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.salerows import insert_row

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.adapters.sqlite.damagedfile import DamagedFile

_FOUND = """CREATE TEMP TABLE found_steps (transaction_id TEXT NOT NULL, part INTEGER NOT NULL, steps TEXT NOT NULL,
    PRIMARY KEY (transaction_id, part)) STRICT, WITHOUT ROWID"""
_KEEP = """INSERT INTO sale_steps (transaction_id, part, steps) SELECT transaction_id, part, steps FROM found_steps
    WHERE transaction_id IN (SELECT transaction_id FROM found_steps GROUP BY transaction_id
        HAVING MAX(part) + 1 = COUNT(*))
    AND (transaction_id IN (SELECT transaction_id FROM pos_transaction)
        OR transaction_id IN (SELECT transaction_id FROM basket))"""
_DROP = "DROP TABLE found_steps"
_OPEN = """SELECT slot, steps, EXISTS (SELECT 1 FROM sale_steps AS s WHERE s.transaction_id = b.transaction_id)
    FROM basket AS b WHERE steps <> ''"""
_FORGET = "UPDATE basket SET steps = '' WHERE slot = ?"
_BEGINS = frozenset({"head", "rules"})
"""What the first step of a sale tells."""


class SalvagedSteps:
    """Fills the tables of steps; sales, and those that are open, are there already."""

    def __init__(self, write: sqlite3.Connection, damaged: DamagedFile) -> None:
        self._write = write
        self._damaged = damaged
        self._rules: set[int] = set()

    def run(self) -> None:
        """Write them."""
        for row in self._damaged.rows("sale_rules"):
            if _is_sealed(row.get("rules"), row.get("sha256")) and insert_row(self._write, "sale_rules", row):
                self._rules.add(int(str(row["id"])))
        self._write.execute(_FOUND)
        spoilt = set()
        for row in self._damaged.rows("sale_steps"):
            if self._steps_in(row.get("steps")) is None or not insert_row(self._write, "found_steps", row):
                spoilt.add((row.get("transaction_id"),))
        self._write.executemany("DELETE FROM found_steps WHERE transaction_id = ?", sorted(spoilt, key=str))
        self._write.execute(_KEEP)
        self._write.execute(_DROP)
        self._keep_open()

    def _keep_open(self) -> None:
        """The newest steps of sales that have not ended stand with them: without those before they are nothing."""
        for slot, text, has_earlier in self._write.execute(_OPEN).fetchall():
            steps = self._steps_in(text)
            if not steps or not (has_earlier or steps[0].keys() >= _BEGINS):
                self._write.execute(_FORGET, (slot,))

    def _steps_in(self, text: object) -> list[dict[str, object]] | None:
        """The steps in a text; None where they cannot be read, or were taken under rules that are lost."""
        try:
            steps = [json.loads(line) for line in str(text).splitlines()]
        except ValueError:
            return None
        is_whole = all(isinstance(each, dict) and each.get("rules", 0) in {0, *self._rules} for each in steps)
        return steps if is_whole and str(text).endswith("\n") else None


def _is_sealed(rules: object, digest: object) -> bool:
    """Whether the rules are those that their own hash is of."""
    return isinstance(rules, str) and sha256(rules.encode(errors="replace")).hexdigest() == digest
