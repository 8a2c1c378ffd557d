"""Holding a sale from the screen and going on with it later, as the presenter does it."""

from pos_terminal.presentation.panels import HeldPanel, ListRow
from pos_terminal.presentation.sale_state import HoldKey
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.wording import speaking
from tests.application.fakes import usd
from tests.presentation.sale_desk import SaleDesk

LATTE_CODE = "4006381333931"
EMPTY = HoldKey("Hold", "Hold")


def desk(*items: str) -> SaleDesk:
    here = SaleDesk()
    for item in items:
        here.sale.tile_tapped(item)
    return here


def tap_key(here: SaleDesk) -> None:
    here.shop.clock.forward(1)
    here.held.key_tapped()


def choose(here: SaleDesk, transaction_id: str) -> None:
    here.shop.clock.forward(1)
    here.held.chosen(transaction_id)


def listed(here: SaleDesk) -> tuple[ListRow, ...]:
    panel = here.state.panel
    assert isinstance(panel, HeldPanel)
    return panel.sales


def test_the_key_holds_what_is_open_and_is_dead_without_anything_to_hold() -> None:
    here = desk()
    assert here.state.hold == EMPTY
    here.sale.tile_tapped("latte")
    assert here.state.hold == HoldKey("Hold", "Hold", can_press=True)

    tap_key(here)

    assert (here.rows(), here.shop.desk.basket) == ([], None)
    assert here.state.hold == HoldKey("Held sales · 1", "Held · 1", can_press=True)
    assert here.state.notice.text == "The sale of 4.87 is held."


def test_a_held_sale_is_listed_with_who_when_how_many_and_how_much_and_goes_on_by_a_tap() -> None:
    here = desk("latte", "muffin")
    here.sale.tile_tapped("latte")
    at = here.shop.tilling.now()
    tap_key(here)
    tap_key(here)

    (row,) = listed(here)
    assert row.name == row.key == here.suspending.sales[0].transaction_id
    assert row.detail.startswith("Ana L. · ")
    assert row.detail.endswith(" · 3 items")
    assert f"{at.hour % 12}:" in row.detail
    assert row.amount == "13.26"

    choose(here, row.key)
    assert [name for _, name, _ in here.rows()] == ["Latte", "Muffin"]
    assert here.state.panel is None
    assert here.suspending.sales == ()


def test_a_label_names_the_row_without_its_pictures() -> None:
    here = desk("latte")
    here.suspending.suspend("Blue coat \U0001f9e5 & <b>hat</b>")
    tap_key(here)
    assert listed(here)[0].name == "Blue coat & <b>hat</b>"


def test_a_hurried_second_tap_neither_opens_the_list_nor_rings_up_what_lies_under_a_row() -> None:
    here = desk("latte")
    here.shop.clock.forward(1)
    here.held.key_tapped()
    here.held.key_tapped()
    assert isinstance(here.state.panel, WordsPanel)

    tap_key(here)
    choose(here, listed(here)[0].key)
    here.sale.tile_tapped("muffin")
    assert [name for _, name, _ in here.rows()] == ["Latte"]


def test_back_leads_to_the_sale_and_takes_nothing_up() -> None:
    here = desk("latte")
    tap_key(here)
    tap_key(here)
    here.held.left()
    assert (here.state.panel, here.rows(), len(here.suspending.sales)) == (None, [], 1)


def test_a_scan_while_the_list_is_shown_begins_a_new_sale() -> None:
    here = desk("muffin")
    tap_key(here)
    tap_key(here)
    here.sale.scanned(LATTE_CODE)
    assert [name for _, name, _ in here.rows()] == ["Latte"]
    assert here.state.panel is None
    assert len(here.suspending.sales) == 1


def test_a_sale_that_money_was_taken_for_is_not_held_and_the_screen_says_why() -> None:
    here = desk("latte")
    here.checkout.tender("Gift Card", usd("1.00"))
    tap_key(here)
    assert here.state.notice.text == "Money was taken for this sale. Remove the tenders before holding it."
    assert here.suspending.sales == ()
    assert [name for _, name, _ in here.rows()] == ["Latte"]


def test_a_sale_that_is_gone_is_told_of_and_the_list_is_drawn_anew() -> None:
    here = desk("latte")
    tap_key(here)
    tap_key(here)
    gone = listed(here)[0].key
    here.suspending.resume(gone)
    here.shop.desk.put_aside()
    choose(here, gone)
    assert here.state.notice.text == f"No sale {gone} is held on this till."
    assert listed(here) == ()


def test_a_sale_that_was_emptied_is_nothing_to_hold_and_can_be_voided() -> None:
    here = desk("latte")
    here.shop.clock.forward(1)
    here.sale.removed()
    assert here.state.hold == EMPTY
    assert here.state.can_void


def test_a_sale_that_is_held_is_named_afterwards_and_a_tap_skips_it() -> None:
    here = desk("latte")
    tap_key(here)
    asked = here.state.panel
    assert isinstance(asked, WordsPanel)
    assert (asked.title, asked.leave, asked.can_confirm) == ("The sale is held", "Skip", False)
    here.press("blue coat")
    here.answers.confirmed()
    assert [(each.label, here.state.panel) for each in here.suspending.sales] == [("Blue coat", None)]

    here.shop.clock.forward(1)
    here.sale.tile_tapped("muffin")
    tap_key(here)
    here.answers.cancelled()
    assert ([each.label for each in here.suspending.sales], here.state.panel) == (["Blue coat", ""], None)


def test_a_scan_goes_on_without_a_name_and_what_is_named_already_is_not_asked_again() -> None:
    here = desk("latte")
    tap_key(here)
    here.press("blue coat")
    here.answers.confirmed()
    tap_key(here)
    choose(here, listed(here)[0].key)
    tap_key(here)
    assert (here.state.panel, [each.label for each in here.suspending.sales]) == (None, ["Blue coat"])

    here.shop.clock.forward(1)
    here.sale.tile_tapped("muffin")
    tap_key(here)
    here.sale.scanned(LATTE_CODE)
    assert (here.state.panel, [name for _, name, _ in here.rows()]) == (None, ["Latte"])


def test_the_code_of_a_check_takes_its_sale_up_and_leaves_one_that_is_open_as_it_is() -> None:
    here = desk("latte")
    number = here.shop.desk.open_sale().head.transaction_id
    tap_key(here)
    here.sale.tile_tapped("muffin")
    here.sale.scanned(f"]Q1{number}")
    assert here.state.notice.text == f"Sale {number} is held. End or hold the open sale, then scan its code again."
    assert here.shop.desk.open_sale().head.transaction_id != number
    tap_key(here)
    here.sale.scanned(f"]Q1{number}")
    assert here.state.notice.text == f"Sale {number} goes on."
    assert here.shop.desk.open_sale().head.transaction_id == number


def test_a_name_of_the_other_direction_is_kept_together_so_that_the_line_is_read_as_the_screen_is() -> None:
    here = desk("latte")
    tap_key(here)
    with speaking("ar"):
        here.shop.clock.forward(1)
        here.held.key_tapped()
        (row,) = listed(here)
    assert row.detail.startswith("\u2068Ana L.\u2069 · ")
    assert row.detail.count("\u2068") == 1
