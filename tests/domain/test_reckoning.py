"""Whether a discount fits what a sale has left, and what several together take off."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.money import Money
from pos_terminal.domain.reckoning import discount_shares, unfitting
from tests.domain.making import USD, basket, discount, item, usd


def sale_of(*prices: str) -> Basket:
    sale = basket()
    for number, price in enumerate(prices):
        sale.add(item(price, name=f"Item {number}"), Decimal(2))
    return sale


SALE = sale_of("3.00", "1.00")


def part(amount: str, *named: tuple[str, str | None]) -> Discount:
    lines = tuple(DiscountedLine(line, None if quantity is None else Decimal(quantity)) for line, quantity in named)
    return replace(discount(usd(amount)), lines=lines)


@pytest.mark.parametrize(
    "fitting",
    [
        discount(usd("0")),
        discount(usd("8.00")),
        discount(usd("6.00"), "1"),
        discount(usd("8.00"), "2", "1"),
        part("3.00", ("1", "1")),
        part("3.00", ("1", "2")),
        discount(usd("999.00"), "nowhere", status=DiscountStatus.INFO),
    ],
)
def test_what_the_sale_has_may_be_taken_off(fitting: Discount) -> None:
    assert not unfitting(SALE.lines, (), fitting)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (discount(usd("-0.01")), "less than nothing"),
        (discount(usd("-0.01"), status=DiscountStatus.INFO), "less than nothing"),
        (discount(usd("8.01")), "only 8.00 is left"),
        (discount(usd("6.01"), "1"), "only 6.00 is left"),
        (discount(Money(2**53, USD)), "only 8.00 is left"),
        (discount(usd("1.00"), "3"), "not in this sale"),
        (discount(usd("1.00"), "1", "3"), "not in this sale"),
        (part("1.00", ("1", "0")), "none of its items"),
        (part("3.00", ("1", "2.001")), "more of an item than this sale has"),
        (part("1.00", ("1", None), ("2", "-2")), "none of its items"),
    ],
)
def test_what_cannot_be_taken_off_is_told_in_words(wrong: Discount, words: str) -> None:
    assert words in str(unfitting(SALE.lines, (), wrong))


def test_what_the_lower_discounts_took_is_not_there_any_more() -> None:
    lower = discount(usd("5.50"), "1", stack_order=0)

    assert not unfitting(SALE.lines, (lower,), discount(usd("0.50"), "1"))
    assert "only 0.50 is left" in str(unfitting(SALE.lines, (lower,), discount(usd("0.51"), "1")))
    assert not unfitting(SALE.lines, (lower,), discount(usd("2.50")))


def test_an_empty_sale_has_nothing_to_take_off() -> None:
    assert "only 0.00 is left" in str(unfitting({}, (), discount(usd("0.01"))))
    assert not unfitting({}, (), discount(usd("0")))


DISCOUNTS = st.lists(
    st.builds(
        lambda minor, order, named: discount(Money(minor, USD), *named, stack_order=order),
        st.integers(0, 1_200),
        st.integers(0, 5),
        st.lists(st.sampled_from("123"), max_size=2, unique=True),
    ),
    max_size=5,
)


@given(DISCOUNTS)
def test_discounts_that_fit_one_on_another_take_off_exactly_what_they_say(discounts: list[Discount]) -> None:
    stacked: tuple[Discount, ...] = ()
    for number, each in enumerate(discounts):
        above = replace(each, stack_order=number)
        if not unfitting(SALE.lines, stacked, above):
            stacked += (above,)

    taken = discount_shares(SALE.lines, stacked)

    assert sum(each.minor for each in taken.values()) == sum(each.amount.minor for each in stacked)
    assert all(0 <= taken[line_id].minor <= SALE.lines[line_id].extended.minor for line_id in taken)


@given(DISCOUNTS)
def test_however_discounts_come_no_line_costs_less_than_nothing(discounts: list[Discount]) -> None:
    taken = discount_shares(SALE.lines, tuple(discounts))

    assert all(0 <= taken[line_id].minor <= SALE.lines[line_id].extended.minor for line_id in taken)
