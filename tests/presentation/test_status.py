from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from pos_terminal.application.noticeboard import SCANNER_LOST, StandingNotice
from pos_terminal.application.standing import Link, QueueCounts, SpoolState
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.printer_state import Remark
from pos_terminal.presentation.network import NetworkView, network_pill
from pos_terminal.presentation.pill import Tone
from pos_terminal.presentation.status import StatusPresenter, StatusServices, StatusState
from pos_terminal.wording.message import Message
from tests.application.desk_of import Shop
from tests.presentation.screens import RecordingScreen
from tests.presentation.sources import Source


@dataclass
class StatusDesk:
    shop: Shop = field(default_factory=Shop)
    source: Source = field(default_factory=Source)
    screen: RecordingScreen[StatusState] = field(default_factory=RecordingScreen)

    def __post_init__(self) -> None:
        shop = self.shop
        services = StatusServices(shop.desk, shop.clock, self.source, shop.tilling.store_time, "Till 3")
        self.presenter = StatusPresenter(services, self.screen)
        self.presenter.ticked()

    def network(self) -> tuple[str, Tone]:
        pill = self.screen.state.pills[-1]
        return pill.text, pill.tone


def test_till_person_devices_network_and_time_are_always_told() -> None:
    desk = StatusDesk()
    state = desk.screen.state
    assert (state.till, state.person, state.time) == ("Till 3", "", "3:02\u00a0PM")
    desk.shop.signed_on()
    desk.presenter.ticked()
    assert desk.screen.state.person == "Ana L."
    assert all(pill.text and pill.icon for pill in desk.screen.state.pills)


def ago(desk: StatusDesk, **age: float) -> datetime:
    return desk.shop.clock.now() - timedelta(**age)


@pytest.mark.parametrize(
    ("link", "pending", "parked", "text", "tone"),
    [
        (Link.ONLINE, 0, 0, "Online · all sent", Tone.GOOD),
        (Link.UNTRIED, 0, 0, "Nothing to send yet", Tone.NEUTRAL),
        (Link.UNTRIED, 2, 0, "2 to send", Tone.NEUTRAL),
        (Link.ONLINE, 2, 0, "2 to send", Tone.NEUTRAL),
        (Link.OFFLINE, 0, 0, "Offline · 0 to send", Tone.WARN),
        (Link.OFFLINE, 100_000, 0, "Offline · 100,000 to send", Tone.WARN),
        (Link.ONLINE, 1, 3, "3 set aside · 1 to send", Tone.BAD),
        (Link.ONLINE, 0, 3, "3 set aside", Tone.BAD),
        (Link.OFFLINE, 0, 3, "Offline · 3 set aside", Tone.BAD),
        (Link.STOPPED, 4, 0, "Sending stopped · 4 to send", Tone.BAD),
    ],
)
def test_the_network_is_told_with_what_waits_for_it(
    link: Link, pending: int, parked: int, text: str, tone: Tone
) -> None:
    desk = StatusDesk()
    desk.source.now, desk.source.counts = link, QueueCounts(pending, parked)
    desk.presenter.ticked()
    assert desk.network() == (text, tone)


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("No answer: timed out.", "Offline · no answer · 3 to send"),
        ("No answer: [Errno 101] Network is unreachable.", "Offline · no network · 3 to send"),
        ("No answer: [Errno -2] Name or service not known.", "Offline · no internet · 3 to send"),
        ("platform failing: 503", "Offline · platform failing · 3 to send"),
        ("The answer is text/html, not JSON.", "Offline · strange answer · 3 to send"),
    ],
)
def test_why_the_platform_is_not_reached_is_told_shortly(why: str, text: str) -> None:
    desk = StatusDesk()
    desk.source.now, desk.source.why, desk.source.counts = Link.OFFLINE, why, QueueCounts(3, 0)
    desk.presenter.ticked()
    assert desk.network() == (text, Tone.WARN)


def test_how_long_it_is_offline_and_how_old_the_oldest_is_are_told() -> None:
    desk = StatusDesk()
    desk.source.now, desk.source.why = Link.OFFLINE, "No answer: timed out."
    desk.source.counts = QueueCounts(14, 0, ago(desk, hours=1, minutes=50))
    desk.presenter.ticked()
    desk.shop.clock.forward(12 * 60)
    desk.presenter.ticked()
    assert desk.network() == ("Offline 12 min · no answer · 14 to send · oldest 2 h", Tone.WARN)
    desk.source.now = Link.ONLINE
    desk.presenter.ticked()
    assert desk.network() == ("14 to send · oldest 2 h", Tone.NEUTRAL)
    desk.source.now = Link.OFFLINE
    desk.presenter.ticked()
    assert desk.network()[0] == "Offline · no answer · 14 to send · oldest 2 h"


@pytest.mark.parametrize(
    ("hours", "tone", "says"),
    [
        (23.9, Tone.WARN, "oldest 23 h"),
        (24.0, Tone.BAD, "oldest 24 h"),
        (71.9, Tone.BAD, "oldest 2 days"),
        (72.0, Tone.ALARM, "tell a manager"),
    ],
)
def test_what_waits_too_long_is_told_more_urgently(hours: float, tone: Tone, says: str) -> None:
    desk = StatusDesk()
    desk.source.now, desk.source.counts = Link.OFFLINE, QueueCounts(3, 0, ago(desk, hours=hours))
    desk.presenter.ticked()
    text, now = desk.network()
    assert now is tone
    assert says in text


def test_the_sum_of_what_waits_is_told_and_is_the_first_to_go() -> None:
    worth = Money.of("163.50", Currency.of("USD"))
    counts = QueueCounts(14, 0, datetime(2026, 3, 4, tzinfo=UTC), worth=worth)
    pill = network_pill(NetworkView(Link.OFFLINE, "No answer: x.", counts, 720.0), datetime(2026, 3, 4, 2, tzinfo=UTC))
    assert [pill.words(brevity) for brevity in range(3)] == [
        "Offline 12 min · no answer · 14 to send · 163.50 USD · oldest 2 h",
        "Offline 12 min · no answer · 14 to send · oldest 2 h",
        "Offline · no answer · 14 to send · oldest 2 h",
    ]


def test_what_was_set_aside_grows_old_like_all_the_rest() -> None:
    desk = StatusDesk()
    desk.source.counts = QueueCounts(0, 3, None, ago(desk, hours=73))
    desk.presenter.ticked()
    assert desk.network() == ("tell a manager · 3 set aside · oldest 3 days", Tone.ALARM)


def test_fewer_words_leave_out_the_duration_then_the_cause_and_never_count_and_age() -> None:
    view = NetworkView(Link.OFFLINE, "No answer: x.", QueueCounts(14, 2, datetime(2026, 3, 4, tzinfo=UTC)), 720.0)
    pill = network_pill(view, datetime(2026, 3, 4, 2, tzinfo=UTC))
    assert [pill.words(brevity) for brevity in range(pill.most_brevity + 1)] == [
        "Offline 12 min · no answer · 2 set aside · 14 to send · oldest 2 h",
        "Offline · no answer · 2 set aside · 14 to send · oldest 2 h",
        "Offline · 2 set aside · 14 to send · oldest 2 h",
        "Offline · 2 set aside · 14 to send · 2 h",
        "2 set aside · 14 to send · 2 h",
        "2 set aside · 14 · 2 h",
    ]
    assert pill.words(99) == pill.words(5)


def test_a_notice_of_the_terminal_stands_first_in_the_line() -> None:
    desk = StatusDesk()
    before = len(desk.screen.state.pills)
    desk.source.board.pin(StandingNotice("Copy found", "Another till has this database."))
    desk.presenter.ticked()
    first = desk.screen.state.pills[0]
    assert (len(desk.screen.state.pills), first.text, first.tone) == (before + 1, "Copy found", Tone.WARN)
    desk.source.board.pin(StandingNotice("Journal fault", "The journal was changed.", is_grave=True))
    desk.presenter.ticked()
    first = desk.screen.state.pills[0]
    assert (first.text, first.tone) == ("Journal fault +1", Tone.ALARM)


def test_a_scanner_that_cannot_be_heard_is_not_called_ready() -> None:
    desk = StatusDesk()
    assert [pill.text for pill in desk.screen.state.pills if pill.icon == "scan"] == ["Scanner ready"]
    desk.source.board.pin(StandingNotice(SCANNER_LOST, "The scanner went away."))
    desk.presenter.ticked()
    (pill,) = [pill for pill in desk.screen.state.pills if pill.icon == "scan"]
    assert (pill.text, pill.tone) == ("No scanner", Tone.WARN)


def test_a_printer_that_holds_receipts_back_is_told() -> None:
    desk = StatusDesk()
    desk.source.spool = SpoolState(waiting=True, why=Message("no paper"))
    desk.presenter.ticked()
    assert desk.screen.state.pills[1].text == "Printer waits"


def test_a_printer_that_would_not_print_is_told_while_nothing_waits_for_it() -> None:
    desk = StatusDesk()
    desk.source.spool = SpoolState(waiting=False, gone=Message("The printer does not answer."))
    desk.presenter.ticked()
    assert (desk.screen.state.pills[1].text, desk.screen.state.pills[1].tone) == ("See to printer", Tone.WARN)


def test_what_is_to_be_seen_to_at_the_printer_is_told_while_paper_comes_out() -> None:
    desk = StatusDesk()
    desk.source.spool = SpoolState(waiting=False, remark=Remark("Paper low", Message("Have a new roll ready.")))
    desk.presenter.ticked()
    assert (desk.screen.state.pills[1].text, desk.screen.state.pills[1].tone) == ("Paper low", Tone.WARN)


def test_a_second_in_which_nothing_changed_draws_nothing() -> None:
    desk = StatusDesk()
    desk.presenter.ticked()
    assert len(desk.screen.states) == 1
