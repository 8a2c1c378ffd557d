from dataclasses import dataclass, field

import pytest

from pos_terminal.application.standing import Link, QueueCounts, SpoolState
from pos_terminal.presentation.status import StatusPresenter, StatusServices, StatusState, Tone
from tests.application.desk_of import Shop
from tests.presentation.screens import RecordingScreen


@dataclass
class Source:
    counts: QueueCounts = field(default_factory=lambda: QueueCounts(0, 0))
    now: Link = Link.ONLINE
    why: str = ""
    spool: SpoolState = field(default_factory=lambda: SpoolState(waiting=False))

    def queue_counts(self) -> QueueCounts:
        return self.counts

    def link(self) -> tuple[Link, str]:
        return self.now, self.why

    def printer_state(self) -> SpoolState:
        return self.spool


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
    assert (state.till, state.person, state.time) == ("Till 3", "", "15:02")
    desk.shop.signed_on()
    desk.presenter.ticked()
    assert desk.screen.state.person == "Ana L."
    assert all(pill.text and pill.icon for pill in desk.screen.state.pills)


@pytest.mark.parametrize(
    ("link", "pending", "parked", "text", "tone"),
    [
        (Link.ONLINE, 0, 0, "Online · all sent", Tone.GOOD),
        (Link.UNTRIED, 0, 0, "Nothing to send yet", Tone.NEUTRAL),
        (Link.UNTRIED, 2, 0, "2 to send", Tone.NEUTRAL),
        (Link.ONLINE, 2, 0, "2 to send", Tone.NEUTRAL),
        (Link.OFFLINE, 25, 0, "Offline · 25 waiting to send", Tone.WARN),
        (Link.ONLINE, 1, 3, "3 refused · 1 waiting", Tone.BAD),
        (Link.STOPPED, 4, 0, "Sending stopped · 4 waiting", Tone.BAD),
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
        ("platform failing: 503", "Offline · platform failing · 3 to send"),
        ("401 from a proxy", "Offline · 3 waiting to send"),
    ],
)
def test_why_the_platform_is_not_reached_is_told_shortly(why: str, text: str) -> None:
    desk = StatusDesk()
    desk.source.now, desk.source.why, desk.source.counts = Link.OFFLINE, why, QueueCounts(3, 0)
    desk.presenter.ticked()
    assert desk.network() == (text, Tone.WARN)


def test_a_printer_that_holds_receipts_back_is_told() -> None:
    desk = StatusDesk()
    desk.source.spool = SpoolState(waiting=True, cause="no paper")
    desk.presenter.ticked()
    assert desk.screen.state.pills[1].text == "Printer waits"


def test_a_second_in_which_nothing_changed_draws_nothing() -> None:
    desk = StatusDesk()
    desk.presenter.ticked()
    assert len(desk.screen.states) == 1
