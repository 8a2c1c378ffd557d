"""Goods that come back: whatever comes back in which order, what was paid goes back, to the cent and no more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.item import Unit
from pos_terminal.domain.money import Money, RoundingMode, total_of
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules, came_back, returned
from pos_terminal.domain.tax import Tax, TaxKind, TaxRounding
from pos_terminal.domain.tender import CASH, CashRounding, Payment, TenderType, settle_cash
from pos_terminal.domain.totals import Kept, TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, SnapshotKind, Transaction, close
from tests.domain.making import NOON, USD, basket, discount, item, percent, usd

CARD = "Credit Card"
TENDERS = (TenderType(CASH, is_cash=True), TenderType(CARD))
NICKELS = CashRounding(Decimal("0.05"))
SEQUENCES = 500
LONG = 60_000


def rules(
    policy: TaxPolicy | None = None, coins: CashRounding | None = None, *, any_tender: bool = True
) -> ReturnRules:
    return ReturnRules(policy or TaxPolicy(USD), RefundRules(TENDERS, coins, any_tender), lambda was, _: f"cut {was}")


def settled(sale: Basket, *tenders: tuple[str, str | None], coins: CashRounding | None = None) -> Transaction:
    """The sale, closed with these tenders; no amount: the balance."""
    for kind, text in tenders:
        balance = sale.balance
        amount = balance if text is None else min(usd(text), balance, key=lambda each: each.minor)
        found = settle_cash(balance, None if text is None else amount, coins) if kind == CASH else None
        nothing = Money.zero(USD)
        parts = (
            (found.amount, found.taken, found.change, found.rounding) if found else (amount, amount, nothing, nothing)
        )
        sale.pay(Payment(sale.next_payment_id, kind, *parts, NOON))
    return close(sale, NOON + timedelta(minutes=1), ReceiptCodeRule(), lambda: "code")


class Counterpart:
    """The desk that takes goods back: keeps the snapshots of one sale."""

    def __init__(self, sold: Transaction, rules: ReturnRules) -> None:
        self.history = [sold]
        self.rules = rules

    @property
    def now(self) -> Transaction:
        return self.history[-1]

    def takes(self, back: dict[str, str], tender: str | None = None) -> Transaction:
        kind = next((each for each in self.rules.refunds.tenders if each.name == tender), None)
        lines = {line_id: Decimal(quantity) for line_id, quantity in back.items()}
        moment = self.now.modified_time
        self.history.append(returned(self.history, lines, kind, self.rules)(moment, Amendment("7", "Ada", "")))
        return self.now

    @property
    def given(self) -> Counter[str]:
        """What was handed over so far in each tender, in cents."""
        found: Counter[str] = Counter()
        for each in self.history:
            for refund in each.amendment.refunds if each.amendment else ():
                found[refund.type] += refund.given.minor
        return found


def test_a_part_of_a_sale_comes_back_and_the_rest_stays_as_it_was() -> None:
    sale = basket()
    sale.add(item("4.50", percent("0.0825"), name="Latte"), Decimal(2))
    sale.add(item("3.25", percent("0.0825"), name="Muffin"), Decimal(1))
    desk = Counterpart(settled(sale, (CASH, "20.00")), rules())

    left = desk.takes({"1": "1"})

    assert (left.kind, left.is_closed, left.transaction_id) == (SnapshotKind.RETURNED, True, "L1-0001-000001")
    assert left.head == desk.history[0].head
    assert left.modified_time > desk.history[0].modified_time
    assert [(each.line.line_id, each.line.quantity) for each in left.lines] == [("1", Decimal(1)), ("2", Decimal(1))]
    assert (left.totals.total, desk.history[0].totals.total) == (usd("8.39"), usd("13.26"))
    assert [each.amount for each in left.payments] == [usd("8.39")]
    assert desk.given == {CASH: 487}


def test_modifiers_come_back_with_their_line_and_not_by_themselves() -> None:
    sale = basket()
    latte = sale.add(item("4.50", name="Latte"), Decimal(3))
    sale.add_modifier(latte.line_id, item("0.60", name="Oat"))
    desk = Counterpart(settled(sale, (CARD, None)), rules())

    with pytest.raises(BadArgument, match="comes back with the item"):
        desk.takes({"2": "1"})
    left = desk.takes({"1": "2"})

    assert [(each.line.line_id, each.line.quantity) for each in left.lines] == [("1", Decimal(1)), ("2", Decimal(1))]
    assert desk.given == {CARD: 1020}
    assert desk.takes({"1": "1"}).lines == ()


def test_each_line_gives_back_its_own_share_of_a_discount() -> None:
    sale = basket()
    sale.add(item("10.00", name="Bread"), Decimal(1))
    sale.add(item("5.00", name="Milk"), Decimal(2))
    offer = replace(discount(usd("2.00"), status=DiscountStatus.LOCKED), received="{}")
    sale.put_discounts((offer,))
    desk = Counterpart(settled(sale, (CARD, None)), rules())

    left = desk.takes({"2": "1"})
    assert desk.given == {CARD: 450}
    assert [(each.amount, each.received) for each in left.discounts] == [(usd("1.50"), "cut {}")]

    left = desk.takes({"1": "1", "2": "1"})
    assert left.discounts == ()
    assert desk.given == {CARD: 1800}


def test_a_discount_names_no_more_of_a_line_than_is_left() -> None:
    sale = basket()
    sale.add(item("4.00"), Decimal(3))
    sale.add(item("1.00", name="Milk"), Decimal(1))
    named = (DiscountedLine("1", Decimal(2)), DiscountedLine("2", Decimal(1)))
    sale.put_discounts((replace(discount(usd("3.00")), lines=named),))
    desk = Counterpart(settled(sale, (CARD, None)), rules())

    left = desk.takes({"1": "2", "2": "1"})

    assert [each.lines for each in left.discounts] == [(DiscountedLine("1", Decimal(1)),)]


@pytest.mark.parametrize(
    ("back", "why"),
    [
        ({}, "Nothing was said"),
        ({"9": "1"}, "no line 9"),
        ({"1": "3"}, "only 2 can come back"),
        ({"1": "0"}, "more than nothing"),
        ({"1": "-1"}, "more than nothing"),
        ({"1": "0.5"}, "whole pieces"),
    ],
)
def test_what_cannot_be_meant_is_refused(back: dict[str, str], why: str) -> None:
    sale = basket()
    sale.add(item("4.50"), Decimal(2))
    with pytest.raises(BadArgument, match=why):
        Counterpart(settled(sale, (CARD, None)), rules()).takes(back)


def test_of_what_is_weighed_so_much_comes_back_as_a_scale_says_or_all_that_is_left() -> None:
    sale = basket()
    sale.add(item("4.50", unit=Unit.KG), Decimal("1.250"))
    sale.put(replace(sale.line("1"), quantity=Decimal("1.250001")))
    desk = Counterpart(settled(sale, (CARD, None)), rules())
    for finer in ("0.0000001", "0.0001", "1.2500005"):
        with pytest.raises(BadArgument, match="at most 3 decimals"):
            desk.takes({"1": finer})
    desk.takes({"1": "0.001"})
    desk.takes({"1": "1.249001"})


def test_nothing_comes_back_of_what_is_voided_or_has_come_back() -> None:
    sale = basket()
    sale.add(item("4.50"), Decimal(1))
    sold = settled(sale, (CARD, None))
    desk = Counterpart(sold, rules())
    desk.takes({"1": "1"})
    with pytest.raises(NotAllowedNow, match="has come back already"):
        desk.takes({"1": "1"})
    with pytest.raises(NotAllowedNow, match="is voided"):
        Counterpart(replace(sold, kind=SnapshotKind.VOIDED), rules()).takes({"1": "1"})


def test_what_comes_back_last_voids_the_sale_where_the_shop_wants_that() -> None:
    sale = basket()
    sale.add(item("4.50"), Decimal(2))
    desk = Counterpart(settled(sale, (CARD, None)), replace(rules(), voids_whole=True))
    first = desk.takes({"1": "1"})
    last = desk.takes({"1": "1"})

    assert (first.kind, last.kind) == (SnapshotKind.RETURNED, SnapshotKind.VOIDED)
    assert (last.lines, last.payments) == (first.lines, first.payments)
    assert desk.given == {CARD: 900}


def test_a_named_tender_goes_first_and_the_rest_back_by_what_it_came_by() -> None:
    def sold() -> Transaction:
        sale = basket()
        sale.add(item("10.00"), Decimal(1))
        return settled(sale, (CASH, "4.00"), (CARD, None))

    anyhow = Counterpart(sold(), rules())
    anyhow.takes({"1": "1"}, CASH)
    assert anyhow.given == {CASH: 1000}

    strict = Counterpart(sold(), rules(any_tender=False))
    strict.takes({"1": "1"}, CASH)
    assert strict.given == {CASH: 400, CARD: 600}

    sale = basket()
    sale.add(item("10.00"), Decimal(1))
    with pytest.raises(NotAllowedNow, match="It goes back with what it was paid in: Credit Card"):
        Counterpart(settled(sale, (CARD, None)), rules(any_tender=False)).takes({"1": "1"}, CASH)


def test_without_a_named_tender_payments_shrink_newest_first() -> None:
    sale = basket()
    sale.add(item("1.00"), Decimal(10))
    desk = Counterpart(settled(sale, (CASH, "4.00"), (CARD, None)), rules())

    left = desk.takes({"1": "7"})

    assert desk.given == {CARD: 600, CASH: 100}
    assert [(each.payment_id, each.amount) for each in left.payments] == [("1", usd("3.00"))]


def test_cash_goes_back_in_coins_and_all_of_it_in_the_end() -> None:
    sale = basket()
    sale.add(item("0.33"), Decimal(7))
    desk = Counterpart(settled(sale, (CASH, None), coins=NICKELS), rules(coins=NICKELS))
    assert desk.history[0].payments[0].taken == usd("2.30")

    for _ in range(7):
        desk.takes({"1": "1"})

    handed = [refund.given.minor for each in desk.history[1:] if each.amendment for refund in each.amendment.refunds]
    assert all(each % 5 == 0 for each in handed)
    assert sum(handed) == 230


def test_cash_for_what_a_card_paid_is_rounded_once_over_all_returns_and_is_never_more() -> None:
    sale = basket()
    sale.add(item("0.03"), Decimal(33))
    desk = Counterpart(settled(sale, (CARD, None)), rules(coins=NICKELS))

    for _ in range(33):
        desk.takes({"1": "1"}, CASH)

    assert desk.given == {CASH: 95}


def test_a_card_gets_to_the_cent_what_goods_cost_that_cash_paid_and_all_of_it_is_no_more_than_came() -> None:
    sale = basket()
    sale.add(item("0.33"), Decimal(31))
    desk = Counterpart(settled(sale, (CASH, None), coins=NICKELS), rules(coins=NICKELS))
    assert desk.history[0].payments[0].taken == usd("10.25")

    for pieces, tender in (("7", CARD), ("11", CASH), ("1", CARD), ("12", CASH)):
        desk.takes({"1": pieces}, tender)

    assert desk.given == {CARD: 264, CASH: 760}


def test_what_came_back_is_told_as_the_difference() -> None:
    sale = basket()
    sale.add(item("4.50", percent("0.10"), name="Latte"), Decimal(3))
    sale.put_discounts((discount(usd("1.50")),))
    desk = Counterpart(settled(sale, (CARD, None)), rules())
    left = desk.takes({"1": "2"})

    gone = came_back(desk.history[0], left)

    assert [(each.line.quantity, each.line.extended, each.discount) for each in gone.lines] == [
        (Decimal(2), usd("9.00"), usd("1.00"))
    ]
    assert gone.totals.total == usd("8.80")
    assert gone.amendment == left.amendment


# --- any sale, any order


TAXES = (
    percent("0.0825", "A"),
    percent("0.19", "B", included=True),
    percent("0.07", "C", included=True),
    Tax("D", "Deposit", Decimal("0.25"), TaxKind.FIXED_PER_UNIT),
    Tax("E", "Luxury", Decimal("0.1111"), TaxKind.PERCENT, adds_to_base_of_next=True),
    Tax("F", "Division", Decimal("0.2"), TaxKind.DIVISION, included=True),
)


def any_policy(draw: Random) -> TaxPolicy:
    return TaxPolicy(USD, draw.choice(list(TaxRounding)), draw.choice(list(RoundingMode)), draw.choice(list(Kept)))


def any_sale(draw: Random, policy: TaxPolicy) -> Basket:
    sale = basket(policy)
    for number in range(draw.randint(1, 5)):
        taxes = tuple(draw.sample(TAXES, draw.randint(0, 2)))
        weighed = draw.random() < 0.3
        price = Money(draw.choice((1, 3, 33, 99, 450, 1999, draw.randint(1, 5000))), USD)
        goods = item(price, *taxes, name=f"G{number}", unit=Unit.KG if weighed else Unit.EACH)
        quantity = Decimal(draw.randint(1, 3000)) / 1000 if weighed else Decimal(draw.randint(1, 9))
        line = sale.add(goods, quantity)
        if draw.random() < 0.3:
            sale.add_modifier(line.line_id, item(Money(draw.choice((0, 7, 60)), USD), *taxes, name=f"M{number}"))
    sale.put_discounts(tuple(any_discounts(draw, sale)))
    return sale


def any_discounts(draw: Random, sale: Basket) -> Iterator[Discount]:
    left = sale.totals.lines.minor
    for order in range(draw.choice((0, 0, 1, 1, 2, 3))):
        lines = draw.sample(list(sale.lines), draw.randint(1, len(sale.lines))) if draw.random() < 0.6 else []
        reach = sum(sale.lines[each].extended.minor for each in lines) if lines else left
        amount = min(left, draw.choice((reach // 10, reach // 2, reach, 1)), reach)
        left -= amount
        yield discount(Money(amount, USD), *lines, stack_order=order)


def any_payment(draw: Random, sale: Basket, coins: CashRounding | None) -> Transaction:
    total = sale.totals.total.minor
    tenders: list[tuple[str, str | None]] = []
    if total > 100 and draw.random() < 0.5:
        tenders.append((CARD, str(Money(draw.randint(1, total - 1), USD))))
    if total:
        tenders.append((draw.choice((CASH, CARD)), None))
    return settled(sale, *tenders, coins=coins)


def any_part(draw: Random, now: Transaction) -> dict[str, str]:
    parents = [each.line for each in now.lines if each.line.modifies_line_id is None]
    found = {}
    for line in draw.sample(parents, draw.randint(1, len(parents))):
        most = line.quantity if not line.is_weighed else line.quantity * 1000
        part = Decimal(draw.randint(1, int(most))) if draw.random() < 0.7 else most
        found[line.line_id] = str(part if not line.is_weighed else part / 1000)
    return found


def wrong_sums(before: Transaction, after: Transaction) -> Iterator[str]:
    """What does not add up after one return."""
    totals = after.totals
    refunds = after.amendment.refunds if after.amendment else ()
    sums = {
        "lines": (totals.lines, [each.line.extended for each in after.lines]),
        "shares": (totals.discount, [each.discount for each in after.lines]),
        "discounts": (totals.discount, [each.amount for each in after.discounts if each.counts]),
        "taxes inside": (totals.tax_included, [each.tax_included for each in after.lines]),
        "payments": (totals.total, [each.amount for each in after.payments]),
        "refunds": (before.totals.total - totals.total, [each.amount for each in refunds]),
    }
    yield from (what for what, (whole, parts) in sums.items() if whole != total_of(parts, USD))
    if any(
        each.amount.minor < 0 or each.given.minor < 0 or (not each.amount.minor and not each.tip) for each in refunds
    ):
        yield "a refund of less than nothing"
    nothing = Money.zero(USD)
    if any(each.taken != each.amount + each.rounding + each.change + (each.tip or nothing) for each in after.payments):
        yield "a payment's parts"


def grown(before: Transaction, after: Transaction) -> Iterator[str]:
    """What is more than it was."""
    had = {each.line.line_id: each for each in before.lines}
    for each in after.lines:
        was, name = had[each.line.line_id], each.line.line_id
        if each.line.extended > was.line.extended or each.line.quantity > was.line.quantity:
            yield f"line {name} grew"
        if each.discount > was.discount or each.discount > each.line.extended:
            yield f"the discount of line {name} grew, or is more than the line"
    off = {each.stack_order: each.amount for each in before.discounts}
    yield from (f"discount {each.stack_order}" for each in after.discounts if each.amount > off[each.stack_order])


def named(desk: Counterpart, tender: str | None) -> str | None:
    """The tender, where the shop gives money back by it still."""
    is_left = desk.rules.refunds.any_tender or any(each.type == tender for each in desk.now.payments)
    return tender if is_left else None


def play(seed: int) -> list[str]:
    """One sale and all that comes back of it; what is wrong."""
    draw = Random(seed)
    policy, coins = any_policy(draw), draw.choice((None, NICKELS))
    sold = any_payment(draw, any_sale(draw, policy), coins)
    desk = Counterpart(sold, rules(policy, coins, any_tender=draw.random() < 0.5))
    tender = draw.choice((None, None, *{each.type for each in sold.payments}))
    while desk.now.lines:
        part = any_part(draw, desk.now)
        before = desk.now
        after = desk.takes(part, named(desk, tender))
        if found := [*wrong_sums(before, after), *grown(before, after)]:
            return [f"seed {seed}: {each}" for each in found]
    paid = sum(each.taken.minor - each.change.minor for each in sold.payments)
    given = desk.given.total()
    off = abs(paid - given)
    same = tender is None or not desk.rules.refunds.any_tender
    if desk.now.payments or (same and off) or off > 4:
        return [f"seed {seed}: paid {paid}, given back {given}"]
    return []


def test_any_sequence_of_returns_gives_back_what_was_paid_and_no_more(figures: Counter[str]) -> None:
    figures["sequences of returns"] += SEQUENCES
    assert [each for seed in range(SEQUENCES) for each in play(seed)] == []


@pytest.mark.soak
def test_very_many_sequences_of_returns_give_back_what_was_paid(figures: Counter[str]) -> None:
    figures["sequences of returns"] += LONG
    assert [each for seed in range(1_000_000, 1_000_000 + LONG) for each in play(seed)] == []
