"""What the settings let a shop choose is what the domain knows; written out twice, so that a start loads it once."""

from pos_terminal.adapters.sqlite.pin_hashing import COSTS
from pos_terminal.domain.tax import TaxRounding
from pos_terminal.domain.totals import Kept
from pos_terminal.settings.sections import KEPT, PIN_HASHING, TAX_ROUNDINGS


def test_every_way_to_round_taxes_can_be_chosen() -> None:
    assert set(TAX_ROUNDINGS) == set(TaxRounding)


def test_every_cost_of_a_pin_can_be_chosen() -> None:
    assert set(PIN_HASHING) == set(COSTS)


def test_everything_that_can_be_kept_can_be_chosen() -> None:
    assert set(KEPT) == set(Kept)
