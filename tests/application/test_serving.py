from decimal import Decimal
from functools import partial

import pytest

from pos_terminal.application.serving import Serving
from pos_terminal.domain.card_number import CardNumberRefused
from pos_terminal.domain.errors import BadArgument, NotSignedOn
from pos_terminal.domain.floor import floor_of
from pos_terminal.domain.service import guest_count, table_of
from tests.application.fakes import usd
from tests.application.test_suspending import Counter, counter


def serving(here: Counter) -> Serving:
    rules = here.shop.selling.rules
    return Serving(here.shop.desk, here.shop.selling.opening, here.suspending, rules.channels)


def test_a_table_is_set_before_the_first_order_and_the_sale_goes_on_with_it() -> None:
    here = counter()

    serving(here).set_table(" Patio  4 ")
    serving(here).set_guests(3)
    here.shop.selling.add_item("latte")

    head = here.shop.desk.open_sale().head
    assert (head.table_id, head.guest_count, head.transaction_id) == ("Patio 4", 3, "lane-1-QK7M-000001")
    assert here.shop.baskets.stored is not None
    assert here.shop.baskets.stored.head == head
    assert here.shop.baskets.number == 1


def test_a_table_and_its_guests_can_be_taken_back() -> None:
    here = counter("latte")
    serving(here).set_table("4")
    serving(here).set_guests(2)

    serving(here).set_table(None)
    serving(here).set_guests(None)

    head = here.shop.desk.open_sale().head
    assert (head.table_id, head.guest_count) == (None, None)


def test_a_channel_is_one_of_the_shops() -> None:
    here = counter("latte")

    serving(here).set_channel("kiosk")

    assert here.shop.desk.open_sale().head.channel == "KIOSK"
    with pytest.raises(BadArgument, match=r"The shop has no channel 'BAR'\. It has: STORE, KIOSK"):
        serving(here).set_channel("BAR")


def test_a_table_without_items_can_wait() -> None:
    here = counter()
    serving(here).set_table("7")

    here.suspending.suspend()

    (sale,) = here.suspending.sales
    assert (sale.table_id, sale.total) == ("7", usd("0"))


def test_a_sale_is_moved_to_another_table_whether_it_is_open_or_waits() -> None:
    here = counter("latte")
    serving(here).set_table("1")
    waits = here.suspending.suspend().transaction_id
    here.shop.selling.add_item("muffin")
    now_open = here.shop.desk.open_sale().head.transaction_id

    serving(here).transfer(waits, "2")
    serving(here).transfer(now_open, "3")

    assert [sale.table_id for sale in here.suspending.sales] == ["2"]
    assert here.shop.desk.open_sale().head.table_id == "3"
    with pytest.raises(BadArgument, match="No sale lane-1-QK7M-000009 is held"):
        serving(here).transfer("lane-1-QK7M-000009", "2")


def test_nobody_signed_on_sets_nothing() -> None:
    here = Counter()
    with pytest.raises(NotSignedOn):
        serving(here).set_table("1")
    with pytest.raises(NotSignedOn):
        serving(here).set_guests(1)
    with pytest.raises(NotSignedOn):
        serving(here).set_channel("STORE")
    with pytest.raises(NotSignedOn):
        serving(here).transfer("lane-1-QK7M-000001", "1")


@pytest.mark.parametrize("name", ["", "  ", "x" * 21, "\u202e4"])
def test_a_table_has_a_name_that_can_be_shown(name: str) -> None:
    with pytest.raises(BadArgument, match="table"):
        table_of(name)


@pytest.mark.parametrize("number", [0, -1, 1000, Decimal("1.5")])
def test_guests_are_whole_people(number: Decimal | int) -> None:
    with pytest.raises(BadArgument, match="from 1 to 999"):
        guest_count(number)
    assert (guest_count(1), guest_count(Decimal(999))) == (1, 999)


@pytest.mark.parametrize("table", ["4111111111111111", "T 5500005555555559"])
def test_no_payment_card_is_a_table(table: str) -> None:
    here = counter("latte")
    with pytest.raises(CardNumberRefused):
        serving(here).set_table(table)
    with pytest.raises(CardNumberRefused):
        serving(here).transfer(here.shop.desk.open_sale().head.transaction_id, table)
    assert here.shop.desk.open_sale().head.table_id is None


def test_a_shop_that_lists_its_tables_has_no_others() -> None:
    here = counter("latte")
    rules = here.shop.selling.rules
    floor = floor_of(("Inside: 1-12", "Terrace: T1"))
    serves = Serving(here.shop.desk, here.shop.selling.opening, here.suspending, rules.channels, floor)
    sale = here.shop.desk.open_sale()
    serves.set_table("t1")
    assert sale.head.table_id == "T1"

    for refused in (
        partial(serves.set_table, "99"),
        partial(serves.seat, "99"),
        partial(serves.transfer, sale.head.transaction_id, "99"),
    ):
        with pytest.raises(BadArgument, match=r"no table '99'\. Its areas: Inside, Terrace"):
            refused()
    assert here.shop.desk.open_sale().head.table_id == "T1"


def test_the_sale_that_was_put_aside_last_is_shown_at_the_table_it_is_moved_to() -> None:
    here = counter("latte")
    number = here.shop.desk.open_sale().head.transaction_id
    here.suspending.suspend("Ava")

    serving(here).transfer(number, "7")

    assert here.shop.desk.suspended is not None
    assert here.shop.desk.suspended.head.table_id == "7"
