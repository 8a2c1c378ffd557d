from dataclasses import replace

import pytest

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument
from pos_terminal.domain.rights import DEFAULT_RIGHTS, Action, Rights
from pos_terminal.domain.staff import Role
from tests.application.desk_of import Shop
from tests.application.test_adjusting import MANAGER

_LISTED = Reasons({Action.REMOVE_LINE: ("Wrong item", "Guest changed their mind")})


def listing() -> Shop:
    """A shop that wants to know why a line goes."""
    here = Shop().with_items("latte", "muffin")
    here.selling.rules = replace(here.selling.rules, reasons=_LISTED)
    return here


def test_where_no_reason_is_listed_none_is_wanted_and_nobody_enters_it() -> None:
    here = Shop().with_items("latte", "muffin")
    here.selling.remove_line("1")
    assert (list(here.desk.open_sale().lines), here.acts.entered) == (["2"], [])


def test_where_reasons_are_listed_one_of_them_is_wanted_and_is_in_the_journal() -> None:
    here = listing()
    for words in ("", "Because"):
        with pytest.raises(BadArgument, match="Taking a line out"):
            here.selling.remove_line("1", words)
    assert list(here.desk.open_sale().lines) == ["1", "2"]

    here.selling.remove_line("1", "wrong item")

    (act,) = here.acts.entered
    assert (act.action, act.operator_id, act.approver_id) == (Action.REMOVE_LINE, "17", None)
    assert (act.deed.reason, act.deed.details["item_id"], act.deed.details["amount"]) == ("Wrong item", "latte", "4.50")


def test_what_a_shop_keeps_from_cashiers_wants_an_approval() -> None:
    here = Shop().with_items("latte", "muffin")
    here.authority.rights = Rights({**DEFAULT_RIGHTS, Action.REMOVE_LINE: Role.SUPERVISOR})
    with pytest.raises(ApprovalNeeded, match="Taking a line out wants the approval of a supervisor"):
        here.selling.remove_line("1")
    assert list(here.desk.open_sale().lines) == ["1", "2"]

    here.desk.approver = MANAGER
    here.selling.remove_line("1")
    assert [act.approver_id for act in here.acts.entered] == ["3001"]


def test_a_modifier_is_taken_off_without_a_reason() -> None:
    here = listing()
    here.selling.add_modifier("1", "oat")
    here.selling.remove_line("3")
    assert here.acts.entered == []
