"""A backlog going out, against a bare keep-alive connection that posts the very same bytes to the same sink."""

import hashlib
from collections import deque
from collections.abc import Callable
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.backlog import Sender, sender, settings_for
from tests.benchmarks.harness import Figure, Goal, compared, cpu_ms, wall_ms
from tests.benchmarks.sink import BARE, Sink, running_sink

SALES = 10_000
SALES_QUICK = 1_000
BATCH = 10
_CPU = Goal("drain: CPU a batch", 8, "ms")
_WALL = Goal("drain: wall, a server of 20 ms", 1.12, "ms")
_UNCOUNTED = 2
"""Batches that no round counts: the harness's first, and the one that the bare side stays behind."""
_REQUESTS = "SELECT id, body, sha256 FROM request WHERE state = 'done' ORDER BY id"
_DOCUMENTS = """SELECT d.seq, d.body, j.document_sha256 FROM carried AS c JOIN document AS d ON d.seq = c.seq
    JOIN journal AS j ON j.seq = d.seq WHERE c.request = ? ORDER BY c.position"""

Cost = Callable[[Callable[[], object]], float]


class NotTheSameBytes(ValueError):
    """What arrived is not what the journal holds."""


def measured(folder: Path, store: Path, sales: int, slow_rounds: int) -> list[Figure]:
    """Both figures; a round is a batch of ten on each side. Raises NotTheSameBytes.

    So many sales go out to a sink that answers at once, for the CPU time.
    """
    rounds = sales // BATCH - _UNCOUNTED
    return [
        _figure(_CPU, folder / "cpu", store, rounds),
        _figure(_WALL, folder / "wall", store, slow_rounds),
    ]


def _figure(goal: Goal, folder: Path, store: Path, rounds: int) -> Figure:
    cost: Cost = cpu_ms if goal is _CPU else wall_ms
    with running_sink() as sink:
        port = sink.prompt if goal is _CPU else sink.slow
        settings = settings_for(store, folder, f"http://127.0.0.1:{port}")
        with sender(settings) as ours, closing(HTTPConnection("127.0.0.1", port)) as bare:
            sides = _Sides(ours, bare)
            found = compared(goal, rounds, partial(sides.send, cost), partial(sides.post, cost))
            assert_same_bytes(ours, sink, (rounds + _UNCOUNTED) * BATCH)
    return found


class _Sides:
    """The terminal sends a batch; the bare side posts the same bodies, as they are noted as taken: a little behind."""

    def __init__(self, ours: Sender, bare: HTTPConnection) -> None:
        self._ours = ours
        self._bare = bare
        self._bodies: deque[bytes] = deque()
        self.send(cpu_ms)

    def send(self, cost: Cost) -> float:
        spent = cost(self._ours.send_one)
        self._bodies.append(self._ours.newest_body())
        return spent

    def post(self, cost: Cost) -> float:
        return cost(partial(self._post, self._bodies.popleft()))

    def _post(self, body: bytes) -> None:
        self._bare.request("POST", BARE, body, {"Content-Type": "application/json"})
        self._bare.getresponse().read()


def assert_same_bytes(ours: Sender, sink: Sink, sales: int) -> None:
    """Raise NotTheSameBytes unless exactly so many sales arrived, each once, in order, and as the journal holds it."""
    ours.delivery.leave()
    came, arrived = iter(sink.bodies()), 0
    for number, body, sha256 in ours.look.execute(_REQUESTS):
        if not sha256 == hashlib.sha256(body).hexdigest() == next(came, None):
            raise NotTheSameBytes(f"request {number} did not arrive as it was stored")
        rows = ours.look.execute(_DOCUMENTS, (number,)).fetchall()
        if b",".join(document for _, document, _ in rows) not in body:
            raise NotTheSameBytes(f"request {number} does not hold the documents of its sales")
        for seq, document, journalled in rows:
            arrived += 1
            if seq != arrived or hashlib.sha256(document).hexdigest() != journalled:
                raise NotTheSameBytes(f"sale {seq} arrived out of order, or is not as the journal holds it")
    if arrived != sales or next(came, None) is not None:
        raise NotTheSameBytes(f"{arrived} sales arrived where {sales} were sent, or something else did")
