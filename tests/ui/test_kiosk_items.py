"""The list of what a kiosk is held to names tests that there are."""

import re
from pathlib import Path

_HERE = Path(__file__)
_ROWS = [
    each
    for each in _HERE.with_name("KIOSK_ITEMS.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", each)
]
_NAMED = re.compile(r"([a-z_/]+\.py)::(test_\w+)")


def test_every_demand_has_its_row() -> None:
    assert [int(row.split("|")[1]) for row in _ROWS] == list(range(76, 118))


def test_every_test_that_is_named_is_there() -> None:
    named = [found for row in _ROWS for found in _NAMED.findall(row)]
    missing = [
        name for file, name in named if f"def {name}(" not in (_HERE.parents[1] / file).read_text(encoding="utf-8")
    ]
    assert len(named) > 30
    assert missing == []
