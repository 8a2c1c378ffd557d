from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.money import Money, RoundingMode
from pos_terminal.domain.tax import LineTaxes, TaxRounding, line_taxes
from pos_terminal.domain.totals import Kept, RunningTotals, TaxPolicy, Totals, included_tax_per_line
from tests.domain.making import JPY, USD, basket, item, percent, usd

ONE = Decimal(1)
SIXTH = percent("0.2", included=True)  # a sixth of the price
POLICIES = st.builds(
    TaxPolicy,
    st.just(USD),
    rounding=st.sampled_from(TaxRounding),
    mode=st.sampled_from(RoundingMode),
    kept=st.sampled_from(Kept),
)


def totals_of(policy: TaxPolicy, *prices: str) -> Totals:
    sale = basket(policy)
    for price in prices:
        sale.add(item(Money.of(price, policy.currency), SIXTH), ONE)
    return sale.totals


@pytest.mark.parametrize(
    ("rounding", "prices", "tax"),
    [
        (TaxRounding.DOCUMENT, ["0.05"] * 3, "0.03"),
        (TaxRounding.LINE, ["0.05"] * 3, "0.03"),
        (TaxRounding.DOCUMENT, ["0.02"] * 3, "0.01"),
        (TaxRounding.LINE, ["0.02"] * 3, "0.00"),
        (TaxRounding.DOCUMENT, ["0.04"] * 3, "0.02"),
        (TaxRounding.LINE, ["0.04"] * 3, "0.03"),
    ],
)
def test_taxes_are_rounded_where_the_policy_says(rounding: TaxRounding, prices: list[str], tax: str) -> None:
    assert totals_of(TaxPolicy(USD, rounding), *prices).tax_included == usd(tax)


@pytest.mark.parametrize(
    ("mode", "prices", "tax"),
    [
        # Three times 0.8333… cents are a tie, six times 0.1666… a whole cent and no more.
        (RoundingMode.HALF_UP, ["0.05"] * 3, "0.03"),
        (RoundingMode.HALF_EVEN, ["0.05"] * 3, "0.02"),
        (RoundingMode.AWAY_FROM_ZERO, ["0.01"] * 6, "0.01"),
        (RoundingMode.AWAY_FROM_ZERO, ["0.01"] * 7, "0.02"),
    ],
)
def test_thirds_of_a_cent_are_a_cent_again_before_it_is_rounded(
    mode: RoundingMode, prices: list[str], tax: str
) -> None:
    assert totals_of(TaxPolicy(USD, mode=mode), *prices).tax_included == usd(tax)


@pytest.mark.parametrize(
    ("kept", "subtotal", "tax_total", "total"),
    [
        (Kept.PRICE, "64.49", "0.00", "69.00"),
        (Kept.NET, "64.49", "0.00", "69.00"),
        (Kept.LINE_NET, "64.50", "0.02", "69.02"),
    ],
)
def test_the_price_or_the_net_is_kept(kept: Kept, subtotal: str, tax_total: str, total: str) -> None:
    sale = basket(TaxPolicy(USD, kept=kept))
    for _ in range(3):
        sale.add(item("23.00", percent("0.07", included=True)), ONE)
    totals = sale.totals

    assert [str(each) for each in (totals.subtotal, totals.tax_total, totals.total)] == [subtotal, tax_total, total]


def test_prices_without_tax_are_untouched_by_a_step_for_taxes() -> None:
    sale = basket(TaxPolicy(USD, kept=Kept.NET, tax_step=Decimal("0.05")))
    sale.add(item("10.01"), ONE)

    assert sale.totals.total == sale.totals.subtotal == usd("10.01")


def test_yen_have_no_parts() -> None:
    totals = totals_of(TaxPolicy(JPY), "100", "100")

    assert (str(totals.tax_included), str(totals.subtotal), str(totals.total)) == ("33", "167", "200")


def test_tax_rows_are_in_the_order_of_their_codes_whatever_was_rung_up_first() -> None:
    sale = basket()
    first = sale.add(item("1.00", percent("0.1", "B")), ONE)
    sale.add(item("1.00", percent("0.2", "A"), percent("0.1", "C")), ONE)
    sale.set_quantity(first.line_id, Decimal(2))

    assert [row.tax.tax_code for row in sale.totals.tax_rows] == ["A", "B", "C"]
    assert [str(row.base) for row in sale.totals.tax_rows] == ["1.00", "2.00", "1.00"]


def test_a_tax_that_no_line_bears_any_more_is_gone() -> None:
    sale = basket()
    line = sale.add(item("1.00", percent("0.1")), ONE)
    sale.remove(line.line_id)

    assert sale.totals == basket().totals


def test_a_copy_of_running_totals_stands_on_its_own() -> None:
    policy = TaxPolicy(USD)
    running = RunningTotals(policy)
    taxes = line_taxes(Decimal(10), ONE, [percent("0.1")])
    running.join(usd("10.00"), usd("0"), taxes)
    twin = running.copy()
    before = running.totals()

    twin.join(usd("10.00"), usd("1.00"), taxes)
    twin.leave(usd("10.00"), usd("0"), taxes)

    assert running.totals() == before
    assert twin.totals() != before


def counted(policy: TaxPolicy, prices: list[int], rates: list[str]) -> tuple[list[LineTaxes], Totals]:
    taxes = [percent(rate, f"T{at}", included=True) for at, rate in enumerate(rates)]
    running = RunningTotals(policy)
    lines = [policy.taxes_of(Money(price, USD), ONE, taxes) for price in prices]
    for price, line in zip(prices, lines, strict=True):
        running.join(Money(price, USD), Money(0, USD), line)
    return lines, running.totals()


@given(
    POLICIES,
    st.lists(st.integers(-500, 500), max_size=12),
    st.lists(st.sampled_from(["0", "0.06", "0.07", "0.2"]), max_size=6),
)
def test_the_lines_taxes_add_up_to_the_documents_and_none_is_far_from_its_own(
    policy: TaxPolicy, prices: list[int], rates: list[str]
) -> None:
    lines, totals = counted(policy, prices, rates)

    shares = included_tax_per_line(lines, totals)

    assert sum(share.minor for share in shares) == totals.tax_included.minor
    # A document's rounding is at most half a cent for each tax (away from zero: one), and it falls on the lines evenly.
    far = 1 + max(1, len(rates))
    assert all(
        abs(share.amount - (line.price - line.net)) * 100 < far for share, line in zip(shares, lines, strict=True)
    )


def test_a_missing_cent_goes_to_the_line_that_lost_most_and_never_to_one_without_tax() -> None:
    policy = TaxPolicy(USD)
    prices = [("1.00", ()), ("0.02", (SIXTH,)), ("0.05", (SIXTH,)), ("1.00", ())]
    lines = [line_taxes(Decimal(price), ONE, taxes) for price, taxes in prices]
    running = RunningTotals(policy)
    for (price, _), line in zip(prices, lines, strict=True):
        running.join(usd(price), usd("0"), line)

    assert [share.minor for share in included_tax_per_line(lines, running.totals())] == [0, 0, 1, 0]


def test_two_taxes_that_both_round_up_fall_on_the_line_that_bears_them() -> None:
    policy = TaxPolicy(USD, mode=RoundingMode.AWAY_FROM_ZERO)
    sale = basket(policy)
    sale.add(item("5.00"), ONE)
    sale.add(item("0.04", percent("0.07", "A", included=True), percent("0.07", "B", included=True)), ONE)

    assert [cents.minor for cents in sale.included_taxes().values()] == [0, 2]


def test_no_lines_have_no_taxes() -> None:
    assert included_tax_per_line([], basket().totals) == []
