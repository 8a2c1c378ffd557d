"""Sales from their first line to the last thing that comes back: whatever is done in which order, the money adds up.

Lines, weights, modifiers, prices, discounts of shop and platform, steps taken back, splits, voids, tenders, returns
and post-voids are drawn in any order. After every step the sums are reckoned a second time, from the lines alone, and
what would go over the wire is read back as numbers.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from itertools import count
from random import Random

import pytest

from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import Discount, DiscountStatus, ShopTerms
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, Refused
from pos_terminal.domain.item import Unit
from pos_terminal.domain.line import Line
from pos_terminal.domain.money import Money, RoundingMode, total_of
from pos_terminal.domain.parts import MovedLine, lines_moved, lines_shared, parted
from pos_terminal.domain.postvoid import post_void
from pos_terminal.domain.shop_discount import shop_discount
from pos_terminal.domain.tender import CASH, CashRounding, Payment, settle_cash
from pos_terminal.domain.totals import Totals
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close, void
from tests.domain.making import NOON, USD, basket, discount, item
from tests.domain.test_parts import sums
from tests.domain.test_returned import (
    NICKELS,
    TAXES,
    Counterpart,
    any_part,
    any_payment,
    any_policy,
    grown,
    rules,
    wrong_sums,
)

LIVES = 300
LONG = 100_000
STEPS = 14
EXACT_IN_A_DOUBLE = 2**53
ROUNDED = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.AWAY_FROM_ZERO: ROUND_UP,
}


@dataclass
class Life:
    """One sale, its parts, and what was found wrong."""

    draw: Random
    sale: Basket
    wrong: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    past: list[tuple[dict[str, Line], tuple[Discount, ...], Totals]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(2))

    def line(self) -> Line | None:
        able = [line for line in self.sale.lines.values() if line.modifies_line_id is None]
        return self.draw.choice(able) if able else None

    def add(self) -> None:
        weighed = self.draw.random() < 0.3
        price = Money(self.draw.choice((0, 1, 3, 99, 450, 1999, self.draw.randint(1, 5000))), USD)
        taxes = tuple(self.draw.sample(TAXES, self.draw.randint(0, 2)))
        name = f"G{self.draw.randint(1, 4)}"
        goods = item(price, *taxes, name=name, unit=Unit.KG if weighed else Unit.EACH)
        quantity = Decimal(self.draw.randint(1, 3000)) / 1000 if weighed else Decimal(self.draw.randint(1, 9))
        self.sale.add(goods, quantity, merge=self.draw.random() < 0.5)

    def modify(self) -> None:
        if line := self.line():
            self.sale.add_modifier(line.line_id, item(Money(self.draw.choice((0, 7, 60)), USD), *line.taxes, name="M"))

    def requantify(self) -> None:
        if line := self.line():
            most = self.draw.randint(1, 3000 if line.is_weighed else 9)
            self.sale.set_quantity(line.line_id, Decimal(most) / (1000 if line.is_weighed else 1))

    def reprice(self) -> None:
        if line := self.line():
            price = Money(self.draw.randint(0, 3000), USD)
            self.sale.put(line.with_price(price, "Damaged", self.sale.policy))

    def remove(self) -> None:
        if line := self.line():
            self.sale.remove(line.line_id)

    def give(self) -> None:
        """A discount of the shop, on a line or the sale."""
        line = self.line()
        on = [line.line_id] if line and self.draw.random() < 0.5 else []
        part = Decimal(self.draw.randint(1, 10_000)) / 100
        amount = Money(self.draw.randint(1, 4000), USD)
        terms = ShopTerms("Staff", percent=part) if self.draw.random() < 0.5 else ShopTerms("Late", amount=amount)
        given = shop_discount(terms, on, self.sale.discounts, NOON, Money.zero(USD))
        self.sale.put_discounts((*self.sale.discounts, given))

    def reserve(self) -> None:
        """An offer, worth no more than the platform may say it is for this cart."""
        worth = self.draw.randint(0, max(0, self.sale.totals.lines.minor - self.sale.totals.discount.minor))
        order = max((each.stack_order + 1 for each in self.sale.discounts), default=0)
        offer = discount(Money(worth, USD), stack_order=order, status=DiscountStatus.LOCKED, user_id="u-1")
        self.sale.put_discounts((*self.sale.discounts, replace(offer, received="{}")))

    def take_back(self) -> None:
        if self.sale.discounts:
            gone = self.draw.choice(self.sale.discounts)
            self.sale.put_discounts(tuple(each for each in self.sale.discounts if each is not gone))

    def undo(self) -> None:
        if self.past:
            lines, discounts, totals = self.past.pop()
            self.sale.go_back(lines, discounts)
            if figures_of(self.sale) != (lines, discounts, totals):
                self.wrong.append("a step that was taken back left something")

    def step(self) -> None:
        before = figures_of(self.sale)
        acts: tuple[Callable[[], None], ...] = (
            *(self.add, self.add, self.add, self.modify, self.requantify, self.reprice),
            *(self.remove, self.give, self.give, self.reserve, self.take_back, self.undo),
        )
        act = self.draw.choice(acts)
        try:
            act()
        except Refused:
            self.done["refused"] += 1
            if figures_of(self.sale) != before:
                self.wrong.append(f"a refused {act.__name__} changed the sale")
            return
        self.done[act.__name__] += 1
        if act != self.undo and figures_of(self.sale) != before:
            self.past.append(before)

    def parts(self) -> tuple[Basket, ...]:
        """The sale, or what it was split into."""
        if self.draw.random() < 0.5 or not self.sale.lines:
            return (self.sale,)
        line = self.line()
        assert line is not None
        before = sums(self.sale)
        try:
            cuts = (
                lines_shared(self.sale, self.draw.randint(2, 4))
                if self.draw.random() < 0.5
                else lines_moved(self.sale, [MovedLine(line.line_id, line.quantity / 2)])
            )
            found = parted(self.sale, cuts, self.new_head)
        except (BadArgument, NotAllowedNow):
            self.done["refused split"] += 1
            return (self.sale,)
        self.done["split"] += 1
        if self.sale.totals.total.minor >= 0 and any(part.totals.total.minor < 0 for part in found):
            self.wrong.append("a part of a split costs less than nothing")
        if sums(*found) != before:
            self.wrong.append("the parts of a split do not add up")
        return found

    def new_head(self) -> BasketHead:
        number = f"{self.sale.head.transaction_id}.{next(self.numbers)}"
        return BasketHead(number, NOON, "STORE", "7", from_transaction_id=self.sale.head.transaction_id)

    def end(self, sale: Basket) -> None:
        """Give it up, or close it, and then take none, some or all of it back."""
        if self.draw.random() < 0.1 or not sale.lines:
            self.done["void"] += 1
            self.wrong += wire_faults(void(sale, NOON, "Customer left"))
            return
        coins = self.draw.choice((None, NICKELS))
        sold = self.paid_in_notes(sale, coins) or any_payment(self.draw, sale, coins)
        self.done["close"] += 1
        self.wrong += [*wire_faults(sold), *sale_faults(sold)]
        if self.draw.random() < 0.1:
            self.done["post-void"] += 1
            gone = post_void(sold, NOON + timedelta(hours=1), Amendment("7", "Ada", "Wrong"))
            given = total_of([each.given for each in gone.amendment.refunds] if gone.amendment else [], USD)
            if given != total_of([each.taken - each.change for each in sold.payments], USD):
                self.wrong.append("a post-void gives back something else than what was paid")
            self.wrong += wire_faults(gone)
            return
        self.bring_back(Counterpart(sold, replace(rules(sale.policy, coins), cut_form=lambda was, _: was)))

    def paid_in_notes(self, sale: Basket, coins: CashRounding | None) -> Transaction | None:
        """The sale, for which more was handed over than it costs."""
        if self.draw.random() < 0.5 or not sale.balance.minor:
            return None
        due = coins.due(sale.balance) if coins else sale.balance
        step = 5 if coins else 1
        found = settle_cash(sale.balance, due + Money(step * self.draw.randint(1, 1800), USD), coins)
        parts = (found.amount, found.taken, found.change, found.rounding)
        sale.pay(Payment(sale.next_payment_id, CASH, *parts, NOON))
        return close(sale, NOON + timedelta(minutes=1), ReceiptCodeRule(), lambda: "code")

    def bring_back(self, desk: Counterpart) -> None:
        paid = desk.now.totals.total
        for _ in range(self.draw.choice((0, 0, 1, 2, 9))):
            if not desk.now.lines:
                break
            before, part = desk.now, any_whole_part(self.draw, desk.now)
            if not part:
                break
            after = self.taken(desk, part)
            self.wrong += [*wrong_sums(before, after), *grown(before, after), *wire_faults(after)]
        back = total_of([each.amount for was in desk.history if was.amendment for each in was.amendment.refunds], USD)
        if back + desk.now.totals.total != paid:
            self.wrong.append(f"{back} went back of {paid}, and {desk.now.totals.total} is left")

    def taken(self, desk: Counterpart, part: dict[str, str]) -> Transaction:
        """The part comes back, or, where the taxes of what is left would be more than all cost, everything does."""
        try:
            after = desk.takes(part)
        except NotAllowedNow as refusal:
            if "what is left would cost more" not in refusal.sentence:
                raise
            self.done["return of all instead"] += 1
            lines = [each.line for each in desk.now.lines if each.line.modifies_line_id is None]
            return desk.takes({line.line_id: str(line.quantity) for line in lines})
        self.done["return"] += 1
        return after


def any_whole_part(draw: Random, now: Transaction) -> dict[str, str]:
    """What comes back: of what a split cut finer than a piece or a gram, all that this part has."""
    lines = [each.line for each in now.lines]
    cut = [line for line in lines if line.quantity * (1000 if line.is_weighed else 1) % 1]
    if not cut:
        return any_part(draw, now)
    return {line.line_id: str(line.quantity) for line in cut if line.modifies_line_id is None}


def figures_of(sale: Basket) -> tuple[dict[str, Line], tuple[Discount, ...], Totals]:
    return dict(sale.lines), sale.discounts, sale.totals


def open_faults(sale: Basket) -> Iterator[str]:
    """What of the open sale is not the sum of its lines, reckoned without the sale's own help."""
    totals, quantum = sale.totals, USD.quantum
    rounding = ROUNDED[sale.policy.mode]
    for line in sale.lines.values():
        if line.extended.amount != (line.unit_price.amount * line.quantity).quantize(quantum, rounding):
            yield f"line {line.line_id} is {line.extended}"
    if totals.lines != total_of([line.extended for line in sale.lines.values()], USD):
        yield "lines"
    if totals.total != totals.lines - totals.discount + totals.tax_total:
        yield "total"
    counting = [each.amount for each in sale.discounts if each.counts]
    if all(each.terms for each in sale.discounts) and totals.discount != total_of(counting, USD):
        yield "the shop's own discounts"
    if totals.discount > totals.lines or totals.discount > total_of(counting, USD) or totals.total.minor < 0:
        yield f"{totals.discount} off {totals.lines}"
    if sum(each.minor for each in sale.included_taxes().values()) != totals.tax_included.minor:
        yield "taxes inside the prices"


def sale_faults(sold: Transaction) -> Iterator[str]:
    """What is wrong with a closed sale: lines less discounts and with taxes are the payments without their change."""
    totals = sold.totals
    settled = total_of([each.taken - each.change - each.rounding for each in sold.payments], USD)
    if not totals.lines - totals.discount + totals.tax_total == totals.total == settled:
        yield f"{totals.total} is due, {settled} was settled"
    if total_of([each.discount for each in sold.lines], USD) != totals.discount:
        yield "the shares of the discounts"


def wire_faults(sold: Transaction) -> Iterator[str]:
    """What of it could not be read back as it was meant."""
    text = WIRE.document(sold, "0" * 64).body.decode()

    def never(word: str) -> None:
        raise AssertionError(f"{word} went over the wire")

    def number(word: str) -> Decimal:
        value = Decimal(word)
        if abs(value) >= EXACT_IN_A_DOUBLE or (value == 0 and word.startswith("-")) or "E" in word.upper():
            faults.append(f"the number {word} went over the wire")
        return value

    faults: list[str] = []
    json.loads(text, parse_float=number, parse_int=number, parse_constant=never)
    yield from faults


WIRE = SessionMWire(WireSettings("store-77", "client-9"))


def live(seed: int) -> Life:
    draw = Random(seed)
    life = Life(draw, basket(any_policy(draw)))
    for _ in range(draw.randint(1, STEPS)):
        life.step()
        life.wrong += open_faults(life.sale)
        life.done["discounted"] += life.sale.totals.discount.minor > 0
    for part in life.parts():
        life.end(part)
    return life


def live_many(seeds: range, figures: Counter[str]) -> list[str]:
    wrong = []
    for seed in seeds:
        life = live(seed)
        figures.update({f"lives: {what}": times for what, times in life.done.items()})
        wrong += [f"seed {seed}: {each}" for each in life.wrong]
    figures["whole lives of sales"] += len(seeds)
    return wrong


def test_the_money_of_any_sale_adds_up_all_its_life(figures: Counter[str]) -> None:
    assert live_many(range(LIVES), figures) == []
    rare = ("discounted", "undo", "split", "return", "post-void", "void", "reserve", "take_back")
    assert [each for each in rare if figures[f"lives: {each}"] < LIVES // 20] == []


@pytest.mark.soak
def test_the_money_of_very_many_sales_adds_up_all_their_lives(figures: Counter[str]) -> None:
    assert live_many(range(1_000_000, 1_000_000 + LONG), figures) == []
