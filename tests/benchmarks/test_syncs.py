from pathlib import Path

from tests.benchmarks.syncs import GOAL, syncs_of

SALES = 100


def test_a_sales_commit_waits_for_the_disk_once(tmp_path: Path) -> None:
    assert SALES <= syncs_of(tmp_path, SALES) <= GOAL.most * SALES
