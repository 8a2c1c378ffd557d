"""The line at the top that is always there: till, person, devices, network and queue, time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from pos_terminal.application.noticeboard import SCANNER_LOST
from pos_terminal.application.standing import Link, QueueCounts, SpoolState
from pos_terminal.presentation.figures import clock_text
from pos_terminal.presentation.network import NetworkView, network_pill
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.noticeboard import StandingNotice
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.tilling import StoreTime


class StatusState(NamedTuple):
    """What the status line shows; `person` empty: nobody is signed on."""

    till: str
    time: str
    person: str = ""
    pills: tuple[Pill, ...] = ()


class StatusSource(Protocol):
    """Where the line reads how it stands; every answer is at hand and costs next to nothing."""

    def queue_counts(self) -> QueueCounts:
        """What waits to be sent and what was refused."""

    def link(self) -> tuple[Link, str]:
        """How it stood with the platform at the last try, and why."""

    def printer_state(self) -> SpoolState:
        """How it stood with the printer at the last job."""

    def notices(self) -> Sequence[StandingNotice]:
        """What everybody at the till should know until it is mended, the gravest first."""


class StatusScreen(Protocol):
    """Draws the status line."""

    def show_state(self, state: StatusState) -> None:
        """Draw this."""


class StatusServices(NamedTuple):
    """What the status line reads."""

    desk: Desk
    clock: Clock
    source: StatusSource
    store_time: StoreTime
    till_name: str


class StatusPresenter:
    """Keeps the line true by looking every second, and at once when somebody signs on or a sale ends."""

    def __init__(self, services: StatusServices, screen: StatusScreen) -> None:
        self._services = services
        self._screen = screen
        self._shown: StatusState | None = None
        self._link = Link.UNTRIED
        self._since = services.clock.monotonic()

    def ticked(self) -> None:
        """Look again, and draw the line when it reads differently."""
        services = self._services
        operator = services.desk.operator
        now, notices = services.clock.now(), services.source.notices()
        state = StatusState(
            till=plain(services.till_name),
            time=clock_text(now.astimezone(services.store_time.zone)),
            person=plain(operator.display_name) if operator else "",
            pills=(
                *notice_pills(notices),
                scanner_pill(notices),
                printer_pill(services.source.printer_state()),
                network_pill(self._network(), now),
            ),
        )
        if state != self._shown:
            self._shown = state
            self._screen.show_state(state)

    def _network(self) -> NetworkView:
        source, clock = self._services.source, self._services.clock
        link, reason = source.link()
        if link is not self._link:
            self._link, self._since = link, clock.monotonic()
        return NetworkView(link, reason, source.queue_counts(), clock.monotonic() - self._since)


def scanner_pill(notices: Sequence[StandingNotice]) -> Pill:
    """The scanner: ready, or that it cannot be heard; one that types is not known to be missing."""
    if any(each.words == SCANNER_LOST for each in notices):
        lost = _("No scanner")
        return Pill(lost, "scan", Tone.WARN, shorter=(lost, lost, lost))
    return Pill(_("Scanner ready"), "scan", shorter=(_("Scanner"), _("Scanner"), ""))


def printer_pill(state: SpoolState) -> Pill:
    """The printer: ready, or that it holds receipts back, would print none, or has something to be seen to."""
    waits = state.waiting and state.why
    if waits:
        held = _("Printer waits")
        return Pill(held, "printer-off", Tone.WARN, shorter=(held, held, _("Printer")))
    if state.gone:
        lost = _("See to printer")
        return Pill(lost, "printer-off", Tone.WARN, shorter=(lost, lost, lost))
    if remark := state.seen_to_first:
        words = plain(_(remark.words))
        return Pill(words, "printer", Tone.WARN, shorter=(words, words, words))
    return Pill(_("Printer"), "printer", shorter=(_("Printer"), _("Printer"), ""))


def notice_pills(notices: Sequence[StandingNotice]) -> tuple[Pill, ...]:
    """The gravest notice in its few words, with how many more there are; none when there is none."""
    if not notices:
        return ()
    first, more = notices[0], len(notices) - 1
    words = f"{plain(first.title)} +{more}" if more else plain(first.title)
    return (Pill(words, "alert-triangle", Tone.ALARM if first.is_grave else Tone.WARN),)
