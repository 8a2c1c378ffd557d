"""Writes the outbox of a damaged database into a new one: what may have been tried goes on under its own id and bytes.

Whatever is known of a delivery stays; where it is not known, the sale's own request is open again, as after a crash
in the middle of a try. Only where its bytes are lost everywhere is the sale parked, to be sent anew when people say so.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pos_terminal.adapters.sqlite.salerows import insert_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from pos_terminal.adapters.sqlite.salvagedsales import SalesFound, Sources
    from pos_terminal.adapters.sqlite.soundness import Row
    from pos_terminal.application.ports import Ids

_FITTING = {"waiting": ("ready", "open"), "sending": ("open",), "parked": ("parked",), "done": ("done", "retired")}
"""The states of a request that go with those of a delivery."""
_REOPENED = "recovered: whether it was taken is not known"
_BYTES_LOST = "its request was lost with a damaged database"
_ACCEPTED = "SELECT seq, transaction_id, version, created_us FROM journal ORDER BY seq"
_REQUEST = "SELECT id, state, seq FROM request WHERE id = ?"
_REOPEN = "UPDATE request SET state = 'open', settled_us = NULL, reason = ? WHERE id = ? AND body IS NOT NULL"
_TAKEN = "UPDATE request SET state = 'done', reason = 'recovered: it was taken' WHERE id = ? AND state = 'ready'"
_STAND_IN = "INSERT INTO request (request_id, path, body, sha256, seq, state, reason) VALUES (?, ?, NULL, ?, ?, ?, ?)"
_INSERT = """INSERT INTO delivery (seq, transaction_id, version, state, created_us, request, single, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
# Behind the members that are known, in the order in which a batch takes them.
_MISSING_MEMBERS = """INSERT INTO request_member (request, position, seq)
    SELECT d.request, d.seq + 1000000, d.seq FROM delivery AS d JOIN request AS r ON r.id = d.request
    WHERE r.seq IS NULL
    AND NOT EXISTS (SELECT 1 FROM request_member AS m WHERE m.request = d.request AND m.seq = d.seq)"""
_EMPTY_BATCHES = """UPDATE request SET state = 'retired', reason = 'recovered: it carries nothing any more'
    WHERE state = 'open' AND seq IS NULL AND NOT EXISTS (SELECT 1 FROM request_member WHERE request = request.id)"""
_FIRST_PATH = "SELECT path FROM request WHERE seq IS NOT NULL ORDER BY id LIMIT 1"


class _Known(NamedTuple):
    """A request in the new database."""

    number: int
    state: str
    seq: int | None


class _Sale(NamedTuple):
    """A journal entry, as far as its delivery names it."""

    seq: int
    transaction_id: str
    version: int
    created_us: int


class SalvagedQueue:
    """Fills the outbox of the new database, whose journal is there already."""

    def __init__(self, write: sqlite3.Connection, sources: Sources, sales: SalesFound, ids: Ids) -> None:
        self._write = write
        self._sources = sources
        self._sales = sales
        self._ids = ids
        self._accepted = {row[0]: _Sale(*row) for row in write.execute(_ACCEPTED)}
        self._carriers: dict[int, list[int]] = defaultdict(list)
        self.reopened = 0

    def run(self) -> int:
        """Write requests, deliveries and the members of batches; how many deliveries are open again."""
        members = list(self._sources.damaged.rows("request_member"))
        self._keep_requests()
        for row in members:
            self._carriers[int(str(row["seq"]))].append(int(str(row["request"])))
        self._keep_deliveries()
        for row in members:
            known = self._known(row["request"])
            if known and known.seq is None and row["seq"] in self._accepted:
                insert_row(self._write, "request_member", row)
        self._write.execute(_MISSING_MEMBERS)
        self._write.execute(_EMPTY_BATCHES)
        return self.reopened

    def _keep_requests(self) -> None:
        for row in self._sources.damaged.rows("request"):
            request = {**row, **self._sales.requests.get(int(str(row["id"])), {})}
            body, seq, is_over = request["body"], request["seq"], request["state"] in {"done", "retired"}
            if not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() != request["sha256"]:
                request["body"] = None
            if (request["body"] is None and not is_over) or (seq is not None and seq not in self._accepted):
                continue
            if insert_row(self._write, "request", request) and isinstance(seq, int):
                self._carriers[seq].append(int(str(request["id"])))

    def _keep_deliveries(self) -> None:
        rows = {row["seq"]: row for row in self._sources.damaged.rows("delivery")}
        for sale in self._accepted.values():
            row = rows.get(sale.seq)
            if row and (row["transaction_id"], row["version"]) != (sale.transaction_id, sale.version):
                row = None
            if row is None or not self._is_consistent(row):
                self._recover(sale, row)
            elif not insert_row(self._write, "delivery", row):
                self._recover(sale, None)

    def _is_consistent(self, row: Row) -> bool:
        request, single = self._known(row["request"]), self._known(row["single"])
        if request is None or single is None or single.seq != row["seq"] or request.seq not in {None, row["seq"]}:
            return False
        return request.state in _FITTING.get(str(row["state"]), ())

    def _recover(self, sale: _Sale, row: Row | None) -> None:
        """Write the delivery of a sale that not enough is known of, unless it was never to be sent."""
        carriers = [known for known in map(self._known, self._carriers[sale.seq]) if known]
        own = self._own(sale, carriers)
        if own is None and row is None and not carriers:
            return
        was_taken = self._was_taken(sale, row, carriers)
        own = own or self._stand_in(sale, "done" if was_taken else "parked")
        if was_taken:
            self._write.execute(_TAKEN, (own.number,))
            self._insert(sale, "done", (next((each for each in carriers if each.state == "done"), own), own))
            return
        current = next((each for each in carriers if each.state in {"open", "parked"}), None)
        if current is None and own.state != "parked":
            self._reopen(sale, own)
            return
        current = current or own
        self._insert(sale, "sending" if current.state == "open" else "parked", (current, own))

    def _was_taken(self, sale: _Sale, row: Row | None, carriers: list[_Known]) -> bool:
        is_done = row is not None and row["state"] == "done"
        return is_done or sale.seq <= self._sales.done_through or any(each.state == "done" for each in carriers)

    def _reopen(self, sale: _Sale, own: _Known) -> None:
        if not self._write.execute(_REOPEN, (_REOPENED, own.number)).rowcount:
            lost = self._stand_in(sale, "parked")
            self._insert(sale, "parked", (lost, lost))
            return
        self.reopened += 1
        self._insert(sale, "sending", (own, own))

    def _own(self, sale: _Sale, carriers: list[_Known]) -> _Known | None:
        """The newest request of the sale alone: one that is known, or that of its second copy."""
        own = [each for each in carriers if each.seq == sale.seq]
        if own:
            return max(own, key=lambda each: (each.state != "retired", each.number))
        return next(self._copied(sale), None)

    def _copied(self, sale: _Sale) -> Iterator[_Known]:
        for copy in self._sources.copies_of(sale.seq):
            for row in copy.rows["request"].named():
                request = {name: row[name] for name in ("request_id", "path", "body", "sha256", "seq")}
                state = {"state": "ready" if row["body"] is not None else "retired"}
                for number in ({"id": row["id"]}, {}):
                    if insert_row(self._write, "request", {**request, **state, **number}):
                        made = self._write.execute("SELECT id FROM request WHERE request_id = ?", (row["request_id"],))
                        yield _Known(int(made.fetchone()[0]), state["state"], sale.seq)

    def _stand_in(self, sale: _Sale, state: str) -> _Known:
        path = (self._write.execute(_FIRST_PATH).fetchone() or ("",))[0]
        empty = hashlib.sha256(b"").hexdigest()
        values = (self._ids.uuid(), path, empty, sale.seq, state, _BYTES_LOST)
        return _Known(int(self._write.execute(_STAND_IN, values).lastrowid or 0), state, sale.seq)

    def _insert(self, sale: _Sale, state: str, requests: tuple[_Known, _Known]) -> None:
        current, own = requests
        reason = _BYTES_LOST if state == "parked" and current.seq is not None else ""
        values = (sale.seq, sale.transaction_id, sale.version, state, sale.created_us, current.number, own.number)
        self._write.execute(_INSERT, (*values, reason))

    def _known(self, number: object) -> _Known | None:
        row = self._write.execute(_REQUEST, (number,)).fetchone() if isinstance(number, int) else None
        return _Known(*row) if row else None
