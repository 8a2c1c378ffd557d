from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from pos_terminal.application.adjusting import Adjusting
from pos_terminal.application.age_refusals import AgeRefusals
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import ApprovalNeeded, BadArgument, NotAllowedNow
from pos_terminal.domain.parts import MovedLine
from pos_terminal.domain.rights import Action
from pos_terminal.domain.transaction import SnapshotKind
from tests.application.fakes import MemoryParted, each, usd
from tests.application.test_suspending import Counter, counter


@dataclass
class Table:
    """A desk that splits and merges, and whose open sales somebody is told of."""

    here: Counter
    updated: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        shop = self.here.shop
        self.stored = MemoryParted(self.here.stored, shop.sales)
        of_shop = (shop.checkout.ending, self._update, shop.catalog.item, AgeRefusals(shop.authority).carry)
        ports = PartPorts(self.stored, shop.baskets, self.here.suspending, *of_shop)
        self.parting = Parting(shop.desk, ports, shop.tilling, "lane-1")

    def _update(self, basket: Basket) -> None:
        self.updated.append(basket.head.transaction_id)


def table(*item_ids: str) -> Table:
    return Table(counter(*item_ids))


def test_moved_lines_are_a_sale_of_their_own_that_waits() -> None:
    at = table("latte", "muffin")
    parent = at.here.shop.desk.open_sale()
    total = parent.totals.total

    (child,) = at.parting.split([MovedLine("1", Decimal("0.5"))])

    stays = at.here.shop.desk.open_sale()
    assert stays.head.transaction_id == parent.head.transaction_id
    assert stays.totals.total + child.total == total
    assert (child.label, child.from_transaction_id) == ("Part 2 of 2", parent.head.transaction_id)
    assert at.here.suspending.sales == (child,)
    assert (at.stored.number, child.transaction_id) == (2, "lane-1-QK7M-000002")
    assert at.updated == [parent.head.transaction_id, child.transaction_id]
    assert not at.here.shop.desk.past.before(stays)


def test_an_even_split_shares_the_guests_out() -> None:
    at = table("latte", "muffin")
    sale = at.here.shop.desk.open_sale()
    total = sale.totals.total
    sale.head = replace(sale.head, guest_count=5)

    parts = at.parting.split_evenly(3)

    stays = at.here.shop.desk.open_sale()
    assert [stays.head.guest_count, *(each.guest_count for each in parts)] == [2, 2, 1]
    assert sum((each.total for each in parts), stays.totals.total) == total


def test_fewer_guests_than_parts_stay_with_the_first() -> None:
    at = table("latte")
    sale = at.here.shop.desk.open_sale()
    sale.head = replace(sale.head, guest_count=1)

    (other,) = at.parting.split_evenly(2)

    assert (at.here.shop.desk.open_sale().head.guest_count, other.guest_count) == (1, None)


def test_money_that_was_taken_keeps_a_sale_whole() -> None:
    at = table("latte")
    at.here.shop.checkout.tender("Cash", usd("1.00"))

    with pytest.raises(NotAllowedNow, match="Remove the tenders before splitting"):
        at.parting.split_evenly(2)
    with pytest.raises(BadArgument, match="2 to 50 ways"):
        at.parting.split_evenly(1)


def test_parts_are_merged_into_the_open_sale_and_end_as_voided() -> None:
    at = table("latte", "muffin")
    sale = at.here.shop.desk.open_sale()
    total, lines = sale.totals.total, list(sale.lines.values())
    parts = at.parting.split_evenly(3)

    whole = at.parting.merge([sale.head.transaction_id, *(each.transaction_id for each in parts)])

    assert (whole.totals.total, list(whole.lines.values())) == (total, lines)
    assert at.here.shop.desk.open_sale() is whole
    assert at.here.suspending.sales == ()
    ended = [record.transaction for record in at.here.shop.sales.records]
    assert [(each.kind, each.void_reason) for each in ended] == [
        (SnapshotKind.VOIDED, f"Merged into {sale.head.transaction_id}")
    ] * 2
    assert [record.request for record in at.here.shop.sales.records] == [None, None]
    assert at.here.shop.told == ended


def test_sales_that_wait_are_merged_where_they_wait() -> None:
    at = table("latte")
    first = at.here.suspending.suspend("A").transaction_id
    at.here.shop.selling.add_item("muffin")
    second = at.here.suspending.suspend("B").transaction_id

    at.parting.merge([second, first])

    (waits,) = at.here.suspending.sales
    assert (waits.transaction_id, waits.label, waits.total) == (second, "B", usd("8.39"))
    assert at.here.shop.desk.basket is None


def test_the_open_sale_that_is_put_into_another_gives_it_its_place() -> None:
    at = table("latte")
    waits = at.here.suspending.suspend().transaction_id
    at.here.shop.selling.add_item("muffin")

    whole = at.parting.merge([waits, at.here.shop.desk.open_sale().head.transaction_id])

    assert at.here.shop.desk.open_sale() is whole
    assert whole.head.transaction_id == waits


def test_what_cannot_be_merged_is_refused() -> None:
    at = table("latte")
    now_open = at.here.shop.desk.open_sale().head.transaction_id
    for ids in ([], [now_open], [now_open, now_open], [now_open, "lane-1-QK7M-000009"]):
        with pytest.raises(BadArgument):
            at.parting.merge(ids)
    waits = at.here.suspending.suspend().transaction_id
    at.here.shop.selling.add_item("muffin")
    at.here.shop.checkout.tender("Cash", usd("1.00"))

    with pytest.raises(NotAllowedNow, match="Money was taken for the open sale"):
        at.parting.merge([waits, at.here.shop.desk.open_sale().head.transaction_id])


def test_the_parts_of_a_split_are_foreseen_and_nothing_is_done() -> None:
    at = table("latte", "muffin")
    sale = at.here.shop.desk.open_sale()

    stays, goes = at.parting.foreseen([MovedLine("2", Decimal(1))])
    shares = at.parting.foreseen_evenly(3)

    assert (list(stays.lines), list(goes.lines)) == (["1"], ["2"])
    assert stays.totals.total + goes.totals.total == sale.totals.total
    assert sum(each.totals.total.minor for each in shares) == sale.totals.total.minor
    assert at.here.shop.desk.open_sale() is sale
    assert at.here.suspending.sales == ()
    done = at.parting.split([MovedLine("2", Decimal(1))])
    assert [each.total for each in done] == [goes.totals.total]
    for ways in (1, 51):
        with pytest.raises(BadArgument, match="2 to 50 ways"):
            at.parting.foreseen_evenly(ways)


def test_sales_that_together_have_too_much_of_an_item_are_not_merged() -> None:
    at = table("latte", "latte")
    shop = at.here.shop
    first = shop.desk.open_sale().head.transaction_id
    at.here.suspending.suspend("one")
    shop.selling.add_item("latte")
    shop.put(replace(shop.catalog.items["latte"], max_per_sale=Decimal(2)))
    second = shop.desk.open_sale().head.transaction_id

    with pytest.raises(NotAllowedNow, match="At most 2 of Latte go into one sale"):
        at.parting.merge([first, second])

    assert shop.desk.open_sale().head.transaction_id == second
    assert [each.transaction_id for each in at.here.suspending.sales] == [first]


def aside(at: Table) -> Basket | None:
    """The sale that was put aside last, as it is shown."""
    return at.here.shop.desk.suspended


def test_a_sale_that_was_put_aside_and_merged_is_no_longer_shown() -> None:
    at = table("latte")
    first = at.here.shop.desk.open_sale().head.transaction_id
    at.here.suspending.suspend("one")
    at.here.shop.selling.add_item("muffin")
    second = at.here.shop.desk.open_sale().head.transaction_id
    at.here.suspending.suspend("two")

    whole = at.parting.merge([first, second])
    assert aside(at) is None

    at.here.suspending.resume(first)
    at.here.suspending.suspend("whole")
    at.here.shop.selling.add_item("muffin")
    third = at.here.shop.desk.open_sale().head.transaction_id
    at.here.suspending.suspend("three")
    at.parting.merge([third, whole.head.transaction_id])
    shown = aside(at)
    assert shown is not None
    assert len(shown.lines) == 3


@pytest.mark.parametrize("first", ["refused", "other"])
def test_who_was_refused_for_their_age_stays_refused_when_sales_are_merged(first: str) -> None:
    at = table("muffin")
    shop = at.here.shop
    shop.put(each("beer", "3.10", minimum_age=18))
    lines = Adjusting(shop.desk, shop.baskets, shop.authority, Reasons())
    shop.selling.add_item("beer")
    lines.confirm_age("2", AgeOutcome.REFUSED, "No document")
    refused = at.here.suspending.suspend("A").transaction_id
    shop.selling.add_item("beer")
    other = shop.desk.open_sale().head.transaction_id

    whole = at.parting.merge([refused, other] if first == "refused" else [other, refused])

    beer = next(line.line_id for line in whole.lines.values() if line.item_id == "beer")
    with pytest.raises(ApprovalNeeded, match="an age that was refused in this sale"):
        lines.confirm_age(beer, AgeOutcome.DOCUMENT)
    (known,) = shop.acts.of(whole.head.transaction_id, Action.CONFIRM_AGE)
    assert known.get("from_transaction_id") == (None if first == "refused" else refused)


def test_a_code_that_was_printed_for_one_of_them_claims_the_whole_and_the_others_are_named() -> None:
    at = table("latte")
    stored: list[str] = []
    for code, item in (("first", "muffin"), ("second", "latte"), (None, "")):
        basket = at.here.shop.desk.open_sale()
        basket.head = replace(basket.head, table_id=f"T{len(stored)}", guest_code=None if not stored else code)
        stored.append(at.here.suspending.suspend().transaction_id)
        if item:
            at.here.shop.selling.add_item(item)
    bare, coded, other = stored[0], stored[1], stored[2]
    assert at.parting.void_papers([bare, coded]) == ()

    whole = at.parting.merge([bare, coded, other])

    assert whole.head.guest_code == "second"
    ends = [record.transaction for record in at.here.shop.sales.records]
    assert [each.guest_receipt_code for each in ends] == [None, None]
