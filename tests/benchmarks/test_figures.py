"""Each benchmark measures what it says, on a small scale; how long things took is never asserted."""

import json
from pathlib import Path

import pytest

from pos_terminal.domain.gtin import has_check_digit
from tests.benchmarks import delta, receipt, sale_commit
from tests.benchmarks.__main__ import main
from tests.benchmarks.goods import PRODUCTS, goods


def test_the_goods_are_the_same_every_time_and_each_has_a_barcode_of_its_own() -> None:
    made = list(goods(1_000))

    assert made == list(goods(1_000))
    assert len({each.gtin.zfill(14) for each in made}) == 1_000
    assert all(has_check_digit(each.gtin) for each in made)


def test_a_sale_and_its_raw_twin_are_measured_round_by_round(tmp_path: Path) -> None:
    (figure,) = sale_commit.measured(tmp_path, 3)

    assert (figure.name, figure.goal, len(figure.ratios)) == ("sale commit", 1.5, 3)


def test_a_receipt_is_measured_against_the_same_lines_by_hand(tmp_path: Path) -> None:
    figure, against_library = receipt.measured(tmp_path, 3)
    assert against_library.ours > 0

    assert (figure.goal, len(figure.ratios)) == (12, 3)


def test_a_catalog_with_other_prices_is_measured_against_the_whole_of_it(tmp_path: Path) -> None:
    (figure,) = delta.measured(tmp_path, 200, PRODUCTS, 1)

    assert (figure.goal, len(figure.ratios)) == (0.05, 1)


def test_a_run_reports_every_figure_with_its_goal_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "receipt", "--quick", "--cache", str(tmp_path)]) == 0

    told = capsys.readouterr()
    figure, _ = json.loads(told.out)["figures"]
    assert set(figure) == {"name", "ratio", "goal", "ok", "rounds", "spread", "ours", "limit", "unit"}
    assert "receipt encoding" in told.err
