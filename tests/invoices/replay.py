"""Rings invoices up, sends all of it, and says what is not as the data has it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from tests.invoices.shop import Deed
from tests.invoices.till import Tally, opened

_TRIES = 50


@dataclass(frozen=True)
class Replay:
    """What a run came to: ``seconds`` of ringing up, and with all of it sent."""

    tally: Tally
    seconds: float
    seconds_sent: float
    transactions: int
    wrong: tuple[str, ...]


def replayed(all_of_them: Sequence[Deed], folder: Path, note: Callable[[int], None] = lambda _: None) -> Replay:
    """Ring them up in a folder that is empty; ``note`` hears how many are done."""
    with opened(folder, all_of_them) as (counterpart, simulator):
        begun = perf_counter()
        for at, deed in enumerate(all_of_them, 1):
            counterpart.take(deed)
            note(at)
        rung_up = perf_counter() - begun
        left = next((each for each in (counterpart.send_all() for _ in range(_TRIES)) if not each["left"]), None)
        sent = perf_counter() - begun
        tally, platform = counterpart.tally, simulator.platform
        wrong = [*tally.wrong, *map(str, platform.violations), *map(str, platform.silent_failures), *simulator.failures]
        if left is None or left["parked"]:
            wrong.append(f"not everything was taken: {left}")
        due, total = platform.totals().due, sum(tally.amounts.values(), Decimal(0))
        if due != total:
            wrong.append(f"the platform has {due}, and the data comes to {total}")
        return Replay(tally, rung_up, sent, len(platform.transactions), tuple(map(str, wrong)))
