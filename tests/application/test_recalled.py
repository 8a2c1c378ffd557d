from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.line import Line
from pos_terminal.domain.rights import Action
from tests.application.desk_of import Shop
from tests.application.test_adjusting import MANAGER


@pytest.mark.parametrize(("recalled", "scanned"), [("lot7", "LOT7"), (" LOT7 ", "lot7"), ("LOT 7", "LOT7")])
def test_a_lot_is_known_however_it_is_written(recalled: str, scanned: str) -> None:
    shop = Shop().signed_on()
    shop.put(replace(shop.catalog.items["latte"], recalled_lots=(recalled,)))
    with pytest.raises(NotAllowedNow, match="called back"):
        shop.selling.scan(f"]C1010400638133393110{scanned}")


@pytest.mark.parametrize("scanned", ["4006381333931", "]d20104006381333931", "]d201040063813339311530010121X1", None])
def test_goods_under_recall_are_sold_without_a_lot_once_somebody_has_looked(scanned: str | None) -> None:
    shop = Shop().signed_on()
    shop.put(replace(shop.catalog.items["latte"], recalled_lots=("LOT7", "LOT9")))

    def rung() -> Line:
        return shop.selling.scan(scanned) if scanned else shop.selling.add_item("latte")

    with pytest.raises(ApprovalNeeded, match="under recall without scanning their lot wants the approval") as asked:
        rung()
    assert (shop.desk.basket, str(asked.value.about)) == (None, "Latte: read its lot. Called back are: LOT7, LOT9")
    shop.desk.approver = MANAGER
    line = rung()
    shop.desk.approver = None
    acts = [(act.action, act.approver_id, act.deed.details["recalled"]) for act in shop.acts.entered]
    assert acts == [(Action.SELL_UNREAD_LOT, "3001", "LOT7, LOT9")]
    if not line.serial:
        with pytest.raises(ApprovalNeeded, match="under recall"):
            shop.selling.set_quantity(line.line_id, Decimal(2))
    assert shop.desk.open_sale().line(line.line_id).quantity == 1
    assert shop.selling.scan("]C1010400638133393110LOT8").lot == "LOT8"
