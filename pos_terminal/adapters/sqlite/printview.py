"""The print queue as people see it."""

import sqlite3

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.prints import NEXT_COPY, NEXT_GIFT, papers_in_doubt
from pos_terminal.application.queueing import PaperState, WaitingPaper
from pos_terminal.domain.printer_state import PapersInDoubt

_WAITING = "SELECT job_id, transaction_id, state = 'printing', tries, cause FROM print_job ORDER BY id LIMIT ?"


class SqlitePrintView:
    """Reads; changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def waiting(self, most: int) -> tuple[WaitingPaper, ...]:
        """The jobs that have not left the queue, oldest first."""
        with translated:
            rows = self._connection.execute(_WAITING, (most,)).fetchall()
        return tuple(
            WaitingPaper(job_id, sale, PaperState.of(is_begun=bool(begun), cause=cause), tries, cause)
            for job_id, sale, begun, tries, cause in rows
        )

    def doubts(self, seen: int) -> PapersInDoubt:
        """The papers that may not have come out, but for those that somebody has seen to, up to this one."""
        with translated:
            return papers_in_doubt(self._connection, seen)

    def next_copy(self, transaction_id: str, seq: int) -> int:
        """Which copy the next print of a sale's paper would be, from 1; ``seq``: its journal entry."""
        with translated:
            (copy,) = self._connection.execute(NEXT_COPY, {"sale": transaction_id, "seq": seq}).fetchone()
        return int(copy)

    def next_gift(self, transaction_id: str) -> int:
        """Which copy the next gift receipt of a sale would be; 0 is the first."""
        with translated:
            (number,) = self._connection.execute(NEXT_GIFT, {"sale": transaction_id}).fetchone()
        return int(number)
