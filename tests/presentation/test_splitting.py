"""Splitting a sale from the screen, and printing what its parts come to, as the presenters do it."""

from dataclasses import replace

from pos_terminal.domain.discount import Discount, DiscountStatus
from pos_terminal.presentation.panels import ChoicePanel, EntryPanel, HeldPanel
from pos_terminal.presentation.split_panel import SplitPanel, SplitSide
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.test_held_sales import choose, desk


def splitting(*items: str) -> SaleDesk:
    here = desk(*items)
    here.splitting.asked()
    return here


def drawn(here: SaleDesk) -> SplitPanel:
    panel = here.state.panel
    assert isinstance(panel, SplitPanel)
    return panel


def side(of: SplitSide) -> list[tuple[str, str, str]]:
    return [(row.name, row.detail, row.amount) for row in of.rows]


def parts(here: SaleDesk) -> list[tuple[str, str]]:
    panel = here.state.panel
    assert isinstance(panel, HeldPanel)
    return [(row.name, row.amount) for row in panel.sales]


def confirm(here: SaleDesk) -> None:
    here.shop.clock.forward(1)
    here.splitting.confirmed()


def test_lines_are_moved_by_taps_and_both_sides_say_what_they_come_to_before_it_is_done() -> None:
    here = splitting("latte", "muffin", "muffin")
    here.answers.chosen("items")
    assert not drawn(here).can_split
    here.splitting.tapped("2")

    panel = drawn(here)
    assert side(panel.stays) == [("Latte", "1 piece", "4.50")]
    assert side(panel.goes) == [("Muffin", "2 pieces", "6.50")]
    assert (panel.stays.total, panel.goes.total, panel.part) == ("4.87", "7.04", "Muffin")
    assert here.suspending.sales == ()

    confirm(here)
    assert parts(here) == [("This sale", "4.87"), ("Part 2 of 2", "7.04")]
    assert [name for _, name, _ in here.rows()] == ["Latte"]


def test_a_second_tap_takes_a_line_back_and_nothing_is_split_that_leaves_a_side_empty() -> None:
    here = splitting("latte", "muffin")
    here.answers.chosen("items")
    for line_id in ("1", "2"):
        here.splitting.tapped(line_id)
    assert (side(drawn(here).stays), drawn(here).can_split) == ([], False)
    confirm(here)
    assert here.suspending.sales == ()

    here.splitting.tapped("1")
    assert side(drawn(here).stays) == [("Latte", "1 piece", "4.50")]
    here.splitting.left()
    assert (here.state.panel, len(here.rows())) == (None, 2)


def test_only_a_part_of_a_line_goes_by_the_keypad() -> None:
    here = splitting("latte", "muffin", "muffin")
    here.answers.chosen("items")
    here.splitting.tapped("2")
    here.splitting.part_asked()
    asked = here.state.panel
    assert isinstance(asked, EntryPanel)
    assert (asked.title, asked.hint) == ("How much of Muffin goes?", "The sale has 2 pieces.")
    here.press("0.5")
    here.answers.confirmed()

    assert side(drawn(here).goes) == [("Muffin", "0.498 of a piece", "1.62")]
    confirm(here)
    assert here.shop.desk.open_sale().line("2").extended == usd("4.88")


def test_more_than_there_is_goes_nowhere_and_is_said() -> None:
    here = splitting("latte", "muffin")
    here.answers.chosen("items")
    here.splitting.tapped("2")
    here.splitting.part_asked()
    here.press("3")
    here.answers.confirmed()
    assert here.state.notice.text == "Line 2 has 1 of Muffin. Move more than 0, and at most that."


def test_an_even_split_says_what_each_pays_before_it_is_done_and_lists_the_parts() -> None:
    here = splitting("latte", "muffin")
    here.answers.chosen("3")
    asked = here.state.panel
    assert isinstance(asked, ChoicePanel)
    assert (asked.title, asked.sentence) == ("Split 3 ways?", "1 pays 2.81, 2 pay 2.79")
    assert here.suspending.sales == ()

    here.shop.clock.forward(1)
    here.answers.chosen("3")
    assert parts(here) == [("This sale", "2.81"), ("Part 2 of 3", "2.79"), ("Part 3 of 3", "2.79")]


def test_any_number_of_ways_is_typed_and_too_many_are_refused() -> None:
    here = splitting("latte")
    here.answers.chosen("more")
    here.press("51")
    here.answers.confirmed()
    assert here.state.notice.text == "A sale is split 2 to 50 ways."
    here.answers.cancelled()
    here.splitting.asked()
    here.answers.chosen("more")
    here.press("5")
    here.answers.confirmed()
    assert isinstance(here.state.panel, ChoicePanel)


def test_an_offer_stays_with_its_sale_and_what_it_is_for_does_not_go() -> None:
    here = desk("latte", "muffin")
    plain = Discount("uo-1", "UserOfferId", "A little off", "SessionM", usd("8.00"), 0, here.shop.tilling.now())
    here.shop.desk.open_sale().put_discounts((replace(plain, status=DiscountStatus.LOCKED),))
    here.splitting.asked()
    here.answers.chosen("items")
    assert drawn(here).sentence.startswith("Offers stay with this sale.")

    here.splitting.tapped("1")

    assert here.state.notice.text.startswith("A little off falls on what goes elsewhere. Remove it")
    assert side(drawn(here).goes) == []


def test_each_part_can_be_gone_on_with_and_the_open_one_waits_for_it() -> None:
    here = splitting("latte", "muffin")
    here.answers.chosen("2")
    here.shop.clock.forward(1)
    here.answers.chosen("2")
    first, second = (row.key for row in here.state.panel.sales) if isinstance(here.state.panel, HeldPanel) else ("", "")

    choose(here, second)
    assert here.shop.desk.open_sale().head.transaction_id == second
    assert [each.transaction_id for each in here.suspending.sales] == [first]

    here.held.show_all()
    choose(here, first)
    assert [(each.transaction_id, each.label) for each in here.suspending.sales] == [(second, "Part 2 of 2")]


def test_money_that_was_taken_or_no_items_leave_nothing_to_split_or_to_print() -> None:
    here = desk()
    assert not here.splitting.can_split()
    here.sale.tile_tapped("latte")
    assert here.splitting.can_split()
    assert here.guest_checks.can_print()
    here.checkout.tender("Gift Card", usd("1.00"))
    assert not here.splitting.can_split()
    assert not here.guest_checks.can_print()


def test_a_guest_check_is_printed_and_its_code_is_told_of() -> None:
    here = desk("latte")
    here.guest_checks.asked()
    assert here.state.notice.text == "The guest check is printing, with a code to claim the sale by."
    (record,) = here.shop.sales.records
    assert record.print_job_id is not None
    assert here.shop.desk.open_sale().head.guest_code


def test_the_checks_of_all_parts_are_printed_at_once() -> None:
    here = splitting("latte", "muffin")
    here.answers.chosen("2")
    here.shop.clock.forward(1)
    here.answers.chosen("2")
    here.shop.clock.forward(1)

    here.guest_checks.all_asked()

    assert here.state.notice.text == "2 guest checks are printing."
    assert len({record.transaction.transaction_id for record in here.shop.sales.records}) == 2
    assert isinstance(here.state.panel, HeldPanel)


def test_a_check_that_cannot_be_printed_is_said_with_how_many_are() -> None:
    here = splitting("latte", "muffin")
    here.answers.chosen("2")
    here.shop.clock.forward(1)
    here.answers.chosen("2")
    here.checkout.tender("Gift Card", usd("1.00"))
    here.shop.clock.forward(1)
    here.guest_checks.all_asked()
    assert here.state.notice.text == "Money was taken for this sale. Close it: the receipt follows."
    assert here.shop.sales.records == []
