"""The lists of what the screens are held to name tests that there are."""

import re
from pathlib import Path

import pytest

_HERE = Path(__file__)
_NAMED = re.compile(r"([a-z_/]+\.py)::(test_\w+)")
_LISTS = pytest.mark.parametrize(("name", "first", "last"), [("ITEMS.md", 1, 55), ("KIOSK_ITEMS.md", 76, 117)])


def _rows(name: str) -> list[str]:
    lines = _HERE.with_name(name).read_text(encoding="utf-8").splitlines()
    return [each for each in lines if re.match(r"\| \d", each)]


@_LISTS
def test_every_demand_has_its_row(name: str, first: int, last: int) -> None:
    assert [int(row.split("|")[1]) for row in _rows(name)] == list(range(first, last + 1))


@_LISTS
def test_every_test_that_is_named_is_there(name: str, first: int, last: int) -> None:
    named = [found for row in _rows(name) for found in _NAMED.findall(row)]
    missing = [test for file, test in named if f"def {test}(" not in _text(file)]
    assert len(named) > (last - first) // 2
    assert missing == []


def test_the_clauses_of_the_standard_name_tests_that_there_are() -> None:
    rows = [
        each
        for each in _HERE.with_name("EN_301_549.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| (5|8|11)\.\d", each)
    ]
    named = [found for row in rows for found in _NAMED.findall(row)]
    assert len(rows) > 25
    assert all(row.rstrip("| ").rpartition("|")[2].strip() for row in rows)
    assert [test for file, test in named if f"def {test}(" not in _text(file)] == []


def _text(file: str) -> str:
    return (_HERE.parents[1] / file).read_text(encoding="utf-8")
