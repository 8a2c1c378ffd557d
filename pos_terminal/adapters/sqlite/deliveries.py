"""The rows of the outbox: a request is stored before it is tried, and no id ever stands for other bytes."""

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from pos_terminal.adapters.sqlite.values import micros
from pos_terminal.application.queueing import Document, Request, Waiting

_INSERT_REQUEST = "INSERT INTO request (request_id, path, body, sha256, is_batch, state) VALUES (?, ?, ?, ?, ?, ?)"
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
    own = insert_request(write, request, state="ready", is_batch=False)
    write.execute(_INSERT_DELIVERY, (*snapshot, micros(created), own, own))
    write.execute(_INSERT_MEMBER, (own, 0, seq))


def insert_request(write: sqlite3.Connection, request: Request, *, state: str, is_batch: bool) -> int:
    """Store a request; its number. An id that was ever used before is an sqlite3.IntegrityError."""
    digest = hashlib.sha256(request.body).hexdigest()
    row = (request.request_id, request.path, request.body, digest, int(is_batch), state)
    number = write.execute(_INSERT_REQUEST, row).lastrowid
    if number is None:
        raise LookupError(f"request {request.request_id} was not stored")
    return number


def insert_members(write: sqlite3.Connection, number: int, members: Sequence[int]) -> None:
    """Say whose snapshots a request carries, in their order."""
    write.executemany(_INSERT_MEMBER, [(number, position, seq) for position, seq in enumerate(members)])


def waiting_of(row: WaitingRow) -> Waiting:
    """A snapshot in the queue from a row of the queue."""
    seq, transaction_id, body, sha256, request_id, path, request_body = row
    return Waiting(seq, transaction_id, Document(body, sha256), Request(request_id, path, request_body))
