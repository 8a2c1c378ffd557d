from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts, Step
from pos_terminal.application.queueing import DeliveryState, Request
from pos_terminal.application.releasing import Releasing
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.application.standing import Link
from tests.application.fakes import FakeClock, FakeIds, FakePlatform, FakeWire, MemoryOutbox, SteadyChance

LOST = Reply(Outcome.UNKNOWN, Why.UNREACHABLE)
FAILING = Reply(Outcome.UNKNOWN, Why.FAILING, "INTERNAL_SERVER_ERROR")
EMPTY = Reply(Outcome.UNKNOWN, Why.EMPTY)
PENDING = Reply(Outcome.UNKNOWN, Why.PENDING)
BARE = Reply(Outcome.UNKNOWN, Why.BARE, text="The platform answered 500.")
NO = Reply(Outcome.REJECTED, text="bad item")


class Line:
    """Delivery on fakes; `run` steps on, letting the clock pass each pause."""

    def __init__(self, sales: int = 0, batch_size: int = 10, *, transaction: str = "") -> None:
        self.outbox, self.platform, self.clock = MemoryOutbox(), FakePlatform(), FakeClock()
        for number in range(1, sales + 1):
            self.outbox.put(transaction or f"T{number}", f"sale{number}")
        ports = DeliveryPorts(self.outbox, self.platform, FakeWire(), self.clock, FakeIds())
        self.delivery = Delivery(ports, Breaker(SteadyChance()), batch_size)

    def run(self, most: int = 200) -> list[Step]:
        steps = []
        for _ in range(most):
            steps.append(self.delivery.step())
            wait = steps[-1].wait
            if wait is None:
                break
            self.clock.forward(wait)
        return steps

    @property
    def states(self) -> list[DeliveryState]:
        return list(self.outbox.states.values())

    def bodies(self) -> list[str]:
        return [request.body.decode() for request in self.platform.sent]


def test_a_sale_is_sent_under_the_id_that_was_frozen_with_it() -> None:
    line = Line(1)
    line.run()
    assert [request.request_id for request in line.platform.sent] == ["single-1"]
    assert line.states == [DeliveryState.DONE]
    assert line.delivery.link is Link.ONLINE


def test_a_backlog_goes_out_in_batches_of_at_most_the_batch_size_oldest_first() -> None:
    line = Line(25)
    line.run()
    assert [body.count("sale") for body in line.bodies()] == [10, 10, 5]
    assert ",".join(line.bodies()).split(",") == [f"sale{number}" for number in range(1, 26)]
    assert set(line.states) == {DeliveryState.DONE}


def test_a_lost_reply_is_settled_under_the_same_id_and_bytes_before_anything_else() -> None:
    line = Line(3)
    line.platform.answers = [LOST, LOST]
    line.run()
    first, second, third = line.platform.sent[:3]
    assert first == second == third
    assert len(line.platform.sent) == 3


def test_a_sale_whose_outcome_is_unknown_joins_no_batch() -> None:
    line = Line(1)
    line.platform.answers = [LOST]
    line.delivery.step()
    line.outbox.put("T2", "sale2")
    line.outbox.put("T3", "sale3")
    line.clock.forward(60)
    line.run()
    assert line.bodies() == ["sale1", "sale1", "sale2,sale3"]


def test_snapshots_of_one_transaction_go_strictly_in_order() -> None:
    line = Line(3, transaction="T")
    line.run()
    assert line.bodies() == ["sale1", "sale2", "sale3"]


def test_versions_of_one_transaction_go_a_second_apart_and_others_wait_for_none_of_them() -> None:
    line = Line(3, batch_size=1, transaction="T")
    line.outbox.put("Other", "other")
    sent: list[tuple[float, str]] = []
    for step in range(20):
        wait = line.delivery.step().wait
        sent += [(line.clock.monotonic(), body) for body in line.bodies()[len(sent) :]]
        if wait is None:
            break
        if step % 2:
            line.clock.forward(wait)
    bodies = [body for _, body in sent]
    assert bodies == ["sale1", "other", "sale2", "sale3"]
    at = {body: when for when, body in sent}
    assert at["other"] == at["sale1"]
    assert [at["sale2"] - at["sale1"], at["sale3"] - at["sale2"]] == [1.0, 1.0]
    assert set(line.states) == {DeliveryState.DONE}


def test_a_version_waits_a_second_behind_the_last_try_of_the_one_before_it() -> None:
    line = Line(2, transaction="T")
    line.platform.answers = [LOST]
    steps = line.run()
    assert line.bodies() == ["sale1", "sale1", "sale2"]
    assert [each.wait for each in steps if each.sent == 0][-2:] == [1.0, None]


def test_versions_stay_apart_over_a_restart() -> None:
    line = Line(2, transaction="T")
    line.delivery.step()
    ports = DeliveryPorts(line.outbox, line.platform, FakeWire(), line.clock, FakeIds())
    again = Delivery(ports, Breaker(SteadyChance()), 10)
    assert [again.step().wait for _ in range(2)] == [1.0, 1.0]
    assert line.bodies() == ["sale1"]
    line.clock.forward(1.0)
    again.step()
    assert line.bodies() == ["sale1", "sale2"]


def test_a_version_that_is_held_back_counts_as_something_to_send() -> None:
    line = Line(2, transaction="T")
    step = line.delivery.drain(lambda _: True)
    assert (step.sent, step.wait) == (1, 1.0)
    line.clock.forward(1.0)
    assert line.delivery.drain(lambda _: True).sent == 1


def test_a_poison_sale_is_found_by_halving_and_parked_and_the_others_are_delivered() -> None:
    line = Line(10)
    line.platform.rule = lambda request: NO if "sale7" in request.body.decode().split(",") else None
    line.run()
    assert line.states.count(DeliveryState.PARKED) == 1
    assert line.outbox.states[7] is DeliveryState.PARKED
    assert line.outbox.reasons[7] == "bad item"
    assert line.states.count(DeliveryState.DONE) == 9


def test_a_parked_sale_is_tried_again_every_day_and_when_asked_under_a_new_id_each_time() -> None:
    line = Line(1)
    line.platform.answers = [NO, NO]
    line.run()
    line.clock.forward(86_400)
    line.run()
    assert line.states == [DeliveryState.PARKED]
    line.delivery.try_parked_again()
    line.run()
    assert line.states == [DeliveryState.DONE]
    ids = [request.request_id for request in line.platform.sent]
    assert len(set(ids)) == len(ids) == 3
    assert {request.body for request in line.platform.sent} == {b"sale1"}


def test_halves_have_ids_of_their_own() -> None:
    line = Line(4)
    line.platform.answers = [NO]
    line.run()
    ids = [request.request_id for request in line.platform.sent]
    assert len(set(ids)) == len(ids) == 3


def test_refused_credentials_stop_everything_and_lose_nothing() -> None:
    line = Line(1)
    line.platform.answers = [Reply(Outcome.AUTH, code="ACCESS_DENIED")]
    step = line.delivery.step()
    assert (step.link, step.wait) == (Link.STOPPED, 300.0)
    assert line.delivery.step().wait == 300.0
    assert len(line.platform.sent) == 1
    line.run()
    assert line.platform.sent[0] == line.platform.sent[1]
    assert line.states == [DeliveryState.DONE]


@pytest.mark.parametrize("outcome", [Outcome.SETUP, Outcome.SECURITY])
def test_a_wrong_address_or_an_untrusted_one_stops_sending_too(outcome: Outcome) -> None:
    line = Line(2)
    line.platform.answers = [Reply(outcome)]
    assert line.delivery.step().link is Link.STOPPED
    assert DeliveryState.PARKED not in line.states


def test_a_platform_without_batches_gets_singles_from_then_on() -> None:
    line = Line(3)
    line.platform.answers = [Reply(Outcome.SETUP, Why.NO_BATCH)]
    line.run()
    assert line.bodies() == ["sale1,sale2,sale3", "sale1", "sale2", "sale3"]
    line.outbox.put("T4", "sale4")
    line.outbox.put("T5", "sale5")
    line.run()
    assert line.bodies()[4:] == ["sale4", "sale5"]


def test_too_large_a_batch_is_halved_and_the_size_remembered() -> None:
    line = Line(20)
    line.platform.answers = [Reply(Outcome.REJECTED, Why.TOO_LARGE)]
    line.run()
    assert [body.count("sale") for body in line.bodies()] == [10, 5, 5, 5, 5]


def test_a_single_that_is_too_large_is_parked() -> None:
    line = Line(1)
    line.platform.answers = [Reply(Outcome.REJECTED, Why.TOO_LARGE)]
    line.run()
    assert line.states == [DeliveryState.PARKED]


def test_the_third_definite_failure_sends_a_single_under_a_new_id_and_never_parks_it() -> None:
    line = Line(1)
    line.platform.answers = [FAILING] * 4
    line.run()
    ids = [request.request_id for request in line.platform.sent]
    assert ids[0] == ids[1] == ids[2] != ids[3] == ids[4]
    assert {request.body for request in line.platform.sent} == {b"sale1"}
    assert line.states == [DeliveryState.DONE]


@pytest.mark.parametrize("sales", [1, 4])
def test_failures_do_not_decide_once_a_try_of_the_id_timed_out(sales: int) -> None:
    line = Line(sales)
    line.platform.answers = [LOST, *[FAILING] * 40]
    line.run()
    assert len({request.request_id for request in line.platform.sent}) == 1
    assert set(line.states) == {DeliveryState.DONE}


def test_the_third_definite_failure_halves_a_batch() -> None:
    line = Line(4)
    line.platform.answers = [FAILING] * 3
    line.run()
    assert [body.count("sale") for body in line.bodies()] == [4, 4, 4, 2, 2]


def test_three_empty_successes_count_as_taken() -> None:
    line = Line(1)
    line.platform.answers = [EMPTY] * 3
    line.run()
    assert line.states == [DeliveryState.DONE]
    assert line.outbox.notes == ["taken with empty replies alone"]


def test_two_empty_successes_are_not_enough() -> None:
    line = Line(1)
    line.platform.answers = [EMPTY] * 2
    line.run(most=2)
    assert line.states == [DeliveryState.SENDING]


def test_a_pending_reply_is_asked_for_again_under_the_same_id() -> None:
    line = Line(1)
    line.platform.answers = [PENDING] * 5
    waits = [step.wait for step in line.run() if step.wait]
    assert waits[:5] == [1.0, 2.0, 4.0, 8.0, 8.0]
    assert len({request.request_id for request in line.platform.sent}) == 1


def test_a_sale_that_the_platform_keeps_failing_on_does_not_hold_the_others_back() -> None:
    line = Line(1)
    line.platform.rule = lambda request: FAILING if b"sale1" in request.body.split(b",") else None
    line.delivery.step()
    for number in range(2, 9):
        line.outbox.put(f"T{number}", f"sale{number}")
    line.run(most=12)
    assert line.states.count(DeliveryState.DONE) == 7
    assert line.outbox.states[1] in {DeliveryState.SENDING, DeliveryState.WAITING}


def test_others_go_out_while_one_is_still_being_processed() -> None:
    line = Line(1)
    line.platform.answers = [PENDING, PENDING]
    line.delivery.step()
    line.outbox.put("T2", "sale2")
    line.delivery.step()
    assert line.bodies() == ["sale1", "sale2"]


def test_pauses_grow_and_start_again_after_a_success() -> None:
    line = Line(1)
    line.platform.answers = [LOST] * 8
    waits = [step.wait for step in line.run()]
    assert waits[:8] == [0.5, 1.0, 2.0, 4.0, 8.0, 45.0, 45.0, 45.0]
    line.outbox.put("T2", "sale2")
    line.platform.answers = [LOST]
    assert line.delivery.step().wait == 0.5


def test_a_platform_that_names_a_time_is_not_asked_sooner() -> None:
    line = Line(1)
    line.platform.answers = [Reply(Outcome.UNKNOWN, Why.BUSY, retry_after=120.0)]
    assert line.delivery.step().wait == 120.0
    line = Line(1)
    line.platform.answers = [Reply(Outcome.UNKNOWN, Why.BUSY, retry_after=86_400.0)]
    assert line.delivery.step().wait == 900.0


def test_a_drain_that_somebody_asks_for_does_not_wait_out_a_pause() -> None:
    line = Line(1)
    line.platform.answers = [LOST]
    line.delivery.step()
    assert line.delivery.drain(lambda step: step.link is Link.ONLINE).sent == 1


class Resting(Releasing):
    """Has an offer to give back, and leaves it alone for a while."""

    def __init__(self) -> None:
        self.is_hurried = False
        self.left = 1

    def step(self) -> Reply | None:
        if not (self.left and self.is_hurried):
            return None
        self.left = 0
        return Reply(Outcome.DONE)

    def hurry(self) -> None:
        self.is_hurried = True

    def next_wake(self) -> float | None:
        return 30.0 if self.left else None


def test_a_drain_that_somebody_asks_for_gives_back_an_offer_that_rests() -> None:
    releasing = Resting()
    line = Line()
    ports = DeliveryPorts(line.outbox, line.platform, FakeWire(), line.clock, FakeIds(), releasing)
    delivery = Delivery(ports, Breaker(SteadyChance()), 10)
    assert delivery.step().wait == 30.0
    assert delivery.drain(lambda step: step.link is Link.ONLINE).wait is None
    assert releasing.left == 0


def test_a_drain_does_not_spin_while_the_platform_is_still_processing() -> None:
    line = Line(1)
    line.platform.answers = [PENDING]
    step = line.delivery.drain(lambda step: step.link is Link.ONLINE)
    assert (step.sent, step.wait, step.link) == (0, 1.0, Link.ONLINE)


def test_a_drain_stops_when_the_platform_fails() -> None:
    line = Line(30)
    line.platform.rule = lambda request: LOST if "sale11" in request.body.decode().split(",") else None
    assert line.delivery.drain(lambda step: step.link is Link.ONLINE).sent == 10
    assert line.outbox.counts().pending == 20


def test_a_pause_that_the_platform_asked_for_counts_for_a_drain_too() -> None:
    line = Line(1)
    line.platform.answers = [Reply(Outcome.UNKNOWN, Why.BUSY, retry_after=120.0)]
    line.delivery.step()
    step = line.delivery.drain(lambda step: step.link is Link.ONLINE)
    assert (step.sent, step.wait) == (0, 120.0)
    line.clock.forward(120)
    assert line.delivery.drain(lambda step: step.link is Link.ONLINE).sent == 1


def test_a_platform_that_is_down_is_probed_at_most_every_half_minute() -> None:
    line = Line(1)
    line.platform.rule = lambda _: LOST
    waits = [step.wait for step in line.run(most=40)]
    assert all(30.0 <= (wait or 0.0) <= 60.0 for wait in waits[5:])


def test_a_sale_of_this_moment_goes_before_the_backlog_and_alone() -> None:
    line = Line(40)
    line.delivery.step()
    line.outbox.put("T41", "sale41")
    line.delivery.step()
    line.delivery.step()
    assert [body.count("sale") for body in line.bodies()] == [10, 1, 10]
    assert line.bodies()[1] == "sale41"


def test_sales_of_an_outage_are_backlog_and_go_in_batches() -> None:
    line = Line(1)
    line.platform.answers = [LOST]
    line.delivery.step()
    for number in range(2, 8):
        line.outbox.put(f"T{number}", f"sale{number}")
    line.clock.forward(60)
    line.run()
    assert [body.count("sale") for body in line.bodies()] == [1, 1, 6]


def test_what_a_copy_of_the_database_may_send_too_goes_under_the_ids_both_know() -> None:
    line = Line(6)
    line.outbox.copied = 3
    line.run()
    assert [request.request_id for request in line.platform.sent[:3]] == ["single-1", "single-2", "single-3"]
    assert line.bodies()[3:] == ["sale4,sale5,sale6"]


def poisoned(request: Request) -> Reply | None:
    return BARE if b"sale3" in request.body.split(b",") else None


def test_a_batch_that_fails_without_a_word_is_not_halved_in_the_first_half_hour() -> None:
    line = Line(10)
    line.platform.rule = poisoned
    number = 10
    while line.clock.ticks < 100 + 1700:
        step = line.delivery.step()
        number += 1
        line.outbox.put(f"T{number}", f"sale{number}")
        line.clock.forward(min(step.wait or 5.0, 5.0))
    assert sum(body.count("sale3,") for body in line.bodies()) >= 20
    assert {body for body in line.bodies() if "sale3," in body} == {line.bodies()[0]}


def test_a_batch_that_alone_fails_without_a_word_for_long_is_halved_and_says_what_it_relies_on() -> None:
    line = Line(10)
    line.platform.rule = poisoned
    number = 10
    while line.clock.ticks < 100 + 4 * 3600:
        step = line.delivery.step()
        if line.clock.ticks < 100 + 3600:
            number += 1
            line.outbox.put(f"T{number}", f"sale{number}")
        line.clock.forward(min(step.wait or 60.0, 60.0))
    undone = [at for at, state in line.outbox.states.items() if state is not DeliveryState.DONE]
    assert 3 in undone
    assert len(undone) < 10
    assert DeliveryState.PARKED not in line.states


def test_a_batch_is_not_halved_while_nothing_else_is_taken_either() -> None:
    line = Line(10)
    line.platform.rule = lambda _: BARE
    line.run(most=300)
    assert {len(request.body.split(b",")) for request in line.platform.sent} == {10}
    assert line.clock.ticks > 100 + 2 * 1800


def test_an_outage_with_bare_errors_leaves_few_requests_without_an_outcome() -> None:
    line = Line(1000)
    line.platform.rule = lambda _: BARE
    line.run(most=500)
    assert len({request.request_id for request in line.platform.sent}) < 10
    line.platform.rule = None
    line.clock.forward(60)
    line.run(most=400)
    assert set(line.states) == {DeliveryState.DONE}


def test_a_sale_that_alone_keeps_failing_is_tried_ever_more_rarely() -> None:
    line = Line(1)
    line.platform.rule = lambda request: FAILING if b"sale1" in request.body.split(b",") else None
    line.delivery.step()
    for number in range(2, 5):
        line.outbox.put(f"T{number}", f"sale{number}")
    while line.clock.ticks < 100 + 3600:
        line.clock.forward(min(line.delivery.step().wait or 1.0, 1.0))
    tries = [body for body in line.bodies() if body == "sale1"]
    assert 100 < len(tries) < 250
    assert line.delivery.link is Link.ONLINE


def test_three_poisoned_batches_do_not_hold_the_healthy_ones_back() -> None:
    line = Line(200)
    bad = {b"sale1", b"sale11", b"sale21"}
    line.platform.rule = lambda request: BARE if bad & set(request.body.split(b",")) else None
    line.run(most=120)
    assert line.states.count(DeliveryState.DONE) == 170


def test_a_batch_without_an_answer_is_not_taken_apart_by_one_word_that_there_are_no_batches() -> None:
    line = Line(3)
    none = Reply(Outcome.SETUP, Why.NO_BATCH)
    line.platform.answers = [LOST, none, none]
    line.run(most=3)
    assert set(line.bodies()) == {"sale1,sale2,sale3"}
    line.platform.answers = [none]
    line.run()
    assert line.bodies()[-3:] == ["sale1", "sale2", "sale3"]


def test_a_link_that_comes_and_goes_is_not_called_good_at_its_first_sign_of_life() -> None:
    line = Line(1)
    seen = []
    for number in range(2, 40):
        is_up = line.clock.ticks % 7 < 2
        line.platform.rule = None if is_up else (lambda _: LOST)
        seen.append(line.delivery.step().link)
        line.outbox.put(f"T{number}", f"sale{number}")
        line.clock.forward(1.0)
    switches = sum(1 for before, after in pairwise(seen) if before is not after)
    assert switches <= 4
    line.platform.rule = None
    line.run()
    assert set(line.states) == {DeliveryState.DONE}
    assert line.delivery.link is Link.ONLINE


def test_what_was_parked_yesterday_is_tried_again_by_a_terminal_that_starts_today() -> None:
    line = Line(1)
    line.platform.answers = [NO]
    line.run()
    line.clock.wall += timedelta(hours=25)
    ports = DeliveryPorts(line.outbox, line.platform, FakeWire(), line.clock, FakeIds(100))
    Delivery(ports, Breaker(SteadyChance()), 10).step()
    assert line.states == [DeliveryState.DONE]


def test_what_was_parked_a_moment_ago_is_left_alone_by_a_terminal_that_starts() -> None:
    line = Line(1)
    line.platform.answers = [NO]
    line.run()
    ports = DeliveryPorts(line.outbox, line.platform, FakeWire(), line.clock, FakeIds(100))
    Delivery(ports, Breaker(SteadyChance()), 10).step()
    assert line.states == [DeliveryState.PARKED]


def test_what_was_parked_under_a_clock_that_ran_ahead_is_not_forgotten() -> None:
    line = Line(1)
    line.platform.answers = [NO]
    line.run()
    line.clock.wall -= timedelta(days=400)
    line.clock.ticks += 3600
    line.run()
    assert line.states == [DeliveryState.DONE]


@pytest.mark.parametrize("size", [0, 11, -1])
def test_a_batch_size_the_platform_does_not_take_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 10"):
        Line(1, size)


@settings(max_examples=150, deadline=None)
@given(
    sales=st.integers(1, 23),
    size=st.integers(1, 10),
    poison=st.sets(st.integers(1, 23), max_size=4),
    weather=st.lists(st.sampled_from([LOST, FAILING, EMPTY, PENDING, BARE, Reply(Outcome.AUTH)]), max_size=25),
)
def test_whatever_the_weather_every_healthy_sale_arrives_and_every_poison_one_is_parked(
    sales: int, size: int, poison: set[int], weather: list[Reply]
) -> None:
    line = Line(sales, size)
    ids: dict[str, bytes] = {}
    waiting = list(weather)

    def answer(request: Request) -> Reply | None:
        assert ids.setdefault(request.request_id, request.body) == request.body
        assert request.body.count(b"sale") <= size
        if waiting:
            return waiting.pop(0)
        bad = {f"sale{number}" for number in poison}
        return NO if bad & set(request.body.decode().split(",")) else None

    line.platform.rule = answer
    line.run(most=400)
    for number, state in line.outbox.states.items():
        # Three empty successes in a row are taken for a yes, whatever was in the request.
        expected = {DeliveryState.PARKED, DeliveryState.DONE} if number in poison else {DeliveryState.DONE}
        assert state in expected
