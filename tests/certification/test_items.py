"""Every item of the checklist on the real terminal, against the simulator, over a real socket."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pos_terminal.cli.certify.checklist import CHECKLIST
from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.verdict import Verdict
from pos_terminal.simulator import RunningSimulator
from tests.certification.shops import certification, settings_for

if TYPE_CHECKING:
    from collections import Counter

LAST = 59


def test_every_item_of_the_checklist_is_there_once() -> None:
    assert [each.number for each in CHECKLIST] == list(range(1, LAST + 1))


@pytest.mark.parametrize("item", CHECKLIST, ids=lambda item: str(item.number))
def test_the_terminal_does_what_the_item_wants(
    item: Item, simulator: RunningSimulator, tmp_path: Path, figures: "Counter[str]"
) -> None:
    (result,) = certification(settings_for(simulator.url, tmp_path)).results([item])

    assert (result.verdict, result.reason) == (Verdict.PASSED, "")
    assert len(result.checks) > 2
    assert result.exchanges
    assert result.shown
    figures["checklist items"] += 1
    figures["checklist checks"] += len(result.checks)


def test_the_simulator_is_given_back_as_it_was(simulator: RunningSimulator, tmp_path: Path) -> None:
    before = (simulator.platform.config, set(simulator.platform.members))
    eleventh = [each for each in CHECKLIST if each.number == 12]

    list(certification(settings_for(simulator.url, tmp_path)).results(eleventh))

    platform = simulator.platform
    assert (platform.config, set(platform.members)) == before
    assert (platform.transactions, platform.faults.planned()) == ({}, [])
