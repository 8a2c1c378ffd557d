"""What the desk feels of a backlog that goes out flat out: the commit of a sale, and the screen.

``python -m tests.benchmarks.drain_beside FOLDER URL ROUNDS`` is the till of which the screen is watched.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event

from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.application.delivery import Delivery
from pos_terminal.settings import Settings
from tests.benchmarks.backlog import deliveries, settings_for
from tests.benchmarks.harness import Figure, Goal, figure, wall_ms
from tests.benchmarks.sales import Desk
from tests.benchmarks.sink import running_sink

FRAME_MS = 1000 / 60
TICK_MS = 10
_SALE = Goal("drain: a sale's p95 beside it", 3, "ms")
_GAP = Goal("drain: longest gap of the screen", 1, "ms")
_LATENESS = Goal("drain: the screen's p95 lateness", 2.5, "ms")
_SALES_A_TURN = 30
_BETWEEN_SALES = 0.005
_ROOT = Path(__file__).resolve().parents[2]


class BacklogGone(ValueError):
    """Everything was sent before the measuring was over."""


@dataclass(slots=True)
class Drain:
    """Delivery in its own thread, as in the terminal; it sends while it is let."""

    settings: Settings
    database: Database
    _let: Event = field(default_factory=Event)
    _loop: Loop[Delivery] = field(init=False)

    def __post_init__(self) -> None:
        build = partial(deliveries, self.settings, self.database)
        self._loop = Loop("delivery", build, self._step)

    def start(self) -> None:
        """Send, flat out."""
        self._let.set()
        self._loop.nudge()

    def stop(self) -> None:
        """Send no more; raises BacklogGone when nothing was left to send."""
        self._let.clear()
        if self._loop.ask(lambda delivery: delivery.step().wait).result() is None:
            raise BacklogGone("make a longer backlog: the last rounds measured nothing")

    @contextmanager
    def running(self) -> Iterator[None]:
        """The thread, until the block ends."""
        self._loop.ask(Delivery.step).result()  # what it needs is loaded, and the platform answers
        try:
            yield
        finally:
            self._loop.close(30.0)

    def _step(self, delivery: Delivery) -> float | None:
        return delivery.step().wait if self._let.is_set() else None


def measured(folder: Path, store: Path, rounds: int) -> list[Figure]:
    """All three; a round is a while without the drain and a while with it."""
    with running_sink() as sink:
        url = f"http://127.0.0.1:{sink.prompt}"
        settings = settings_for(store, folder / "sales", url)
        with open_database(settings.data_dir / DATABASE_NAME) as database:
            sales = _sales(settings, database, rounds)
        return [sales, *_screen(folder / "screen", store, url, rounds)]


def _sales(settings: Settings, database: Database, rounds: int) -> Figure:
    desk, drain, pause = Desk.of(database, keys(settings).key("journal")), Drain(settings, database), Event()
    records = desk.records()

    def turn() -> float:
        took = []
        for record in islice(records, _SALES_A_TURN):
            pause.wait(_BETWEEN_SALES)
            took.append(wall_ms(partial(desk.sales.commit, record)))
        return percentile(took, 95)

    pairs = []
    with drain.running():
        turn()
        for _ in range(rounds):
            alone = turn()
            drain.start()
            beside = turn()
            drain.stop()
            pairs.append((beside, alone))
    return figure(_SALE, pairs)


def _screen(folder: Path, store: Path, url: str, rounds: int) -> list[Figure]:
    settings_for(store, folder, url)
    command = [sys.executable, "-m", "tests.benchmarks.drain_beside", str(folder), url, str(rounds)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=_ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    turns: list[tuple[list[float], list[float]]] = json.loads(done.stdout)
    gaps = [(max(draining), FRAME_MS + TICK_MS) for draining, _ in turns]
    late = [(percentile(_lateness(draining), 95), percentile(_lateness(idle), 95)) for draining, idle in turns]
    return [figure(_GAP, gaps), figure(_LATENESS, late)]


def _lateness(gaps: list[float]) -> list[float]:
    """How long after its time each tick came; a tenth of a millisecond is nothing."""
    return [max(gap - TICK_MS, 0.1) for gap in gaps]


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent of them do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def main(folder: Path, url: str, rounds: int) -> None:
    """Show the till, and tell the milliseconds from each tick to the next, while it drains and while it does not."""
    from tests.benchmarks.watched_till import watched

    json.dump(watched(folder, url, rounds), sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
