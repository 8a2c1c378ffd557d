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
_SNAPSHOTS = """SELECT s.seq, s.version, j.hash, j.previous_hash, d.body FROM snapshot AS s
    JOIN journal AS j ON j.seq = s.seq LEFT JOIN document AS d ON d.seq = s.seq
    WHERE s.transaction_id = ? AND s.kind <> 'open' ORDER BY s.version"""


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot of an ended sale, its journal entry, what the entry follows, and its document where it is kept.

    ``rules`` is the number of the rules that it was made under.
    """

    transaction: Transaction
    entry: JournalHead
    previous_hash: str
    body: bytes | None
    rules: int


@dataclass(frozen=True, slots=True)
class KeptSale:
    """A sale with all that is kept of how it went; ``lines`` are rows by line id, as each was rung up.

    ``rules`` are those that it ever went by, each by its number; a step names the number where it began to count.
    """

    transaction_id: str
    currency: str
    steps: tuple[dict[str, object], ...]
    rules: dict[int, dict[str, object]]
    lines: dict[str, tuple[object, ...]]
    snapshots: tuple[KeptSnapshot, ...]

    @property
    def sold_by(self) -> dict[str, object]:
        """The rules that it was sold by, or is."""
        newest = [_rules_of(each) for each in self.steps if "rules" in each][-1]
        return self.rules[self.snapshots[0].rules if self.snapshots else newest]


class SqliteKeptSteps:
    """Reads them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sale(self, transaction_id: str) -> KeptSale | None:
        """All that is kept of a sale, open or ended; None where no step of it is."""
        with translated:
            texts = [text for (text,) in self._connection.execute(_PARTS, (transaction_id,))]
            beside = self._connection.execute(_BESIDE, (transaction_id,)).fetchone()
            kept = [json.loads(line) for line in "".join([*texts, beside[0] if beside else ""]).splitlines()]
            steps = [each for each in kept if "version" not in each]
            snapshots = self._snapshots(transaction_id, kept)
            if not steps or not (beside or snapshots):
                return None
            currency = beside[1] if beside else snapshots[0].transaction.totals.total.currency.code
            rules = {each: self._rules(each) for each in {_rules_of(each) for each in kept if "rules" in each}}
            lines = self._lines(transaction_id, steps, snapshots)
        return KeptSale(transaction_id, currency, tuple(steps), rules, lines, snapshots)

    def _rules(self, number: int) -> dict[str, object]:
        found: dict[str, object] = json.loads(self._connection.execute(_RULES, (number,)).fetchone()[0])
        return found

    def _snapshots(self, transaction_id: str, kept: list[dict[str, object]]) -> tuple[KeptSnapshot, ...]:
        found = []
        told = {each["version"]: _rules_of(each) for each in kept if "version" in each}
        rules = next((_rules_of(each) for each in reversed(kept) if "rules" in each and "version" not in each), 0)
        for seq, version, entry_hash, before, body in self._connection.execute(
            _SNAPSHOTS, (transaction_id,)
        ).fetchall():
            rules = told.get(version, rules)
            entry = JournalHead(seq, entry_hash)
            found.append(KeptSnapshot(read_snapshot(self._connection, seq), entry, before, body, rules))
        return tuple(found)

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


def _rules_of(step: dict[str, object]) -> int:
    return int(str(step["rules"]))
