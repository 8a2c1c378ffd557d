from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.tax import Tax, TaxKind, line_taxes, taxes_on
from tests.domain import reference
from tests.domain.making import percent

ONE = Decimal(1)
RATES = st.decimals("0", "0.99", places=4)
TAXES = st.lists(
    st.builds(
        Tax,
        tax_code=st.just("T"),
        name=st.just("Tax"),
        rate=RATES,
        kind=st.sampled_from(TaxKind),
        included=st.booleans(),
        adds_to_base_of_next=st.booleans(),
        base_affected_by_previous=st.booleans(),
    ),
    max_size=5,
)
PRICES = st.decimals("-9999999", "9999999", places=4)
QUANTITIES = st.decimals("0.001", "99999", places=3)


@given(PRICES, QUANTITIES, TAXES)
def test_the_price_is_the_net_and_the_taxes_inside_it(price: Decimal, quantity: Decimal, taxes: list[Tax]) -> None:
    found = line_taxes(price, quantity, taxes)

    assert found.price == price
    assert Fraction(found.net) + Fraction(found.included) == Fraction(price)
    assert [row.tax for row in found.amounts] == taxes


@given(PRICES, QUANTITIES, TAXES)
def test_each_tax_is_what_its_definition_makes_of_the_net(price: Decimal, quantity: Decimal, taxes: list[Tax]) -> None:
    none, one = (
        reference.inside(reference.tax_amounts(Fraction(net), Fraction(quantity), taxes, 1), taxes) for net in (0, 1)
    )
    net = (Fraction(price) - none) / (1 + one - none)
    expected = reference.tax_amounts(net, Fraction(quantity), taxes, 1)

    found = line_taxes(price, quantity, taxes)

    assert abs(Fraction(found.net) - net) < Fraction(1, 10**22)
    for row, amount in zip(found.amounts, expected, strict=True):
        assert abs(Fraction(row.amount) - amount) < Fraction(1, 10**22)


@given(st.decimals("0", "9999", places=2), QUANTITIES, TAXES)
def test_taxes_on_a_net_are_those_of_the_price_that_it_makes(net: Decimal, quantity: Decimal, taxes: list[Tax]) -> None:
    rows = taxes_on(net, quantity, taxes)
    on_top = line_taxes(net, quantity, [replace(tax, included=False) for tax in taxes])

    assert [row.amount for row in rows] == [row.amount for row in on_top.amounts]


def test_without_taxes_the_price_is_the_net() -> None:
    found = line_taxes(Decimal("3.99"), ONE, ())

    assert found.net == found.price == Decimal("3.99")
    assert found.included == found.added == len(found.amounts) == 0


def test_a_deposit_is_charged_for_each_unit() -> None:
    deposit = Tax("D", "Deposit", Decimal("0.25"), TaxKind.FIXED_PER_UNIT)

    assert line_taxes(Decimal("12.00"), Decimal(6), [deposit]).added == Decimal("1.50")
    inside = line_taxes(Decimal("12.00"), Decimal(6), [replace(deposit, included=True)])
    assert (inside.net, inside.included) == (Decimal("10.50"), Decimal("1.50"))


def test_a_division_tax_is_a_part_of_the_price_with_it() -> None:
    tax = Tax("D", "Division", Decimal("0.2"), TaxKind.DIVISION)

    assert line_taxes(Decimal(80), ONE, [tax]).added == 20
    assert line_taxes(Decimal(100), ONE, [replace(tax, included=True)]).net == 80


def test_a_later_tax_is_charged_on_an_earlier_one_only_where_both_say_so() -> None:
    first = replace(percent("0.10", "A"), adds_to_base_of_next=True)
    second = percent("0.10", "B")

    found = line_taxes(Decimal(100), ONE, [first, second, replace(second, base_affected_by_previous=False)])
    assert [row.base for row in found.amounts] == [100, 110, 100]
    assert line_taxes(Decimal(100), ONE, [replace(first, adds_to_base_of_next=False), second]).added == 20


def test_a_tax_of_the_whole_price_leaves_what_the_other_included_taxes_take() -> None:
    whole = Tax("W", "Whole", ONE, TaxKind.DIVISION, included=True)
    deposit = Tax("D", "Deposit", Decimal("0.25"), TaxKind.FIXED_PER_UNIT, included=True)

    found = line_taxes(Decimal(100), Decimal(2), [deposit, whole])

    assert found.net == 0
    assert [row.amount for row in found.amounts] == [Decimal("0.50"), Decimal("99.50")]


def test_rates_that_leave_no_net_are_refused() -> None:
    with pytest.raises(ValueError, match="check their rates"):
        line_taxes(Decimal(100), ONE, [percent("-1", included=True)])


def test_amounts_in_cents_move_the_bases_with_them() -> None:
    taxes = [
        replace(percent("0.06", "A", included=True), adds_to_base_of_next=True),
        replace(percent("0.06", "B", included=True), adds_to_base_of_next=True, base_affected_by_previous=False),
        percent("0.03", "C"),
    ]

    found = line_taxes(Decimal("17.79"), ONE, taxes).rounded([Decimal("0.95"), Decimal("0.95"), Decimal("0.53")])

    assert found.net == Decimal("15.89")
    assert [str(row.base) for row in found.amounts] == ["15.89", "15.89", "17.79"]
