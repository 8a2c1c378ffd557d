"""Finding past sales and looking at one, as the presenter does it."""

from datetime import timedelta

from pos_terminal.application.pastsales import Sending
from pos_terminal.presentation.panels import EntryPanel
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.receipts_state import ReceiptRow, RowTone
from tests.application.fakes import usd
from tests.presentation.past_desk import PastDesk, sold

LATTE_CODE = "4006381333931"


def desk(sales: int = 0) -> PastDesk:
    here = PastDesk()
    for _ in range(sales):
        sold(here.shop, "latte")
    here.receipts.entered()
    return here


def numbers(here: PastDesk) -> list[str]:
    return [each.transaction_id[-6:] for each in here.state.receipts.rows]


def find(here: PastDesk, keys: str) -> None:
    here.receipts.find_asked()
    here.press(keys)


def test_the_latest_sale_is_first_with_time_who_items_total_fate_and_how_far_it_was_sent() -> None:
    here = PastDesk()
    sold(here.shop, "latte")
    number = sold(here.shop, "latte", "muffin", "latte")
    here.receipts.entered()
    assert here.state.receipts.rows[0] == ReceiptRow(
        number, number, "3:04\u00a0PM · Ana L. · 3 items", "13.26", "Closed · waiting", RowTone.PLAIN
    )
    here.shop.past_store.sending = Sending.SENT
    here.receipts.entered()
    assert here.state.receipts.rows[0].fate == "Closed · sent"
    assert here.state.card is None


def test_a_sale_of_another_day_says_which() -> None:
    here = desk(1)
    here.shop.clock.forward(timedelta(days=2).total_seconds())
    here.receipts.entered()
    assert here.state.receipts.rows[0].detail.startswith("3/4/2026 3:03\u00a0PM · ")


def test_no_more_sales_are_read_than_are_shown_and_every_page_is_reached_and_left_again() -> None:
    here = desk(7)
    here.receipts.room_changed(3)
    asked = here.shop.past_store.asked
    asked.clear()
    seen = [numbers(here)]
    for _ in range(2):
        here.receipts.page_turned(1)
        seen.append(numbers(here))
    assert [len(each) for each in seen] == [3, 3, 1]
    assert [each for page in seen for each in page] == [f"{number:06d}" for number in range(7, 0, -1)]
    assert not here.state.receipts.has_older
    here.receipts.page_turned(1)
    assert numbers(here) == seen[2]
    here.receipts.page_turned(-1)
    assert (numbers(here), here.state.receipts.page) == (seen[1], "Page 2")
    assert set(asked) == {3}


def test_a_receipt_is_found_by_the_last_digits_of_its_number_and_looked_at_when_it_is_alone() -> None:
    here = desk(12)
    find(here, "02")
    here.receipts.confirmed()
    assert (numbers(here), here.state.receipts.is_filtered) == (["000002"], True)
    assert here.state.card is not None
    assert here.state.card.number.endswith("-000002")

    find(here, "2")
    here.receipts.confirmed()
    assert numbers(here) == ["000012", "000002"]
    assert here.state.receipts.title == "Receipts · number …2"

    here.receipts.all_asked()
    assert (len(numbers(here)), here.state.receipts.is_filtered) == (6, False)


def test_a_receipt_is_found_by_what_it_came_to_and_by_its_day() -> None:
    here = desk(2)
    sold(here.shop, "muffin")
    find(here, "3.52")
    here.receipts.second_asked()
    assert numbers(here) == ["000003"]
    find(here, "20260304")
    here.receipts.third_asked()
    assert (numbers(here), here.state.receipts.title) == (
        ["000003", "000002", "000001"],
        "Receipts · 3/4/2026",
    )
    find(here, "20260305")
    here.receipts.third_asked()
    assert here.state.receipts.empty == "No receipt of this till was found: 3/5/2026."


def test_what_cannot_be_meant_is_told_and_can_be_typed_again() -> None:
    here = desk(1)
    find(here, "1.5")
    here.receipts.confirmed()
    assert here.state.notice.text == "1.5 is no number of a receipt: it ends in digits."
    for keys in ("", "3", "20261341"):
        here.receipts.find_asked()
        here.press(keys or "1")
        here.receipts.third_asked()
        assert here.state.notice.text.endswith("is no day. Type year, month and day, as in 20261124.")
        assert isinstance(here.state.panel, EntryPanel)
    here.receipts.cancelled()
    assert here.state.panel is None


def test_one_sale_tells_its_lines_totals_tenders_and_its_place_in_the_journal() -> None:
    here = PastDesk()
    number = sold(here.shop, "latte", "latte", "muffin", tenders=(("Credit Card", usd("5.00")), ("Cash", usd("20.00"))))
    here.receipts.entered()
    here.receipts.row_tapped(number)
    card = here.state.card
    assert card is not None
    assert card.facts == "3:03\u00a0PM · Ana L. · Journal 1"
    assert [(each.quantity, each.name, each.detail, each.amount) for each in card.rows] == [
        ("2", "Latte", "", "9.00"),
        ("1", "Muffin", "", "3.25"),
    ]
    assert (card.totals.subtotal, card.totals.tax, card.totals.total) == ("12.25", "1.01", "13.26")
    assert card.paid == "Credit Card 5.00, Cash 20.00, change 11.74"
    assert [each.text for each in card.pills] == ["Closed", "Waiting"]
    assert [each.is_chosen for each in here.state.receipts.rows] == [True]


def test_hostile_names_come_to_the_screen_as_one_plain_line() -> None:
    here = PastDesk()
    number = sold(here.shop, "latte")
    record = here.shop.sales.records[0].transaction
    hostile = "\u202e<b>Free</b>\n" * 400
    object.__setattr__(record.lines[0].line, "name", hostile)
    object.__setattr__(record.head, "operator_name", hostile)
    here.receipts.entered()
    here.receipts.row_tapped(number)
    card = here.state.card
    assert card is not None
    for text in (card.rows[0].name, card.facts, here.state.receipts.rows[0].detail):
        assert "\n" not in text
        assert "\u202e" not in text
        assert len(text) < 300


def test_a_scanned_receipt_leads_to_its_sale_and_goods_begin_a_new_one() -> None:
    here = desk(2)
    code = here.shop.sales.records[0].transaction.guest_receipt_code
    assert code is not None
    here.receipts.scanned(f"https://receipts.example/{code}")
    assert here.state.card is not None
    assert here.state.card.number.endswith("-000001")
    here.receipts.scanned(LATTE_CODE)
    assert here.navigator.scans == [(Place.SALE, LATTE_CODE)]


def test_a_copy_is_printed_with_its_number_and_back_leads_to_the_sale() -> None:
    here = desk(1)
    number = here.state.receipts.rows[0].transaction_id
    here.receipts.row_tapped(number)
    here.receipts.reprint_asked()
    assert here.state.notice.text == f"Copy 1 of {number} is being printed."
    here.receipts.reprint_asked()
    assert here.state.notice.text == f"Copy 2 of {number} is being printed."
    here.receipts.gift_asked()
    assert here.state.notice.text == f"The gift receipt of {number} is printing."
    here.receipts.back_tapped()
    assert here.navigator.went == [Place.SALE]


def test_without_any_sale_it_says_so_and_nothing_can_be_done_to_none() -> None:
    here = desk()
    assert here.state.receipts.empty == "Nothing was sold on this till yet."
    states = len(here.screen.states)
    for each in (
        here.receipts.return_asked,
        here.receipts.void_asked,
        here.receipts.reprint_asked,
        here.receipts.gift_asked,
    ):
        each()
    assert len(here.screen.states) == states
