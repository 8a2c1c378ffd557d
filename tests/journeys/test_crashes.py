"""The plug is pulled, over and over: what was sold is on the platform once, and nothing else is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Timer
from typing import Literal

import pytest

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import CASHIER, PIN, Driven, Step, Till

BATCH = "/api/2.0/send_batch_transaction"
SINGLE = "/api/2.0/send_transaction"
SEND: Step = {"do": "send_pending"}


@dataclass
class Shift:
    """Sells with one process after another, and knows which sales it was told are closed."""

    till: Till
    closed: list[str] = field(default_factory=list)
    in_doubt: set[str] = field(default_factory=set)

    @contextmanager
    def process(self) -> Iterator[Driven]:
        """A process with the cashier signed on; it is dead afterwards."""
        driven = self.till.driven()
        try:
            signed_on = driven.step(do="sign_in", employee_id=CASHIER, pin=PIN)
            assert signed_on is None or signed_on["ok"], signed_on
            yield driven
        finally:
            driven.kill()

    def sell(self, driven: Driven) -> bool:
        """One more sale, or the rest of the one that was left open; False when the process died over it."""
        step = driven.step(do="show")
        if step is not None and step["state"]["status"] not in {"open", "tendering"}:
            step = driven.step(do="scan", code="4006381333931")
        if step is None:
            return False
        sale = step["state"]["transaction_id"]
        self.in_doubt.add(sale)
        if step["state"]["balance_due"] != "0.00":
            step = driven.step(do="tender", type="Cash")
        step = step and driven.step(do="close")
        if step is None:
            return False
        assert step["ok"], step
        assert step["state"]["transaction_id"] == sale
        self.closed.append(sale)
        return True


def drained(till: Till) -> Step:
    """Send until nothing is left."""
    for _ in range(20):
        answer = till.script(SEND)[0]
        if not answer["left"]:
            return answer
    return answer


def assert_once(platform: Platform, shift: Shift) -> None:
    """Every sale that was closed took effect once, and none that was never begun."""
    assert len(set(shift.closed)) == len(shift.closed)
    assert {sale: platform.effects(sale) for sale in shift.closed} == dict.fromkeys(shift.closed, 1)
    assert set(platform.transactions) <= shift.in_doubt
    assert {platform.effects(sale) for sale in platform.transactions} == {1}
    assert platform.violations == []


def test_25_sales_of_an_outage_arrive_once_in_batches_of_at_most_10(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    simulator.stop()
    shift = Shift(till)
    with shift.process() as driven:
        for _ in range(13):
            assert shift.sell(driven)
        assert driven.step(do="scan", code="4006381333931")
    with shift.process() as driven:
        for _ in range(12):
            assert shift.sell(driven)
    assert len(shift.closed) == 25
    assert till.run("queue", "status", "--json").json["pending"] == 25
    simulator.start()

    assert drained(till)["parked"] == 0

    platform = simulator.platform
    assert len(platform.transactions) == 25
    assert_once(platform, shift)
    batches = platform.requests(BATCH)
    sizes = [request.body.count(b'"transaction_id"') for request in batches]
    assert sum(sizes) + len(platform.requests(SINGLE)) == 25
    assert max(sizes) <= 10
    assert len(sizes) == 3
    assert platform.most_in_flight == 1


def test_smaller_batches_where_the_shop_wants_them(till: Till, simulator: RunningSimulator) -> None:
    sale: list[Step] = [{"do": "scan", "code": "TEA"}, {"do": "tender", "type": "Cash"}, {"do": "close"}]
    till.sells(*sale * 9)
    till.talk_to(simulator)
    till.change("platform", batch_size=4)

    assert drained(till)["left"] == 0

    sizes = [request.body.count(b'"transaction_id"') for request in simulator.platform.requests(BATCH)]
    assert max(sizes) == 4
    assert {simulator.platform.effects(each) for each in simulator.platform.transactions} == {1}


@pytest.mark.parametrize(
    ("model", "kills"),
    [
        ("upsert", 4),
        ("stored", 4),
        pytest.param("upsert", 150, marks=pytest.mark.soak),
        pytest.param("stored", 150, marks=pytest.mark.soak),
    ],
)
def test_a_process_killed_at_any_moment_loses_and_doubles_nothing(
    till: Till, model: Literal["upsert", "stored"], kills: int
) -> None:
    chance, shift = Random(kills), Shift(till)
    with serve(Platform(SimulatorConfig(model=model))) as simulator:
        till.talk_to(simulator)
        for _ in range(kills):
            trouble(simulator.platform, chance)
            with shift.process() as driven:
                assert shift.sell(driven)
                plug = Timer(chance.uniform(0.0, 0.25), driven.process.kill)
                plug.start()
                while shift.sell(driven):
                    pass
                plug.join()
        simulator.platform.faults.clear()
        with shift.process() as driven:
            assert shift.sell(driven)

        assert drained(till)["parked"] == 0
        assert len(shift.closed) >= kills
        assert_once(simulator.platform, shift)
    assert till.run("journal", "verify").status == 0
    assert till.run("doctor", "--json").json["database"] == "ok"


def trouble(platform: Platform, chance: Random) -> None:
    """A platform on a bad day."""
    platform.faults.clear()
    for _ in range(4):
        kind = chance.choice([FaultKind.DROP_REPLY, FaultKind.DROP_REQUEST, FaultKind.STATUS, FaultKind.CUT, None])
        if kind is not None:
            container = chance.random() < 0.5
            platform.faults.add(Fault(kind, status=500 if kind is FaultKind.STATUS else None, container=container))


def test_a_receipt_that_was_going_out_when_the_plug_was_pulled_is_printed_as_a_copy(till: Till) -> None:
    pipe = till.folder / "paper"
    till.change("printer", driver="network", target="127.0.0.1:9")
    shift = Shift(till)
    with shift.process() as driven:
        assert shift.sell(driven)
    mark_as_printing(till.database)
    till.change("printer", driver="file", target=str(pipe))

    with shift.process() as driven:
        assert shift.sell(driven)

    receipts = sorted(path.read_text(encoding="utf-8") for path in pipe.glob("*.txt"))
    in_doubt, fresh = (next(text for text in receipts if sale in text) for sale in shift.closed)
    assert "COPY" in in_doubt.upper()
    assert "COPY" not in fresh.upper()


def mark_as_printing(database: Path) -> None:
    """As the database is left by a plug pulled while bytes went out."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("UPDATE print_job SET state = 'printing'").rowcount == 1
        connection.commit()
