"""Writes into a new database every sale that a damaged one or a second copy still holds, and seals the gaps between."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.adapters.sqlite.journal import OF_NO_SALE
from pos_terminal.adapters.sqlite.journalgaps import Gap, Gaps
from pos_terminal.adapters.sqlite.leasefile import Reached
from pos_terminal.adapters.sqlite.salerows import AMENDMENT_TABLES, insert_row, insert_rows
from pos_terminal.adapters.sqlite.soundness import (
    SNAPSHOT_TABLES,
    document_of,
    entry_of,
    is_whole_but_for_its_seal,
    snapshot_fits,
)
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.sealing import NO_HASH

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from pos_terminal.adapters.sqlite.damagedfile import DamagedFile
    from pos_terminal.adapters.sqlite.leasefile import Beside
    from pos_terminal.adapters.sqlite.salerows import SaleRows
    from pos_terminal.adapters.sqlite.secondcopy import SaleCopy, SecondCopy
    from pos_terminal.adapters.sqlite.soundness import Row
    from pos_terminal.application.sealing import Seals

_HEAD = "UPDATE terminal SET journal_count = ?, journal_hash = ?, journal_seal = ?"
_SEALED = ("journal", "document")
_FROZEN = ("request_id", "path", "sha256", "seq")
_LARGEST = (1 << 63) - 1
_TOO_MANY_FOR_CHANCE = 2
"""So many entries whose documents are theirs, and whose seals alone do not hold, no damage leaves before the first."""
_MOST_BEYOND = 1000
"""How far behind the last sound entry a number in a row without a seal is believed."""


@dataclass(slots=True)
class Sources:
    """What a salvage reads: the damaged file, the second copies by their sales' numbers, and the file beside."""

    damaged: DamagedFile
    copies: SecondCopy
    seals: Seals
    beside: Beside | None = None
    places: dict[int, list[tuple[str, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.places = self.copies.places()

    def copies_of(self, seq: int) -> Iterator[SaleCopy]:
        """The copies of a sale whose seals hold, the last written first."""
        for place in reversed(self.places.get(seq, [])):
            copy = self.copies.at(place)
            if copy:
                yield copy

    def head(self) -> JournalHead | None:
        """How many entries the damaged file says that there are, and the newest hash; None when its seal is broken."""
        for row in self.damaged.rows("terminal"):
            seq, newest = row.get("journal_count"), row.get("journal_hash")
            if isinstance(seq, int) and isinstance(newest, str):
                if row.get("journal_seal") == self.seals.head(seq, newest):
                    return JournalHead(seq, newest)
                if (seq, newest) == (0, NO_HASH):
                    return JournalHead(0, NO_HASH)
        return None

    def is_under_another_key(self, first: int) -> bool:
        """Whether it is the key that is wrong: nothing in the journal holds, or only what was sold under a wrong key.

        ``first`` is the first number that holds; 0 for none.
        """
        if not first:
            said = [row for row in self.damaged.rows("terminal") if row.get("journal_count")]
            return self.head() is None and bool(said or next(self.damaged.numbers("journal"), None))
        before = takewhile(lambda seq: seq < first, self.damaged.numbers("journal"))
        whole = [seq for seq in before if is_whole_but_for_its_seal(self.damaged.sale(seq, _SEALED))]
        return len(whole) >= _TOO_MANY_FOR_CHANCE and whole[-1] == first - 1

    def reached(self) -> Reached:
        """How far the database had got by the file beside it, where that is this database's and can be believed."""
        leases = [row.get("lease") for row in self.damaged.rows("tenancy")]
        if self.beside is None or any(lease not in {self.beside.current, self.beside.previous} for lease in leases):
            return Reached(0, 0)
        reached = self.beside.reached
        return reached if reached.seq <= reached.sale_number + _MOST_BEYOND else Reached(0, 0)

    def top(self) -> int:
        """The newest number of which anything is there."""
        head = self.head()
        sealed = [head.seq] if head else []
        entries = sorted(self.damaged.numbers("journal"), reverse=True)
        sealed += islice((seq for seq in entries if entry_of(self.damaged.sale(seq, _SEALED), self.seals)), 1)
        sealed += islice((seq for seq in sorted(self.places, reverse=True) if next(self.copies_of(seq), None)), 1)
        return max([*sealed, *self._unsealed(max(sealed, default=0))], default=0)

    def _unsealed(self, sealed: int) -> set[int]:
        """Numbers a little further on that two tables agree on."""
        found = [set(self.damaged.numbers(table)) for table in ("snapshot", "document", "delivery")]
        agreed = (found[0] & found[1]) | (found[0] & found[2]) | (found[1] & found[2])
        return {seq for seq in agreed if sealed < seq <= sealed + _MOST_BEYOND}


class _Sound(NamedTuple):
    """What holds of a sale."""

    entry: Row
    document: Row
    snapshot: SaleRows
    copy: SaleCopy | None
    is_restored: bool


@dataclass(slots=True)
class SalesFound:
    """What became of the sales. ``restored`` needed their second copy, ``bare`` have lost their snapshot's rows.

    ``first`` is the first number that is there, and everything up to ``done_through`` was delivered.
    """

    top: int = 0
    first: int = 0
    entries: int = 0
    restored: int = 0
    bare: int = 0
    gaps: list[Gap] = field(default_factory=list)
    done_through: int = 0
    requests: dict[int, Row] = field(default_factory=dict)
    sessions: dict[int, Row] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """How many entries of the journal are lost, now and before."""
        return sum(gap.last_seq - gap.first_seq + 1 for gap in self.gaps)


class SalvagedSales:
    """Goes through the numbers of the journal. Called within the one transaction that fills the new database."""

    def __init__(self, write: sqlite3.Connection, sources: Sources, found_us: int, cause: str) -> None:
        self._write = write
        self._sources = sources
        self._found_us = found_us
        self._cause = cause
        self._gaps = Gaps(write, sources.seals)
        gaps = [(Gap.of(row), row["seal"]) for row in sources.damaged.rows("journal_gap")]
        # Of what was lost nobody knows whether it was delivered, whoever sealed the gap and whatever a copy says.
        self._known_through = min((gap.first_seq - 1 for gap, _ in gaps), default=_LARGEST)
        self._old_gaps = {gap.first_seq: gap for gap, seal in gaps if seal == sources.seals.gap(gap)}
        self.found = SalesFound()

    def run(self) -> SalesFound:
        """Write all sales and gaps, and where the journal stands now."""
        before, top = JournalHead(0, NO_HASH), self._sources.top()
        self.found.top = max(top, self._sources.reached().seq)
        for seq in range(1, top + 1):
            sale = self._sound(seq, before)
            if sale:
                self._close_gap(before, seq - 1, str(sale.entry["previous_hash"]))
                self._keep(sale)
                before = JournalHead(seq, str(sale.entry["hash"]))
        head = self._sources.head()
        through = head.hash if head and head.seq == self.found.top else ""
        before = self._close_gap(before, self.found.top, through)
        if before.seq:
            seal = self._sources.seals.head(before.seq, before.hash)
            self._write.execute(_HEAD, (before.seq, before.hash, seal))
        return self.found

    def _sound(self, seq: int, before: JournalHead) -> _Sound | None:
        """The sale that follows the one before, of the damaged file where it holds there, of its copy where not."""
        own, copies = self._sources.damaged.sale(seq, _SEALED), list(self._sources.copies_of(seq))
        follows = before.hash if before.seq + 1 == seq else None
        for rows in (own, *(copy.rows for copy in copies)):
            entry = entry_of(rows, self._sources.seals)
            if entry is None or entry["seq"] != seq or (follows and entry["previous_hash"] != follows):
                continue
            copy = next((each for each in copies if each.hash == entry["hash"]), None)
            document = document_of(own, entry, self._sources.seals)
            copied = document_of(copy.rows, entry, self._sources.seals) if copy and not document else None
            if document or copied:
                snapshot = copy.rows if copy else self._own_snapshot(seq, entry)
                is_restored = rows is not own or document is None
                return _Sound(entry, document or copied or {}, snapshot, copy, is_restored)
        self._keep_snapshot(self._own_snapshot(seq, None))
        return None

    def _own_snapshot(self, seq: int, entry: Row | None) -> SaleRows:
        """The snapshot's rows in the damaged file, where they add up."""
        rows = self._sources.damaged.sale(seq, (*SNAPSHOT_TABLES, *AMENDMENT_TABLES))
        return rows if snapshot_fits(rows, entry) else {}

    def _keep(self, sale: _Sound) -> None:
        insert_row(self._write, "journal", sale.entry)
        insert_row(self._write, "document", sale.document)
        self._keep_snapshot(sale.snapshot)
        found = self.found
        found.first = found.first or int(str(sale.entry["seq"]))
        found.entries += 1
        found.restored += sale.is_restored
        found.bare += not sale.snapshot and sale.entry["kind"] not in OF_NO_SALE
        if sale.copy:
            found.done_through = max(found.done_through, min(sale.copy.done_through, self._known_through))
            for row in sale.copy.rows["request"].named():
                found.requests[int(str(row["id"]))] = {name: row[name] for name in _FROZEN}
            for row in sale.copy.rows["till_session"].named():
                found.sessions[int(str(row["session_id"]))] = row

    def _keep_snapshot(self, rows: SaleRows) -> None:
        for table in (*SNAPSHOT_TABLES, *AMENDMENT_TABLES) if rows else ():
            if table in rows:
                insert_rows(self._write, table, rows[table])

    def _close_gap(self, before: JournalHead, last: int, through: str) -> JournalHead:
        """Record that the entries behind ``before`` up to number ``last`` are lost, unless none is."""
        while before.seq < last:
            gap = self._old_gap(before, last) or self._new_gap(before, last, through)
            self._gaps.record(gap)
            self.found.gaps.append(gap)
            before = JournalHead(gap.last_seq, gap.hash_through)
        return before

    def _old_gap(self, before: JournalHead, last: int) -> Gap | None:
        """The gap that was found earlier already."""
        gap = self._old_gaps.get(before.seq + 1)
        return gap if gap and gap.hash_before == before.hash and gap.last_seq <= last else None

    def _new_gap(self, before: JournalHead, last: int, through: str) -> Gap:
        first = before.seq + 1
        end = min((seq - 1 for seq in self._old_gaps if first < seq <= last), default=last)
        if end != last:  # an old gap further on knows what it follows, and so where this one ends
            through = self._old_gaps[end + 1].hash_before
        through = through or self._sources.seals.gap((first, end, before.hash))
        return Gap(first, end, before.hash, through, self._found_us, self._cause)
