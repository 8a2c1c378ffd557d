"""Two tills on copies of one database, in processes of their own: each sale arrives once, each number is one sale's."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from pos_terminal.simulator import Fault, FaultKind, Platform, RunningSimulator, SimulatorConfig, serve
from tests.cli.till import CASHIER, LATTE, PIN, Driven, Step, Till, cash, jsonl, refused_with

SALE: list[Step] = [LATTE, cash(), {"do": "close"}]
TOO_MANY = "request_payload.transactions: 1 to 2"
BATCH = "send_batch_transaction"
Model = Literal["upsert", "stored"]
MODELS: list[Model] = ["upsert", "stored"]


def _sold(answers: list[Step]) -> list[str]:
    assert all(answer["ok"] for answer in answers), answers
    return [answer["state"]["transaction_id"] for answer in answers if answer["do"] == "close"]


def _leave_a_batch_in_doubt(till: Till, simulator: RunningSimulator) -> list[str]:
    """Six sales of an outage, then a batch of them that went out and was never heard of again."""
    till.change("platform", batch_size=4)
    simulator.stop()
    till.talk_to(simulator)
    sold = _sold(till.sells(*SALE * 6))
    simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, BATCH, count=None))
    simulator.start()
    till.run("queue", "send")
    (request,) = simulator.platform.requests(BATCH)
    assert request.body.count(b'"transaction_id"') == 4
    return sold


Start = Callable[[Till], Driven]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a till as a process with the cashier signed on; killed at the end."""
    started: list[Driven] = []

    def start_one(till: Till) -> Driven:
        started.append(till.driven())
        signed_on = started[-1].step(do="sign_in", employee_id=CASHIER, pin=PIN)
        assert signed_on is not None
        assert signed_on["ok"]
        return started[-1]

    yield start_one
    for each in started:
        each.kill()


def _both(tills: list[Driven], **step: object) -> list[Step]:
    """Have both take a step at the same time."""
    for till in tills:
        assert till.process.stdin is not None
        till.process.stdin.write(jsonl([step]))
        till.process.stdin.flush()
    return [_answer(till) for till in tills]


def _answer(till: Driven) -> Step:
    assert till.process.stdout is not None
    answer: Step = json.loads(till.process.stdout.readline())
    return answer


@pytest.mark.parametrize(
    ("model", "largest"),
    [
        ("upsert", 4),
        ("stored", 2),  # the batch is refused and halved
        pytest.param("upsert", 2, marks=pytest.mark.soak),
        pytest.param("stored", 4, marks=pytest.mark.soak),
    ],
)
def test_both_copies_of_a_till_sell_on_and_send_and_nothing_is_there_twice(
    till: Till, start: Start, tmp_path: Path, model: Model, largest: int
) -> None:
    with serve(Platform(SimulatorConfig(model=model, batch_limit=largest))) as simulator:
        sold = _leave_a_batch_in_doubt(till, simulator)
        open_sale = till.sells(LATTE, cash())[-1]["state"]["transaction_id"]
        twins = [till.copied_to(tmp_path / name) for name in ("one", "two")]
        simulator.platform.faults.clear()
        tills = [start(twin) for twin in twins]
        sold += [answer["state"]["transaction_id"] for answer in _both(tills, do="close")]
        for step in SALE:
            sold += _sold(_both(tills, **step))
        for _ in range(3):
            left = [answer["left"] for answer in _both(tills, do="send_pending")]

        assert left == [0, 0]
        assert len(set(sold)) == len(sold) == 6 + 2 + 2
        assert open_sale not in sold
        platform = simulator.platform
        assert {sale: platform.effects(sale) for sale in sold} == dict.fromkeys(sold, 1)
        assert set(platform.transactions) == set(sold)
        # A batch larger than the platform takes is the one thing that is wrong, where it takes only two.
        assert {each.detail.rpartition(",")[0] for each in platform.violations} <= {TOO_MANY}
        assert bool(platform.violations) == (largest < 4)
        assert simulator.failures == []


@pytest.mark.parametrize("model", MODELS)
def test_a_second_process_that_got_past_the_lock_takes_over_and_the_first_one_stops(
    till: Till, start: Start, model: Model
) -> None:
    with serve(Platform(SimulatorConfig(model=model))) as simulator:
        simulator.stop()
        till.talk_to(simulator)
        sold = _sold(till.sells(*SALE * 3))
        first = start(till)
        (till.data / "terminal.db.lock").unlink()
        second = start(till)
        for step in ({"do": "send_pending"}, LATTE):
            answer = first.step(**step)
            assert answer is not None
            assert refused_with(answer, "not_allowed_now")
            assert "Another process uses this database" in answer["error"]["message"]
        simulator.start()
        for step in SALE:
            sold += _sold([second.step(**step) or {}])
        sent = second.step(do="send_pending")
        assert sent is not None
        assert sent["left"] == 0

        assert len(set(sold)) == len(sold) == 4
        assert {sale: simulator.platform.effects(sale) for sale in sold} == dict.fromkeys(sold, 1)
        assert simulator.platform.violations == []
    assert till.run("journal", "verify").status == 0


@pytest.mark.parametrize("model", MODELS)
def test_an_older_state_put_back_gives_no_number_twice(till: Till, tmp_path: Path, model: Model) -> None:
    with serve(Platform(SimulatorConfig(model=model))) as simulator:
        till.talk_to(simulator)
        send: Step = {"do": "send_pending"}
        sold = _sold(till.sells(*SALE * 3))
        shutil.copytree(till.data, tmp_path / "backup", ignore=shutil.ignore_patterns("logs"))
        sold += _sold(till.sells(*SALE * 3, send))
        # Over the files that are there, as `cp -r` does: the database stays the same file.
        shutil.copytree(tmp_path / "backup", till.data, dirs_exist_ok=True)
        sold += _sold(till.sells(*SALE * 3, send))

        assert len(set(sold)) == len(sold) == 9
        assert {sale: simulator.platform.effects(sale) for sale in sold} == dict.fromkeys(sold, 1)
        assert simulator.platform.violations == []
    assert till.run("journal", "verify").status == 0


def test_a_clone_and_the_till_that_knows_nothing_of_it_sell_under_numbers_of_their_own(
    till: Till, start: Start, tmp_path: Path
) -> None:
    """The till itself cannot know; a platform that takes a sale once, however often it comes, keeps both right."""
    with serve(Platform(SimulatorConfig(model="upsert"))) as simulator:
        simulator.stop()
        till.talk_to(simulator)
        sold = _sold(till.sells(*SALE * 12))
        twins = [till, till.copied_to(tmp_path / "clone")]
        simulator.start()
        tills = [start(twin) for twin in twins]
        for step in SALE * 2:
            sold += _sold(_both(tills, **step))
        for _ in range(3):
            left = [answer["left"] for answer in _both(tills, do="send_pending")]

        assert left == [0, 0]
        assert len(set(sold)) == len(sold) == 12 + 4
        assert {sale: simulator.platform.effects(sale) for sale in sold} == dict.fromkeys(sold, 1)
        assert simulator.platform.violations == []
    assert Counter(sale.split("-")[2] for sale in sold[12:]) == dict.fromkeys({s.split("-")[2] for s in sold[12:]}, 2)
