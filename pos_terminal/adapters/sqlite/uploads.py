"""Uploads of the store's catalog and employees: on disk before the wire, and how it stands with each."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Why
from pos_terminal.application.upload_ports import OpenUpload, Subject, UploadStanding, UploadState

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from pos_terminal.application.ports import WriteLock
    from pos_terminal.application.upload_ports import UploadDraft

_STANDING = """SELECT version, stamp, state, entries, digest, taken_us, since_us, reason,
    (SELECT tries FROM upload AS u WHERE u.subject = f.subject AND u.state = 'open'),
    (SELECT reason FROM upload AS u WHERE u.subject = f.subject AND u.state = 'open')
    FROM store_fact AS f WHERE subject = ?"""
_OPEN = """SELECT request_id, path, body, stamp, tries, definite, empty FROM upload
    WHERE subject = ? AND state = 'open'"""
_INSERT = """INSERT INTO upload (request_id, subject, stamp, digest, entries, path, body, sha256, state, created_us)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)"""
_RETIRE_UNTRIED = """UPDATE upload SET state = 'retired', settled_us = ?, reason = 'not needed any more', body = NULL
    WHERE subject = ? AND state = 'open' AND tries = 0"""
_WAITS = """UPDATE store_fact SET stamp = ?, state = 'waiting', entries = ?, since_us = ?, reason = ''
    WHERE subject = ?"""
_COMPARED = """UPDATE store_fact SET stamp = ?, state = CASE WHEN digest IS NULL THEN 'none' ELSE 'done' END,
    since_us = CASE WHEN digest IS NULL THEN NULL ELSE ? END, reason = '' WHERE subject = ?"""
_UNSENDABLE = "UPDATE store_fact SET stamp = ?, state = 'refused', since_us = ?, reason = ? WHERE subject = ?"
_ATTEMPT = "UPDATE upload SET tries = tries + 1, attempted_us = ? WHERE request_id = ? AND state = 'open'"
_NOTE = """UPDATE upload SET definite = definite + ?, empty = empty + ?, reason = ?
    WHERE request_id = ? AND state = 'open'"""
_SETTLE = """UPDATE upload SET state = ?, settled_us = ?, reason = ?, body = NULL
    WHERE request_id = ? AND state = 'open' RETURNING subject, stamp, digest, entries"""
_TAKEN = """UPDATE store_fact SET stamp = ?, state = 'done', entries = ?, digest = ?, taken_us = ?, since_us = ?,
    reason = ? WHERE subject = ?"""
_REFUSED = """UPDATE store_fact SET stamp = ?, state = 'refused', entries = ?, since_us = ?, reason = ?
    WHERE subject = ?"""
_GIVEN_UP = "UPDATE store_fact SET state = 'waiting', digest = NULL, since_us = ?, reason = ? WHERE subject = ?"
"""It may have been taken all the same, so nobody knows what the platform has."""


class NoSuchUpload(LookupError):
    """A step for an upload that is not open: a mistake in the program."""


class SqliteUploads:
    """Implements the port `Uploads`."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock) -> None:
        self._connection = connection
        self._lock = lock

    @translated
    def standing(self, subject: Subject) -> UploadStanding:
        """How it stands with a subject; what was put in force since the last look waits."""
        row = self._connection.execute(_STANDING, (subject.value,)).fetchone()
        version, stamp, state, entries, digest, taken, since, reason, tries, heard = row
        if version and not stamp.startswith(f"{version} "):
            state, reason = UploadState.WAITING, ""
        return UploadStanding(
            subject,
            version,
            stamp,
            UploadState(state),
            entries,
            digest,
            None if taken is None else instant(taken),
            None if since is None else instant(since),
            reason or heard or "",
            tries or 0,
        )

    @translated
    def open(self, subject: Subject) -> OpenUpload | None:
        """The upload to settle."""
        row = self._connection.execute(_OPEN, (subject.value,)).fetchone()
        return None if row is None else OpenUpload(Request(*row[:3]), *row[3:])

    def put(self, draft: UploadDraft, at: datetime) -> None:
        """Store an upload before the wire, in the place of one that was never tried."""
        request, subject, moment = draft.request, draft.subject.value, micros(at)
        sha256 = hashlib.sha256(request.body).hexdigest()
        row = (request.request_id, subject, draft.stamp, draft.digest, draft.entries, request.path, request.body)
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_RETIRE_UNTRIED, (moment, subject))
            write.execute(_INSERT, (*row, sha256, moment))
            write.execute(_WAITS, (draft.stamp, draft.entries, moment, subject))

    def compared(self, subject: Subject, stamp: str, at: datetime) -> None:
        """What is in force is what the platform has, or nothing at all."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_RETIRE_UNTRIED, (micros(at), subject.value))
            write.execute(_COMPARED, (stamp, micros(at), subject.value))

    def unsendable(self, subject: Subject, stamp: str, reason: str, at: datetime) -> None:
        """What is in force cannot be sent at all."""
        with self._lock.background(), OneCommit(self._connection) as write:
            write.execute(_RETIRE_UNTRIED, (micros(at), subject.value))
            write.execute(_UNSENDABLE, (stamp, micros(at), reason, subject.value))

    def attempted(self, request_id: str, at: datetime) -> None:
        """Note a try before it is made."""
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(_ATTEMPT, (micros(at), request_id)), request_id)

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        """Note a try whose outcome is not known: id and bytes stay."""
        with self._lock.background(), OneCommit(self._connection) as write:
            _one(write.execute(_NOTE, (why is Why.FAILING, why is Why.EMPTY, reason, request_id)), request_id)

    def done(self, request_id: str, at: datetime, note: str = "") -> None:
        """The platform has taken it."""
        moment = micros(at)
        with self._lock.background(), OneCommit(self._connection) as write:
            subject, stamp, digest, entries = _settled(write, request_id, ("done", moment, note))
            write.execute(_TAKEN, (stamp, entries, digest, moment, moment, note, subject))

    def refused(self, request_id: str, reason: str, at: datetime) -> None:
        """The platform will not take these bytes."""
        moment = micros(at)
        with self._lock.background(), OneCommit(self._connection) as write:
            subject, stamp, _, entries = _settled(write, request_id, ("refused", moment, reason))
            write.execute(_REFUSED, (stamp, entries, moment, reason, subject))

    def given_up(self, request_id: str, reason: str, at: datetime) -> None:
        """The platform keeps failing on this id: what is in force then goes out under another."""
        moment = micros(at)
        with self._lock.background(), OneCommit(self._connection) as write:
            subject, *_ = _settled(write, request_id, ("retired", moment, reason))
            write.execute(_GIVEN_UP, (moment, reason, subject))


def _settled(write: sqlite3.Connection, request_id: str, how: tuple[str, int, str]) -> tuple[str, str, str, int]:
    """Settle an upload; its subject, stamp, digest and entries."""
    row: tuple[str, str, str, int] | None = write.execute(_SETTLE, (*how, request_id)).fetchone()
    if row is None:
        raise NoSuchUpload(request_id)
    return row


def _one(cursor: sqlite3.Cursor, request_id: str) -> None:
    if cursor.rowcount != 1:
        raise NoSuchUpload(request_id)
