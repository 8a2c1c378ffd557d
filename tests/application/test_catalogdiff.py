"""What a catalog file would change, summed up, and which prices look like a mistake."""

from decimal import Decimal

import pytest

from pos_terminal.application.catalogdiff import MOST_SHOWN, ChangeKind, Difference, ItemChange, summed_up
from pos_terminal.domain.money import Money
from tests.application.fakes import usd

FIFTY = Decimal(50)


def changed(before: str | None, after: str | None, *, has_own_price: bool = True) -> ItemChange:
    old, new = (None if text is None else usd(text) for text in (before, after))
    return ItemChange(ChangeKind.CHANGED, "1", "Tea", 1, old, new, has_own_price=has_own_price)


@pytest.mark.parametrize(
    ("change", "oddity"),
    [
        (changed("2.00", "3.00"), ""),
        (changed("2.00", "3.01"), "50 % more than before"),
        (changed("2.00", "1.00"), ""),
        (changed("2.00", "0.99"), "50 % less than before"),
        (changed("2.00", "200.00"), "9900 % more than before"),
        (changed("2.00", "0.00"), "it costs nothing"),
        (changed(None, "0.00"), "it costs nothing"),
        (changed(None, "999.00"), ""),
        (changed("0.00", "5.00"), ""),
        (changed("2.00", None), ""),
        (changed("2.00", "0.00", has_own_price=False), ""),
    ],
)
def test_a_price_is_odd_that_moves_far_or_to_nothing(change: ItemChange, oddity: str) -> None:
    found = summed_up([change], FIFTY)

    assert (str(found.shown[0].oddity), found.odd) == (oddity, int(bool(oddity)))


def test_all_are_counted_and_the_first_are_shown_odd_ones_before_all() -> None:
    added = ItemChange(ChangeKind.ADDED, "2", "Soup", 2, after=Money(100, usd("1.00").currency))
    gone = ItemChange(ChangeKind.RETIRED, "3", "Salt", before=usd("1.00"))

    found = summed_up([added] * 300 + [gone] * 5 + [changed("1.00", "9.00")], FIFTY)

    assert (found.added, found.changed, found.retired, found.odd) == (300, 1, 5, 1)
    assert (found.shown[0].kind, len(found.shown), found.hidden) == (ChangeKind.CHANGED, MOST_SHOWN, 106)


def test_a_file_that_changes_nothing_differs_in_nothing() -> None:
    assert summed_up([], FIFTY) == Difference()
