import sqlite3

import pytest

from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.journal import Journal, Piece
from pos_terminal.adapters.sqlite.journalgaps import Gap, Gaps
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.application.queueing import JournalFault, JournalGap
from pos_terminal.application.sealing import NO_HASH, Seals
from tests.adapters.sqlite.conftest import Sell
from tests.adapters.sqlite.ended import KEY

FOUND = 1_772_636_531_000_000


@pytest.fixture
def damaged(database: Database) -> sqlite3.Connection:
    """A connection that may take entries away."""
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DROP TRIGGER journal_never_shrinks")
    return connection


@pytest.fixture
def hashes(sell: Sell) -> list[str]:
    """Of nine entries, behind that of none."""
    return [NO_HASH, *(sell().hash for _ in range(9))]


def lose(connection: sqlite3.Connection, hashes: list[str], first: int, last: int, key: bytes = KEY) -> None:
    """Entries from ``first`` to ``last`` are gone, and the gap is on record under this key."""
    connection.execute("DELETE FROM journal WHERE seq BETWEEN ? AND ?", (first, last))
    gap = Gap(first, last, hashes[first - 1], hashes[last], FOUND, "damaged pages")
    Gaps(connection, Seals(key)).record(gap)


@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 3), (4, 4), (4, 6), (8, 9), (1, 9)])
def test_a_sealed_gap_is_told_and_is_no_fault(
    sales: SqliteSales, damaged: sqlite3.Connection, hashes: list[str], first: int, last: int
) -> None:
    lose(damaged, hashes, first, last)

    assert sales.verify_journal() is None
    assert sales.journal_gaps() == [JournalGap(first, last, instant(FOUND), "damaged pages")]


def test_gaps_side_by_side_hold_together(sales: SqliteSales, damaged: sqlite3.Connection, hashes: list[str]) -> None:
    lose(damaged, hashes, 3, 4)
    lose(damaged, hashes, 5, 5)
    lose(damaged, hashes, 8, 8)

    assert sales.verify_journal() is None
    assert len(sales.journal_gaps()) == 3


def test_a_missing_entry_outside_a_gap_stays_a_fault(
    sales: SqliteSales, damaged: sqlite3.Connection, hashes: list[str]
) -> None:
    lose(damaged, hashes, 3, 4)
    damaged.execute("DELETE FROM journal WHERE seq = 5")

    assert sales.verify_journal() == JournalFault(5, "the entry is missing")


@pytest.mark.parametrize("ends", [(3, 4, 3), (3, 5, 3), (4, 4, 3), (3, 3, 2)])
def test_a_gap_that_does_not_fit_hides_nothing(
    sales: SqliteSales, damaged: sqlite3.Connection, hashes: list[str], ends: tuple[int, int, int]
) -> None:
    first, last, through = ends
    damaged.execute("DELETE FROM journal WHERE seq = 3")
    Gaps(damaged, Seals(KEY)).record(Gap(first, last, hashes[2], hashes[through], FOUND, ""))

    assert sales.verify_journal() is not None


def test_a_gap_of_somebody_without_the_key_hides_nothing(
    sales: SqliteSales, damaged: sqlite3.Connection, hashes: list[str]
) -> None:
    lose(damaged, hashes, 3, 4, key=b"another key of some length")

    assert sales.verify_journal() == JournalFault(3, "the entry is missing")
    assert sales.journal_gaps() == []


@pytest.mark.parametrize(
    "change", ["last_seq = 5", "hash_before = hash_through", "hash_through = hash_before", "found_us = 1", "cause = ''"]
)
def test_a_changed_gap_hides_nothing(
    sales: SqliteSales, damaged: sqlite3.Connection, hashes: list[str], change: str
) -> None:
    lose(damaged, hashes, 3, 4)
    damaged.execute("DROP TRIGGER journal_gap_never_changes")
    damaged.execute(f"UPDATE journal_gap SET {change}")  # noqa: S608 - changes above

    assert sales.verify_journal() == JournalFault(3, "the entry is missing")


@pytest.mark.parametrize("statement", ["UPDATE journal_gap SET cause = ''", "DELETE FROM journal_gap"])
def test_the_database_itself_keeps_a_gap(damaged: sqlite3.Connection, hashes: list[str], statement: str) -> None:
    lose(damaged, hashes, 3, 4)

    with pytest.raises(sqlite3.IntegrityError, match="never"):
        damaged.execute(statement)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 100])
def test_pieces_of_any_size_find_what_the_whole_finds(
    database: Database, damaged: sqlite3.Connection, hashes: list[str], size: int
) -> None:
    lose(damaged, hashes, 4, 5)
    journal = Journal(database.connect(), KEY)
    assert pieces(journal, size) == [None]
    damaged.execute("DROP TRIGGER journal_never_changes")
    damaged.execute("UPDATE journal SET total = 0 WHERE seq = 8")

    assert pieces(journal, size) == [JournalFault(8, "the entry was changed, or the key is another")]


@pytest.mark.parametrize("after", [3, 4, 5, 6])
def test_a_check_may_begin_inside_a_gap(
    database: Database, damaged: sqlite3.Connection, hashes: list[str], after: int
) -> None:
    lose(damaged, hashes, 4, 6)

    assert Journal(database.connect(), KEY).verify_piece(after, 2) == Piece(8, None)


def test_a_sale_after_a_lost_tail_follows_the_gap(
    sales: SqliteSales, sell: Sell, damaged: sqlite3.Connection, hashes: list[str]
) -> None:
    lose(damaged, hashes, 8, 9)

    assert sell().seq == 10
    assert sales.verify_journal() is None


def pieces(journal: Journal, size: int) -> list[JournalFault | None]:
    """What checking piece by piece finds."""
    piece = journal.verify_piece(0, size)
    while piece.through is not None:
        piece = journal.verify_piece(piece.through, size)
    return [piece.fault]
