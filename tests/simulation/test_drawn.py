"""Bugs drawn by chance in the rules and in checkout: each is noticed, or it is written down why it changes nothing."""

import os
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from tests.simulation.drawn import DRAWN, drawn
from tests.simulation.equivalents import EQUIVALENT
from tests.simulation.planting import UNPLANTED, drawn_caught_by, import_once, planted

SHARDS = 20
forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="each bug is planted in a process that is forked")


def test_the_drawn_bugs_are_many_and_all_of_them_can_be_planted() -> None:
    bugs = drawn()

    assert len({bug.key for bug in bugs}) == DRAWN
    for bug in bugs[:: DRAWN // 20]:
        compile(bug.source(), bug.file, "exec")


@pytest.mark.soak
@forking
def test_nothing_is_noticed_where_there_is_no_bug() -> None:
    import_once()
    bug = drawn()[0]

    assert planted(partial(drawn_caught_by, replace(bug, changed=bug.node))) == ""


@pytest.mark.soak
@forking
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_drawn_bug_is_noticed_or_changes_nothing(shard: int, figures: Counter[str]) -> None:
    import_once()
    missed = []
    for bug in drawn()[shard::SHARDS]:
        caught = planted(partial(drawn_caught_by, bug))
        figures["drawn bugs"] += 1
        if caught and not caught.startswith(UNPLANTED):
            figures["drawn bugs: found"] += 1
        elif bug.key in EQUIVALENT:
            figures["drawn bugs: change nothing"] += 1
        else:
            missed.append(f"{bug.key} ({caught})")
    assert missed == []
