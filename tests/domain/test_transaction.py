from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import count

import pytest

from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.item import Unit
from pos_terminal.domain.transaction import (
    ReceiptCodeRule,
    SnapshotKind,
    Transaction,
    cart,
    close,
    item_count,
    later_than,
    void,
)
from tests.domain.making import NOON, basket, discount, item, payment, percent, usd

ONE = Decimal(1)
LATER = NOON + timedelta(minutes=3)
MILLISECOND = timedelta(milliseconds=1)


def sale_of(*prices: str) -> Basket:
    sale = basket()
    for number, price in enumerate(prices):
        sale.add(item(price, percent("0.2", included=True), name=f"Item {number}"), ONE)
    return sale


def codes() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"code-{next(numbers)}"


def closed(sale: Basket, rule: ReceiptCodeRule | None = None, at: datetime = LATER) -> Transaction:
    return close(sale, at, rule or ReceiptCodeRule(), codes())


def pay(sale: Basket, *parts: tuple[str, str | None]) -> None:
    for amount, user_id in parts:
        sale.pay(payment(sale, usd(amount), user_id=user_id))


def test_a_settled_sale_closes_with_everything_in_it() -> None:
    sale = sale_of("10.00", "2.00")
    sale.put_discounts((discount(usd("6.00")),))
    sale.pay(replace(payment(sale), change=usd("4.00"), taken=usd("10.00")))

    transaction = closed(sale)

    assert (transaction.kind, transaction.is_closed, transaction.is_voided) == (SnapshotKind.CLOSED, True, False)
    assert transaction.transaction_id == "L1-0001-000001"
    assert (transaction.totals, transaction.modified_time) == (sale.totals, LATER)
    assert [each.line for each in transaction.lines] == list(sale.lines.values())
    assert [(str(each.discount), str(each.tax_included)) for each in transaction.lines] == [
        ("5.00", "0.83"),
        ("1.00", "0.17"),
    ]
    assert transaction.change_due == usd("4.00")
    assert (transaction.discounts, len(transaction.payments)) == (sale.discounts, 1)


def test_nothing_in_a_closed_sale_ever_changes() -> None:
    sale = sale_of("10.00")
    sale.pay(payment(sale))
    transaction = closed(sale)

    with pytest.raises(FrozenInstanceError):
        transaction.kind = SnapshotKind.OPEN  # type: ignore[misc] # that it is frozen is what is shown
    sale.add(item("5.00"), ONE)
    assert len(transaction.lines) == 1


def test_a_sale_without_items_does_not_close() -> None:
    with pytest.raises(NotAllowedNow, match="no items"):
        closed(basket())


@pytest.mark.parametrize(("paid", "due"), [([], "10.00"), (["9.99"], "0.01"), (["4.00", "5.00"], "1.00")])
def test_a_sale_with_something_due_does_not_close(paid: list[str], due: str) -> None:
    sale = sale_of("10.00")
    pay(sale, *((amount, None) for amount in paid))

    with pytest.raises(NotAllowedNow, match=f"{due} is still due"):
        closed(sale)


def test_a_sale_whose_items_were_removed_after_payment_went_back_does_not_close() -> None:
    sale = sale_of("10.00")
    sale.remove("1")

    with pytest.raises(NotAllowedNow, match="no items"):
        closed(sale)


def test_a_sale_that_a_discount_covers_closes_without_a_payment_and_with_a_code() -> None:
    sale = sale_of("10.00")
    sale.put_discounts((discount(usd("10.00")),))

    transaction = closed(sale)

    assert transaction.payments == ()
    assert transaction.totals.total.is_zero
    assert transaction.totals.tax_included.is_zero
    assert transaction.receipt_codes == ("code-1",)


GUEST, ON_PAYMENT, OFF = ReceiptCodeRule(), ReceiptCodeRule(single_on_payment=True), ReceiptCodeRule(is_on=False)


@pytest.mark.parametrize(
    ("rule", "payments", "guest", "on_payments"),
    [
        (GUEST, [("10.00", None)], "code-1", [None]),
        (GUEST, [("4.00", None), ("6.00", None)], None, ["code-1", "code-2"]),
        (GUEST, [("4.00", "member"), ("5.00", None), ("1.00", None)], None, [None, "code-1", "code-2"]),
        (GUEST, [("4.00", "member"), ("6.00", None)], None, [None, "code-1"]),
        (GUEST, [("10.00", "member")], None, [None]),
        (GUEST, [("4.00", "member"), ("6.00", "friend")], None, [None, None]),
        (ON_PAYMENT, [("10.00", None)], None, ["code-1"]),
        (ON_PAYMENT, [("10.00", "member")], None, [None]),
        (ON_PAYMENT, [("4.00", None), ("6.00", None)], None, ["code-1", "code-2"]),
        (OFF, [("10.00", None)], None, [None]),
        (OFF, [("4.00", None), ("6.00", None)], None, [None, None]),
    ],
)
def test_receipt_codes_are_where_the_platform_looks_for_them(
    rule: ReceiptCodeRule, payments: list[tuple[str, str | None]], guest: str | None, on_payments: list[str | None]
) -> None:
    sale = sale_of("10.00")
    pay(sale, *payments)

    transaction = closed(sale, rule)

    assert transaction.guest_receipt_code == guest
    assert [each.receipt_code for each in transaction.payments] == on_payments
    assert transaction.receipt_codes == tuple(code for code in (guest, *on_payments) if code)


@pytest.mark.parametrize(("rule", "found"), [(GUEST, ("code-1",)), (ON_PAYMENT, ("code-1",)), (OFF, ())])
def test_a_sale_without_payments_counts_as_one_with_one(rule: ReceiptCodeRule, found: tuple[str, ...]) -> None:
    sale = sale_of("0.00")

    transaction = closed(sale, rule)

    assert transaction.receipt_codes == found
    assert bool(transaction.guest_receipt_code) is bool(found)


def test_guests_who_pay_for_a_members_offer_get_a_code_each() -> None:
    sale = sale_of("10.00")
    sale.put_discounts((discount(usd("1.00"), status=DiscountStatus.LOCKED, user_id="member"),))
    pay(sale, ("4.00", None), ("5.00", None))

    assert len(closed(sale).receipt_codes) == 2


def test_a_member_whose_offers_cover_everything_needs_no_receipt_code() -> None:
    sale = sale_of("10.00")
    sale.member = Attribution("member")
    sale.put_discounts((discount(usd("10.00"), status=DiscountStatus.LOCKED),))

    transaction = closed(sale)

    assert (transaction.payments, transaction.receipt_codes) == ((), ())


def test_a_guest_who_pays_for_a_members_sale_alone_has_the_code() -> None:
    sale = sale_of("10.00")
    sale.member = Attribution("member")
    pay(sale, ("10.00", None))

    assert closed(sale).guest_receipt_code == "code-1"


def test_the_cart_is_the_open_sale_with_nothing_paid_and_no_code() -> None:
    sale = sale_of("10.00", "2.00")
    sale.put_discounts((discount(usd("1.00"), stack_order=0), discount(usd("2.00"), "1", stack_order=1)))
    sale.pay(payment(sale, usd("3.00")))

    asked = cart(sale, LATER)

    assert (asked.kind, asked.is_closed, asked.is_voided) == (SnapshotKind.OPEN, False, False)
    assert (asked.payments, asked.receipt_codes) == ((), ())
    assert (asked.head, asked.totals, asked.discounts) == (sale.head, sale.totals, sale.discounts)


def test_the_cart_may_have_the_lower_discounts_alone_and_its_sums_are_theirs() -> None:
    sale = sale_of("10.00", "2.00")
    lower, offer = discount(usd("1.00"), stack_order=0), discount(usd("2.00"), "1", stack_order=1)
    sale.put_discounts((lower, offer))
    kept = (sale.totals, sale.discounts, sale.counted("1"))

    asked = cart(sale, LATER, (lower,))

    assert asked.discounts == (lower,)
    assert asked.totals.total == usd("11.00")
    assert sum(each.discount.minor for each in asked.lines) == 100
    assert (sale.totals, sale.discounts, sale.counted("1")) == kept
    assert cart(sale, LATER, ()).totals.total == usd("12.00")


def test_the_cart_leaves_out_what_the_sale_has_outgrown() -> None:
    sale = sale_of("10.00", "2.00")
    kept, gone = discount(usd("1.00"), "1", stack_order=0), discount(usd("2.00"), "2", stack_order=1)
    sale.put_discounts((kept, gone))
    sale.remove("2")

    asked = cart(sale, LATER)

    assert asked.discounts == (kept,)
    assert asked.totals.total == usd("9.00")
    assert sale.discounts == (kept, gone)


def test_a_cart_never_seems_older_than_its_sale() -> None:
    assert cart(sale_of("1.00"), NOON - timedelta(hours=1)).modified_time > NOON


@pytest.mark.parametrize(
    ("now", "previous", "expected"),
    [
        (NOON, None, NOON),
        (NOON.replace(microsecond=123_456), None, NOON.replace(microsecond=123_000)),
        (LATER, NOON, LATER),
        (NOON, NOON, NOON + MILLISECOND),
        (NOON - timedelta(hours=1), NOON, NOON + MILLISECOND),
        (NOON.replace(microsecond=999), NOON, NOON + MILLISECOND),
        (NOON.replace(microsecond=900), NOON.replace(microsecond=500), NOON + MILLISECOND),
        (NOON.replace(microsecond=1_000), NOON, NOON + MILLISECOND),
        (NOON, NOON.replace(microsecond=999_999), NOON + timedelta(seconds=1)),
    ],
)
def test_a_later_snapshot_is_later_in_whole_milliseconds_whatever_the_clock_did(
    now: datetime, previous: datetime | None, expected: datetime
) -> None:
    assert later_than(now, previous) == expected


def test_times_in_other_zones_are_compared_as_moments() -> None:
    tokyo = timezone(timedelta(hours=9))
    earlier = (NOON - timedelta(seconds=1)).astimezone(tokyo)

    assert later_than(earlier, NOON) == NOON + MILLISECOND


def test_a_sale_closed_while_the_clock_steps_back_is_modified_after_it_was_opened() -> None:
    sale = sale_of("10.00")
    sale.pay(payment(sale))

    assert closed(sale, at=NOON - timedelta(days=1)).modified_time == NOON + MILLISECOND


def test_an_open_sale_is_told_of_later_each_time_though_the_clock_is_set_back_meanwhile() -> None:
    sale = sale_of("10.00")
    sale.pay(payment(sale))
    hours = [0, 2, 1, -3]

    told = [cart(sale, NOON + timedelta(hours=each)).modified_time for each in hours]

    ahead = NOON + timedelta(hours=2)
    assert told == [NOON + MILLISECOND, ahead, ahead + MILLISECOND, ahead + 2 * MILLISECOND]
    assert closed(sale, at=NOON).modified_time == ahead + 3 * MILLISECOND


def test_a_voided_sale_keeps_its_lines_and_the_shops_own_discounts_alone() -> None:
    sale = sale_of("10.00", "2.00")
    own = discount(usd("1.00"), stack_order=1)
    locked = discount(usd("3.00"), stack_order=2, status=DiscountStatus.LOCKED)
    sale.put_discounts((own, locked))

    transaction = void(sale, LATER, "Customer left")

    assert (transaction.kind, transaction.is_closed, transaction.is_voided) == (SnapshotKind.VOIDED, True, True)
    assert (transaction.void_reason, transaction.payments, transaction.receipt_codes) == ("Customer left", (), ())
    assert (transaction.discounts, transaction.totals.total) == ((own,), usd("11.00"))
    assert len(transaction.lines) == 2


def test_voiding_leaves_the_open_sale_as_it_was_until_that_is_on_disk() -> None:
    sale = sale_of("10.00")
    sale.put_discounts((discount(usd("3.00"), status=DiscountStatus.LOCKED),))
    before = (sale.discounts, sale.totals)

    void(sale, LATER, "Customer left")

    assert (sale.discounts, sale.totals) == before


def test_a_voided_sale_carries_no_payment_of_the_money_that_went_back() -> None:
    sale = sale_of("10.00")
    sale.pay(payment(sale, usd("4.00")))

    voided = void(sale, LATER, "Customer left")

    assert (voided.payments, voided.change_due) == ((), usd("0.00"))
    assert sale.paid == usd("4.00")


def test_an_empty_sale_may_be_voided() -> None:
    assert void(basket(), LATER, "Opened by mistake").lines == ()


def test_pieces_are_counted_a_weighing_once_and_modifiers_not() -> None:
    sale = basket()
    sale.add(item("1.00"), Decimal(3))
    sale.add_modifier("1", item("0.10", name="Butter"))
    sale.add(item("9.00", name="Cheese", unit=Unit.KG), Decimal("0.755"))

    assert item_count(list(sale.lines.values())) == 4
    assert item_count([]) == 0
