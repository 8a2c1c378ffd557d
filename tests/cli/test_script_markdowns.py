"""What the shop takes off, in a script: no more than somebody stood for, also after the till was started again."""

from tests.cli.test_script_lines import APPROVE, CHEAPER, managed
from tests.cli.till import CLOSE, LATTE, SIGN_IN, Step, Till, cash, refused_with

__all__ = ["managed"]

OFF: Step = {"do": "add_discount", "amount": "4.00", "reason": "Regular"}


def lattes(number: str) -> Step:
    return {"do": "set_quantity", "line_id": "1", "quantity": number}


def test_a_discount_that_outgrew_the_limit_wants_approval_before_money_is_taken(managed: Till) -> None:
    *given, paid = managed.sells(LATTE, lattes("10"), OFF, lattes("1"), cash())
    assert all(each["ok"] for each in given)
    assert refused_with(paid, "approval_needed")

    _, again, _, taken, closed = managed.script(SIGN_IN, cash(), APPROVE, cash(), CLOSE)
    assert refused_with(again, "approval_needed")
    assert (taken["ok"], closed["ok"]) == (True, True)


def test_a_price_that_was_approved_for_one_stands_for_one_after_a_restart(managed: Till) -> None:
    assert all(each["ok"] for each in managed.sells(LATTE, APPROVE, CHEAPER))

    _, more, refused, fewer, taken, closed = managed.script(SIGN_IN, lattes("500"), cash(), lattes("1"), cash(), CLOSE)
    assert refused_with(refused, "approval_needed")
    assert all(each["ok"] for each in (more, fewer, taken, closed))
