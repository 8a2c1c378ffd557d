"""The rows of the outbox: a request is stored before it is tried, and no id ever stands for other bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.application.queueing import Document, Request, Waiting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

_INSERT_REQUEST = "INSERT INTO request (request_id, path, body, sha256, seq, state) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_MEMBER = "INSERT INTO request_member (request, position, seq) VALUES (?, ?, ?)"
_INSERT_DELIVERY = """INSERT INTO delivery (seq, transaction_id, version, state, created_us, request, single)
    VALUES (?, ?, ?, 'waiting', ?, ?, ?)"""

WaitingRow = tuple[int, str, bytes, str, str, str, bytes]
"""Number, transaction, document with its SHA-256, and its own request: id, path and body."""


def enqueue_delivery(
    write: sqlite3.Connection, request: Request, snapshot: tuple[int, str, int], created: datetime
) -> None:
    """Queue a snapshot (its seq, transaction and version) with its own request, in the commit that writes it."""
    seq = snapshot[0]
    own = insert_request(write, request, [seq], state="ready", is_batch=False)
    write.execute(_INSERT_DELIVERY, (*snapshot, micros(created), own, own))


def insert_request(
    write: sqlite3.Connection, request: Request, members: Sequence[int], *, state: str, is_batch: bool
) -> int:
    """Store a request that carries these snapshots; its number.

    Raises sqlite3.IntegrityError for an id that was ever used before.
    """
    digest = hashlib.sha256(request.body).hexdigest()
    single = None if is_batch else members[0]
    cursor = write.execute(_INSERT_REQUEST, (request.request_id, request.path, request.body, digest, single, state))
    number = cast("int", cursor.lastrowid)
    if is_batch:
        write.executemany(_INSERT_MEMBER, [(number, position, seq) for position, seq in enumerate(members)])
    return number


def waiting_of(row: WaitingRow) -> Waiting:
    """A snapshot in the queue from a row of the queue."""
    seq, transaction_id, body, sha256, request_id, path, request_body = row
    return Waiting(seq, transaction_id, Document(body, sha256), Request(request_id, path, request_body))
