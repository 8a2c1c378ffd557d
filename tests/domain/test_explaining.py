"""Every figure of a sale has an explanation, and each step of it follows from the steps before."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import count
from operator import mul
from random import Random
from typing import TYPE_CHECKING

import pytest

from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import DiscountedLine, DiscountStatus, ShopTerms
from pos_terminal.domain.errors import NotAllowedNow, Refused
from pos_terminal.domain.explaining import ExplainRules, closed_working, open_working
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.parts import lines_shared, parted
from pos_terminal.domain.receiptless import taken_back
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, returned
from pos_terminal.domain.tender import CASH, Payment, TenderType, cash_rounding, settle_cash, settle_exact
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close
from pos_terminal.domain.working import SHARED_OUT, Figure, Operation, Rounding, Step, Working
from tests.domain.making import NOON, USD, discount
from tests.domain.test_parts import drawn_sale

if TYPE_CHECKING:
    from collections import Counter

SALES = 60
LONG = 6000
_FINE = Fraction(1, 10**20)
_TENDERS = (TenderType(CASH, is_cash=True), TenderType("Card"))


def reckoned(step: Step) -> Fraction | None:
    """What the operands make, in fractions: by nothing of the program."""
    values = [Fraction(each.value) for each in step.operands]
    if step.operation is Operation.GIVEN:
        return None
    if step.operation is Operation.SUM:
        return sum(values, Fraction(0))
    if step.operation is Operation.LEAST:
        return min(values)
    if step.operation is Operation.PRODUCT:
        return reduce(mul, values)
    first, second, *third = values
    by = {
        Operation.PERCENT: Fraction(100),
        Operation.DIVISION: 1 - second,
    }.get(step.operation) or third[0]
    if step.operation is Operation.NET:
        return (first - second) / by
    return first * second / by


def is_rounding(rounding: Rounding) -> bool:
    """Whether it went to a neighbouring step, the right one where the mode says which."""
    step, exact, result = (Fraction(each) for each in (rounding.step, rounding.exact, rounding.rounded))
    away = abs(result - exact)
    if result % step:
        return False
    if rounding.mode == SHARED_OUT:
        return True
    if away > step:
        return False
    if rounding.mode in ("half_up", "half_even", "half_down"):
        return away <= step / 2 + _FINE
    return True


def wrong_in(working: Working, figure: Figure) -> list[str]:
    """What does not follow in the step that made a figure."""
    step = working[figure]
    wrong = [
        f"{figure}: {each} is {working[each.figure].result}"
        for each in step.operands
        if each.figure is not None and abs(each.value) != abs(working[each.figure].result)
    ]
    exact, rounding = reckoned(step), step.rounding
    found = step.result if rounding is None else rounding.exact
    if exact is not None and abs(exact - Fraction(found)) > _FINE:
        wrong.append(f"{figure}: {step} makes {float(exact)}")
    if rounding is not None and not (is_rounding(rounding) and rounding.rounded == step.result):
        wrong.append(f"{figure}: {rounding} is none that gives {step.result}")
    return wrong


def shown(sale: Basket | Transaction) -> Iterator[tuple[Figure, Money]]:
    """All that the state, the receipt and the platform show of it."""
    totals = sale.totals
    for word in ("total", "subtotal", "tax_total", "tax_included", "lines", "discount"):
        yield Figure(word), getattr(totals, word)
    for row in totals.tax_rows:
        yield Figure("base", tax=row.tax), row.base
        yield Figure("tax", tax=row.tax), row.amount
    yield Figure("change_due"), sale.change_due
    rounding = sum((each.rounding for each in sale.payments), Money.zero(totals.total.currency))
    yield Figure("cash_rounding"), rounding
    for payment in sale.payments:
        for word in ("amount", "taken", "change", "rounding"):
            yield Figure(word, payment_id=payment.payment_id), getattr(payment, word)
    if isinstance(sale, Basket):
        yield Figure("balance_due"), sale.balance
        inside = sale.included_taxes()
        sold = [(line, sale.counted(line.line_id)[1], inside[line.line_id]) for line in sale.lines.values()]
    else:
        sold = [(each.line, each.discount, each.tax_included) for each in sale.lines]
    for line, share, tax in sold:
        yield Figure("subtotal", line.line_id), line.extended
        yield Figure("tax_included", line.line_id), tax
        yield Figure("price", line.line_id), line.extended - share
        if share.minor:
            yield Figure("discount", line.line_id), share


def check(working: Working, sale: Basket | Transaction) -> int:
    """Each step follows, and each figure has an explanation that ends in it; how many figures there were."""
    number = 0
    for figure, amount in shown(sale):
        *_, (last, step) = working.behind(figure)
        assert (last, step.result) == (figure, amount.amount), figure
        number += 1
    for figure in working.figures():
        assert wrong_in(working, figure) == [], sale
    return number


def pay(sale: Basket, draw: Random, rules: ExplainRules) -> None:
    """Pay it all: by card, in cash with change, tip or foreign money."""
    nothing = Money.zero(sale.policy.currency)
    for _ in range(3):
        if sale.balance.minor <= 0:
            return
        kind = draw.choice(("Card", CASH, "foreign", "rest"))
        taken = Money(draw.randint(1, 2 * sale.balance.minor + 50), sale.policy.currency)
        foreign = None
        if kind == "foreign":
            rate = Decimal(draw.randint(1, 30_000)) / 10_000
            foreign = ForeignCash(Money(taken.minor, Currency.of("EUR")), rate)
            taken = foreign.worth(sale.policy.currency, sale.policy.mode)
        if kind == "Card":
            settled = settle_exact(sale.balance, min(taken, sale.balance))
        elif kind == "rest":
            settled = settle_cash(sale.balance, None, rules.cash)
        else:
            settled = settle_cash(sale.balance, taken, rules.cash)
        tip = Money(draw.randint(1, settled.change.minor), taken.currency) if settled.change.minor > 1 else nothing
        change, given = settled.change - tip, tip if tip.minor else None
        rest = (settled.taken, change, settled.rounding, NOON)
        if settled.amount.minor or change.minor:
            sale.pay(Payment(sale.next_payment_id, kind, settled.amount, *rest, tip=given, foreign=foreign))
    if sale.balance.minor:
        sale.pay(Payment(sale.next_payment_id, "Card", sale.balance, sale.balance, nothing, nothing, NOON))


def with_offers(sale: Basket, draw: Random) -> None:
    """Offers of the platform on some units of some lines, and the shop's own discounts."""
    found = []
    for order in range(draw.randint(0, 3)):
        lines = draw.sample(list(sale.lines.values()), draw.randint(0, min(2, len(sale.lines))))
        named = tuple(
            DiscountedLine(each.line_id, draw.choice((None, each.quantity / 2, each.quantity))) for each in lines
        )
        amount = Money(draw.randint(0, 900), sale.policy.currency)
        made = replace(discount(amount, stack_order=order), lines=named, reference_id=f"R{order}")
        if draw.random() < 0.4:
            made = replace(made, terms=ShopTerms("Nice", Decimal(draw.randint(1, 100))), reference_id=f"D{order}")
        else:
            made = replace(made, status=draw.choice((DiscountStatus.LOCKED, DiscountStatus.INFO)))
        found.append(made)
    sale.put_discounts(tuple(found))


def rules_of(sale: Basket, draw: Random) -> ExplainRules:
    currency = sale.policy.currency
    setting = draw.choice(("", str(5 * currency.quantum), "south_africa" if currency == USD else ""))
    return ExplainRules(sale.policy, cash_rounding(setting, currency, sale.policy.mode))


def closed(sale: Basket) -> Transaction:
    return close(sale, NOON, ReceiptCodeRule(), lambda: "code")


def run(seed: int) -> int:
    """A sale from its first line over a split to goods that come back: everything it shows is explained."""
    draw = Random(seed)
    sale = drawn_sale(draw, 3)
    if draw.random() < 0.7:
        with_offers(sale, draw)
    rules = rules_of(sale, draw)
    number = check(open_working(sale, rules), sale)
    if draw.random() < 0.5:
        sale = a_part(sale, draw)
        number += check(open_working(sale, rules), sale)
    pay(sale, draw, rules)
    number += check(open_working(sale, rules), sale)
    if sale.balance.minor or (sale.head.tax_shift and not sale.head.from_transaction_id):
        return number
    history = [closed(sale)]
    number += check(closed_working(history, rules), history[-1])
    while len(history) < 3 and (after := some_back(history, draw, rules)) is not None:
        history.append(after)
        number += check(closed_working(history, rules), after)
    return number


def a_part(sale: Basket, draw: Random) -> Basket:
    numbers = count(2)

    def new_head() -> BasketHead:
        return BasketHead(f"L1-0001-00000{next(numbers)}", NOON, "STORE", "7", from_transaction_id="L1-0001-000001")

    try:
        return draw.choice(parted(sale, lines_shared(sale, 2), new_head))
    except Refused:
        return sale


def some_back(history: list[Transaction], draw: Random, rules: ExplainRules) -> Transaction | None:
    sale = history[-1]
    lines = [each.line for each in sale.lines if each.line.modifies_line_id is None]
    if not lines:
        return None
    line = draw.choice(lines)
    back = line.quantity if line.is_weighed or not line.is_countable else Decimal(draw.randint(1, int(line.quantity)))
    refunds = RefundRules(_TENDERS, rules.cash)
    try:
        made = returned(history, {line.line_id: back}, None, ReturnRules(rules.policy, refunds, lambda text, _: text))
    except NotAllowedNow:
        return None
    return made(NOON, Amendment("7", "Ada", "Broken"))


def taken_back_without_receipt(seed: int) -> int:
    """The goods of a sale, brought back with no receipt: all amounts are below zero."""
    draw = Random(seed)
    sale = drawn_sale(draw, 3)
    sale.put_discounts(())
    rules = rules_of(sale, draw)
    if sale.totals.total.minor <= 0:
        return 0
    refunds = RefundRules(_TENDERS, rules.cash)
    given = Money(refunds.in_coins(sale.totals.total.minor, sale.totals.total), sale.policy.currency)
    gone = taken_back(sale, Refund(CASH, sale.totals.total, given), NOON, Amendment("7", "Ada", "Broken"))
    return check(closed_working([gone], rules), gone)


def test_goods_that_came_back_without_a_receipt_are_explained_below_zero() -> None:
    assert sum(map(taken_back_without_receipt, range(60)))


def test_every_figure_of_random_sales_is_explained_to_the_cent(figures: "Counter[str]") -> None:
    figures["explained figures"] += sum(run(seed) for seed in range(SALES))


@pytest.mark.soak
def test_every_figure_of_many_random_sales_is_explained_to_the_cent(figures: "Counter[str]") -> None:
    figures["explained figures"] += sum(run(seed) for seed in range(SALES, LONG))
