"""Puts a staged catalog in force: small writes behind the sale, then one switch. The edition before stays as it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pos_terminal.adapters.sqlite.catalog_rows import RANK_BITS
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.glances import has_open_sale
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.application.ports import WriteLock
from pos_terminal.application.syncing import CHUNK, Changes, SyncProgress
from pos_terminal.domain.money import Currency

_PAGES_A_STEP = 64
_MOST_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class _Copy:
    """One table to fill: the staged rows are counted from 1, ``write`` copies those from ``:first`` to ``:last``."""

    source: str
    write: str


_ITEMS = _Copy(
    "staged_item",
    """INSERT INTO catalog_item SELECT :base + rank, item_id, name, price_minor, sku, description, tax_codes, barcodes,
    plu, unit, (SELECT m.category_id FROM stage.staged_member AS m JOIN stage.staged_category AS c USING (category_id)
           WHERE m.item_id = s.item_id ORDER BY c.position LIMIT 1),
    image, open_price, active, minimum_age, max_per_sale, is_modifier, rules, folded, digest
    FROM stage.staged_item AS s WHERE rank BETWEEN :first AND :last""",
)
_CODES = _Copy(
    "ordered_code",
    """INSERT INTO catalog_code SELECT :edition, code, kind, :base + rank
    FROM stage.ordered_code WHERE rowid BETWEEN :first AND :last""",
)
_SHELVES = _Copy(
    "ordered_shelf",
    """INSERT INTO catalog_shelf SELECT :edition, category_id, :base + rank
    FROM stage.ordered_shelf WHERE rowid BETWEEN :first AND :last""",
)
_MODIFIERS = _Copy(
    "ordered_modifier",
    """INSERT INTO catalog_modifier SELECT :edition, item_id, :base + rank
    FROM stage.ordered_modifier WHERE rowid BETWEEN :first AND :last""",
)
_TAXES = _Copy(
    "staged_tax",
    """INSERT INTO catalog_tax SELECT :edition, tax_code, name, kind, rate, included, adds_to_base_of_next,
    base_affected_by_previous FROM stage.staged_tax WHERE rowid BETWEEN :first AND :last""",
)
_CATEGORIES = _Copy(
    "staged_category",
    """INSERT INTO catalog_category SELECT :edition, position, category_id, name, description,
    (SELECT h.category_id FROM stage.staged_child AS h JOIN stage.staged_category AS p ON p.category_id = h.category_id
     WHERE h.child_id = s.category_id ORDER BY p.position LIMIT 1),
    coalesce((SELECT group_concat(child_id, '|') FROM (SELECT h.child_id FROM stage.staged_child AS h
        WHERE h.category_id = s.category_id AND h.child_id IN (SELECT category_id FROM stage.staged_category)
        ORDER BY h.rowid)), '')
    FROM stage.staged_category AS s WHERE position BETWEEN :first AND :last""",
)
_WORDS = (
    _Copy(
        "staged_item",
        """INSERT INTO catalog_search_even (rowid, folded) SELECT :base + rank, folded FROM stage.staged_item
        WHERE rank BETWEEN :first AND :last AND folded IS NOT NULL""",
    ),
    _Copy(
        "staged_item",
        """INSERT INTO catalog_search_odd (rowid, folded) SELECT :base + rank, folded FROM stage.staged_item
        WHERE rank BETWEEN :first AND :last AND folded IS NOT NULL""",
    ),
)
_EMPTY_WORDS = (
    "INSERT INTO catalog_search_even (catalog_search_even) VALUES ('delete-all')",
    "INSERT INTO catalog_search_odd (catalog_search_odd) VALUES ('delete-all')",
)
_HIDE_WORDS = (
    "UPDATE catalog_search_even_data SET block = zeroblob(7) WHERE id = 10",
    "UPDATE catalog_search_odd_data SET block = zeroblob(7) WHERE id = 10",
)
"""FTS5 keeps the list of its segments in row 10 of its data; seven zero bytes are the list of none (fts5_index.c)."""
_FREE_WORDS = (
    """DELETE FROM catalog_search_even_data WHERE id > 10 AND id <= (SELECT max(id) FROM
    (SELECT id FROM catalog_search_even_data WHERE id > 10 ORDER BY id LIMIT :pages))""",
    """DELETE FROM catalog_search_odd_data WHERE id > 10 AND id <= (SELECT max(id) FROM
    (SELECT id FROM catalog_search_odd_data WHERE id > 10 ORDER BY id LIMIT :pages))""",
)
_MERGE_WORDS = (
    "INSERT INTO catalog_search_even (catalog_search_even, rank) VALUES ('merge', ?)",
    "INSERT INTO catalog_search_odd (catalog_search_odd, rank) VALUES ('merge', ?)",
)
_ORDER = (
    "INSERT INTO stage.ordered_code SELECT DISTINCT code, kind, rank FROM stage.staged_code ORDER BY code, kind, rank",
    """INSERT INTO stage.staged_above
    WITH RECURSIVE above (category_id, above_id) AS (
        SELECT category_id, category_id FROM stage.staged_category
        UNION SELECT above.category_id, h.category_id FROM above JOIN stage.staged_child AS h ON h.child_id = above_id)
    SELECT category_id, above_id FROM above""",
    """INSERT INTO stage.ordered_shelf SELECT DISTINCT a.above_id, i.rank FROM stage.staged_member AS m
    CROSS JOIN stage.staged_code AS c ON c.code = m.item_id AND c.kind = 4
    CROSS JOIN stage.staged_item AS i ON i.rank = c.rank AND i.folded IS NOT NULL
    CROSS JOIN stage.staged_above AS a ON a.category_id = m.category_id ORDER BY a.above_id, i.rank""",
    """INSERT INTO stage.ordered_modifier
    SELECT ref AS item_id, rank FROM stage.staged_mention WHERE kind = 'modifies_item_ids'
    UNION SELECT i.item_id, c.rank FROM stage.staged_mention AS m JOIN stage.staged_item AS i ON i.rank = m.rank
        JOIN stage.staged_code AS c ON c.code = m.ref AND c.kind = 4 WHERE m.kind = 'modifier_groups'
    UNION SELECT '', i.rank FROM stage.staged_item AS i WHERE i.is_modifier = 1
        AND NOT EXISTS (SELECT 1 FROM stage.staged_mention AS m WHERE m.rank = i.rank AND m.kind = 'modifies_item_ids')
        AND NOT EXISTS (SELECT 1 FROM stage.staged_mention AS g WHERE g.kind = 'modifier_groups' AND g.ref = i.item_id)
    ORDER BY item_id, rank""",
)
_ORDER_INDEXES = (
    "CREATE INDEX stage.staged_child_by_child ON staged_child (child_id, category_id)",
    "CREATE INDEX stage.staged_child_by_parent ON staged_child (category_id)",
    "CREATE INDEX stage.staged_above_by_id ON staged_above (category_id, above_id)",
)
_COUNTS = """SELECT count(*), total(o."row" IS NOT NULL), total(o.digest <> n.digest)
    FROM catalog_item AS n
    LEFT JOIN catalog_code AS c ON c.edition = :old AND c.code = n.item_id AND c.kind = 4
    LEFT JOIN catalog_item AS o ON o."row" = c."row"
    WHERE n."row" > :base AND n."row" < :end"""
_OLD_COUNT = """SELECT count(*) FROM catalog_item WHERE "row" > :base AND "row" < :end"""
_NEWEST = """SELECT max(coalesce((SELECT max("row") FROM catalog_item), 0) >> :bits, :old)"""
_FORGET_PREVIOUS = "UPDATE catalog_in_force SET previous = NULL, previous_currency = NULL"
_SWITCH = """INSERT INTO catalog_in_force (only_row, edition, currency) VALUES (1, :edition, :currency)
    ON CONFLICT (only_row) DO UPDATE SET previous = edition, previous_currency = currency, edition = excluded.edition,
    currency = excluded.currency"""
_OTHERS = """SELECT edition FROM (
    SELECT min("row") >> :bits AS edition FROM catalog_item UNION SELECT max("row") >> :bits FROM catalog_item
    UNION SELECT min(edition) FROM catalog_code UNION SELECT max(edition) FROM catalog_code
    UNION SELECT min(edition) FROM catalog_shelf UNION SELECT max(edition) FROM catalog_shelf
    UNION SELECT min(edition) FROM catalog_modifier UNION SELECT max(edition) FROM catalog_modifier
    UNION SELECT min(edition) FROM catalog_category UNION SELECT max(edition) FROM catalog_category
    UNION SELECT min(edition) FROM catalog_tax UNION SELECT max(edition) FROM catalog_tax)
    WHERE edition <> :keep"""
CLEAR = (
    """DELETE FROM catalog_item WHERE "row" IN (SELECT "row" FROM catalog_item
    WHERE "row" > :base AND "row" < :end LIMIT :chunk)""",
    """DELETE FROM catalog_code WHERE edition = :edition AND code <= (SELECT max(code) FROM
    (SELECT code FROM catalog_code WHERE edition = :edition ORDER BY code LIMIT :chunk))""",
    """DELETE FROM catalog_shelf WHERE edition = :edition
    AND category_id = (SELECT category_id FROM catalog_shelf WHERE edition = :edition ORDER BY category_id LIMIT 1)
    AND "row" <= (SELECT max("row") FROM
    (SELECT "row" FROM catalog_shelf WHERE edition = :edition ORDER BY category_id, "row" LIMIT :chunk))""",
    """DELETE FROM catalog_modifier WHERE edition = :edition AND item_id <= (SELECT max(item_id) FROM
    (SELECT item_id FROM catalog_modifier WHERE edition = :edition ORDER BY item_id LIMIT :chunk))""",
    """DELETE FROM catalog_category WHERE edition = :edition AND position <= (SELECT max(position) FROM
    (SELECT position FROM catalog_category WHERE edition = :edition ORDER BY position LIMIT :chunk))""",
    """DELETE FROM catalog_tax WHERE edition = :edition AND tax_code <= (SELECT max(tax_code) FROM
    (SELECT tax_code FROM catalog_tax WHERE edition = :edition ORDER BY tax_code LIMIT :chunk))""",
)
"""Each removes a chunk from the low end of its tree: to choose rows by a list of keys would read the tree each time."""


class Publication:
    """One publishing of the staged tables of a connection."""

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock, currency: Currency, *, during_sales: bool = True
    ) -> None:
        """Unless ``during_sales`` the last step waits for the open sale to end: its prices stay of one catalog."""
        self._during_sales = during_sales
        self._connection = connection
        self._lock = lock
        self._currency = currency
        self._edition = 0
        self.changes = Changes()

    def run(self) -> Iterator[SyncProgress]:
        """Every step: clear the edition before the one in force, and what a crash left; write, merge words, switch.

        A step raises StorageFailed.
        """
        with translated:
            yield from self._steps()

    def _steps(self) -> Iterator[SyncProgress]:
        old = self._in_force()
        self._edition = self._next(old)
        with self._section():
            self._connection.execute(_FORGET_PREVIOUS)
        yield SyncProgress("clearing", 0)
        yield from self._clear(keep=old, words=self._edition % 2)
        self._put_in_order()
        yield from self._write()
        self.changes = self._count_changes(old)
        while not self._switched():
            yield SyncProgress("waiting", 0)

    def _switched(self) -> bool:
        with self._section():
            if not self._during_sales and has_open_sale(self._connection):
                return False
            self._connection.execute(_SWITCH, {"edition": self._edition, "currency": self._currency.code})
            return True

    def _in_force(self) -> int:
        row: tuple[int] | None = self._connection.execute("SELECT edition FROM catalog_in_force").fetchone()
        return row[0] if row else 0

    def _next(self, old: int) -> int:
        """A number that no edition had, since rows are remembered by it, and whose word index is not the one in use."""
        newest: int = self._connection.execute(_NEWEST, {"bits": RANK_BITS, "old": old}).fetchone()[0]
        return newest + 1 if (newest + 1 - old) % 2 else newest + 2

    def _put_in_order(self) -> None:
        """Sort what goes into trees by their keys: written in order, a chunk touches few pages of the database."""
        for statement in _ORDER_INDEXES:
            self._connection.execute(statement)
        for statement in _ORDER:
            self._connection.execute(statement)

    def _write(self) -> Iterator[SyncProgress]:
        words = _WORDS[self._edition % 2]
        copies = [
            (copy, self._size(copy)) for copy in (_TAXES, _CATEGORIES, _ITEMS, _CODES, _SHELVES, _MODIFIERS, words)
        ]
        done, total = 0, sum(size for _, size in copies)
        for copy, size in copies:
            for first in range(1, size + 1, CHUNK):
                with self._section():
                    self._connection.execute(copy.write, self._span(first))
                done += min(CHUNK, size + 1 - first)
                yield SyncProgress("writing", done, total)
        for _ in self._merge_words():
            yield SyncProgress("writing", total, total)

    def _merge_words(self) -> Iterator[None]:
        """Many small writes leave many small indexes; one lookup should read few. Each step merges some pages."""
        statement = _MERGE_WORDS[self._edition % 2]
        pages = -_PAGES_A_STEP  # negative starts a merge of everything, positive goes on with it
        for _ in range(_MOST_MERGES):
            before = self._connection.total_changes
            with self._section():
                self._connection.execute(statement, (pages,))
            yield
            if self._connection.total_changes - before < 2:  # noqa: PLR2004 - FTS5: fewer than two means all is merged
                return
            pages = _PAGES_A_STEP

    def _clear(self, *, keep: int, words: int) -> Iterator[SyncProgress]:
        """Remove every edition but one, in chunks: the one before, or what an import that was cut short left."""
        editions = [row[0] for row in self._connection.execute(_OTHERS, {"keep": keep, "bits": RANK_BITS})]
        for edition in editions:
            values = {**_bounds(edition), "chunk": CHUNK}
            for statement in CLEAR:
                yield from self._clear_table(statement, values)
        yield from self._clear_words(words)

    def _clear_words(self, words: int) -> Iterator[SyncProgress]:
        """Empty a word index. FTS5's own command frees all pages in one write: a sale would wait half a second for it.

        So the index is first made to look empty, its pages are freed in pieces, and the command finds nothing to do.
        """
        with self._section():
            self._connection.execute(_HIDE_WORDS[words])
        yield SyncProgress("clearing", 0)
        yield from self._clear_table(_FREE_WORDS[words], {"pages": _PAGES_A_STEP})
        with self._section():
            self._connection.execute(_EMPTY_WORDS[words])
        yield SyncProgress("clearing", 0)

    def _clear_table(self, statement: str, values: dict[str, int]) -> Iterator[SyncProgress]:
        removed = 1
        while removed:
            with self._section():
                removed = self._connection.execute(statement, values).rowcount
            yield SyncProgress("clearing", removed)

    def _count_changes(self, old: int) -> Changes:
        counts = self._connection.execute(_COUNTS, {**_bounds(self._edition), "old": old}).fetchone()
        new, kept, changed = map(int, counts)
        gone = int(self._connection.execute(_OLD_COUNT, _bounds(old)).fetchone()[0]) - kept
        return Changes(added=new - kept, changed=changed, retired=gone)

    def _size(self, copy: _Copy) -> int:
        statement = f"SELECT coalesce(max(rowid), 0) FROM stage.{copy.source}"  # noqa: S608 - a name from above
        size: int = self._connection.execute(statement).fetchone()[0]
        return size

    def _span(self, first: int) -> dict[str, int]:
        return {**_bounds(self._edition), "first": first, "last": first + CHUNK - 1}

    @contextmanager
    def _section(self) -> Iterator[None]:
        """One small write: behind the lock that a sale takes first, whole or not at all."""
        with self._lock.background(), OneCommit(self._connection):
            yield


def _bounds(edition: int) -> dict[str, int]:
    return {"edition": edition, "base": edition << RANK_BITS, "end": (edition + 1) << RANK_BITS}
