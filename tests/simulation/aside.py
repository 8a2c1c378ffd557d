"""The sales of a simulated day that are put aside: none is ever lost, doubled or changed while it waits."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.basketrows import read_basket
from pos_terminal.domain.parts import MovedLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.domain.basket import Basket
    from tests.simulation.terminal import Power
    from tests.simulation.world import Sometimes

_MOST = 6
Lines = tuple[tuple[str, str, Decimal, int], ...]
Facts = tuple[Lines, int, object, tuple[str, ...]]


class Aside:
    """What the cashier was told of suspended sales, against what the disk says."""

    def __init__(self, seed: int, parts: tuple[float, float], sometimes: Sometimes, power: Callable[[], Power]) -> None:
        """``parts`` of the sales are put aside, and put together; ``ended`` are those that ended by that."""
        self._draw, self._draw_merge = Random(seed + 7), Random(seed + 9)
        self._part, self._merges = parts
        self.ended: set[str] = set()
        self._sometimes = sometimes
        self._power = power
        self._told: dict[str, Facts] = {}
        self._read: dict[str, tuple[Facts, Facts]] = {}
        """The rows of each sale on disk, and what they say."""
        self._put_aside: dict[str, Lines] = {}
        """The lines of the sale that was put aside just now."""
        self._open: str | None = None
        self._whole: int | None = None
        """What the open sale came to before the split that is under way."""
        self._merging: tuple[str, ...] = ()
        """The sales that are being put together, the one that takes the others first."""
        self.wrongs: list[str] = []

    def wants_away(self) -> bool:
        """Whether the shopper goes to fetch something."""
        return bool(self._part) and len(self._told) < _MOST and self._draw.random() < self._part

    def wants_back(self) -> bool:
        """Whether somebody comes back for theirs."""
        return bool(self._told) and self._draw.random() < 0.5

    def suspend(self) -> None:
        """Put the open sale aside; what it was rung up with is kept to be held against what is on disk then."""
        power = self._power()
        sale = power.desk.open_sale()
        number, lines = sale.head.transaction_id, _facts(sale)[0]
        power.suspending.suspend(f"No. {self._draw.randrange(100)}")
        self._put_aside = {number: lines}
        self._sometimes.saw("a sale was suspended")

    def resume(self) -> None:
        """Take one up, and look whether it is what was put aside."""
        number = self._draw.choice(sorted(self._told))
        basket = self._power().suspending.resume(number)
        if _facts(basket) != self._told[number]:
            self.wrongs.append(f"W1: {number} was suspended as {self._told[number]}, and came back as {_facts(basket)}")
        self._sometimes.saw("a sale was resumed")

    def wants_parts(self) -> bool:
        """Whether several pay."""
        return bool(self._part) and len(self._told) < _MOST and self._draw.random() < self._part / 2

    def split(self) -> None:
        """Split the open sale, and look whether the parts add up to it."""
        power = self._power()
        basket = power.desk.open_sale()
        if not basket.lines:
            return  # a disk with no room took none of what was rung up
        self._whole = basket.totals.total.minor
        line = next(iter(basket.lines.values()))
        if self._draw.random() < 0.5:
            parts = power.parting.split_evenly(self._draw.choice((2, 3)))
        else:
            parts = power.parting.split([MovedLine(line.line_id, line.quantity / (1 if len(basket.lines) > 1 else 2))])
        total = power.desk.open_sale().totals.total.minor + sum(each.total.minor for each in parts)
        if total != self._whole:
            self.wrongs.append(f"W3: {basket.head.transaction_id} came to {self._whole}, its parts to {total}")
        self._sometimes.saw("a sale was split")

    def wants_one(self) -> bool:
        """Whether some who wait want one bill."""
        return self._draw_merge.random() < self._merges and len(self._mergeable()) > 1

    def merge(self) -> None:
        """Put two or three together, and look whether everything of them is in the one that is left."""
        power = self._power()
        numbers = self._mergeable()
        chosen = self._draw_merge.sample(numbers, min(len(numbers), self._draw_merge.choice((2, 2, 3))))
        goods = [each for number in chosen for each in self._goods(number)]
        self._merging = tuple(chosen)
        whole = power.parting.merge(chosen)
        if whole.head.transaction_id != chosen[0] or _summed(_goods_of(whole)) != _summed(goods):
            self.wrongs.append(f"W4: {chosen} had {_summed(goods)}, and together {_summed(_goods_of(whole))}")
        self.ended.update(chosen[1:])
        self._sometimes.saw(f"{'two' if len(chosen) < 3 else 'three'} sales were merged")
        if self._open not in chosen:
            self._sometimes.saw("sales were merged while they waited")

    def _mergeable(self) -> list[str]:
        """The numbers of the sales that wait, and of the open one where no money was taken for it."""
        basket = self._power().desk.basket
        now_open = [basket.head.transaction_id] if basket is not None and not basket.is_tendering else []
        return [*now_open, *sorted(self._told)]

    def _goods(self, number: str) -> list[tuple[str, Decimal, int]]:
        basket = self._power().desk.basket
        if basket is not None and basket.head.transaction_id == number:
            return _goods_of(basket)
        return [(item_id, quantity, cents) for _, item_id, quantity, cents in self._told[number][0]]

    def told(self) -> None:
        """A step is over: what is open and what waits now is known, and must be on disk."""
        power = self._power()
        now_open = power.desk.basket.head.transaction_id if power.desk.basket else None
        listed = {sale.transaction_id for sale in power.suspending.sales}
        stored = self._told
        if listed != self._told.keys() or self._draw.random() < 0.1:
            stored = self._stored()  # which may be the statement that the plug is pulled at
        if set(stored) != listed:
            self.wrongs.append(f"W2: {sorted(listed)} are listed as suspended, on disk are {sorted(stored)}")
        for number, lines in self._put_aside.items():
            if number in stored and stored[number][0] != lines:
                self.wrongs.append(f"W1: {number} was put aside with {lines}, on disk are {stored[number][0]}")
        self._told, self._open, self._whole, self._merging, self._put_aside = stored, now_open, None, (), {}

    def recovered(self) -> None:
        """After a crash each sale that waited waits still, or is the open one, and never both."""
        power = self._power()
        stored = self._stored()
        now_open = power.desk.basket.head.transaction_id if power.desk.basket else None
        merged = self._merged(stored, now_open)
        self._waited(stored, now_open, merged)
        new = set(stored) - self._told.keys() - merged
        if new and self._is_split(stored, new, now_open):
            new = set()
        if new - {self._open} or now_open in stored:
            self.wrongs.append(f"W2: a crash left {sorted(new)} suspended; {self._open} had been open, {now_open} is")
        if new:
            self._sometimes.saw("a sale was suspended, and the plug pulled before it was told")
        if stored:
            self._sometimes.saw("a sale waited through a crash")
        self._told, self._open, self._whole, self._merging, self._put_aside = stored, now_open, None, (), {}

    def _waited(self, stored: dict[str, Facts], now_open: str | None, merged: set[str]) -> None:
        """What waited waits still as it was, or is the open sale."""
        for number, facts in self._told.items():
            if number in merged:
                continue
            if number == now_open:
                self._sometimes.saw("a sale was resumed, and the plug pulled before it was told")
            elif stored.get(number) != facts:
                self.wrongs.append(f"W1: {number} waited as {facts}, and a crash left {stored.get(number)}")

    def _merged(self, stored: dict[str, Facts], now_open: str | None) -> set[str]:
        """The sales that a merge under way had to do with, where it is done: all of it, or none."""
        others = set(self._merging[1:])
        left = {number for number in others if number in stored or number == now_open}
        if not others or left == others:
            return set()
        if left or not (self._merging[0] in stored or self._merging[0] == now_open):
            self.wrongs.append(f"W4: a crash in a merge of {self._merging} left {sorted(left)}")
        self.ended.update(others)
        self._sometimes.saw("sales were merged, and the plug pulled before it was told")
        return set(self._merging)

    def _is_split(self, stored: dict[str, Facts], new: set[str], now_open: str | None) -> bool:
        """Whether what waits now are parts of the open sale, which was being split; they add up to it."""
        if self._whole is None or now_open is None or now_open != self._open:
            return False
        parts = sum(int(str(stored[each][1])) for each in new)
        total = parts + self._power().desk.open_sale().totals.total.minor
        if total != self._whole:
            self.wrongs.append(f"W3: a crash left parts of {total} of {now_open}, which came to {self._whole}")
        self._sometimes.saw("a sale was split, and the plug pulled before it was told")
        return True

    def _stored(self) -> dict[str, Facts]:
        """What waits on disk; read into sales where its rows are not those that were read last."""
        power = self._power()
        connection = power.connections[0]
        heads = connection.execute("SELECT slot, transaction_id, * FROM basket WHERE slot > 1").fetchall()
        lines = connection.execute("SELECT slot, * FROM basket_line WHERE slot > 1 ORDER BY slot, line_id").fetchall()
        if len({number for _, number, *_ in heads}) != len(heads):
            self.wrongs.append(f"W2: a sale is suspended twice: {heads}")
        before, self._read = self._read, {}
        for slot, number, *head in heads:
            rows = (*head, *(line for line in lines if line[0] == slot))
            known = before.get(number)
            if known is None or known[0] != rows:
                basket = read_basket(connection, slot, power.policy)
                assert basket is not None
                known = (rows, _facts(basket))
            self._read[number] = known
        return {number: facts for number, (_, facts) in self._read.items()}


def _goods_of(basket: Basket) -> list[tuple[str, Decimal, int]]:
    return [(line.item_id, line.quantity, line.extended.minor) for line in basket.lines.values()]


def _summed(goods: list[tuple[str, Decimal, int]]) -> dict[str, tuple[Decimal, int]]:
    """How much of each item there is, and what it costs."""
    found: dict[str, tuple[Decimal, int]] = {}
    for item_id, quantity, cents in goods:
        before = found.get(item_id, (Decimal(0), 0))
        found[item_id] = (before[0] + quantity, before[1] + cents)
    return found


def _facts(basket: Basket) -> Facts:
    lines = tuple((line.line_id, line.item_id, line.quantity, line.extended.minor) for line in basket.lines.values())
    return lines, basket.totals.total.minor, basket.member, tuple(each.reference_id for each in basket.discounts)
