"""Every row of the outcome table over real sockets: what becomes of the sales in the queue."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.client import Deadlines
from pos_terminal.application.standing import Link
from tests.adapters.sessionm.hostile import hostile
from tests.adapters.sessionm.till import AMPLE
from tests.reliability import bad_answers
from tests.reliability.bad_answers import Bad, bare, each
from tests.reliability.hostile_platform import HostilePlatform, says
from tests.reliability.sending import PROBE, Backlog, Line, SendingTill, assert_stopped

A_SINGLE_AND_A_BATCH = pytest.mark.parametrize("sales", [1, 3], ids=["single", "batch"])
A_DAY = 86_400.0
SAYING_NOTHING = (*bad_answers.UNREADABLE, *bad_answers.BARE)
STOPPING = (*bad_answers.NO_CREDENTIALS, *bad_answers.NO_SERVICE)
PATHS = {1: wire.SEND, 3: wire.SEND_BATCH}
SOAK_SEEDS = range(1, 11)


@pytest.fixture(params=[None, *(pytest.param(seed, marks=pytest.mark.soak) for seed in SOAK_SEEDS)])
def pace(request: pytest.FixtureRequest) -> Random | None:
    """The platform's own pace: at once, or in the long run in pieces and with pauses, by a seed."""
    seed: int | None = request.param
    return None if seed is None else Random(f"{seed} {request.node.name}")


@dataclass(frozen=True, slots=True)
class Scene:
    """Puts a till with a backlog opposite a platform."""

    backlog: Backlog
    folder: Path
    pace: Random | None

    @contextmanager
    def till(
        self, platform: HostilePlatform, sales: int, *, deadlines: Deadlines = AMPLE, batch_size: int = 10
    ) -> Iterator[SendingTill]:
        """The till, on the line to the platform; whatever happens, what went out is what was frozen."""
        with hostile(platform.behave, pace=self.pace) as server:
            line = Line(server.url, deadlines=deadlines)
            with self.backlog.till(sales, self.folder, line, batch_size) as till:
                yield till
                assert_as_frozen(platform, till)


@pytest.fixture
def scene(backlog: Backlog, tmp_path: Path, pace: Random | None, figures: Counter[str]) -> Scene:
    figures["hostile-server cases"] += 1
    return Scene(backlog, tmp_path, pace)


def assert_as_frozen(platform: HostilePlatform, till: SendingTill) -> None:
    """Each request on the wire is one that was stored, to the byte; so no id ever stood for other bytes."""
    for request in platform.sent:
        frozen = till.stored(request.request_id)
        assert (frozen.path, frozen.body) == (request.path, request.body)
        for sale in request.sales:
            assert till.documents[till.sales.index(sale)] in request.body


def assert_healed(platform: HostilePlatform, till: SendingTill) -> None:
    """All is taken, and the platform took all."""
    assert till.states == ["done"] * len(till.sales)
    assert platform.taken == till.sales


def asked_again(platform: HostilePlatform, till: SendingTill) -> None:
    """The outcome is not known: the same id and bytes go again, after a pause, and nothing else does before."""
    sales = len(till.sales)
    step = till.step()
    assert (step.link, step.sent) == (Link.OFFLINE, 0)
    assert step.wait
    assert step.reason
    assert till.states == ["sending"] * sales
    assert till.step().wait
    assert len(platform.sent) == 1

    till.be_patient()
    till.settle()

    first, second = platform.sent
    assert first == second
    assert first.path == PATHS[sales]
    assert_healed(platform, till)


@A_SINGLE_AND_A_BATCH
@pytest.mark.parametrize("bad", each((*bad_answers.BROKEN_OFF, *bad_answers.FAILING)))
def test_what_got_no_whole_answer_goes_again_under_the_same_id_and_bytes(scene: Scene, bad: Bad, sales: int) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, sales, deadlines=bad.deadlines) as till:
        asked_again(platform, till)


@pytest.mark.parametrize("bad", each(SAYING_NOTHING))
def test_what_got_an_answer_that_says_nothing_goes_again_under_the_same_id_and_bytes(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, 3, deadlines=bad.deadlines) as till:
        asked_again(platform, till)


@pytest.mark.parametrize("bad", each(bad_answers.BARE))
def test_an_error_of_nobody_in_particular_is_neither_parked_nor_halved_however_often(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act] * 12)
    with scene.till(platform, 3) as till:
        till.settle()

        assert len(platform.sent) == 13
        assert len(set(platform.sent)) == 1
        assert_healed(platform, till)


def test_a_batch_that_alone_gets_such_errors_for_half_an_hour_is_halved_after_all(scene: Scene) -> None:
    error = says(bare("500 Internal Server Error"))
    platform = HostilePlatform(judge=lambda request: error if request.sales[0].endswith("-000001") else None)
    with scene.till(platform, 14) as till:
        begun = till.clock.monotonic()
        while till.states.count("done") < 13:
            till.skip(till.step().wait or 0)

        ids = Counter(request.request_id for request in platform.sent if len(request.sales) == 10)
        assert [tries >= 20 for tries in ids.values()] == [True]
        assert till.clock.monotonic() - begun >= 1800
        assert till.states == ["sending"] + ["done"] * 13
        assert sorted(platform.taken) == till.sales[1:]


@A_SINGLE_AND_A_BATCH
@pytest.mark.parametrize("bad", each(bad_answers.PENDING))
def test_a_platform_still_at_it_is_asked_again_after_1_2_4_and_8_seconds(scene: Scene, bad: Bad, sales: int) -> None:
    platform = HostilePlatform([bad.act] * 5)
    with scene.till(platform, sales) as till:
        steps = till.settle()

        waits = [step.wait for step in steps if step.wait]
        assert waits == pytest.approx([1, 2, 4, 8, 8], abs=0.9)
        assert {step.link for step in steps} == {Link.ONLINE}
        assert len(platform.sent) == 6
        assert len(set(platform.sent)) == 1
        assert_healed(platform, till)


@pytest.mark.parametrize("bad", each((bad_answers.PENDING[0], bad_answers.FAILING[0])))
def test_one_request_that_is_kept_waiting_keeps_no_other(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, 3, batch_size=1) as till:
        till.settle()

        order = [request.sales[0] for request in platform.sent]
        assert order == [till.sales[0], till.sales[1], till.sales[2], till.sales[0]]
        assert platform.sent[0] == platform.sent[3]
        assert till.states == ["done"] * 3


@pytest.mark.parametrize("http", ["408 Request Timeout", "425 Too Early", "429 Too Many Requests"])
def test_a_busy_platform_is_asked_again_under_the_same_id_and_bytes(scene: Scene, http: str) -> None:
    platform = HostilePlatform([says(bare(http))])
    with scene.till(platform, 3) as till:
        asked_again(platform, till)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("0", 0.4, 1),
        ("7", 6, 7),
        ("999999999999999999999", 899, 900),
        ("Wed, 04 Mar 2026 15:02:00 GMT", 119, 120),
        ("Wed, 04 Mar 2026 14:00:00 GMT", 0.4, 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 899, 900),
        ("-30", 0.4, 1),
        ("soon", 0.4, 1),
        ("1e9", 0.4, 1),
        ("\xb2", 0.4, 1),
    ],
)
def test_a_busy_platform_is_left_alone_as_long_as_it_asks_but_for_a_quarter_of_an_hour_at_most(
    scene: Scene, said: str, least: float, most: float
) -> None:
    headers = ("Date: Wed, 04 Mar 2026 15:00:00 GMT", f"Retry-After: {said}")
    platform = HostilePlatform([says(bare("429 Too Many Requests", *headers))])
    with scene.till(platform, 1) as till:
        step = till.step()
        assert step.wait is not None
        assert least <= step.wait <= most
        till.settle()

        assert platform.sent[0] == platform.sent[1]
        assert_healed(platform, till)


@pytest.mark.parametrize("bad", each(bad_answers.FAILING))
def test_the_third_failure_of_one_id_halves_a_batch(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act] * 3)
    with scene.till(platform, 3) as till:
        till.settle()

        whole, halves = platform.sent[:3], platform.sent[3:]
        assert len(set(whole)) == 1
        assert [request.sales for request in halves] == [till.sales[:2], till.sales[2:]]
        assert len({request.request_id for request in platform.sent}) == 3
        assert_healed(platform, till)


@pytest.mark.parametrize("bad", each(bad_answers.FAILING))
def test_a_single_that_keeps_failing_goes_on_under_new_ids_and_is_never_parked(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act] * 7)
    with scene.till(platform, 1) as till:
        steps = till.settle()

        ids = [request.request_id for request in platform.sent]
        assert [ids.count(each_id) for each_id in dict.fromkeys(ids)] == [3, 3, 2]
        assert till.outbox.counts().parked == 0
        assert len(steps) < 30
        assert_healed(platform, till)


@A_SINGLE_AND_A_BATCH
@pytest.mark.parametrize("bad", each(bad_answers.EMPTY))
def test_the_third_empty_answer_to_one_id_is_a_yes_with_a_warning(scene: Scene, bad: Bad, sales: int) -> None:
    platform = HostilePlatform([bad.act] * 3)
    with scene.till(platform, sales) as till:
        steps = till.settle()

        assert len(platform.sent) == 3
        assert len(set(platform.sent)) == 1
        assert [step.sent for step in steps if step.sent] == [sales]
        assert till.states == ["done"] * sales
        assert till.reasons == ["taken with empty replies alone"] * sales


def test_empty_answers_are_counted_and_nothing_else_is(scene: Scene) -> None:
    empty, lost = bad_answers.EMPTY[0].act, bad_answers.BARE[0].act
    platform = HostilePlatform([empty, lost, lost, empty, lost])
    with scene.till(platform, 3) as till:
        till.settle()

        assert len(platform.sent) == 6
        assert len(set(platform.sent)) == 1
        assert set(till.reasons) == {""}
        assert_healed(platform, till)


@A_SINGLE_AND_A_BATCH
@pytest.mark.parametrize("bad", each(STOPPING))
def test_a_platform_that_does_not_serve_this_till_stops_all_sending_and_loses_nothing(
    scene: Scene, bad: Bad, sales: int
) -> None:
    platform = HostilePlatform([bad.act] * 2)
    with scene.till(platform, sales) as till:
        for tries in (1, 2):
            assert_stopped(till.step())
            till.skip(PROBE - 5)
            assert till.step().link is Link.STOPPED
            assert len(platform.sent) == tries
            assert till.states == ["sending"] * sales
            till.skip(5)

        till.settle()
        assert len(set(platform.sent)) == 1
        assert_healed(platform, till)


@A_SINGLE_AND_A_BATCH
@pytest.mark.parametrize("http", ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Moved"])
@pytest.mark.parametrize("scheme", ["http:", ""])
def test_a_redirect_is_not_followed_to_anywhere(scene: Scene, http: str, scheme: str, sales: int) -> None:
    elsewhere = HostilePlatform()
    with hostile(elsewhere.behave) as other:
        moved = f"Location: {scheme}//127.0.0.1:{other.port}{PATHS[sales]}"
        platform = HostilePlatform([says(bare(http, moved))])
        with scene.till(platform, sales) as till:
            assert_stopped(till.step())
            till.skip(PROBE)
            till.settle()

            assert platform.sent[0] == platform.sent[1]
            assert_healed(platform, till)
        assert other.connections == 0


@pytest.mark.parametrize("bad", each(bad_answers.NO_SUCH_PATH))
def test_a_platform_without_the_path_stops_all_sending(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, 1) as till:
        assert till.step().link is Link.STOPPED
        till.skip(PROBE)
        till.settle()

        assert platform.sent[0] == platform.sent[1]
        assert_healed(platform, till)


@pytest.mark.parametrize("bad", each(bad_answers.NO_BATCHES))
def test_a_platform_without_batches_gets_singles_from_then_on(scene: Scene, bad: Bad) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, 14, batch_size=10) as till:
        till.settle()

        assert [request.path for request in platform.sent] == [wire.SEND_BATCH, *[wire.SEND] * 14]
        assert len({request.request_id for request in platform.sent}) == 15
        assert_healed(platform, till)


def test_a_single_that_is_too_large_is_parked_and_shown(scene: Scene) -> None:
    platform = HostilePlatform([says(bare("413 Content Too Large"))])
    with scene.till(platform, 3, batch_size=1) as till:
        till.settle()

        assert till.states == ["parked", "done", "done"]
        assert till.reasons[0] == "The platform answered 413 (text/html, not JSON)."
        assert platform.taken == till.sales[1:]


@pytest.mark.parametrize(("limit", "sizes"), [(5, [10, 5, 5, 4]), (2, [10, 5, 5, 3, 2, 3, 2, 2, 1, 2, 1, 1, 1, 1, 1])])
def test_batches_that_are_too_large_are_halved_and_stay_small(scene: Scene, limit: int, sizes: list[int]) -> None:
    too_large = says(bare("413 Content Too Large"))
    platform = HostilePlatform(judge=lambda request: too_large if len(request.sales) > limit else None)
    with scene.till(platform, 14) as till:
        till.settle()

        assert [len(request.sales) for request in platform.sent] == sizes
        assert sorted(platform.taken) == till.sales
        assert till.states == ["done"] * 14


@pytest.mark.parametrize("bad", each(bad_answers.REFUSED))
def test_a_single_that_is_refused_is_parked_with_its_reason_and_tried_again_the_next_day(
    scene: Scene, bad: Bad
) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, 3, batch_size=1) as till:
        till.settle()
        assert till.states == ["parked", "done", "done"]
        assert till.reasons[0]

        till.skip(A_DAY)
        till.settle()
        first, *_, again = platform.sent
        assert first.sales == again.sales == till.sales[:1]
        assert first.request_id != again.request_id
        assert till.states == ["done"] * 3


@pytest.mark.parametrize("culprit", range(1, 11))
def test_one_bad_sale_among_ten_is_found_and_the_other_nine_arrive(scene: Scene, culprit: int) -> None:
    no = bad_answers.REFUSED[culprit % len(bad_answers.REFUSED)].act
    platform = HostilePlatform(judge=lambda request: no if f"-{culprit:06d}" in "".join(request.sales) else None)
    with scene.till(platform, 10) as till:
        till.settle()

        assert till.states == ["parked" if number == culprit else "done" for number in range(1, 11)]
        assert sorted(platform.taken) == [sale for sale in till.sales if sale != till.sales[culprit - 1]]
        assert len({request.request_id for request in platform.sent}) == len(platform.sent)
        rounds = [len(request.sales) for request in platform.sent if till.sales[culprit - 1] in request.sales]
        assert len(rounds) <= 5
        assert rounds[-1] == 1


@A_SINGLE_AND_A_BATCH
@pytest.mark.parametrize("bad", each(bad_answers.TAKEN))
def test_a_yes_in_an_odd_form_is_a_yes(scene: Scene, bad: Bad, sales: int) -> None:
    platform = HostilePlatform([bad.act])
    with scene.till(platform, sales) as till:
        (step, _) = till.settle()

        assert (step.link, step.sent) == (Link.ONLINE, sales)
        assert len(platform.sent) == 1
        assert till.states == ["done"] * sales
