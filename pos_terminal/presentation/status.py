"""The line at the top that is always there: till, person, devices, network and queue, time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.standing import Link, QueueCounts, SpoolState
from pos_terminal.presentation.figures import clock_text
from pos_terminal.presentation.plain import plain

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.tilling import StoreTime


_CAUSES = ("no answer", "platform failing")
"""How the reasons for being offline begin, as short as the line has room for."""


class Tone(StrEnum):
    """How a status is meant; the screen adds an icon and words, never colour alone."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Pill:
    """One status: words, an icon's name and how it is meant."""

    text: str
    icon: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class StatusState:
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


class StatusScreen(Protocol):
    """Draws the status line."""

    def show_state(self, state: StatusState) -> None:
        """Draw this."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StatusServices:
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

    def ticked(self) -> None:
        """Look again, and draw the line when it reads differently."""
        services = self._services
        operator = services.desk.operator
        counts = services.source.queue_counts()
        link, reason = services.source.link()
        state = StatusState(
            till=plain(services.till_name),
            time=clock_text(services.clock.now().astimezone(services.store_time.zone)),
            person=plain(operator.display_name) if operator else "",
            pills=(
                Pill("Scanner ready", "scan"),
                printer_pill(services.source.printer_state()),
                network_pill(link, reason, waiting=counts.pending, parked=counts.parked),
            ),
        )
        if state != self._shown:
            self._shown = state
            self._screen.show_state(state)


def printer_pill(state: SpoolState) -> Pill:
    """The printer: ready, or that it holds receipts back."""
    waits = state.waiting and state.cause
    return Pill("Printer waits", "printer-off", Tone.WARN) if waits else Pill("Printer", "printer")


def network_pill(link: Link, reason: str = "", *, waiting: int, parked: int = 0) -> Pill:
    """The network and what waits for it: always an icon, words and the count."""
    if link is Link.STOPPED:
        return Pill(f"Sending stopped · {waiting:,} waiting", "cloud-x", Tone.BAD)
    if parked:
        return Pill(f"{parked:,} refused · {waiting:,} waiting", "alert-triangle", Tone.BAD)
    if link is Link.OFFLINE:
        return _offline(reason, waiting)
    if waiting:
        return Pill(f"{waiting:,} to send", "cloud-up")
    if link is Link.UNTRIED:
        return Pill("Nothing to send yet", "cloud-up")
    return Pill("Online · all sent", "cloud-check", Tone.GOOD)


def _offline(reason: str, waiting: int) -> Pill:
    cause = next((words for words in _CAUSES if reason.casefold().startswith(words)), "")
    told = f"Offline · {cause} · {waiting:,} to send" if cause else f"Offline · {waiting:,} waiting to send"
    return Pill(told, "cloud-off", Tone.WARN)
