from decimal import Decimal

import pytest

from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.item import Unit
from pos_terminal.domain.rights import DEFAULT_RIGHTS, NEVER, Action, Rights
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.fakes import each
from tests.application.test_adjusting import MANAGER
from tests.application.test_selling import label

_HALF = Decimal("0.5")


def shop(least: str) -> Shop:
    """A shop that keeps typed weights from those below this role; ANA is a cashier."""
    here = Shop().signed_on()
    here.authority.rights = Rights({**DEFAULT_RIGHTS, Action.KEYED_WEIGHT: least})
    return here


def test_by_default_a_cashier_types_a_weight_and_nobody_enters_it() -> None:
    here = Shop().signed_on()

    here.selling.add_item("apples", _HALF)
    here.selling.set_quantity("1", Decimal("0.4"))

    assert here.desk.open_sale().line("1").quantity == Decimal("0.4")
    assert here.acts.entered == []


def test_a_weight_that_a_shop_keeps_from_cashiers_wants_an_approval_and_is_entered_with_both_names() -> None:
    here = shop(Role.SUPERVISOR)
    with pytest.raises(ApprovalNeeded, match="Keying a weight wants the approval of a supervisor"):
        here.selling.add_item("apples", _HALF)
    assert here.desk.basket is None

    here.desk.approver = MANAGER
    here.selling.add_item("apples", _HALF)

    (act,) = here.acts.entered
    assert (act.action, act.operator_id, act.approver_id) == (Action.KEYED_WEIGHT, "17", "3001")
    assert act.deed.transaction_id == here.desk.open_sale().head.transaction_id
    assert act.deed.details == {"line_id": "1", "item_id": "apples", "weight": "0.5 kg"}


def test_another_weight_of_a_line_and_a_tare_are_typed_like_the_first_one() -> None:
    here = shop(Role.SUPERVISOR)
    here.desk.approver = MANAGER
    here.selling.add_item("apples", _HALF)
    here.desk.approver = None

    with pytest.raises(ApprovalNeeded):
        here.selling.set_quantity("1", Decimal("0.1"))
    with pytest.raises(ApprovalNeeded):
        here.adjusting.set_tare("1", Decimal("0.1"))

    assert here.desk.open_sale().line("1").quantity == _HALF
    here.desk.approver = MANAGER
    here.adjusting.set_tare("1", Decimal("0.1"))
    assert here.acts.entered[-1].deed.details["tare"] == "0.1 kg"
    assert here.desk.open_sale().line("1").quantity == Decimal("0.4")


def test_what_a_label_says_and_what_is_counted_is_no_typed_weight() -> None:
    here = shop(NEVER)

    here.put(each("gouda", "12.00", unit=Unit.G, barcodes=(label("281111", "00000"),)))
    here.selling.scan(label("281111", "00250"))
    here.selling.add_item("latte", Decimal(3))
    here.selling.set_quantity("2", Decimal(2))

    assert [line.item_id for line in here.desk.open_sale().lines.values()] == ["gouda", "latte"]
    with pytest.raises(NotAllowedNow, match="not allowed in this shop"):
        here.selling.add_item("apples", _HALF)
