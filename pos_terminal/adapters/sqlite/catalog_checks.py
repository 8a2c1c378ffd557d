"""What can be wrong between the entries of a staged catalog: duplicates, unknown ids, circles of categories."""

import sqlite3
from collections.abc import Iterator

from pos_terminal.application.syncing import Fault

INDEXES = (
    "CREATE INDEX stage.staged_code_by_code ON staged_code (code, kind, rank, line)",
    "CREATE INDEX stage.staged_mention_by_kind ON staged_mention (kind, ref, rank)",
    "CREATE INDEX stage.staged_mention_by_rank ON staged_mention (rank, kind)",
    "CREATE INDEX stage.staged_category_by_id ON staged_category (category_id)",
    "CREATE INDEX stage.staged_member_by_item ON staged_member (item_id, category_id)",
    "CREATE INDEX stage.staged_tax_by_code ON staged_tax (tax_code)",
)
_FAULTS = (
    """SELECT c.line, CASE c.kind WHEN 4 THEN 'item_id' WHEN 3 THEN 'plu' WHEN 2 THEN 'sku' ELSE 'barcodes' END,
    c.code || ' is on line ' || f.line || ' already' FROM
    (SELECT code, kind, min(rank) AS first FROM stage.staged_code GROUP BY code, kind HAVING min(rank) < max(rank)) AS d
    JOIN stage.staged_code AS c ON c.code = d.code AND c.kind = d.kind AND c.rank > d.first
    JOIN stage.staged_item AS f ON f.rank = d.first""",
    """SELECT c.line, 'category_id', c.category_id || ' is on line ' || f.line || ' already' FROM
    (SELECT category_id, min(position) AS first FROM stage.staged_category
     GROUP BY category_id HAVING count(*) > 1) AS d
    JOIN stage.staged_category AS c ON c.category_id = d.category_id AND c.position > d.first
    JOIN stage.staged_category AS f ON f.position = d.first""",
    """SELECT t.line, 'tax_code', t.tax_code || ' is on line ' || d.line || ' already' FROM
    (SELECT tax_code, min(rowid) AS first, min(line) AS line FROM stage.staged_tax
     GROUP BY tax_code HAVING count(*) > 1) AS d
    JOIN stage.staged_tax AS t ON t.tax_code = d.tax_code AND t.rowid > d.first""",
    """SELECT m.line, m.kind, 'there is no tax ' || m.ref FROM stage.staged_mention AS m WHERE m.kind = 'tax_codes'
    AND NOT EXISTS (SELECT 1 FROM stage.staged_tax AS t WHERE t.tax_code = m.ref)""",
    """SELECT m.line, m.kind, 'there is no item ' || m.ref FROM stage.staged_mention AS m
    WHERE m.kind IN ('modifies_item_ids', 'modifier_groups')
    AND NOT EXISTS (SELECT 1 FROM stage.staged_code AS c WHERE c.code = m.ref AND c.kind = 4)""",
    """SELECT m.line, m.kind, m.ref || ' is no modifier (is_modifier true is missing)' FROM stage.staged_mention AS m
    JOIN stage.staged_code AS c ON c.code = m.ref AND c.kind = 4
    JOIN stage.staged_item AS i ON i.rank = c.rank AND i.is_modifier = 0
    WHERE m.kind = 'modifier_groups'""",
    """SELECT m.line, 'item_ids', 'there is no item ' || m.item_id FROM stage.staged_member AS m
    WHERE NOT EXISTS (SELECT 1 FROM stage.staged_code AS c WHERE c.code = m.item_id AND c.kind = 4)""",
)
"""Each gives line, field and sentence. A child category that is not there is no fault: an empty shelf is left out."""


def stage_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Every such fault, with the line of the entry that is to be corrected."""
    for statement in _FAULTS:
        for line, field, sentence in connection.execute(statement):
            yield Fault(line, field, sentence)
    yield from _circles(connection)


def _circles(connection: sqlite3.Connection) -> Iterator[Fault]:
    children: dict[str, list[tuple[str, int]]] = {}
    for category_id, child_id, line in connection.execute("SELECT category_id, child_id, line FROM stage.staged_child"):
        children.setdefault(category_id, []).append((child_id, line))
    settled: set[str] = set()
    for start in children:
        yield from _circles_from(start, children, settled)


def _circles_from(start: str, children: dict[str, list[tuple[str, int]]], settled: set[str]) -> Iterator[Fault]:
    """Walk down from a category; a child that is above itself closes a circle."""
    if start in settled:
        return
    trail = {start: iter(children.get(start, ()))}
    while trail:
        current = next(reversed(trail))
        child, line = next(trail[current], ("", 0))
        if not line:
            settled.add(current)
            del trail[current]
        elif child in trail:
            yield Fault(line, "category_ids", f"the category {child} is below itself, by way of {current}")
        elif child not in settled:
            trail[child] = iter(children.get(child, ()))
