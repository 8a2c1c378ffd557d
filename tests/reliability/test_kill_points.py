from __future__ import annotations

import os
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.staff import Employee, Role
from tests.application.fakes import USD
from tests.reliability.killing import Bug, statements_of
from tests.reliability.killrig import KillRig
from tests.reliability.outside import Climate, Weather
from tests.reliability.scenarios import SCENARIOS, Scenario

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from tests.reliability.till import Till

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied with fork, which Windows lacks")

MANAGER = Employee("9", "Ana", "Lopez", Role.MANAGER)
TRIALS = 40
CHAINS = 6
by_name = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)


def _spread(total: int, wanted: int) -> list[int]:
    """So many moments, as evenly as can be, the first and the last among them."""
    wanted = min(wanted, total)
    return [1 + each * (total - 1) // (wanted - 1) for each in range(wanted)]


def _chains(rig: KillRig, total: int, wanted: int) -> list[tuple[int, int, int]]:
    """Moments of deaths in a row: in the scenario, in the start after it, and in the start after that."""
    chains = []
    for turn, first in enumerate(_spread(total, wanted)):
        second = 1 + turn * 41 % rig.moments(first)
        chains.append((first, second, 1 + turn * 67 % rig.moments(first, second)))
    return chains


def _run(rig: KillRig, trials: int | None, chains: int, figures: Counter[str]) -> list[str]:
    total = rig.moments()
    plan: list[tuple[int, ...]] = [(at,) for at in _spread(total, trials or total)]
    plan += _chains(rig, total, chains)
    found: list[str] = []
    for at in plan:
        found += rig.trial(at)
        figures["kill points"] += len(at)
    figures["kill points: violations"] += len(found)
    return found


@by_name
def test_a_till_killed_at_a_statement_loses_nothing_that_was_told_and_doubles_nothing(
    memory: Path, scenario: Scenario, figures: Counter[str]
) -> None:
    rig = KillRig(scenario, memory / "rig")

    assert _run(rig, TRIALS, CHAINS, figures) == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
@by_name
def test_a_till_killed_at_every_statement_loses_nothing_that_was_told_and_doubles_nothing(
    memory: Path, scenario: Scenario, seed: int, figures: Counter[str]
) -> None:
    rig = KillRig(scenario, memory / "rig", seed)

    assert _run(rig, None, 60, figures) == []


def _says_thank_you_too_soon(till: Till, _: int) -> None:
    till.ring_up("latte")
    till.chronicle.write("told", sale=till.desk.open_sale().head.transaction_id)
    till.pay()


def _draws_an_id_for_each_try(till: Till, _: int) -> None:
    till.sell("latte")
    till.delivery.step()
    lost = till.outbox.open_request()
    assert lost is not None
    again = till.wire.single(till.ids.uuid(), lost.members[0].document)
    till.outbox.renew(lost.request.request_id, [(again, [lost.members[0].seq])], "tried again")
    till.deliver()


def _sells(till: Till, _: int) -> None:
    till.sell("latte", "muffin")
    till.print_all()
    till.deliver()


def _gives_up(till: Till, _: int) -> None:
    till.ring_up("latte")
    till.checkout.void("Shopper left")


def _pays_in_two(till: Till, _: int) -> None:
    till.ring_up("latte")
    till.checkout.tender("Credit Card", Money(100, USD))
    till.pay()


def _suspends(till: Till, _: int) -> None:
    till.ring_up("latte")
    till.suspending.suspend()


def _moves(till: Till, _: int) -> None:
    till.cashing.move(MovementKind.CASH_IN, Money(500, USD), "Float")


def _closes(till: Till, _: int) -> None:
    _moves(till, 0)
    till.closing.close(Money(500, USD))


def _exchanges(till: Till, _: int) -> None:
    till.sell("latte")
    till.desk.approver = MANAGER
    till.exchanging.begin("lane-1-TEST-000001", {"1": Decimal(1)})
    till.ring_up("muffin")
    till.checkout.complete()


def _orders(till: Till, _: int) -> None:
    till.ring_up("latte")
    till.suspending.suspend()
    till.print_orders()


APART = ("COMMIT", "BEGIN IMMEDIATE")
LOST = Climate(weather=(Weather.LOST,))
PLANTED = {
    "the receipt before the commit": (_says_thank_you_too_soon, None, "told of a sale before its commit"),
    "a new id for each try": (_draws_an_id_for_each_try, None, "before the outcome of"),
    "the outbox in a commit of its own": (_sells, Bug("INSERT INTO request", APART), "is half there"),
    "the basket in a commit of its own": (_sells, Bug("DELETE FROM basket WHERE", APART), "has ended and is open"),
    "a try that is not noted": (
        _sells,
        Bug(
            "UPDATE request SET state = 'open'",
            instead="UPDATE request SET state = 'open' WHERE ? = ? AND request_id = ?",
        ),
        "are noted",
    ),
    "a print that is not noted": (
        _sells,
        Bug("UPDATE print_job SET state = 'printing'", instead="UPDATE print_job SET tries = ? WHERE job_id = ?"),
        "originals",
    ),
    "a number that is not taken": (
        _gives_up,
        Bug("UPDATE terminal SET sale_number", instead="UPDATE terminal SET id = 1 WHERE ? < ?"),
        "stands for two sales",
    ),
    "the slip in a commit of its own": (_moves, Bug("INSERT INTO print_job", APART), "originals owed"),
    "the end of a shift in a commit of its own": (_closes, Bug("INSERT INTO journal", APART), "is half closed"),
    "both ends of an exchange in commits of their own": (
        _exchanges,
        Bug("INSERT INTO journal", APART),
        "without its other end",
    ),
    "the lines of a suspended sale in a commit of their own": (
        _suspends,
        Bug("UPDATE basket_line SET slot", APART),
        "the open sale was found as",
    ),
    "the kitchen's paper in a commit of its own": (_orders, Bug("INSERT INTO kitchen_order", APART), "was told of"),
    "a kitchen's print that is not noted": (
        _orders,
        Bug(
            "UPDATE kitchen_job SET state = 'printing'",
            instead="UPDATE kitchen_job SET copy_number = ? WHERE job_id = ?",
        ),
        "came out twice",
    ),
    "a tender that is not stored": (
        _pays_in_two,
        Bug("UPDATE basket SET open_time_us", instead="UPDATE basket SET slot = 1 WHERE 0 IN (?1, ?24) OR 1"),
        "the open sale was found as",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_rig_finds_a_mistake(memory: Path, name: str) -> None:
    work, bug, said = PLANTED[name]
    scenario = Scenario(name, work, lambda _: None, LOST, has_kitchen=work is _orders)
    rig = KillRig(scenario, memory / "rig", bug=bug)
    total = rig.moments()
    order = Random(total).sample(range(1, total + 1), total)
    if rig.bugs:  # it shows, if at all, soon after it has done its work
        order.sort(key=lambda at: min(abs(at - done - 4) for done in rig.bugs))
    found = (breach for at in order for breach in rig.trial([at]))

    assert any(said in each for each in found)


def test_a_script_is_killed_between_its_statements() -> None:
    script = (
        "BEGIN;\n-- a comment; with a mark\nCREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1; END;\n;PRAGMA x = 1;"
    )

    assert [each.split()[-1] for each in statements_of(script)] == ["BEGIN;", "END;", "1;"]
