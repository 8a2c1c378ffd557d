from decimal import Decimal

from pos_terminal.domain.batch import Batch
from pos_terminal.domain.line import line_of
from tests.domain.making import item, percent, usd


def test_a_line_begins_as_one_of_its_item() -> None:
    bread = item("2.50", percent("0.1"))

    line = line_of(bread, "7", usd("2.00"), Batch("LOT-9"))

    assert (line.line_id, line.item_id, line.name, line.unit) == ("7", "bread", "Bread", bread.unit)
    assert (line.quantity, line.unit_price, line.extended) == (Decimal(1), usd("2.00"), usd("2.00"))
    assert (line.taxes, line.lot) == (bread.taxes, "LOT-9")
