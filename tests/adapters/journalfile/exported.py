"""An exported journal of a real database, and ways to damage it: clumsy ones, and those of somebody who knows it."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pos_terminal.adapters.files.chainedlines import FIRST
from pos_terminal.adapters.journalfile.writing import Exported, JournalWriter
from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.evidence import SqliteEvidence
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.sealing import Seals
from tests.adapters.sqlite.ended import KEY, OPENED, Recorder, closed, rung_up
from tests.newdatabase import laid_down

SEALS = Seals(KEY)
OTHER = Seals(b"another key of some length")
ENTRIES = 12
ERASED = (2, 4)
LOST = (8, 9)

Lines = list[bytes]
Damage = Callable[[Lines], Lines]


def line_of(seq: int) -> int:
    """Where entry ``seq`` stands: the header is line 0, and two entries are one line, their gap."""
    return seq if seq <= LOST[0] else seq - 1


def kept_journal(folder: Path) -> Database:
    """Twelve entries: two whose documents were erased, two that were lost with a damaged file."""
    database = open_database(laid_down(folder / "terminal.db"))
    sales, recorder = SqliteSales(database.connect(), database.lock, KEY), Recorder()
    for number in range(1, ENTRIES + 1):
        ended = closed(rung_up(f"lane-1-TEST-{number:06d}"), timedelta(days=number))
        record = recorder.record(ended, sales.journal_head().hash, sends=number > max(ERASED))
        sales.commit(replace(record, session_id=None))
    SqliteDocuments(database.connect(), database.lock, KEY).erase(
        OPENED + timedelta(days=max(ERASED) + 1), OPENED + timedelta(days=99)
    )
    _lose(database)
    return database


def export(database: Database, seals: Seals = SEALS) -> bytes:
    """The whole journal as a file."""
    file, evidence = io.BytesIO(), SqliteEvidence(database.connect())
    writer = JournalWriter(file, seals)
    with evidence.of_one_moment():
        writer.header(Exported("store-77", "lane-1", "0.1.0", 1_800_000_000_000_000), evidence.currencies())
        for each in evidence.kept():
            writer.kept(each)
        writer.end(evidence.head())
    return file.getvalue()


def _lose(database: Database) -> None:
    connection = database.connect()
    hashes = dict(connection.execute("SELECT seq, hash FROM journal").fetchall())
    gap = (LOST[0], LOST[1], hashes[LOST[0] - 1], hashes[LOST[1]], 1_790_000_000_000_000, "a page of the file was zero")
    connection.execute("PRAGMA foreign_keys = OFF")
    for guard in ("journal_never_shrinks", "document_stays", "delivery_stays", "request_stays"):
        connection.execute(f"DROP TRIGGER {guard}")
    for table in ("delivery", "document", "journal"):
        connection.execute(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", LOST)  # noqa: S608 - tables above
    connection.execute("INSERT INTO journal_gap VALUES (?, ?, ?, ?, ?, ?, ?)", (*gap, SEALS.gap(gap)))


# --- the clumsy ones: somebody edits the file


def replaced(at: int, old: bytes, new: bytes) -> Damage:
    """Bytes of one line."""

    def damage(lines: Lines) -> Lines:
        assert old in lines[at]
        return [*lines[:at], lines[at].replace(old, new, 1), *lines[at + 1 :]]

    return damage


def without(first: int, last: int | None = None) -> Damage:
    """Lines deleted."""
    return lambda lines: lines[:first] + lines[(last or first) + 1 :]


def swapped(one: int, other: int) -> Damage:
    """Two lines in each other's place."""

    def damage(lines: Lines) -> Lines:
        changed = list(lines)
        changed[one], changed[other] = lines[other], lines[one]
        return changed

    return damage


def doubled(at: int) -> Damage:
    """A line twice."""
    return lambda lines: lines[: at + 1] + lines[at:]


def cut(at: int) -> Damage:
    """All from this line on gone."""
    return lambda lines: lines[:at]


# --- somebody who knows the form and works out every line anew, without the key


def forged(change: Callable[[list[dict[str, object]]], None]) -> Damage:
    """The facts of the lines changed, and all lines chained anew with a last line that counts right."""

    def damage(lines: Lines) -> Lines:
        facts = [json.loads(line) for line in lines]
        change(facts)
        return chained_anew(facts)

    return damage


def chained_anew(facts: list[dict[str, object]]) -> Lines:
    """Lines of these facts, each with its digest."""
    after, lines = FIRST, []
    for each in facts:
        told = {name: value for name, value in each.items() if name != "line_sha256"} | {"after": after}
        if each["line"] == "end":
            told["lines"] = len(facts)
        begun = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
        after = hashlib.sha256(begun).hexdigest()
        lines.append(begun + b',"line_sha256":"' + after.encode() + b'"}\n')
    return lines


def member(at: int, **changes: object) -> Damage:
    """Members of one line changed."""
    return forged(lambda facts: facts[at].update(changes))


def tail_cut_with_its_count(facts: list[dict[str, object]]) -> None:
    """The newest two entries gone, and the last line says so."""
    del facts[-3:-1]
    newest, end = facts[-2], facts[-1]
    end |= {"entries": int(str(end["entries"])) - 2, "head_seq": newest["seq"], "head_hash": newest["hash"]}


def gap_made_up(facts: list[dict[str, object]]) -> None:
    """Entries 5 and 6 hidden behind a gap that nobody found."""
    gap = next(each for each in facts if each["line"] == "gap")
    made = gap | {"first_seq": 5, "last_seq": 6, "hash_before": facts[4]["hash"], "hash_through": facts[6]["hash"]}
    facts[5:7] = [made]
    facts[-1] |= {"entries": int(str(facts[-1]["entries"])) - 2, "gaps": 2}


def renumbered(facts: list[dict[str, object]]) -> None:
    """Entry 5 gone, and those behind it moved up to the gap."""
    del facts[5]
    for each in facts[5:7]:
        each["seq"] = int(str(each["seq"])) - 1
