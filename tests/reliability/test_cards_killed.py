"""A till is killed at any statement while cards are asked for: what they paid and what the sales say is the same."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.cards.simulated import SimulatedTerminal
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.domain.money import Money
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.simulator.card_terminal import Behaviour, CardTerminal, CardTerminalServer, Ledger
from tests.adapters.sqlite.card_till import CARD, CardTill
from tests.application.fakes import USD
from tests.newdatabase import laid_down
from tests.reliability.killing import Killer, dying, ended_by

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied with fork, which Windows lacks")

MANAGER = Employee("9", "Ana", "Lopez", Role.MANAGER)
SALES = ("lane-1-TEST-000001", "lane-1-TEST-000002")
TRIALS = 12


def _behaves(amount: int) -> Behaviour:
    """A part that somebody takes back, one that nobody hears of, and the rest."""
    return Behaviour("approved", amount, is_heard=amount != 200)


@pytest.fixture
def server() -> Iterator[CardTerminalServer]:
    server = CardTerminalServer(CardTerminal(Ledger(), _behaves, shopper_seconds=0.0))
    server.start()
    yield server
    server.close()


def _day(path: Path, address: str, killer: Killer) -> None:
    """Two sales: one is paid by three cards, of which one is given back and one not heard of; one is given up."""
    with open_database(path, factory=dying(killer)) as database:
        till = CardTill(database, SimulatedTerminal(address))
        till.desk.operator = MANAGER
        till.ring_up(1)
        first = till.pay(Money(100, USD))
        till.checkout.remove_tender(first.payment_id)
        till.pay(Money(200, USD))
        till.find_out()
        till.pay()
        till.checkout.complete()
        till.ring_up(2)
        till.pay(Money(300, USD))
        till.checkout.void("Shopper left")
        till.settle()


def _start_again(path: Path, address: str) -> int:
    """The start after it: finds out, ends what is open, and gives back; what the sales say that cards have paid."""
    with open_database(path) as database:
        till = CardTill(database, SimulatedTerminal(address))
        till.desk.operator = MANAGER
        while till.desk.charge is not None:
            till.find_out()
            till.clock.forward(6)
        if till.desk.basket is not None:
            if till.desk.basket.balance.minor:
                till.pay()
            till.checkout.complete()
        till.settle()
        assert till.charges.to_give_back() is None
        assert till.charges.unsettled() == []
        sold = [till.sales.transaction(each) for each in SALES]
        kept = [each for each in sold if each is not None and not each.is_voided]
        return sum(payment.taken.minor for each in kept for payment in each.payments if payment.type == CARD)


def _killed_at(moments: Iterable[int], server: CardTerminalServer, folder: Path) -> int:
    tried = 0
    for at in moments:
        server.terminal.ledger.entries.clear()
        path = laid_down(folder / str(at) / "terminal.db")
        died = ended_by(partial(_day, path, server.address, Killer(at)), folder / "fault")
        assert died == signal.SIGKILL, at
        assert _start_again(path, server.address) == server.terminal.ledger.taken(), at
        tried += 1
    return tried


def _moments(server: CardTerminalServer, folder: Path) -> int:
    killer = Killer()
    _day(laid_down(folder / "whole" / "terminal.db"), server.address, killer)
    assert server.terminal.ledger.taken() > 0
    return killer.seen


def test_a_till_killed_while_cards_are_asked_for_charges_nobody_twice_and_loses_no_cent(
    server: CardTerminalServer, tmp_path: Path, figures: Counter[str]
) -> None:
    total = _moments(server, tmp_path)
    at = [1 + each * (total - 1) // (TRIALS - 1) for each in range(TRIALS)]

    figures["card kill points"] += _killed_at(at, server, tmp_path)


@pytest.mark.soak
def test_a_till_killed_at_every_statement_while_cards_are_asked_for_loses_no_cent(
    server: CardTerminalServer, tmp_path: Path, figures: Counter[str]
) -> None:
    total = _moments(server, tmp_path)

    figures["card kill points"] += _killed_at(range(1, total + 1), server, tmp_path)
