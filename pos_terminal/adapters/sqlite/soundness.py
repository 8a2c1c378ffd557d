"""Which rows of a sale hold: the journal's by their seals, the others by what they must add up to."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.adapters.sqlite.salerows import SaleRows
    from pos_terminal.adapters.sqlite.values import Value
    from pos_terminal.application.sealing import Seals

    Row = Mapping[str, Value]

_ENTRY = (
    *("seq", "transaction_id", "version", "kind", "business_day", "session_id", "employee_id", "total", "currency"),
    *("created_us", "software_version", "document_sha256", "previous_hash"),
)
"""What an entry's hash covers, in its order."""
SNAPSHOT_TABLES = ("pos_transaction", "snapshot", "snapshot_line", "snapshot_payment", "snapshot_discount")
_SHARED = ("transaction_id", "version", "kind", "business_day", "session_id", "currency")
"""Columns that a snapshot and its journal entry have in common."""
_SETTLED = {"closed", "returned"}
"""Kinds of a snapshot whose payments come to its total."""
_SUMS = {"extended": "total_lines", "discount": "total_discount", "tax_included": "tax_included"}
"""What the lines of a snapshot add up to."""


def entry_of(rows: SaleRows, seals: Seals) -> Row | None:
    """The journal entry among the rows of a sale; None when it is not as it was written."""
    entry = rows["journal"].first() if "journal" in rows else None
    if entry is None or entry["hash"] != seals.entry([entry[name] for name in _ENTRY]):
        return None
    return entry


def is_whole_but_for_its_seal(rows: SaleRows) -> bool:
    """Whether there are an entry and a document that belong together, whatever key the entry is sealed under."""
    entry, document = (rows[table].first() if table in rows else None for table in ("journal", "document"))
    if entry is None or document is None:
        return False
    body = document["body"]
    return not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() == entry["document_sha256"]


def document_of(rows: SaleRows, entry: Row, seals: Seals) -> Row | None:
    """The document that the entry's SHA-256 is of, or the proof that it was erased; None when there is neither."""
    document = rows["document"].first() if "document" in rows else None
    if document is None:
        return None
    body, sha256 = document["body"], str(entry["document_sha256"])
    if isinstance(body, bytes):
        holds = document["erased_us"] is None and hashlib.sha256(body).hexdigest() == sha256
    else:
        erased_us = document["erased_us"]
        holds = isinstance(erased_us, int) and document["erased_mac"] == seals.erased(
            int(str(entry["seq"])), sha256, erased_us
        )
    return document if holds else None


def snapshot_fits(rows: SaleRows, entry: Row | None) -> bool:
    """Whether the rows of a snapshot are all there: they agree with their entry, and with their own totals."""
    if any(name not in rows for name in SNAPSHOT_TABLES):
        return False
    transaction, snapshot = rows["pos_transaction"].first(), rows["snapshot"].first()
    if transaction is None or snapshot is None:
        return False
    total = _number(snapshot["total_lines"]) - _number(snapshot["total_discount"]) + _number(snapshot["tax_total"])
    if entry and (entry["total"] != total or any(entry[name] != snapshot[name] for name in _SHARED)):
        return False
    sums_up = all(_sum(rows, "snapshot_line", of) == snapshot[comes_to] for of, comes_to in _SUMS.items())
    return sums_up and (snapshot["kind"] not in _SETTLED or _sum(rows, "snapshot_payment", "amount") == total)


def _sum(rows: SaleRows, table: str, column: str) -> int:
    return sum(_number(row[column]) for row in rows[table].named())


def _number(value: Value) -> int:
    """A whole number, or one that no sum comes to where a flipped bit has made it something else."""
    return value if isinstance(value, int) else 1 << 80
