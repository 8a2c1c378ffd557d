"""Runs simulated days: ``python -m tests.simulation DAYS [--from SEED] [--trace]``; 1 when one violates anything."""

import argparse
import sys
from time import perf_counter

from tests.simulation.day import SALES, Day
from tests.simulation.running import place_for_days, simulate
from tests.simulation.weather import Weather


def main() -> int:
    """Run the days that are asked for, and say what they went through."""
    asked = _parser().parse_args()
    if asked.trace:
        return _traced(asked.first, asked.sales)
    begun = perf_counter()
    run = simulate(range(asked.first, asked.first + asked.days), asked.sales)
    for seed, found in run.wrong.items():
        sys.stdout.write(f"seed {seed}: {Weather.of_seed(seed)}\n" + "\n".join(found) + "\n")
    for state, times in sorted(run.reached.items()) if asked.states else ():
        sys.stdout.write(f"{times:>9,}  {state}\n")
    sys.stdout.write(
        f"{run.days:,} days, {run.sales:,} sales, {run.statements:,} points in statements, {run.crashes:,} crashes, "
        f"{sum(map(len, run.wrong.values()))} violations, {perf_counter() - begun:.1f} s\n"
    )
    return int(bool(run.wrong))


def _traced(seed: int, sales: int) -> int:
    with place_for_days() as place:
        day = Day(seed, place, sales)
        day.trace.kept = []
        try:
            day.run()
        finally:
            sys.stdout.write("\n".join([*day.trace.kept, day.trace.hash]) + "\n")
            day.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("days", type=int)
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="SEED")
    parser.add_argument("--sales", type=int, default=SALES)
    parser.add_argument("--states", action="store_true", help="how often each rare state was reached")
    parser.add_argument("--trace", action="store_true", help="one day: everything that could be seen from outside")
    return parser


if __name__ == "__main__":
    sys.exit(main())
