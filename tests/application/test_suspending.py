from dataclasses import dataclass, field

import pytest

from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, NotSignedOn
from pos_terminal.domain.member import KeyKind, LookupKey
from tests.application.desk_of import Shop
from tests.application.fakes import DiskFull, MemorySuspended, usd


@dataclass
class Counter:
    """A desk that puts sales aside, and how often it gave the offers of one back."""

    shop: Shop = field(default_factory=Shop)
    let_go: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stored = MemorySuspended(self.shop.baskets)
        self.suspending = self.with_offers(keeps=False)

    def with_offers(self, *, keeps: bool) -> Suspending:
        ports = SuspendPorts(self.stored, self.shop.baskets, self._give_back)
        return Suspending(self.shop.desk, ports, self.shop.tilling, keeps_offers=keeps)

    def _give_back(self) -> None:
        self.let_go.append(self.shop.desk.open_sale().head.transaction_id)


def counter(*item_ids: str) -> Counter:
    here = Counter()
    here.shop.with_items(*item_ids)
    return here


def test_a_sale_is_put_aside_with_its_label_its_operator_its_time_and_its_total() -> None:
    here = counter("latte", "muffin")

    here.suspending.suspend("  Blue   coat ")

    (sale,) = here.suspending.sales
    assert (sale.label, sale.employee_id, sale.operator_name, sale.total) == ("Blue coat", "17", "Ana L.", usd("8.39"))
    assert sale.suspended_at == here.shop.tilling.now()
    assert here.shop.desk.basket is None
    assert here.shop.desk.suspended is not None


def test_it_is_taken_up_as_it_was() -> None:
    here = counter("latte")
    before = here.shop.desk.open_sale()
    sale = here.suspending.suspend()
    here.shop.selling.add_item("muffin")
    here.shop.checkout.tender("Cash")
    here.shop.checkout.complete()

    found = here.suspending.resume(sale.transaction_id)

    assert (found.head, dict(found.lines), found.totals) == (before.head, dict(before.lines), before.totals)
    assert here.shop.desk.open_sale() is found
    assert here.shop.desk.finished is None
    assert here.suspending.sales == ()


def test_more_than_a_hundred_sales_can_wait_and_their_list_is_read_once() -> None:
    here = counter()
    for number in range(120):
        here.shop.selling.add_item("latte")
        here.suspending.suspend(f"Table {number}")

    assert [sale.label for sale in here.suspending.sales] == [f"Table {number}" for number in range(120)]
    reads = here.stored.reads
    assert len({id(here.suspending.sales) for _ in range(50)}) == 1
    assert here.stored.reads == reads


def test_offers_go_back_unless_the_shop_keeps_them() -> None:
    here = counter("latte")
    first = here.suspending.suspend().transaction_id
    here.shop.selling.add_item("latte")
    here.with_offers(keeps=True).suspend()

    assert here.let_go == [first]


def test_a_member_is_kept_by_the_platforms_id_and_what_was_keyed_is_forgotten() -> None:
    here = counter("latte")
    basket = here.shop.desk.open_sale()
    basket.member = Attribution("member-1")
    basket.additional = Attribution.keyed(LookupKey(KeyKind.PHONE, "5550100123"))

    found = here.suspending.resume(here.suspending.suspend().transaction_id)

    assert (found.member, found.additional) == (Attribution("member-1"), None)


def test_once_money_was_taken_a_sale_is_not_put_aside() -> None:
    here = counter("latte")
    here.shop.checkout.tender("Cash", usd("1.00"))

    with pytest.raises(NotAllowedNow, match=r"Money was taken for this sale\. Remove the tenders"):
        here.suspending.suspend()

    assert here.shop.desk.open_sale().is_tendering
    assert here.let_go == []


def test_another_sale_is_not_taken_up_while_one_is_open() -> None:
    here = counter("latte")
    aside = here.suspending.suspend().transaction_id
    here.shop.selling.add_item("muffin")
    now_open = here.shop.desk.open_sale()

    with pytest.raises(NotAllowedNow, match=f"Sale {now_open.head.transaction_id} is open"):
        here.suspending.resume(aside)

    assert here.shop.desk.open_sale() is now_open
    assert [sale.transaction_id for sale in here.suspending.sales] == [aside]


def test_a_sale_that_nobody_put_aside_is_not_found() -> None:
    with pytest.raises(BadArgument, match="No sale lane-1-QK7M-000099 is held"):
        counter().suspending.resume("lane-1-QK7M-000099")


def test_nothing_is_put_aside_without_a_sale_or_without_items_or_without_an_operator() -> None:
    here = counter()
    with pytest.raises(NotAllowedNow, match="No sale is open"):
        here.suspending.suspend()
    here.shop.selling.add_item("latte")
    here.shop.selling.remove_line("1")
    with pytest.raises(NotAllowedNow, match="nothing to hold"):
        here.suspending.suspend()
    here.shop.signing.sign_off()
    with pytest.raises(NotSignedOn):
        here.suspending.resume("lane-1-QK7M-000001")


@pytest.mark.parametrize("label", ["x" * 41, "bell\a", "left\u202eright"])
def test_a_label_that_no_list_can_show_is_refused_and_nothing_changes(label: str) -> None:
    here = counter("latte")

    with pytest.raises(BadArgument, match="A label"):
        here.suspending.suspend(label)

    assert len(here.shop.desk.open_sale().lines) == 1
    assert here.let_go == []


def test_a_full_disk_leaves_the_sale_on_the_desk_as_it_is_stored() -> None:
    here = counter("latte")
    here.shop.baskets.full = True

    with pytest.raises(DiskFull):
        here.suspending.suspend()

    assert here.shop.desk.basket is here.shop.baskets.stored
    assert here.suspending.sales == ()


def test_a_held_sale_goes_on_and_the_open_one_is_put_aside_for_it_under_its_own_words() -> None:
    here = counter("latte")
    first = here.suspending.suspend("Blue coat").transaction_id
    here.shop.selling.add_item("muffin")
    second = here.shop.desk.open_sale().head.transaction_id

    here.suspending.go_on(first)
    assert here.shop.desk.open_sale().head.transaction_id == first
    assert [each.transaction_id for each in here.suspending.sales] == [second]

    here.suspending.go_on(second)
    assert [(each.transaction_id, each.label) for each in here.suspending.sales] == [(first, "Blue coat")]


def test_who_left_takes_up_no_held_sale_and_the_one_they_are_in_stays_open() -> None:
    here = counter("latte")
    held = here.suspending.suspend()
    here.shop.selling.add_item("muffin")
    running = here.shop.desk.basket
    here.shop.desk.as_now = lambda _: None
    for taking_up in (here.suspending.go_on, here.suspending.resume):
        with pytest.raises(NotAllowedNow, match=r"does not work here any more\. Sign off\."):
            taking_up(held.transaction_id)
    assert (here.shop.desk.basket, len(here.suspending.sales)) == (running, 1)
    here.shop.checkout.void("The end")
    with pytest.raises(NotAllowedNow, match="does not work here any more"):
        here.suspending.resume(held.transaction_id)


def test_the_open_sale_stays_where_there_is_none_to_go_on_with_or_money_was_taken_for_it() -> None:
    here = counter("latte")
    now_open = here.shop.desk.open_sale()
    with pytest.raises(BadArgument, match="No sale lane-1-QK7M-000099 is held"):
        here.suspending.go_on("lane-1-QK7M-000099")
    assert here.shop.desk.basket is now_open

    waits = here.suspending.suspend().transaction_id
    here.shop.selling.add_item("muffin")
    here.shop.checkout.tender("Cash", usd("1.00"))
    with pytest.raises(NotAllowedNow, match="Money was taken"):
        here.suspending.go_on(waits)
    assert [each.transaction_id for each in here.suspending.sales] == [waits]


def test_a_held_sale_is_named_afterwards() -> None:
    here = counter("latte")
    held = here.suspending.suspend().transaction_id

    here.suspending.rename(held, " Blue  coat ")

    assert [each.label for each in here.suspending.sales] == ["Blue coat"]
    with pytest.raises(BadArgument, match="at most 40 characters"):
        here.suspending.rename(held, "x" * 41)
    with pytest.raises(BadArgument, match="is held"):
        here.suspending.rename("lane-1-QK7M-000099", "Blue coat")


def test_a_sale_that_was_held_while_its_shift_was_closed_is_booked_on_the_next() -> None:
    here = counter("latte")
    here.suspending.suspend("one")
    (held,) = here.suspending.sales
    shop = here.shop
    first, shop.desk.session = shop.desk.session, None  # the shift was closed meanwhile

    here.suspending.resume(held.transaction_id)
    shop.checkout.tender("Cash", None)
    shop.checkout.complete()

    assert first is not None
    assert [each.session_id for each in shop.sales.records] == [first.session_id + 1]
