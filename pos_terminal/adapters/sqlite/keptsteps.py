"""What is kept of one sale to go through it again: its steps, the rules of then, and each snapshot with its entry."""

import json
import sqlite3
from dataclasses import dataclass

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.salesteps import LINE_COLUMNS
from pos_terminal.adapters.sqlite.snapshotrows import read_snapshot
from pos_terminal.application.queueing import JournalHead
from pos_terminal.domain.transaction import Transaction

_PARTS = "SELECT steps FROM sale_steps WHERE transaction_id = ? ORDER BY part"
_BESIDE = "SELECT steps, currency FROM basket WHERE transaction_id = ?"
_RULES = "SELECT rules FROM sale_rules WHERE id = ?"
_OPEN_LINES = f"""SELECT {LINE_COLUMNS} FROM basket_line
    WHERE slot = (SELECT slot FROM basket WHERE transaction_id = ?)"""  # noqa: S608 - names from here
_SOLD_LINES = f"""SELECT {LINE_COLUMNS} FROM snapshot_line WHERE seq = ?"""  # noqa: S608 - names from here
_SNAPSHOTS = """SELECT s.seq, j.hash, j.previous_hash, d.body FROM snapshot AS s JOIN journal AS j ON j.seq = s.seq
    LEFT JOIN document AS d ON d.seq = s.seq WHERE s.transaction_id = ? AND s.kind <> 'open' ORDER BY s.version"""


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot of an ended sale, its journal entry, what the entry follows, and its document where it is kept."""

    transaction: Transaction
    entry: JournalHead
    previous_hash: str
    body: bytes | None


@dataclass(frozen=True, slots=True)
class KeptSale:
    """A sale with all that is kept of how it went; ``lines`` are rows by line id, as each was rung up."""

    transaction_id: str
    currency: str
    steps: tuple[dict[str, object], ...]
    rules: dict[str, object]
    lines: dict[str, tuple[object, ...]]
    snapshots: tuple[KeptSnapshot, ...]


class SqliteKeptSteps:
    """Reads them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sale(self, transaction_id: str) -> KeptSale | None:
        """All that is kept of a sale, open or ended; None where no step of it is."""
        with translated:
            texts = [text for (text,) in self._connection.execute(_PARTS, (transaction_id,))]
            beside = self._connection.execute(_BESIDE, (transaction_id,)).fetchone()
            steps = [json.loads(line) for line in "".join([*texts, beside[0] if beside else ""]).splitlines()]
            snapshots = self._snapshots(transaction_id)
            if not steps or not (beside or snapshots):
                return None
            currency = beside[1] if beside else snapshots[0].transaction.totals.total.currency.code
            newest = [step["rules"] for step in steps if "rules" in step][-1]
            rules = self._connection.execute(_RULES, (newest,)).fetchone()
            lines = self._lines(transaction_id, steps, snapshots)
        return KeptSale(transaction_id, currency, tuple(steps), json.loads(rules[0]), lines, snapshots)

    def _snapshots(self, transaction_id: str) -> tuple[KeptSnapshot, ...]:
        rows = self._connection.execute(_SNAPSHOTS, (transaction_id,)).fetchall()
        return tuple(
            KeptSnapshot(read_snapshot(self._connection, seq), JournalHead(seq, entry_hash), before, body)
            for seq, entry_hash, before, body in rows
        )

    def _lines(
        self, transaction_id: str, steps: list[dict[str, object]], snapshots: tuple[KeptSnapshot, ...]
    ) -> dict[str, tuple[object, ...]]:
        found: dict[str, tuple[object, ...]] = {}
        for step in steps:
            were = step.get("were")
            for row in were if isinstance(were, list) else ():
                found[row[0]] = tuple(row)
        ended = self._connection.execute(_SOLD_LINES, (snapshots[0].entry.seq,)) if snapshots else ()
        rows = [*self._connection.execute(_OPEN_LINES, (transaction_id,)).fetchall(), *ended]
        return found | {row[0]: tuple(row) for row in rows}
