"""Money that goes back: by which tender, in which coins, and never more than came, whatever comes back when."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money, RoundingMode
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.refund_rights import refund_actions
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, returned
from pos_terminal.domain.rights import Action
from pos_terminal.domain.tender import CASH, CashRounding, Payment, TenderType, cash_rounding, settle_cash, settle_exact
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close
from tests.domain.making import NOON, USD, basket, item
from tests.domain.test_returned import CARD, Counterpart, any_part, any_policy, any_sale, grown, wrong_sums

GIFT = "Gift Card"
TENDERS = (TenderType(CASH, is_cash=True), TenderType(CARD), TenderType(GIFT))
RULES = ("", "0.05", "0.10", "sweden", "south_africa", "new_zealand_b")
draws = st.randoms(use_true_random=False)


def pay_a_part(draw: Random, sale: Basket, coins: CashRounding | None, *, tips: bool = False) -> None:
    """Any tender for a part of what is due, or for the rest, in cash with change; by others perhaps with a tip."""
    kind, due = draw.choice(TENDERS), sale.balance.minor
    least = coins.due(sale.balance).minor if coins and kind.is_cash else due
    part = None if draw.random() < 0.4 or len(sale.payments) == 3 or not least else Money(draw.randint(1, due), USD)
    if kind.is_cash:
        taken = Money(least + draw.choice((0, 0, 500)), USD) if part is None else in_coins(part, coins)
        found = settle_cash(sale.balance, taken, coins)
    else:
        found = settle_exact(sale.balance, part)
    tip = Money(draw.choice((37, 100)), USD) if tips and not kind.is_cash and draw.random() < 0.4 else None
    paid = (found.amount, found.taken + (tip or Money.zero(USD)), found.change, found.rounding)
    sale.pay(Payment(sale.next_payment_id, kind.name, *paid, NOON, tip=tip))


def in_coins(part: Money, coins: CashRounding | None) -> Money:
    """A part of a payment in coins that there are, and at least one of them."""
    return part if coins is None else max(coins.due(part), coins.due(Money.of(coins.increment, USD)))


def any_paid_sale(draw: Random, *, tips: bool = False) -> Counterpart:
    """Any sale, paid with up to four tenders under any rule for coins, at a desk of any shop."""
    policy, rule = any_policy(draw), draw.choice(RULES)
    coins = cash_rounding(rule, USD, RoundingMode.HALF_UP)
    sale = any_sale(draw, policy)
    while sale.balance.minor:
        pay_a_part(draw, sale, coins, tips=tips)
    sold = close(sale, NOON, ReceiptCodeRule(), lambda: "code")
    rules = RefundRules(TENDERS, coins, any_tender=draw.random() < 0.5)
    return Counterpart(sold, ReturnRules(policy, rules, lambda was, _: was))


def takes_any_part(draw: Random, desk: Counterpart) -> Transaction:
    part, tender = any_part(draw, desk.now), draw.choice((None, None, CASH, CARD, GIFT))
    try:
        return desk.takes(part, tender)
    except NotAllowedNow:
        return desk.takes(part)


def taken(sold: Transaction) -> Counter[str]:
    """What stayed in the till of each tender, in cents."""
    found: Counter[str] = Counter()
    for each in sold.payments:
        found[each.type] += each.taken.minor - each.change.minor
    return found


def smallest_coin(desk: Counterpart) -> int:
    """In cents."""
    coins = desk.rules.refunds.cash_rounding
    return int(coins.increment * 100) if coins else 1


def wrong_with_the_money(desk: Counterpart) -> Iterator[str]:
    """What does not hold after any number of returns."""
    rules, paid, back = desk.rules.refunds, taken(desk.history[0]), desk.given
    step = smallest_coin(desk)
    if not rules.any_tender:
        yield from (f"{back[kind]} by {kind}, which took {paid[kind]}" for kind in back if back[kind] > paid[kind])
    if back.total() > paid.total():
        yield f"{back.total()} of {paid.total()}"
    if back[CASH] % step and not paid[CASH] % step:
        yield f"{back[CASH]} in coins of {step}"


@settings(max_examples=60, deadline=None)
@given(draws)
def test_whatever_comes_back_by_whichever_tender_what_was_paid_goes_back_and_no_more(draw: Random) -> None:
    desk = any_paid_sale(draw, tips=True)
    while desk.now.lines:
        takes_any_part(draw, desk)
        assert list(wrong_with_the_money(desk)) == []

    for before, after in pairwise(desk.history):
        assert [*wrong_sums(before, after), *grown(before, after)] == []
    assert desk.now.payments == ()
    back, paid, step = desk.given, taken(desk.history[0]), smallest_coin(desk)
    if not desk.rules.refunds.any_tender or CASH not in back:
        assert back.total() == paid.total()
    if not desk.rules.refunds.any_tender:
        assert +back == +paid
    assert back.total() > paid.total() - step * (1 + sum(each.type == CASH for each in desk.history[0].payments))


@settings(max_examples=40, deadline=None)
@given(draws)
def test_without_a_named_tender_every_tender_gets_back_exactly_what_it_paid(draw: Random) -> None:
    desk = any_paid_sale(draw, tips=True)
    while desk.now.lines:
        desk.takes(any_part(draw, desk.now))

    assert +desk.given == +taken(desk.history[0])


def test_cash_for_a_card_is_rounded_once_also_where_something_else_went_back_for_cash_before() -> None:
    sale, coins = basket(), CashRounding(Decimal("0.05"))
    sale.add(item("0.13"), Decimal(16))
    nothing, card = Money.zero(USD), Money(104, USD)
    sale.pay(Payment(sale.next_payment_id, CARD, card, card, nothing, nothing, NOON))
    found = settle_cash(sale.balance, None, coins)
    paid = (found.amount, found.taken, found.change, found.rounding)
    sale.pay(Payment(sale.next_payment_id, CASH, *paid, NOON))
    sold = close(sale, NOON, ReceiptCodeRule(), lambda: "code")
    desk = Counterpart(sold, ReturnRules(TaxPolicy(USD), RefundRules(TENDERS, coins), lambda was, _: was))

    desk.takes({"1": "8"}, GIFT)
    for _ in range(8):
        desk.takes({"1": "1"}, CASH)

    assert desk.given == {GIFT: 105, CASH: 100}


def sale_of_ten(*tenders: tuple[str, int]) -> Transaction:
    sale, nothing = basket(), Money.zero(USD)
    sale.add(item("1.00"), Decimal(10))
    for kind, minor in tenders:
        part = Money(minor, USD)
        sale.pay(Payment(sale.next_payment_id, kind, part, part, nothing, nothing, NOON))
    return close(sale, NOON, ReceiptCodeRule(), lambda: "code")


@pytest.mark.parametrize(
    ("pieces", "tender", "wanted"),
    [
        ("4", None, ()),
        ("4", CASH, ()),
        ("4", CARD, ()),
        ("5", CASH, (Action.REFUND_OTHER_TENDER,)),
        ("7", CARD, (Action.REFUND_OTHER_TENDER,)),
        ("1", GIFT, (Action.REFUND_OTHER_TENDER,)),
        ("6", CASH, (Action.REFUND_OTHER_TENDER, Action.REFUND_CASH_OVER_LIMIT)),
        ("10", None, ()),
    ],
)
def test_cash_for_a_card_and_much_cash_are_rights_of_their_own(
    pieces: str, tender: str | None, wanted: tuple[Action, ...]
) -> None:
    rules = RefundRules(TENDERS, cash_limit=Money(550, USD))
    desk = Counterpart(sale_of_ten((CASH, 400), (CARD, 600)), ReturnRules(TaxPolicy(USD), rules, lambda was, _: was))

    desk.takes({"1": pieces}, tender)

    assert refund_actions(desk.history[:-1], desk.now, rules) == wanted


def test_the_limit_for_cash_is_one_for_all_that_goes_back_of_a_sale() -> None:
    rules = RefundRules(TENDERS, cash_limit=Money(300, USD))
    desk = Counterpart(sale_of_ten((CASH, 600), (CARD, 400)), ReturnRules(TaxPolicy(USD), rules, lambda was, _: was))

    wanted = []
    for tender in (CASH, CASH, CASH, CARD, CASH):
        desk.takes({"1": "1"}, tender)
        wanted.append(refund_actions(desk.history[:-1], desk.now, rules))

    assert wanted == [(), (), (), (), (Action.REFUND_CASH_OVER_LIMIT,)]


def test_what_is_voided_whole_goes_back_by_what_it_came_by() -> None:
    rules = RefundRules(TENDERS, cash_limit=Money(300, USD))
    sold = sale_of_ten((CASH, 400), (CARD, 600))

    voided = post_void(sold, NOON, Amendment("7", "Ada", "Wrong goods"))

    assert refund_actions([sold], voided, rules) == (Action.REFUND_CASH_OVER_LIMIT,)


VOUCHERS = TenderType(GIFT, wants_number=True)


def paid_with_vouchers() -> tuple[Transaction, ReturnRules]:
    """Ten pieces that a card and two gift cards paid."""
    rules = RefundRules((TenderType(CASH, is_cash=True), TenderType(CARD), VOUCHERS))
    sale, nothing = basket(), Money.zero(USD)
    sale.add(item("1.00"), Decimal(10))
    for kind, minor, own in ((CARD, 400, None), (GIFT, 300, "A-1"), (GIFT, 300, "B-2")):
        part = Money(minor, USD)
        sale.pay(Payment(sale.next_payment_id, kind, part, part, nothing, nothing, NOON, number=own))
    return close(sale, NOON, ReceiptCodeRule(), lambda: "code"), ReturnRules(TaxPolicy(USD), rules, lambda was, _: was)


@pytest.mark.parametrize(
    ("pieces", "tender", "number", "given", "wanted"),
    [
        (4, None, None, [(GIFT, 300, "B-2"), (GIFT, 100, "A-1")], ()),
        (7, None, None, [(GIFT, 300, "B-2"), (GIFT, 300, "A-1"), (CARD, 100, None)], ()),
        (7, VOUCHERS, None, [(GIFT, 400, "B-2"), (GIFT, 300, "A-1")], (Action.REFUND_OTHER_TENDER,)),
        (2, VOUCHERS, "B-2", [(GIFT, 200, "B-2")], ()),
        (4, VOUCHERS, "B-2", [(GIFT, 400, "B-2")], (Action.REFUND_OTHER_TENDER,)),
        (2, VOUCHERS, "C-3", [(GIFT, 200, "C-3")], (Action.REFUND_OTHER_TENDER,)),
    ],
)
def test_money_goes_back_to_the_number_it_came_by_or_with_a_right_to_another(
    pieces: int,
    tender: TenderType | None,
    number: str | None,
    given: list[tuple[str, int, str | None]],
    wanted: tuple[Action, ...],
) -> None:
    sold, rules = paid_with_vouchers()

    after = returned([sold], {"1": Decimal(pieces)}, tender, rules, number)(NOON, Amendment("7", "Ada", "Broken"))

    refunds = after.amendment.refunds if after.amendment else ()
    assert [(each.type, each.given.minor, each.number) for each in refunds] == given
    assert refund_actions([sold], after, rules.refunds) == wanted


def test_where_money_goes_back_as_it_was_paid_no_card_gets_that_of_another() -> None:
    sold, rules = paid_with_vouchers()
    as_paid = replace(rules, refunds=replace(rules.refunds, any_tender=False))

    with pytest.raises(
        NotAllowedNow, match=r"not paid with Gift Card C-3\. .* Credit Card, Gift Card A-1, Gift Card B-2"
    ):
        returned([sold], {"1": Decimal(1)}, VOUCHERS, as_paid, "C-3")
    after = returned([sold], {"1": Decimal(4)}, VOUCHERS, as_paid, "A-1")(NOON, Amendment("7", "Ada", "Broken"))

    refunds = after.amendment.refunds if after.amendment else ()
    assert [(each.type, each.given.minor, each.number) for each in refunds] == [(GIFT, 300, "A-1"), (GIFT, 100, "B-2")]


def test_a_gift_card_that_nobody_named_gets_no_money_of_another_tender() -> None:
    sold, rules = sale_of_ten((CARD, 1000)), paid_with_vouchers()[1]

    with pytest.raises(BadArgument, match="Gift Card wants the number"):
        returned([sold], {"1": Decimal(1)}, VOUCHERS, rules)


def test_a_void_gives_back_to_each_number_what_it_paid() -> None:
    sold, rules = paid_with_vouchers()

    voided = post_void(sold, NOON, Amendment("7", "Ada", "Wrong goods"))

    refunds = voided.amendment.refunds if voided.amendment else ()
    assert [each.number for each in refunds] == [None, "A-1", "B-2"]
    assert refund_actions([sold], voided, rules.refunds) == ()


def tipped() -> Counterpart:
    """Four pieces; a card paid three of them with a tip of 1.00, another the fourth with 0.50."""
    sale, nothing = basket(), Money.zero(USD)
    sale.add(item("1.00"), Decimal(4))
    for kind, minor, tip in ((CARD, 300, 100), (GIFT, 100, 50)):
        part, more = Money(minor, USD), Money(tip, USD)
        sale.pay(Payment(sale.next_payment_id, kind, part, part + more, nothing, nothing, NOON, tip=more))
    sold = close(sale, NOON, ReceiptCodeRule(), lambda: "code")
    return Counterpart(sold, ReturnRules(TaxPolicy(USD), RefundRules(TENDERS), lambda was, _: was))


def given_back(sale: Transaction) -> list[tuple[str, int, int, int | None]]:
    refunds = sale.amendment.refunds if sale.amendment else ()
    return [(each.type, each.amount.minor, each.given.minor, each.tip.minor if each.tip else None) for each in refunds]


def test_tips_go_back_with_the_last_of_the_goods_each_by_what_it_came_by_as_if_the_sale_were_voided() -> None:
    desk = tipped()

    assert given_back(desk.takes({"1": "2"})) == [(GIFT, 100, 100, None), (CARD, 100, 100, None)]
    assert given_back(desk.takes({"1": "2"})) == [(CARD, 200, 300, 100), (GIFT, 0, 50, 50)]
    voided = post_void(desk.history[0], NOON, Amendment("7", "Ada", "Wrong goods"))
    assert given_back(voided) == [(CARD, 300, 400, 100), (GIFT, 100, 150, 50)]
    assert refund_actions(desk.history[:-1], desk.now, desk.rules.refunds) == ()


def test_tips_go_back_by_the_tender_that_is_named_and_stay_where_others_are_taken_for_the_goods() -> None:
    desk = tipped()
    whole = {"1": Decimal(4)}

    assert given_back(desk.takes({"1": "4"}, CASH)) == [(CASH, 400, 550, 150)]
    stays = replace(desk.rules, gives_tips=False)
    exchanged = returned(desk.history[:1], whole, None, stays)(NOON, Amendment("7", "Ada", ""))
    assert given_back(exchanged) == [(GIFT, 100, 100, None), (CARD, 300, 300, None)]
