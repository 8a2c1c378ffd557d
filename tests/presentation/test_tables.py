"""The map of the tables, guests and channels, as the presenters lead through them."""

from dataclasses import replace

import pytest

from pos_terminal.presentation.panels import ChoicePanel, EntryPanel, HeldPanel
from pos_terminal.presentation.table_drawing import TableDrawing
from pos_terminal.presentation.tables_panel import TablesPanel, TableState, TableTile
from pos_terminal.wording import speaking
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.test_held_sales import choose


def mapped(here: SaleDesk) -> TablesPanel:
    panel = here.state.panel
    assert isinstance(panel, TablesPanel)
    return panel


def tile(here: SaleDesk, table_id: str) -> TableTile:
    return next(each for each in mapped(here).tiles if each.table_id == table_id)


def tap(here: SaleDesk, table_id: str) -> None:
    here.shop.clock.forward(1)
    here.tables.asked()
    here.tables.tapped(table_id)


def seated(*tables: str, here: SaleDesk | None = None) -> SaleDesk:
    """A latte for each of these tables; the last one's check is open."""
    here = here or SaleDesk()
    for table in tables:
        tap(here, table)
        here.answers.cancelled()
        here.shop.clock.forward(600)
        here.sale.tile_tapped("latte")
    return here


def number_at(here: SaleDesk, table: str) -> str:
    return next(each.transaction_id for each in here.suspending.sales if each.table_id == table)


def test_a_free_table_begins_a_sale_and_its_guests_are_asked_for_and_may_be_skipped() -> None:
    here = SaleDesk()
    tap(here, "4")
    asked = here.state.panel
    assert isinstance(asked, EntryPanel)
    assert (asked.title, asked.hint, asked.leave) == ("How many guests?", "Table 4", "Skip")
    here.press("3")
    here.answers.confirmed()

    head = here.shop.desk.open_sale().head
    assert (head.table_id, head.guest_count, here.state.panel) == ("4", 3, None)
    assert (here.state.title, here.state.service) == ("Table 4", "3 guests · Store")

    here.shop.clock.forward(1)
    here.sale.tile_tapped("latte")
    tap(here, "5")
    here.answers.cancelled()
    head = here.shop.desk.open_sale().head
    assert (head.table_id, head.guest_count) == ("5", None)
    assert [(each.table_id, each.guest_count) for each in here.suspending.sales] == [("4", 3)]


def test_the_map_tells_free_tables_from_those_with_a_check_and_of_the_open_one() -> None:
    here = seated("2", "3")
    here.tables.asked()

    assert [chip.name for chip in mapped(here).areas] == ["Inside", "Terrace"]
    assert tile(here, "1") == TableTile("1", "1", TableState.FREE, detail="Free")
    assert tile(here, "2") == TableTile("2", "2", TableState.WAITING, "4.87", "", "Ana L. · 20 min")
    assert tile(here, "3") == TableTile("3", "3", TableState.OPEN, "4.87", "Open", "Ana L. · 10 min")
    here.tables.area_chosen("Terrace")
    assert [each.table_id for each in mapped(here).tiles] == ["T1", "T2"]


def test_a_table_with_a_check_goes_on_and_the_open_sale_is_put_aside_first() -> None:
    here = seated("2", "3")
    second = number_at(here, "2")
    tap(here, "2")
    assert here.shop.desk.open_sale().head.transaction_id == second
    assert [each.table_id for each in here.suspending.sales] == ["3"]
    tap(here, "2")
    assert (here.state.panel, here.shop.desk.open_sale().head.transaction_id) == (None, second)


def test_of_several_checks_at_a_table_one_is_chosen() -> None:
    here = seated("2", "3")
    here.shop.clock.forward(1)
    second = number_at(here, "2")
    here.tables.asked()
    here.tables.moving_asked()
    here.tables.tapped("2")
    assert here.state.notice.text == "This sale is at table 2 now."
    here.shop.clock.forward(1)
    here.tables.asked()
    assert tile(here, "2").detail == "Open · 2 checks"
    here.tables.tapped("2")
    panel = here.state.panel
    assert isinstance(panel, HeldPanel)
    assert [row.key for row in panel.sales] == [second]
    choose(here, second)
    assert here.shop.desk.open_sale().head.transaction_id == second


def test_money_that_was_taken_keeps_the_open_sale_where_it_is() -> None:
    here = seated("2", "3")
    here.checkout.tender("Gift Card", usd("1.00"))
    now_open = here.shop.desk.open_sale().head.transaction_id
    for table in ("2", "4"):
        tap(here, table)
        assert here.state.notice.text == "Money was taken for this sale. Remove the tenders before holding it."
        assert here.shop.desk.open_sale().head.transaction_id == now_open


def test_a_sale_without_anything_in_it_takes_the_table_that_is_tapped() -> None:
    here = SaleDesk()
    here.sale.tile_tapped("latte")
    number = here.shop.desk.open_sale().head.transaction_id
    here.sale.removed()
    tap(here, "4")
    assert here.shop.desk.open_sale().head.transaction_id == number
    assert here.suspending.sales == ()


def test_tables_are_merged_once_it_was_said_what_happens() -> None:
    here = seated("2", "3", "4")
    first, second = number_at(here, "2"), number_at(here, "3")
    here.tables.asked()
    here.tables.merging_asked()
    for table in ("2", "1", "3", "4", "4"):
        here.tables.tapped(table)
    assert [each.table_id for each in mapped(here).tiles if each.is_chosen] == ["2", "3"]
    assert (mapped(here).act, mapped(here).can_act) == ("Merge 2", True)

    here.tables.acted()
    asked = here.state.panel
    assert isinstance(asked, ChoicePanel)
    assert asked.title == "Merge tables 2 and 3?"
    assert asked.sentence == "Both checks become one at table 2, of about 9.74. The others end as merged into it."
    assert len(here.suspending.sales) == 2

    here.shop.clock.forward(1)
    here.answers.chosen("merge")
    assert here.state.notice.text == "Tables 2 and 3 are one check of 9.74 now."
    assert [(each.transaction_id, each.total) for each in here.suspending.sales] == [(first, usd("9.74"))]
    assert [record.transaction.transaction_id for record in here.shop.sales.records] == [second]
    assert tile(here, "3").state is TableState.FREE


def test_merging_says_whose_printed_guest_check_is_void_by_it() -> None:
    here = seated("2", "3")
    for table in ("2", "3"):
        here.shop.clock.forward(1)
        here.tables.asked()
        here.tables.tapped(table)
        here.guest_checks.asked()
    here.tables.asked()
    here.tables.merging_asked()
    for table in ("2", "3"):
        here.tables.tapped(table)
    here.tables.acted()
    asked = here.state.panel
    assert isinstance(asked, ChoicePanel)
    void = "The guest check that was printed for table 3 is void by this: print a new one."
    assert asked.sentence.endswith(void)
    here.shop.clock.forward(1)
    here.answers.chosen("merge")
    assert here.state.notice.text == f"Tables 2 and 3 are one check of 9.74 now. {void}"


def test_leaving_the_question_about_a_merge_leads_back_to_the_map_with_what_was_chosen() -> None:
    here = seated("2", "3")
    here.tables.asked()
    here.tables.merging_asked()
    here.tables.tapped("2")
    here.tables.acted()
    assert not mapped(here).can_act
    here.tables.tapped("3")
    here.tables.acted()
    here.answers.cancelled()
    assert [each.table_id for each in mapped(here).tiles if each.is_chosen] == ["2", "3"]
    here.tables.merging_asked()
    assert not any(each.is_chosen for each in mapped(here).tiles)
    here.shop.clock.forward(1)
    here.tables.left()
    assert here.state.panel is None


def test_a_table_that_the_shop_does_not_list_is_found_behind_the_others() -> None:
    here = SaleDesk()
    here.checks.serving.set_table("Garden 9")
    here.tables.asked()
    assert [chip.name for chip in mapped(here).areas if chip.is_chosen] == ["Other tables"]
    assert [each.name for each in mapped(here).tiles] == ["Garden 9"]


def test_a_held_sale_is_called_by_its_table_where_it_has_no_label() -> None:
    here = seated("Bar", "2")
    here.checks.serving.set_guests(2)
    here.held.guard.accepts()
    here.shop.clock.forward(1)
    here.held.key_tapped()
    here.held.show_all()
    panel = here.state.panel
    assert isinstance(panel, HeldPanel)
    assert [row.name for row in panel.sales] == ["Bar", "Table 2"]
    assert panel.sales[1].detail.startswith("2 guests · Ana L.")


def test_a_name_in_latin_letters_keeps_its_dot_on_a_table_that_is_read_from_the_right() -> None:
    here = seated("2")
    with speaking("ar"):
        here.tables.asked()
        assert tile(here, "2").who.startswith("\u2068Ana L.\u2069 · ")


def test_a_clock_that_was_set_back_makes_no_check_younger_than_now() -> None:
    here = seated("2")
    head = here.shop.desk.open_sale().head
    here.shop.desk.open_sale().head = replace(head, open_time=head.open_time.replace(year=2099))
    here.tables.asked()
    assert tile(here, "2").who == "Ana L. · less than a minute"


@pytest.mark.parametrize(("channel", "words"), [("KIOSK", "Kiosk"), ("STORE", "Store")])
def test_the_channel_is_chosen_and_shown_where_the_shop_has_several(channel: str, words: str) -> None:
    here = SaleDesk()
    assert here.channels.are_several
    here.channels.asked()
    asked = here.state.panel
    assert isinstance(asked, ChoicePanel)
    assert [each.words for each in asked.choices] == ["Store", "Kiosk"]
    here.answers.chosen(channel)
    assert (here.shop.desk.open_sale().head.channel, here.state.service) == (channel, words)


def test_the_total_of_a_merge_is_that_of_all_its_checks() -> None:
    here = seated("2", "3")
    drawing = TableDrawing(here.shop.desk, here.shop.tilling, here.checks)
    assert drawing.total([*drawing.at("2"), *drawing.at("3")]) == usd("9.74")
