"""Goods for others: no money is made of it, and none is lost, whatever comes back for whatever."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings

from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.exchange import Exchange
from pos_terminal.domain.exchanged import credited, exchanged
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, returned
from pos_terminal.domain.tender import CASH, Payment
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close
from tests.domain.making import NOON, USD, basket, item, usd
from tests.domain.test_refunding import GIFT, TENDERS, any_paid_sale, draws, pay_a_part
from tests.domain.test_returned import CARD, Counterpart, any_part

BY_ADA = Amendment("7", "Ada", "")
NEW = "L1-0001-000002"


def begun(desk: Counterpart, back: dict[str, str], tender: str | None = None) -> Exchange:
    """An exchange for so much of each line of the desk's sale."""
    lines = {line_id: Decimal(quantity) for line_id, quantity in back.items()}
    kind = next((each for each in TENDERS if each.name == tender), None)
    would = returned(desk.history, lines, kind, desk.rules)(NOON, BY_ADA)
    assert would.amendment
    return Exchange(desk.now.transaction_id, tuple(lines.items()), would.amendment, tender)


def open_sale(exchange: Exchange, policy: TaxPolicy, minor: int) -> Basket:
    """The sale of the other goods, which come to so much."""
    sale = basket(policy)
    sale.head = replace(sale.head, transaction_id=NEW, exchange=exchange)
    sale.add(item(Money(minor, USD), name="Other"), Decimal(1))
    return sale


def ended(sale: Basket, desk: Counterpart) -> tuple[Transaction, Transaction]:
    """Both ends."""
    exchange = sale.head.exchange
    assert exchange
    kind = next((each for each in TENDERS if each.name == exchange.tender), None)
    made = returned(desk.history, dict(exchange.back), kind, desk.rules)
    both = exchanged(sale, exchange, made, (NOON, desk.rules.refunds))
    settled = credited(sale, both.payments, lambda payment, _: payment)
    return both.returned, close(settled, NOON, ReceiptCodeRule(), lambda: "code")


def cents(sale: Transaction) -> Counter[str]:
    """What the drawer and the other tenders took by a snapshot, less what they gave: credits are neither."""
    found: Counter[str] = Counter()
    for each in sale.payments if sale.amendment is None else ():
        found[each.type] += 0 if each.credit_of else each.taken.minor - each.change.minor
    for refund in sale.amendment.refunds if sale.amendment else ():
        found[refund.type] -= 0 if refund.credited_to else refund.given.minor
    return found


@settings(max_examples=60, deadline=None)
@given(draws)
def test_whatever_is_exchanged_for_whatever_all_that_was_paid_comes_back_in_the_end(draw: Random) -> None:
    desk = any_paid_sale(draw)
    rules = desk.rules
    while desk.now.lines and draw.random() < 0.3:
        desk.takes(any_part(draw, desk.now))
    if not desk.now.lines:
        return
    exchange = begun(desk, any_part(draw, desk.now))
    sale = open_sale(exchange, rules.policy, draw.choice((0, 1, 5, 99, draw.randint(1, 20_000))))
    while sale.balance.minor:
        pay_a_part(draw, sale, rules.refunds.cash_rounding)
    back, new = ended(sale, desk)

    assert total_of([each.amount for each in new.payments], USD) == new.totals.total
    assert all(each.taken == each.amount + each.rounding + each.change for each in new.payments)
    assert len({each.payment_id for each in new.payments}) == len(new.payments)
    given_back = back.amendment.refunds if back.amendment else ()
    as_credit = [(each.type, each.amount, each.given) for each in given_back if each.credited_to == NEW]
    assert as_credit == [(each.type, each.amount, each.taken) for each in new.payments if each.credit_of]
    assert total_of([each.amount for each in given_back], USD) == exchange.credit(USD)
    assert all(each.given.minor >= 0 < each.amount.minor for each in given_back)
    desk.history.append(back)
    other = Counterpart(new, rules)
    for each in (desk, other):
        while each.now.lines:
            each.takes(any_part(draw, each.now))
    money: Counter[str] = Counter()
    for snapshot in (*desk.history, *other.history):
        money.update(cents(snapshot))
    assert not +money
    assert not -money


def cash_and_card() -> Counterpart:
    sale, nothing = basket(), Money.zero(USD)
    sale.add(item("1.00"), Decimal(10))
    for kind, minor in ((CASH, 400), (CARD, 600)):
        part = Money(minor, USD)
        sale.pay(Payment(sale.next_payment_id, kind, part, part, nothing, nothing, NOON))
    sold = close(sale, NOON, ReceiptCodeRule(), lambda: "code")
    return Counterpart(sold, ReturnRules(TaxPolicy(USD), RefundRules(TENDERS), lambda was, _: was))


def test_what_is_over_goes_back_newest_payment_first_and_the_rest_pays_by_what_it_had_come_by() -> None:
    desk = cash_and_card()
    back, new = ended(open_sale(begun(desk, {"1": "8"}), TaxPolicy(USD), 300), desk)

    assert back.amendment
    assert [(each.type, str(each.given), each.credited_to) for each in back.amendment.refunds] == [
        (CARD, "5.00", None), (CARD, "1.00", NEW), (CASH, "2.00", NEW),
    ]  # fmt: skip
    assert [(each.type, str(each.amount), each.credit_of) for each in new.payments] == [
        (CARD, "1.00", "L1-0001-000001"), (CASH, "2.00", "L1-0001-000001"),
    ]  # fmt: skip
    assert [str(each.amount) for each in back.payments] == ["2.00"]


def test_what_is_due_beyond_the_credit_is_all_that_is_taken() -> None:
    desk = cash_and_card()
    sale = open_sale(begun(desk, {"1": "3"}), TaxPolicy(USD), 500)
    assert (sale.balance, sale.paid) == (usd("2.00"), usd("3.00"))
    with pytest.raises(NotAllowedNow, match="A payment cannot settle more"):
        sale.pay(Payment("1", GIFT, usd("3.00"), usd("3.00"), usd("0"), usd("0"), NOON))
    sale.pay(Payment("1", GIFT, usd("2.00"), usd("2.00"), usd("0"), usd("0"), NOON))

    _, new = ended(sale, desk)

    assert [(each.payment_id, each.type, str(each.amount)) for each in new.payments] == [
        ("1", GIFT, "2.00"),
        ("2", CARD, "3.00"),
    ]


def test_the_credit_follows_the_sale_as_it_changes() -> None:
    sale = open_sale(begun(cash_and_card(), {"1": "3"}), TaxPolicy(USD), 200)
    assert (sale.balance, sale.paid) == (usd("0.00"), usd("2.00"))
    sale.add(item("4.00"), Decimal(1))
    assert (sale.balance, sale.paid) == (usd("3.00"), usd("3.00"))
    sale.remove("1")
    sale.remove("2")
    assert (sale.balance, sale.paid) == (usd("0.00"), usd("0.00"))


def test_an_exchange_of_what_has_changed_meanwhile_is_not_ended() -> None:
    desk = cash_and_card()
    sale = open_sale(begun(desk, {"1": "3"}), TaxPolicy(USD), 200)
    cheaper = replace(desk.history[0], lines=tuple(
        replace(each, line=replace(each.line, unit_price=usd("0.50"), extended=usd("5.00"))) for each in desk.now.lines
    ))  # fmt: skip
    desk.history[0] = cheaper
    with pytest.raises(NotAllowedNow, match="has changed"):
        ended(sale, desk)
