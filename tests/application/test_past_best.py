from datetime import timedelta

import pytest

from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.rights import DEFAULT_RIGHTS, NEVER, Action, Rights
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.test_adjusting import MANAGER


def best_before(shop: Shop, days: int) -> str:
    """The label of a latte that was best before so many days ago."""
    return f"]d2010400638133393115{shop.tilling.local() - timedelta(days=days):%y%m%d}"


def keeping_from_cashiers(least: str) -> Shop:
    shop = Shop().signed_on()
    shop.authority.rights = Rights({**DEFAULT_RIGHTS, Action.SELL_PAST_BEST: least})
    return shop


@pytest.mark.parametrize(("days", "is_past"), [(1, True), (0, False), (-1, False)])
def test_what_is_past_its_best_is_sold_and_somebody_stands_for_it(days: int, is_past: bool) -> None:  # noqa: FBT001
    shop = Shop().signed_on()
    line = shop.selling.scan(best_before(shop, days))
    assert shop.selling.is_past_best(line) is is_past
    acts = [(act.action, act.operator_id, act.approver_id) for act in shop.acts.entered]
    assert acts == ([(Action.SELL_PAST_BEST, "17", None)] if is_past else [])
    if is_past:
        assert shop.acts.entered[0].deed.details["best_before"] == line.batch.expires


def test_a_shop_can_have_a_second_person_stand_for_what_is_past_its_best() -> None:
    shop = keeping_from_cashiers(Role.SUPERVISOR)
    shop.selling.scan("4006381333931")
    with pytest.raises(
        ApprovalNeeded, match="Selling what is past its best wants the approval of a supervisor"
    ) as asked:
        shop.selling.scan(best_before(shop, 2))
    assert str(asked.value.about).startswith("Latte, best before ")
    assert len(shop.desk.open_sale().lines) == 1
    shop.desk.approver = MANAGER
    shop.selling.scan(best_before(shop, 2))
    assert [act.approver_id for act in shop.acts.entered] == ["3001"]


def test_a_shop_can_sell_nothing_that_is_past_its_best() -> None:
    shop = keeping_from_cashiers(NEVER)
    with pytest.raises(NotAllowedNow, match="not allowed in this shop"):
        shop.selling.scan(best_before(shop, 2))
    assert shop.desk.basket is None
