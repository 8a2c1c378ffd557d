"""The tester is tested: every bug that is planted must be noticed, and by name."""

import subprocess
import sys
from collections import Counter

import pytest

from tests.architecture.source import ROOT
from tests.simulation.mutants import LISTED, OUTCOMES, RULES
from tests.simulation.planting import ENDLESS, UNPLANTED, planted_source

SHARDS = 6
IN_LONG_RUNS = (1, 3, 5)
"""Every second bug is planted in long runs alone: a run of everything is to end within a quarter of an hour."""


def test_every_rule_and_every_outcome_has_bugs_to_plant() -> None:
    rules = Counter(mutant.rule for mutant in RULES)

    for_sales = {f"R{number}" for number in range(1, 12)}
    for_offers = {*(f"L{number}" for number in range(1, 8)), "A19", "F9"}
    for_waiting = {"W1", "W2", "W3", "W4"}
    assert for_sales | for_offers | for_waiting == set(rules)
    assert min(rules[rule] for rule in for_sales | for_waiting) >= 2
    assert min(Counter(mutant.name.partition(":")[0] for mutant in OUTCOMES).values()) >= 2
    assert len({mutant.name.partition(":")[0] for mutant in OUTCOMES}) >= 13
    assert all(mutant.source for mutant in LISTED)


@pytest.mark.parametrize("number", range(len(LISTED)), ids=[f"{each.rule}-{each.name}" for each in LISTED])
def test_a_bug_is_planted_where_it_says(number: int) -> None:
    compile(planted_source(LISTED[number]), LISTED[number].file, "exec")


@pytest.mark.parametrize(
    "shard",
    [pytest.param(shard, marks=pytest.mark.soak) if shard in IN_LONG_RUNS else shard for shard in range(SHARDS)],
)
def test_every_planted_bug_is_noticed(shard: int, figures: Counter[str]) -> None:
    numbers = [str(number) for number in range(shard, len(LISTED), SHARDS)]
    command = [sys.executable, "-m", "tests.simulation.planting", *numbers]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    lines = done.stdout.splitlines()
    missed = [line for line in lines if line.endswith(("NOTHING NOTICED", ENDLESS)) or f": {UNPLANTED}" in line]
    figures["planted bugs"] += len(numbers)
    figures["planted bugs: found"] += len(lines) - len(missed)
    assert missed == [], done.stderr
    assert len(lines) == len(numbers), done.stderr
