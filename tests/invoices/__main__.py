"""Replays invoices: ``python -m tests.invoices [--sample] [--part N/M]``; 1 when one is not as the data has it."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.invoices.replay import Replay, replayed
from tests.invoices.shop import Kind, deeds, invoices, part, sample

_EVERY = 500


def main() -> int:
    """Replay them, and say what they came to, how long it took and how much memory."""
    parser = argparse.ArgumentParser(prog="python -m tests.invoices", description=__doc__)
    parser.add_argument("--sample", action="store_true", help="some sixty of every kind")
    parser.add_argument("--part", default="1/1", help="such as 2/4: the second of four parts, to run side by side")
    asked = parser.parse_args()
    at, of = map(int, asked.part.split("/"))
    everything = part(deeds(invoices()), at, of)
    chosen = sample(everything) if asked.sample else everything
    with TemporaryDirectory() as folder:
        found = replayed(chosen, Path(folder) / "till", _told)
    sys.stdout.write("\n".join([*_lines(found), *found.wrong]) + "\n")
    return int(bool(found.wrong))


def _told(done: int) -> None:
    if not done % _EVERY:
        sys.stderr.write(f"{done:,} invoices\n")


def _peak_mb() -> float:
    import resource  # there is none on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _lines(found: Replay) -> list[str]:
    tally, (seconds, rows, number) = found.tally, found.tally.slowest
    counts = [f"{tally.done[kind]:>9,}  {kind} ({tally.amounts[kind]:,.2f})" for kind in Kind]
    return [
        *counts,
        f"{tally.done.total():>9,}  invoices",
        f"{tally.written_off:>9,}  lines of stock written off, skipped",
        f"{found.transactions:>9,}  transactions that the platform has",
        f"{len(found.wrong):>9,}  faults",
        f"{found.seconds:.0f} s to ring up, {found.seconds_sent:.0f} s until all was sent",
        f"the slowest is {number}: {rows} lines, {seconds:.1f} s",
        f"{_peak_mb():.0f} MB at the most, the platform's own books included",
    ]


if __name__ == "__main__":
    sys.exit(main())
