from dataclasses import replace
from itertools import product

import pytest

from pos_terminal.application.authority import Authority
from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow, NotSignedOn, Refused
from pos_terminal.domain.rights import DEFAULT_RIGHTS, NEVER, Action, Rights
from pos_terminal.domain.staff import Employee, Role
from tests.application.desk_of import Shop
from tests.application.fakes import ANA


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
    authority = Authority(shop.desk, Rights({**DEFAULT_RIGHTS, Action.TRAINING: NEVER}))

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
