"""Days of card payments, each from one seed: answers lost, late and never there, starts in between, every cent kept."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.domain.card_charge import CardOutcome
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.staff import Role
from tests.adapters.sqlite.card_till import CARD, CardTill
from tests.adapters.sqlite.ended import USD
from tests.application.fakes import ANA
from tests.bank import Bank, Fate
from tests.newdatabase import laid_down

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

SALES = 8
ONE_DAY = range(3)


class Day:
    """A till, its bank, and whoever works there, all from one seed."""

    def __init__(self, seed: int, database: Database) -> None:
        self.draw = Random(seed)
        self.database = database
        self.bank = Bank(next_fate=self._fate)
        self.till = self.started()
        self.sold: list[str] = []

    def started(self) -> CardTill:
        """The program is started on what is on the disk."""
        till = CardTill(self.database, self.bank)
        till.desk.operator = replace(ANA, role=Role.MANAGER)
        return till

    def _fate(self) -> Fate:
        outcome = self.draw.choices(
            (CardOutcome.APPROVED, CardOutcome.DECLINED, CardOutcome.CANCELLED), weights=(8, 1, 1)
        )[0]
        is_heard = self.draw.random() < 0.6
        arrives = self.draw.choices((0, 1, 3, None), weights=(6, 1, 1, 1))[0]
        approved = self.draw.choice((None, None, 150)) if outcome is CardOutcome.APPROVED else None
        return Fate(outcome, approved, is_heard and arrives == 0, arrives)

    def sell(self, number: int) -> None:
        """One sale, with all that may happen to it."""
        self.till.ring_up(number)
        self.sold.append(f"lane-1-TEST-{number:06d}")
        while self.till.desk.basket is not None:
            self.step()
            if self.draw.random() < 0.15:
                self.till = self.started()
            self.bank.deaf = self.draw.choice((0, 0, 1, 3))

    def step(self) -> None:
        """Whatever the cashier does next."""
        till, basket = self.till, self.till.desk.basket
        assert basket is not None
        if till.desk.charge is not None:
            self._doubt()
        elif basket.balance.minor == 0:
            till.checkout.complete() if self.draw.random() < 0.9 else till.checkout.void("gone")
        elif basket.payments and self.draw.random() < 0.15:
            till.checkout.remove_tender(self.draw.choice(basket.payments).payment_id)
        elif self.draw.random() < 0.05:
            till.checkout.void("gone")
        elif self.draw.random() < 0.2:
            till.checkout.tender("Cash", Money(min(200, basket.balance.minor), USD))
        else:
            least = min(300, basket.balance.minor)
            till.pay(None if self.draw.random() < 0.6 else Money(least, USD))

    def _doubt(self) -> None:
        till = self.till
        with pytest.raises(NotAllowedNow):
            till.checkout.tender("Cash")
        till.clock.forward(self.draw.choice((1, 6)))
        if self.draw.random() < 0.05:
            till.charging.give_up("The terminal is dead")
        else:
            till.find_out()

    def recorded(self) -> int:
        """What the sales say that cards have paid."""
        ended = [self.till.sales.transaction(each) for each in self.sold]
        kept = [each for each in ended if each is not None and not each.is_voided]
        return sum(payment.taken.minor for each in kept for payment in each.payments if payment.type == CARD)

    def amend(self) -> None:
        """One of the sales is voided after all."""
        sale = self.till.sales.transaction(self.draw.choice(self.sold))
        if sale is not None and not sale.is_voided:
            self.till.postvoiding.void_closed(sale.transaction_id, "wrong")


def run(seed: int, folder: Path) -> Day:
    """A day until all is settled."""
    with open_database(laid_down(folder / str(seed) / "terminal.db")) as database:
        day = Day(seed, database)
        for number in range(1, SALES + 1):
            day.sell(number)
            if day.draw.random() < 0.2:
                day.amend()
        day.bank.deaf = 0
        day.till = day.started()
        for _ in range(20):
            day.till.settle(7200)
        assert day.till.charges.to_give_back() is None, seed
        refused = sum(each.amount.minor for each in day.till.refunds.refused())
        assert day.bank.taken - refused == day.recorded(), seed
        assert all(day.bank.asked.count(each) == 1 for each in day.bank.charged), seed
        return day


def test_days_of_lost_late_and_doubtful_cards_keep_every_cent(tmp_path: Path, figures: Counter[str]) -> None:
    for seed in ONE_DAY:
        figures["card payments on simulated days"] += len(run(seed, tmp_path).bank.asked)


@pytest.mark.soak
def test_many_days_of_lost_late_and_doubtful_cards_keep_every_cent(tmp_path: Path, figures: Counter[str]) -> None:
    for seed in range(1000, 1400):
        figures["card payments on simulated days"] += len(run(seed, tmp_path).bank.asked)
