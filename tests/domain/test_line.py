from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.domain.batch import Batch
from pos_terminal.domain.line import line_of
from tests.domain.making import item, percent, usd


def test_a_line_begins_as_one_of_its_item() -> None:
    bread = item("2.50", percent("0.1"))

    line = line_of(bread, "7", usd("2.00"), Batch("LOT-9"))

    assert (line.line_id, line.item_id, line.name, line.unit) == ("7", "bread", "Bread", bread.unit)
    assert (line.quantity, line.unit_price, line.extended) == (Decimal(1), usd("2.00"), usd("2.00"))
    assert (line.taxes, line.lot) == (bread.taxes, "LOT-9")


@pytest.mark.parametrize(("quantity", "pieces"), [("1", 1), ("3", 3), ("0.5", 1), ("0.333333", 1), ("1.5", 2)])
def test_the_part_of_a_piece_is_one_thing_to_a_shopper(quantity: str, pieces: int) -> None:
    line = replace(line_of(item("2.50"), "1", usd("2.50")), quantity=Decimal(quantity))
    assert line.pieces == pieces
