"""Reads everything that was not sent yet, with the exact bytes, so that it can be carried away from a dying till."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.application.queueview import UnsentRequest, UnsentTransaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator

_UNDONE = """SELECT seq FROM delivery WHERE state = 'waiting' AND state <> 'done'
    UNION ALL SELECT seq FROM delivery WHERE state = 'sending' AND state <> 'done'
    UNION ALL SELECT seq FROM delivery WHERE state = 'parked' AND state <> 'done'"""
_REQUESTS = f"""SELECT r.request_id, r.path, r.body, r.state, r.tries, r.attempted_us, r.reason FROM request AS r
    WHERE r.id IN (SELECT request FROM delivery WHERE seq IN ({_UNDONE})) ORDER BY r.id"""  # noqa: S608 - made of constants
_TRANSACTIONS = f"""SELECT d.seq, d.transaction_id, d.version, j.kind, d.state, d.created_us, j.total, j.currency,
    d.reason, r.request_id, doc.body FROM ({_UNDONE} ORDER BY seq) AS undone
    CROSS JOIN delivery AS d ON d.seq = undone.seq CROSS JOIN journal AS j ON j.seq = d.seq
    CROSS JOIN request AS r ON r.id = d.request LEFT JOIN document AS doc ON doc.seq = d.seq"""  # noqa: S608


class SqliteUnsent:
    """What waits, is on its way or was refused, as of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self) -> Generator[UnsentRequest | UnsentTransaction]:
        """First the requests in the order they were made, then the transactions in the journal's order.

        To be closed before the connection is: what is not read to its end still reads.
        """
        with translated:
            self._connection.execute("BEGIN")
            try:
                for row in self._connection.execute(_REQUESTS):
                    yield UnsentRequest(*row)
                for row in self._connection.execute(_TRANSACTIONS):
                    yield UnsentTransaction(*row)
            finally:
                self._connection.execute("ROLLBACK")
