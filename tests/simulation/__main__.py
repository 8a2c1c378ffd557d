"""Runs simulated days: ``python -m tests.simulation DAYS [--from SEED] [--trace]``; 1 when one violates anything."""

import argparse
import sys
from tempfile import TemporaryDirectory
from pathlib import Path
from time import perf_counter

from tests.simulation.checks import violations
from tests.simulation.day import SALES, Day


def main() -> int:
    asked = _parser().parse_args()
    begun, crashes, sold = perf_counter(), 0, 0
    with TemporaryDirectory(prefix="pos-days-", dir=ramdisk()) as folder:
        place = Path(folder) / "day"
        place.mkdir()
        for seed in range(asked.first, asked.first + asked.days):
            day = Day(seed, place, asked.sales)
            day.trace.kept = [] if asked.trace else None
            try:
                found = violations(day.run())
            finally:
                if asked.trace:
                    sys.stdout.write("\n".join(day.trace.kept or []) + "\n")
                day.close()
            crashes, sold = crashes + day.crashes, sold + len(day.told.closed)
            if found:
                sys.stdout.write(f"seed {seed}: {day.weather}\n" + "\n".join(found) + "\n")
                return 1
    seconds = perf_counter() - begun
    sys.stdout.write(f"{asked.days} days, {sold} sales, {crashes} crashes, 0 violations, {seconds:.1f} s\n")
    return 0


def ramdisk() -> str | None:
    """Where files are not written to a disk: crashes of the program need none."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a private folder is made in it


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("days", type=int)
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="SEED")
    parser.add_argument("--sales", type=int, default=SALES)
    parser.add_argument("--trace", action="store_true", help="print everything that could be seen from outside")
    return parser


if __name__ == "__main__":
    sys.exit(main())
