"""A backlog that goes out steadily: the next batch is stored, and the last one noted, while one is on its way."""

from collections.abc import Sequence
from datetime import datetime
from errno import ENOSPC

import pytest

from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts
from pos_terminal.application.queueing import DeliveryState, Request
from pos_terminal.application.releasing import Releasing
from pos_terminal.application.replies import Outcome, Reply, Why
from tests.application.fakes import FakeClock, FakeIds, FakePlatform, FakeWire, MemoryOutbox, SteadyChance

LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE)
FAILING = Reply(Outcome.UNKNOWN, Why.FAILING, "INTERNAL_SERVER_ERROR")
NO_BATCH = Reply(Outcome.SETUP, Why.NO_BATCH)
TAKEN = Reply(Outcome.DONE)


class Street:
    """A backlog, and what stood in the outbox when each request was out: what looked tried, what was noted as taken."""

    def __init__(self, sales: int, releasing: Releasing | None = None, outbox: MemoryOutbox | None = None) -> None:
        self.outbox, self.platform = outbox or MemoryOutbox(), FakePlatform()
        self.clock, self.ids = FakeClock(), FakeIds()
        self.open: list[list[str]] = []
        self.done: list[int] = []
        self.platform.rule = self._look
        self._releasing = releasing
        for number in range(1, sales + 1):
            self.outbox.put(f"T{number}", f"sale{number}")
        self.delivery = self.started()

    def started(self) -> Delivery:
        """Delivery as after a start: nothing is known but what the outbox holds."""
        ports = DeliveryPorts(self.outbox, self.platform, FakeWire(), self.clock, self.ids, self._releasing)
        return Delivery(ports, Breaker(SteadyChance()), 10)

    def run(self, most: int = 100) -> None:
        for _ in range(most):
            wait = self.delivery.step().wait
            if wait is None:
                return
            self.clock.forward(wait)

    @property
    def firsts(self) -> list[str]:
        """The first sale of each request that went out."""
        return [request.body.decode().split(",")[0] for request in self.platform.sent]

    def tries(self, first: str) -> int:
        """How often an open request with this first sale was tried, as far as is noted."""
        return next(each.tries for each in self.outbox.requests.values() if self._first(each.request) == first)

    def _look(self, _request: Request) -> None:
        self.open.append([self._first(each.request) for each in self.outbox.requests.values() if not each.is_fresh])
        self.done.append(list(self.outbox.states.values()).count(DeliveryState.DONE))

    def _first(self, request: Request) -> str:
        return request.body.decode().split(",")[0]


def test_the_next_batch_is_stored_and_the_one_before_noted_while_one_is_on_its_way() -> None:
    street = Street(45)
    street.run()
    assert street.firsts == ["sale1", "sale11", "sale21", "sale31", "sale41"]
    # The first says whether the platform answers, and behind the last there is nothing.
    assert street.open == [
        ["sale1"],
        ["sale11", "sale21"],
        ["sale21", "sale31"],
        ["sale31", "sale41"],
        ["sale41"],
    ]
    assert street.done == [0, 10, 20, 30, 40]
    assert set(street.outbox.states.values()) == {DeliveryState.DONE}


def test_what_a_crash_leaves_unnoted_goes_again_under_its_own_id() -> None:
    street = Street(45)
    for _ in range(3):
        street.delivery.step()
    street.delivery = street.started()
    street.run()
    assert street.firsts == ["sale1", "sale11", "sale21", "sale21", "sale31", "sale41"]
    assert street.platform.sent[2] == street.platform.sent[3]
    assert set(street.outbox.states.values()) == {DeliveryState.DONE}


def test_whoever_leaves_notes_what_was_taken_and_that_the_next_was_not_tried() -> None:
    street = Street(45)
    for _ in range(2):
        street.delivery.step()
    street.delivery.leave()
    assert street.outbox.counts().pending == 25
    assert street.tries("sale21") == 0
    street.run()
    assert street.firsts == ["sale1", "sale11", "sale21", "sale31", "sale41"]


def test_a_drain_leaves_nothing_unnoted() -> None:
    street = Street(45)
    assert street.delivery.drain(lambda _: len(street.platform.sent) < 2).sent == 20
    assert street.outbox.counts().pending == 25


@pytest.mark.parametrize("trouble", [LOST, FAILING, Reply(Outcome.AUTH), Reply(Outcome.REJECTED)])
def test_a_batch_that_did_not_follow_is_not_counted_as_tried(trouble: Reply) -> None:
    street = Street(45)
    street.platform.answers = [TAKEN, trouble]
    for _ in range(2):
        street.delivery.step()
    assert street.tries("sale21") == 0
    assert street.outbox.counts().pending == 35
    street.run()
    assert set(street.outbox.states.values()) == {DeliveryState.DONE}


def test_a_platform_that_takes_no_more_batches_gets_those_that_are_stored_as_singles_at_once() -> None:
    street = Street(40)
    street.platform.rule = lambda request: NO_BATCH if "," in request.body.decode() and len(street.firsts) > 1 else None
    street.run()
    assert street.clock.monotonic() == FakeClock().monotonic()
    assert street.firsts[:4] == ["sale1", "sale11", "sale21", "sale11"]
    assert set(street.outbox.states.values()) == {DeliveryState.DONE}


def test_a_sale_of_this_moment_goes_before_the_batch_that_is_ready() -> None:
    street = Street(45)
    for _ in range(2):
        street.delivery.step()
    street.outbox.put("Live", "live")
    street.run()
    assert street.firsts == ["sale1", "sale11", "live", "sale21", "sale31", "sale41"]
    assert street.done[2] == 20


class Giving(Releasing):
    """Has an offer to give back when it is told, and the platform does not answer."""

    def __init__(self) -> None:
        self.is_due = False

    def step(self) -> Reply | None:
        due, self.is_due = self.is_due, False
        return LOST if due else None

    def next_wake(self) -> float | None:
        return None


def test_a_pause_begins_with_everything_noted() -> None:
    giving = Giving()
    street = Street(45, giving)
    for _ in range(2):
        street.delivery.step()
    giving.is_due = True
    assert street.delivery.step().wait
    assert street.outbox.counts().pending == 25


class FullDisk(MemoryOutbox):
    """Has no room for the fourth batch when it comes first."""

    batches = 0

    def form_batch(self, request: Request, members: Sequence[int], at: datetime, taken: Sequence[str] = ()) -> None:
        self.batches += 1
        if self.batches == 4:
            raise OSError(ENOSPC, "No space left on device")
        super().form_batch(request, members, at, taken)


def test_what_cannot_be_written_meanwhile_leaves_the_request_open_and_loses_no_news() -> None:
    street = Street(45, outbox=FullDisk())
    for _ in range(2):
        street.delivery.step()
    with pytest.raises(OSError, match="No space left"):
        street.delivery.step()
    street.run()
    assert street.firsts == ["sale1", "sale11", "sale21", "sale21", "sale31", "sale41"]
    assert street.platform.sent[2] == street.platform.sent[3]
    assert street.done[-3:] == [20, 30, 40]
    assert set(street.outbox.states.values()) == {DeliveryState.DONE}
