from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.rights import DEFAULT_RIGHTS, Action, Rights
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel, OptionsPanel
from pos_terminal.presentation.words_question import WordsPanel
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk

BOSS = Employee("3001", "Dan", "Oka", Role.MANAGER)


def changing(*item_ids: str) -> SaleDesk:
    """A sale whose first line is open, and asked about."""
    till = SaleDesk()
    till.shop.staff.people["3001"], till.shop.staff.pins["3001"] = BOSS, "246810"
    for item_id in item_ids or ("latte",):
        till.shop.selling.add_item(item_id)
    till.sale.line_tapped("1")
    till.answers.changes.asked()
    return till


def approve(till: SaleDesk) -> None:
    assert isinstance(till.state.panel, ApprovalPanel)
    till.approval.person_chosen("3001")
    for digit in "246810":
        till.approval.key_pressed(digit)
    till.approval.submitted()


def asked_now(till: SaleDesk) -> object:
    """What the screen asks, if anything."""
    return till.state.panel


def hint(till: SaleDesk) -> str:
    assert isinstance(till.state.panel, EntryPanel)
    return till.state.panel.hint


def sentence(till: SaleDesk) -> str:
    assert isinstance(till.state.panel, ChoicePanel)
    return till.state.panel.sentence


def words(till: SaleDesk) -> list[str]:
    assert isinstance(till.state.panel, ChoicePanel)
    return [choice.words for choice in till.state.panel.choices]


def test_a_price_is_changed_by_a_number_a_reason_and_a_second_person() -> None:
    till = changing()
    till.answers.chosen("price")
    assert hint(till) == "Listed at 4.50."
    till.press("3.50")
    till.answers.confirmed()
    assert sentence(till) == "Latte at 3.50 instead of 4.50"
    till.answers.chosen("Damaged")
    assert till.shop.desk.open_sale().line("1").unit_price == usd("4.50")
    approve(till)

    line = till.shop.desk.open_sale().line("1")
    assert (line.unit_price, line.price_reason, till.state.panel) == (usd("3.50"), "Damaged", None)
    assert [row.detail for row in till.state.rows] == ["Listed 4.50"]
    assert [act.approver_id for act in till.shop.acts.entered] == ["3001"]


def test_a_price_of_nothing_is_one_too() -> None:
    till = changing()
    till.shop.desk.operator = BOSS
    till.answers.chosen("price")
    till.press("0")
    till.answers.confirmed()
    till.answers.chosen("Damaged")
    assert till.shop.desk.open_sale().line("1").unit_price == usd("0.00")


@pytest.mark.parametrize(
    ("what", "is_percent", "typed", "taken"),
    [
        ("line discount", True, "10", "0.45"),
        ("line discount", False, "0.40", "0.40"),
        ("sale discount", True, "10", "0.78"),
        ("sale discount", False, "0.70", "0.70"),
    ],
)
def test_a_discount_is_a_part_or_an_amount_of_the_line_or_the_sale(
    what: str,
    is_percent: bool,  # noqa: FBT001 - a case of the table
    typed: str,
    taken: str,
) -> None:
    till = changing("latte", "muffin")
    till.answers.chosen(what)
    till.press(typed)
    (till.answers.confirmed if is_percent else till.answers.times_asked)()
    till.answers.chosen("Staff")

    assert till.shop.desk.open_sale().totals.discount == usd(taken)
    assert (till.state.panel, till.state.totals.discount) == (None, f"−{taken}")


def test_a_discount_over_the_limit_waits_for_a_second_person() -> None:
    till = changing()
    till.answers.chosen("sale discount")
    till.press("50")
    till.answers.confirmed()
    till.answers.chosen("Complaint")
    approve(till)
    assert till.shop.desk.open_sale().totals.discount == usd("2.25")


def test_a_given_discount_is_taken_back_where_it_is_listed() -> None:
    till = changing()
    till.shop.discounting.add("Staff", percent=Decimal(10))
    till.answers.changes.asked()
    assert words(till)[-1] == "Take back Staff 10%"
    till.answers.chosen("remove D1")
    assert (till.shop.desk.open_sale().discounts, till.state.panel) == ((), None)


def test_a_refusal_is_told_and_the_question_stays() -> None:
    till = changing()
    till.answers.chosen("line discount")
    till.press("99")
    till.answers.times_asked()
    till.answers.chosen("Staff")
    assert "Only 4.50 is left" in till.state.notice.text
    assert sentence(till) == "99.00 off Latte"
    till.answers.cancelled()
    assert till.sale.draft.question is None


def test_options_are_behind_the_pencil_too() -> None:
    till = changing("mocha")
    assert words(till)[0] == "Options"
    till.answers.chosen("options")
    assert isinstance(till.state.panel, OptionsPanel)


def test_without_an_open_line_nothing_is_asked_and_an_odd_answer_changes_nothing() -> None:
    till = SaleDesk()
    till.answers.changes.asked()
    till.answers.chosen("price")
    till.answers.confirmed()
    till.answers.times_asked()
    assert till.state.panel is None


def test_the_last_step_is_taken_back_by_a_key_that_is_there_only_while_there_is_one() -> None:
    till = SaleDesk()
    seen = [till.state.can_undo]
    till.sale.tile_tapped("muffin")
    seen.append(till.state.can_undo)
    till.answers.changes.undone()
    seen.append(till.state.can_undo)
    assert (till.rows(), seen) == ([], [False, True, False])
    assert "taken back" in till.state.notice.text
    till.answers.changes.undone()
    assert "nothing to take back" in till.state.notice.text


def test_a_note_stands_with_its_line() -> None:
    till = changing()
    till.shop.adjusting.set_note("1", "extra hot")
    till.sale.show()
    assert [row.detail for row in till.state.rows] == ["extra hot"]


def test_a_weight_that_is_typed_waits_for_a_second_person_where_the_shop_wants_one() -> None:
    till = changing()
    till.shop.authority.rights = Rights({**DEFAULT_RIGHTS, Action.KEYED_WEIGHT: Role.SUPERVISOR})
    till.answers.cancelled()
    till.sale.tile_tapped("apples")
    till.press("0.5")
    till.answers.confirmed()
    assert till.shop.desk.open_sale().lines.keys() == {"1"}
    approve(till)

    (apples,) = (line for line in till.shop.desk.open_sale().lines.values() if line.is_weighed)
    assert (apples.quantity, till.state.panel) == (Decimal("0.5"), None)

    till.sale.keypad_asked()
    till.press("4")
    till.answers.quantity_asked()
    assert till.shop.desk.open_sale().line(apples.line_id).quantity == Decimal("0.5")
    approve(till)
    assert till.shop.desk.open_sale().line(apples.line_id).quantity == Decimal(4)
    assert [act.action for act in till.shop.acts.entered] == [Action.KEYED_WEIGHT] * 2


def test_a_note_is_typed_changed_and_taken_away() -> None:
    till = changing()
    till.answers.chosen("note")
    asked = till.state.panel
    assert isinstance(asked, WordsPanel)
    assert (asked.title, asked.text) == ("Note: Latte", "")
    till.press("no sugar")
    till.answers.confirmed()
    assert [row.detail for row in till.state.rows] == ["No sugar"]

    till.answers.changes.asked()
    till.answers.chosen("note")
    assert isinstance(till.state.panel, WordsPanel)
    assert till.state.panel.text == "No sugar"
    till.answers.key_pressed("clear")
    till.answers.confirmed()
    assert (till.shop.desk.open_sale().line("1").note, asked_now(till)) == (None, None)


def test_a_payment_cards_number_is_no_note() -> None:
    till = changing()
    till.answers.chosen("note")
    till.press("4111111111111111")
    assert till.state.notice.kind is NoticeKind.PROBLEM
    assert isinstance(till.state.panel, WordsPanel)
    assert till.state.panel.text == ""
    till.answers.confirmed()
    assert till.shop.desk.open_sale().line("1").note is None


def test_a_tare_is_typed_where_the_weight_is() -> None:
    till = changing("latte")
    till.shop.selling.add_item("apples", Decimal("0.5"))
    till.answers.cancelled()
    till.sale.line_tapped("2")
    till.sale.weight_asked()
    assert isinstance(till.state.panel, EntryPanel)
    assert till.state.panel.second == "Set tare"
    till.press("0.02")
    till.answers.times_asked()

    line = till.shop.desk.open_sale().line("2")
    assert (line.quantity, line.tare, asked_now(till)) == (Decimal("0.48"), Decimal("0.02"), None)
    till.sale.weight_asked()
    till.press("9")
    till.answers.times_asked()
    assert till.state.notice.text == "A tare is from 0 to less than the 0.50 kg that were weighed, with 3 decimals."


def test_a_line_goes_at_once_where_the_shop_lists_no_reasons_and_for_one_where_it_does() -> None:
    till = changing("latte", "muffin")
    till.answers.cancelled()
    till.sale.removed()
    assert [row.name for row in till.state.rows] == ["Muffin"]

    reasons = Reasons({Action.REMOVE_LINE: ("Wrong item", "Too late")})
    till.shop.selling.rules = replace(till.shop.selling.rules, reasons=reasons)
    till.shop.clock.forward(1)
    till.sale.line_tapped("2")
    till.shop.clock.forward(1)
    till.sale.removed()
    assert (sentence(till), words(till)) == ("Muffin is taken out.", ["Wrong item", "Too late"])
    till.answers.chosen("Too late")
    assert (till.state.rows, till.state.panel, till.state.notice.text) == ((), None, "Muffin removed.")
    assert [act.deed.reason for act in till.shop.acts.entered] == ["Too late"]
