"""Published cases, each run under the policy that it names (tests/vectors/money.json has their sources)."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Currency, Money, RoundingMode, allocate, round_to
from pos_terminal.domain.tax import Tax, TaxKind, TaxRounding, line_taxes
from pos_terminal.domain.tender import cash_rounding, settle_cash, settle_exact
from pos_terminal.domain.totals import Kept, TaxPolicy, Totals
from pos_terminal.domain.transaction import ReceiptCodeRule, close
from tests.domain.making import NOON, USD, basket, discount, item, payment, percent, usd

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "money.json").read_text("utf-8"))
Given = dict[str, Any]  # a case as JSON has it

DRAWER = "what a drawer should hold and what was counted meet when a shift is closed, which the domain cannot do"
OFF_GROSS = "a discount comes off prices, and the tax of what is left is rounded once; there it comes off each tax, too"
NOT_EXPRESSIBLE = {"tender-08": DRAWER, "tender-09": DRAWER} | dict.fromkeys(
    ("gdisc-02", "gdisc-03", "gdisc-07"), OFF_GROSS
)
SCHEMES = {"Sweden (new)": "sweden"}
KEPT = {"sum_by_net": Kept.LINE_NET, "sum_by_net_keep_gross": Kept.PRICE, "line": Kept.PRICE}
# Both count on the whole document; this one keeps the net exact where the shelf price would give 36.65.
NET_EXACT = {"taxdoc-04"}


def of_kind(kind: str) -> list[object]:
    return [
        pytest.param(case["input"], case["expected"], id=case["id"])
        for case in CASES
        if case["kind"] == kind and case["id"] not in NOT_EXPRESSIBLE
    ]


def tax_of(given: Given, number: int) -> Tax:
    kind = TaxKind(given["type"])
    rate = Decimal(given["amount"]) if kind is TaxKind.FIXED_PER_UNIT else Decimal(given["rate"]) / 100
    return Tax(
        tax_code=f"T{number}",
        name=f"Tax {number}",
        rate=rate,
        kind=kind,
        included=given["price_included"],
        adds_to_base_of_next=given["adds_to_base_of_next"],
        base_affected_by_previous=given["base_affected_by_previous"],
    )


def taxes_of(given: Sequence[Given]) -> tuple[Tax, ...]:
    return tuple(tax_of(each, number) for number, each in enumerate(given))


def in_precision(text: str) -> Currency:
    """A currency whose smallest unit has as many decimals as the case counts with."""
    exponent = Decimal(text).as_tuple().exponent
    assert isinstance(exponent, int)
    return Currency("XXX", -exponent)


def policy_of(given: Given) -> TaxPolicy:
    currency, step = in_precision(given["precision"]), Decimal(given["precision"])
    rounding = TaxRounding.LINE if given["rounding"] == "per_line" else TaxRounding.DOCUMENT
    return TaxPolicy(currency, rounding, tax_step=None if step == currency.quantum else step)


def amounts(totals: Totals) -> dict[str, Decimal]:
    return {
        "net": totals.subtotal.amount,
        "tax": (totals.total - totals.subtotal).amount,
        "gross": totals.total.amount,
    }


def wanted(expected: Given, *keys: str) -> dict[str, Decimal]:
    return {key: Decimal(expected[key]) for key in keys if key in expected}


def test_every_case_is_run_or_said_not_to_be() -> None:
    run = {"round", "cash_round_total", "cash_round_table", "cash_round_tender", "tender", "tax_line", "tax_document"}
    run |= {"tax_sum_rounding", "allocate", "session_totals", "global_discount"}

    assert {case["kind"] for case in CASES} == run
    assert NOT_EXPRESSIBLE.keys() <= {case["id"] for case in CASES}


@pytest.mark.parametrize(("given", "expected"), of_kind("round"))
def test_values_are_rounded(given: Given, expected: str) -> None:
    step = Decimal(given["increment"]) if "increment" in given else Decimal(1).scaleb(-given["digits"])

    assert round_to(Decimal(given["value"]), step, RoundingMode(given["mode"])) == Decimal(expected)


@pytest.mark.parametrize(("given", "expected"), of_kind("allocate"))
def test_shares_are_those_of_the_published_case(given: Given, expected: list[int]) -> None:
    assert [share.minor for share in allocate(Money(given["total_cents"], USD), given["weights"])] == expected


@pytest.mark.parametrize(("given", "expected"), of_kind("cash_round_total"))
def test_a_total_is_rounded_to_the_coins_there_are(given: Given, expected: str | Given) -> None:
    setting = given["scheme"].lower() if "scheme" in given else given["increment"]
    rule = cash_rounding(setting, USD, RoundingMode.HALF_UP)
    assert rule is not None
    if isinstance(expected, str):
        due = Money.rounded(Decimal(given["amount"]), USD)
        assert rule.due(due) == usd(expected)
        assert settle_cash(due, None, rule).taken == usd(expected)
        return
    sale = basket()
    for number, price in enumerate(given["lines"]):
        sale.add(item(price, percent("0.05"), name=f"Item {number}"), Decimal(1))
    settled = settle_exact(sale.balance, None)
    assert given["tender"] == "card"
    found = {"subtotal": sale.totals.subtotal, "total": sale.totals.total}
    found |= {"to_pay": settled.taken, "rounding": settled.rounding}
    assert {key: str(amount) for key, amount in found.items()} == expected


@pytest.mark.parametrize(("given", "expected"), of_kind("cash_round_table"))
def test_cash_follows_the_countrys_scheme(given: Given, expected: str) -> None:
    name = given["scheme"]
    rule = cash_rounding(SCHEMES.get(name, name.lower().replace(" ", "_")), USD, RoundingMode.HALF_UP)
    assert rule is not None
    rounded = {"total": rule.due, "change": rule.change}[given["basis"]]

    assert rounded(usd(given["amount"])) == usd(expected)


@pytest.mark.parametrize(("given", "expected"), of_kind("cash_round_tender"))
def test_the_cash_part_of_a_split_is_rounded(given: Given, expected: Given) -> None:
    """Refunds too: a negative balance is rounded as far as a positive one, the other way."""
    sale = basket()
    sale.add(item(given["price"], percent(str(Decimal(given["tax_percent_excluded"]) / 100))), Decimal(1))
    sign = given["quantity"]
    tax, total = (Money(amount.minor * sign, USD) for amount in (sale.totals.tax_total, sale.totals.total))
    rule = cash_rounding(given["increment"], USD, RoundingMode(given["mode"]))
    assert rule is not None
    by_card = usd(given["noncash_first"])
    cash = settle_cash(total - by_card, None, rule)

    found = {"tax": tax, "total": total, "cash_due": cash.taken, "paid": by_card + cash.taken}
    assert {key: str(amount) for key, amount in {**found, "rounding": cash.rounding}.items()} == expected
    assert cash.amount == total - by_card


@pytest.mark.parametrize(("given", "expected"), of_kind("tender"))
def test_a_sale_closes_when_it_is_paid(given: Given, expected: Given) -> None:
    sale = basket()
    if "tenders" in given:
        sale.add(item(given["total"]), Decimal(1))
        for _, amount in given["tenders"]:
            sale.pay(payment(sale, usd(amount)))
    elif "discount_percent" in given:
        sale.add(item(given["unit_price_tax_included"], percent("0.19", included=True)), Decimal(given["quantity"]))
        sale.put_discounts((discount(sale.totals.lines),))
    else:
        sale.add(item(given["subtotal"], percent(str(Decimal(given["tax"]) / Decimal(given["subtotal"])))), Decimal(1))
    found = {"total": sale.totals.total.amount, "remaining": sale.balance.amount, **amounts(sale.totals)}

    assert {key: found[key] for key in expected if key in found} == wanted(expected, *found)
    if "accepted" in expected:
        assert is_accepted(sale) is expected["accepted"]


def is_accepted(sale: Basket) -> bool:
    try:
        close(sale, NOON, ReceiptCodeRule(), lambda: "code")
    except NotAllowedNow:
        return False
    return True


@pytest.mark.parametrize(("given", "expected"), of_kind("tax_line"))
def test_a_lines_taxes_are_those_of_the_published_case(given: Given, expected: Given) -> None:
    policy, taxes = policy_of(given), taxes_of(given["taxes"])
    price = Money.of(Decimal(given["unit_price"]), policy.currency)
    quantity = Decimal(given["quantity"])
    found = line_taxes(price.amount, quantity, taxes) if given["rounding"] == "none" else None
    found = found or policy.taxes_of(price, quantity, taxes)

    assert policy.money(found.net).amount == Decimal(expected["net"])
    assert policy.money(found.price + found.added).amount == Decimal(expected["gross"])
    rows = [(policy.money(row.base).amount, policy.money(row.amount).amount) for row in found.amounts]
    assert rows == [(Decimal(row["base"]), Decimal(row["amount"])) for row in expected["taxes"]]


@pytest.mark.parametrize(
    ("case_id", "given", "expected"),
    [
        pytest.param(case["id"], case["input"], case["expected"], id=case["id"])
        for case in CASES
        if case["kind"] == "tax_document"
    ],
)
def test_a_documents_taxes_are_those_of_the_published_case(case_id: str, given: Given, expected: Given) -> None:
    policy = policy_of(given)
    if case_id in NET_EXACT:
        policy = TaxPolicy(policy.currency, policy.rounding, kept=Kept.NET)
    sale = basket(policy)
    for number, line in enumerate(given["lines"]):
        price = Money.of(line["unit_price"], policy.currency)
        assert line["discount_percent"] == "0"
        sale.add(item(price, *taxes_of(line["taxes"]), name=f"Item {number}"), Decimal(line["quantity"]))

    assert amounts(sale.totals) == wanted(expected, "net", "tax", "gross")
    if "by_tax" in expected:
        assert [str(row.amount) for row in sale.totals.tax_rows] == expected["by_tax"]


def test_with_the_shelf_price_kept_the_difference_falls_into_the_net() -> None:
    given = next(case["input"] for case in CASES if case["id"] == "taxdoc-04")
    sale = basket()
    for line in given["lines"]:
        sale.add(item(line["unit_price"], *taxes_of(line["taxes"])), Decimal(1))

    assert {key: str(amount) for key, amount in amounts(sale.totals).items()} == {
        "net": "31.76",
        "tax": "4.89",
        "gross": "36.65",
    }


@pytest.mark.parametrize(("given", "expected"), of_kind("tax_sum_rounding"))
def test_taxes_of_many_lines_are_summed_as_the_policy_says(given: Given, expected: Given) -> None:
    rounding = TaxRounding.LINE if given["mode"] == "line" else TaxRounding.DOCUMENT
    currency = Currency.of(given["currency"])
    sale = basket(TaxPolicy(currency, rounding, kept=KEPT[given["mode"]]))
    lines = given["lines"] if isinstance(given["lines"], list) else [given["lines"]] * given["lines"]["count"]
    for line in lines:
        tax = percent(str(Decimal(line["rate"]) / 100), included=True)
        sale.add(item(Money.of(line["gross"], currency), tax), Decimal(1))

    assert amounts(sale.totals) == wanted(expected, "net", "tax", "gross")


@pytest.mark.parametrize(("given", "expected"), of_kind("session_totals"))
def test_the_sales_of_a_shift_come_to_the_published_totals(given: Given, expected: Given) -> None:
    rates = sorted({tax["rate"] for product in given["products"] for tax in product["taxes"]}, key=int)
    items = {
        product["sku"]: item(
            product["unit_price"],
            *(tax_of(tax, rates.index(tax["rate"])) for tax in product["taxes"]),
            name=product["sku"],
        )
        for product in given["products"]
    }
    found = {f"tax_{rate}": usd("0") for rate in rates}
    found |= {"cash": usd("0"), "bank": usd("0"), "sales_net": usd("0")}
    totals = []
    for order in given["orders"]:
        sale = basket()
        for sku, quantity in order["lines"]:
            sale.add(items[sku], Decimal(quantity))
        totals.append(str(sale.totals.total))
        found[order["tender"]] += sale.totals.total
        found["sales_net"] += sale.totals.subtotal
        for row in sale.totals.tax_rows:
            found[f"tax_{row.tax.rate * 100:.0f}"] += row.amount

    assert {key: str(found[key]) for key in expected if key in found} | {"order_totals": totals} == {
        "order_totals": totals,
        **expected,
    }


@pytest.mark.parametrize(("given", "expected"), of_kind("global_discount"))
def test_a_discount_on_the_whole_sale_is_that_of_the_published_case(given: Given, expected: Given) -> None:
    sale = basket(policy_of(given))
    for line in given["lines"]:
        price = Money.of(line["unit_price"], sale.policy.currency)
        sale.add(item(price, *taxes_of(line["taxes"])), Decimal(line["quantity"]))
    off = sale.policy.money(sale.totals.total.amount * Decimal(given["discount_percent_on_order"]) / 100)
    sale.put_discounts((discount(off),))

    assert sale.totals.total.amount == Decimal(expected["gross"])
    assert (-sale.totals.discount).amount == Decimal(expected["discount_line_gross"])
    assert (-sale.totals.total).amount == Decimal(expected["full_refund_gross"])
