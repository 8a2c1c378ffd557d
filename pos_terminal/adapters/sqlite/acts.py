"""Acts in the journal: entries of their own in the chain of the sales, with what was done as their document."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.journal import ACT, Entry, Journal
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.room import NOTHING_SPARE, finishes
from pos_terminal.adapters.sqlite.values import compact
from pos_terminal.application.acts import Act, ReasonGiven
from pos_terminal.application.ports import Headroom, WriteLock
from pos_terminal.domain.rights import Action

_OF = """SELECT d.body FROM journal AS j JOIN document AS d ON d.seq = j.seq
    WHERE j.transaction_id = ? AND j.kind = 'act' ORDER BY j.seq"""
_NEWEST = f"{_OF} DESC"


class SqliteActs:
    """Implements the port `Acts`. ``terms`` are the till's currency and the version of its software."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock: WriteLock,
        journal_key: bytes,
        terms: tuple[str, str],
        room: Headroom = NOTHING_SPARE,
    ) -> None:
        self.room = room
        self._connection = connection
        self._lock = lock
        self._journal = Journal(connection, journal_key)
        self._terms = terms

    @finishes
    def enter(self, act: Act) -> None:
        """Journal an act; it is on disk when this returns. Raises StorageFailed."""
        currency, version = self._terms
        entry = Entry(
            transaction_id=act.deed.transaction_id or "",
            version=0,
            kind=ACT,
            business_day=act.business_day.isoformat(),
            session_id=act.session_id,
            employee_id=act.operator_id,
            total=0,
            currency=currency,
            created_us=micros(act.at),
            software_version=version,
        )
        with self._lock.sale(), OneCommit(self._connection):
            self._journal.append(self._journal.head(), entry, _document(act))

    def of(self, transaction_id: str, action: Action) -> Sequence[Mapping[str, str]]:
        """The details of each such act in a sale, oldest first."""
        return [each["details"] for each in _of(self._connection, transaction_id) if each["action"] == action.value]

    def reasons(self, transaction_id: str) -> Sequence[ReasonGiven]:
        """The acts in a sale that a reason was given for, oldest first."""
        return reasons_of(self._connection, transaction_id)

    def last(self, action: Action) -> Mapping[str, str] | None:
        """The details of the newest such act in no sale; None: there was none. Reads no further back than to it."""
        with translated:
            acts = (json.loads(body) for (body,) in self._connection.execute(_NEWEST, ("",)))
            return next((each["details"] for each in acts if each["action"] == action.value), None)


def _document(act: Act) -> bytes:
    """What was done, by whom, and who approved it, as JSON."""
    said = {"about": act.deed.about.in_english} if act.deed.about else {}
    return compact(
        {
            "action": act.action.value,
            "operator_id": act.operator_id,
            "approver_id": act.approver_id,
            "reason": act.deed.reason,
            "details": dict(act.deed.details),
        }
        | said
    ).encode()


def reasons_of(connection: sqlite3.Connection, transaction_id: str) -> tuple[ReasonGiven, ...]:
    """The acts in a sale that a reason was given for, oldest first. Raises StorageFailed."""
    return tuple(
        ReasonGiven(each["action"], each["reason"], each["details"], each["operator_id"], each["approver_id"])
        for each in _of(connection, transaction_id)
        if each["reason"]
    )


def _of(connection: sqlite3.Connection, transaction_id: str) -> list[Any]:
    """The documents of the acts in a sale."""
    with translated:
        return [json.loads(body) for (body,) in connection.execute(_OF, (transaction_id,))]
