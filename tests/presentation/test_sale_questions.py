from dataclasses import replace
from functools import partial

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.item import ModifierGroup
from pos_terminal.presentation.panels import Asked, EntryPanel, OptionsPanel, VoidPanel
from pos_terminal.presentation.places import Place
from tests.presentation.sale_desk import MOCHA, SaleDesk


def entry_panel(till: SaleDesk) -> EntryPanel:
    panel = till.state.panel
    assert isinstance(panel, EntryPanel)
    return panel


def options_panel(till: SaleDesk) -> OptionsPanel:
    panel = till.state.panel
    assert isinstance(panel, OptionsPanel)
    return panel


def test_a_weighed_item_asks_its_weight_whether_it_is_tapped_or_scanned() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("apples")
    assert entry_panel(till).asked is Asked.WEIGHT
    assert entry_panel(till).unit == "kg"
    till.answers.cancelled()
    assert till.state.panel is None
    till.sale.scanned("4015")
    assert entry_panel(till).title == "Apples"
    assert not entry_panel(till).can_confirm


def test_money_waits_until_the_weight_is_answered_or_cancelled() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("muffin")
    till.sale.tile_tapped("apples")
    exact = till.state.cash_keys[0].amount
    for tapped in (partial(till.sale.cash_tapped, exact), till.sale.pay_tapped, till.sale.other_tapped):
        tapped()
        assert entry_panel(till).title == "Apples"
        assert till.state.notice.text == "Answer what is asked, or cancel it. Then take the money."
    assert till.navigator.went == []
    till.answers.cancelled()
    till.sale.cash_tapped(exact)
    assert till.navigator.went == [Place.CHANGE]


def test_a_weight_has_three_decimals_at_most() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("apples")
    till.press("1.2345")
    assert entry_panel(till).text == "1.234"


def test_an_open_price_item_asks_its_price_and_nothing_typed_cannot_be_confirmed() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("gift")
    till.answers.confirmed()
    assert till.rows() == []
    till.press("25")
    till.answers.confirmed()
    assert till.rows() == [("1", "Gift", "25.00")]
    assert till.state.panel is None


def test_the_weight_of_a_rung_up_line_can_be_changed() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("apples")
    till.press("1")
    till.answers.confirmed()
    till.sale.weight_asked()
    till.press("2")
    till.answers.confirmed()
    assert till.rows() == [("kg", "Apples", "5.98")]


def test_an_item_with_groups_asks_them_with_their_defaults_chosen() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("mocha")
    panel = options_panel(till)
    assert [(group.name, group.hint) for group in panel.groups] == [("Milk", "Choose 1"), ("Extras", "Up to 1")]
    assert [option.item_id for group in panel.groups for option in group.options if option.is_chosen] == ["oat"]
    assert panel.confirm == "Add  4.60"


def test_a_group_of_one_changes_its_choice_and_may_not_stay_empty() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("mocha")
    till.answers.option_tapped("soy")
    assert options_panel(till).confirm == "Add  4.50"
    till.answers.option_tapped("soy")
    assert not options_panel(till).can_confirm
    till.answers.confirmed()
    assert till.rows() == []


def test_modifiers_are_told_in_the_row_of_their_item() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("mocha")
    till.answers.option_tapped("shot")
    till.answers.confirmed()
    row = till.state.rows[0]
    assert (row.name, row.detail, row.amount) == ("Mocha", "Oat +0.60 · Shot +1.00", "5.60")
    assert row.has_options


def test_options_of_a_rung_up_line_are_added_and_taken_off() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("mocha")
    till.answers.confirmed()
    till.sale.options_asked()
    till.answers.option_tapped("soy")
    till.answers.option_tapped("shot")
    till.answers.confirmed()
    assert till.state.rows[0].detail == "Soy +0.50 · Shot +1.00"


def test_voiding_is_asked_with_verbs_and_kept_sales_stay() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.answers.void_asked()
    assert isinstance(till.state.panel, VoidPanel)
    till.answers.cancelled()
    assert till.rows() == [("1", "Latte", "4.50")]


def test_a_voided_sale_is_gone_with_its_reason() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.answers.void_asked()
    till.answers.reason_tapped("Wrong items")
    till.answers.confirmed()
    assert till.rows() == []
    finished = till.shop.desk.finished
    assert finished is not None
    assert finished.void_reason == "Wrong items"


def test_a_scan_leaves_the_question_about_voiding() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.answers.void_asked()
    till.sale.scanned("4006381333931")
    assert till.state.panel is None
    assert till.rows() == [("2", "Latte", "9.00")]


def test_the_keypad_sets_the_quantity_of_the_open_line() -> None:
    till = SaleDesk()
    till.sale.tile_tapped("latte")
    till.sale.keypad_asked()
    till.press("12")
    till.answers.quantity_asked()
    assert till.rows() == [("12", "Latte", "54.00")]


def test_a_code_typed_on_the_keypad_keeps_its_leading_zeros() -> None:
    till = SaleDesk()
    till.sale.keypad_asked()
    till.press("0401")
    assert entry_panel(till).text == "0401"


def test_a_quantity_beyond_reason_is_refused() -> None:
    till = SaleDesk()
    till.sale.keypad_asked()
    till.press("4006381333931")
    till.answers.times_asked()
    assert "at most 999" in till.state.notice.text


def test_where_the_shop_lists_reasons_a_sale_is_voided_for_one_of_them() -> None:
    till = SaleDesk()
    till.checkout.rules = replace(till.checkout.rules, reasons=Reasons({"void": ("Walked out", "Test")}))
    till.sale.tile_tapped("latte")
    till.answers.void_asked()
    assert isinstance(till.state.panel, VoidPanel)
    assert (till.state.panel.reasons, till.state.panel.chosen) == (("Walked out", "Test"), "Walked out")

    till.answers.confirmed()

    assert [each.void_reason for each in till.shop.told] == ["Walked out"]


def test_a_tap_over_a_groups_maximum_says_why_and_the_key_looks_as_not_possible() -> None:
    till = SaleDesk()
    extras = ModifierGroup("Extras", ("oat", "soy", "shot"), 0, 2)
    till.shop.put(replace(MOCHA, modifier_groups=(extras,)))
    till.sale.tile_tapped("mocha")
    for item_id in ("oat", "soy", "shot"):
        till.answers.option_tapped(item_id)
    assert till.state.notice.text == "Extras takes at most 2. Take one back first."
    panel = till.state.panel
    assert isinstance(panel, OptionsPanel)
    (group,) = panel.groups
    assert [(each.is_chosen, each.can_choose) for each in group.options] == [(True, True), (True, True), (False, False)]
    till.answers.option_tapped("soy")
    till.answers.option_tapped("shot")
    assert till.state.notice.text == ""
