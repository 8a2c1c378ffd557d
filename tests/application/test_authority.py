from dataclasses import replace
from itertools import product

import pytest

from pos_terminal.application.acts import Deed
from pos_terminal.application.authority import Authority
from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow, NotSignedOn, Refused
from pos_terminal.domain.rights import DEFAULT_RIGHTS, NEVER, Action, Rights
from pos_terminal.domain.staff import Employee, Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA, DiskFull, usd


def _person(role: Role) -> Employee:
    return replace(ANA, employee_id=f"{role}-1", role=role)


@pytest.mark.parametrize(("action", "operator", "approver"), list(product(Action, Role, [None, *Role])))
def test_whoever_may_stands_for_it_and_nobody_else(action: Action, operator: Role, approver: Role | None) -> None:
    shop = Shop()
    shop.desk.operator = _person(operator)
    shop.desk.approver = None if approver is None else replace(_person(approver), employee_id="approver")
    least = Role(DEFAULT_RIGHTS[action])

    if operator.may(least):
        assert shop.authority.allow(action) is shop.desk.operator
    elif approver is not None and approver.may(least):
        assert shop.authority.allow(action) is shop.desk.approver
    else:
        with pytest.raises(ApprovalNeeded, match=f"approval of a {least}") as refusal:
            shop.authority.allow(action)
        assert refusal.value.least == least


@pytest.mark.parametrize(("operator", "approver"), list(product(Role, Role)))
def test_what_a_shop_never_does_no_manager_approves(operator: Role, approver: Role) -> None:
    shop = Shop()
    shop.desk.operator, shop.desk.approver = _person(operator), _person(approver)
    authority = Authority(shop.desk, shop.acts, shop.tilling, Rights({**DEFAULT_RIGHTS, Action.TRAINING: NEVER}))

    with pytest.raises(NotAllowedNow, match="not allowed in this shop"):
        authority.allow(Action.TRAINING)


def test_where_nobody_is_signed_on_nobody_stands_for_anything() -> None:
    shop = Shop()
    shop.desk.approver = _person(Role.MANAGER)

    with pytest.raises(NotSignedOn):
        shop.authority.allow(Action.NO_SALE)


def test_every_refusal_says_what_it_is_about() -> None:
    shop = Shop().signed_on()
    for action, least in DEFAULT_RIGHTS.items():
        if least == Role.CASHIER:
            continue
        with pytest.raises(Refused) as refusal:
            shop.authority.allow(action)
        assert refusal.value.sentence == f"{action.words} wants the approval of a {least}."


def test_what_a_cashier_may_not_do_alone_is_journalled_with_both_people() -> None:
    shop = Shop().with_items("latte")
    shop.desk.approver = replace(_person(Role.MANAGER), employee_id="3001")

    shop.authority.allow(Action.SET_PRICE, Deed("Damaged", details={"line_id": "1"}))

    (act,) = shop.acts.entered
    assert (act.action, act.operator_id, act.approver_id) == (Action.SET_PRICE, ANA.employee_id, "3001")
    assert act.deed == Deed("Damaged", shop.desk.open_sale().head.transaction_id, {"line_id": "1"})
    assert (act.at, act.business_day) == (shop.tilling.now(), shop.tilling.today())
    assert shop.desk.session is not None
    assert act.session_id == shop.desk.session.session_id


def test_whoever_may_do_it_alone_is_journalled_without_an_approver() -> None:
    shop = Shop()
    shop.desk.operator, shop.desk.approver = _person(Role.SUPERVISOR), _person(Role.MANAGER)

    shop.authority.allow(Action.SET_PRICE)

    assert [(each.operator_id, each.approver_id) for each in shop.acts.entered] == [("supervisor-1", None)]


def test_a_step_that_is_several_things_wants_whoever_may_the_strictest_and_is_journalled_as_all_of_them() -> None:
    shop = Shop().signed_on()
    also = [Action.RETURN_OVER_LIMIT, Action.NO_SALE]
    shop.desk.approver = _person(Role.SUPERVISOR)

    with pytest.raises(ApprovalNeeded) as refusal:
        shop.authority.allow(Action.RETURN_WITHOUT_RECEIPT, also=also)
    assert shop.acts.entered == []
    assert refusal.value.sentence == (
        "Taking items back without a receipt and taking back so much without a receipt want the approval of a manager."
    )

    shop.desk.approver = _person(Role.MANAGER)
    shop.authority.allow(Action.RETURN_WITHOUT_RECEIPT, also=also)
    assert [(each.action, each.approver_id) for each in shop.acts.entered] == [
        (Action.RETURN_WITHOUT_RECEIPT, "manager-1"),
        (Action.RETURN_OVER_LIMIT, "manager-1"),
    ]


def test_a_step_of_which_one_thing_is_never_done_is_not_done() -> None:
    shop = Shop()
    shop.desk.operator = _person(Role.MANAGER)
    never = Rights({**DEFAULT_RIGHTS, Action.RETURN_WITHOUT_RECEIPT: NEVER})

    with pytest.raises(NotAllowedNow):
        Authority(shop.desk, shop.acts, shop.tilling, never).allow(
            Action.RETURN_WITHOUT_RECEIPT, also=[Action.RETURN_OVER_LIMIT]
        )


def test_what_every_cashier_does_and_what_was_refused_leaves_no_entry() -> None:
    shop = Shop().signed_on()

    shop.authority.allow(Action.NO_SALE)
    with pytest.raises(ApprovalNeeded):
        shop.authority.allow(Action.SET_PRICE)

    assert shop.acts.entered == []


def test_why_a_cashier_did_something_to_a_sale_is_journalled_and_what_has_an_entry_of_its_own_is_not() -> None:
    shop = Shop().signed_on()
    shop.authority.allow(Action.CASH_IN, Deed("Change"))
    assert shop.acts.entered == []
    shop.authority.allow(Action.REPRINT, Deed("Torn", "lane-1-TEST-000001"))
    shop.selling.add_item("latte")
    shop.authority.allow(Action.DISCOUNT, Deed("Regular"))
    sale = shop.desk.open_sale().head.transaction_id
    given = [(each.action, each.reason, each.approved_by) for each in shop.authority.reasons(sale)]
    assert given == [("discount", "Regular", None)]
    assert [each.action for each in shop.acts.entered] == [Action.REPRINT, Action.DISCOUNT]


def test_what_cannot_be_journalled_is_not_allowed() -> None:
    shop = Shop().with_items("latte")
    shop.checkout.tender("Cash", usd("1.00"))
    shop.desk.approver = _person(Role.MANAGER)
    shop.acts.full = True

    with pytest.raises(DiskFull):
        shop.checkout.void("Shopper left")

    assert (shop.desk.open_sale().paid, shop.told) == (usd("1.00"), [])
