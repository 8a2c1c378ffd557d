"""A real shop's invoices come to what they came to, whatever was bought and brought back."""

from collections import Counter
from pathlib import Path

import pytest

from tests.invoices.replay import replayed
from tests.invoices.shop import Deed, Kind, deeds, invoices, sample

INVOICES = 8_782


@pytest.fixture(scope="module")
def everything() -> list[Deed]:
    """What all invoices are at a till."""
    return list(deeds(invoices()))


def test_every_invoice_is_one_thing_at_a_till(everything: list[Deed]) -> None:
    kinds = Counter(each.kind for each in everything)
    assert kinds.total() == INVOICES
    assert (kinds[Kind.SALE], kinds[Kind.WRITE_OFF], kinds[Kind.ADJUSTMENT]) == (6_879, 517, 2)
    assert (kinds[Kind.RETURN], kinds[Kind.RETURNS], kinds[Kind.RECEIPTLESS]) == (719, 126, 539)


def test_a_few_of_every_kind_come_to_what_they_came_to(
    everything: list[Deed], tmp_path: Path, figures: Counter[str]
) -> None:
    chosen = sample(everything)
    assert {each.kind for each in chosen} == set(Kind)

    found = replayed(chosen, tmp_path / "till")

    figures["invoices of a real shop"] += len(chosen)
    assert found.wrong == ()
    assert found.tally.done.total() == len(chosen)


@pytest.mark.soak
def test_all_of_them_come_to_what_they_came_to(everything: list[Deed], tmp_path: Path, figures: Counter[str]) -> None:
    found = replayed(everything, tmp_path / "till")

    figures["invoices of a real shop"] += len(everything)
    assert found.wrong == ()
    assert found.tally.done.total() == INVOICES
