"""The line at the top that is always there: till, person, devices, network and queue, time."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from pos_terminal.application.delivery import Link
from pos_terminal.application.desk import Desk
from pos_terminal.application.ports import Clock, Outbox
from pos_terminal.application.spooling import SpoolState
from pos_terminal.application.tilling import StoreTime
from pos_terminal.presentation.figures import clock_text
from pos_terminal.presentation.plain import plain


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the status line tells of, as last heard."""

    link: Link = Link.UNTRIED
    pending: int = 0
    parked: int = 0
    printer_cause: str = ""
    has_printer: bool = True


class StatusScreen(Protocol):
    """Draws the status line."""

    def show_state(self, state: StatusState) -> None:
        """Draw this."""


@dataclass(frozen=True, slots=True)
class StatusServices:
    """What the status line reads."""

    desk: Desk
    clock: Clock
    outbox: Outbox
    store_time: StoreTime
    till_name: str


class StatusPresenter:
    """Keeps the line true: told by the workers, and looking at the queue itself every second."""

    def __init__(self, services: StatusServices, screen: StatusScreen, facts: Facts | None = None) -> None:
        self._services = services
        self._screen = screen
        self._facts = facts or Facts()
        self._shown: StatusState | None = None

    def ticked(self) -> None:
        """A second went by: the count of what waits follows."""
        counts = self._services.outbox.counts()
        self._facts = replace(self._facts, pending=counts.pending, parked=counts.parked)
        self.refresh()

    def link_changed(self, link: Link) -> None:
        """Delivery told how it stands with the platform."""
        self._facts = replace(self._facts, link=link)
        self.ticked()

    def printing_changed(self, state: SpoolState) -> None:
        """The spool told how it stands with the printer."""
        self._facts = replace(self._facts, printer_cause=state.cause)
        self.refresh()

    def refresh(self) -> None:
        """Draw the line when it reads differently now."""
        services, facts = self._services, self._facts
        operator = services.desk.operator
        printer = printer_pill(facts.printer_cause) if facts.has_printer else Pill("No printer", "printer-off")
        state = StatusState(
            till=plain(services.till_name),
            time=clock_text(services.clock.now().astimezone(services.store_time.zone)),
            person=plain(operator.display_name) if operator else "",
            pills=(
                Pill("Scanner ready", "scan"),
                printer,
                network_pill(facts.link, waiting=facts.pending, parked=facts.parked),
            ),
        )
        if state != self._shown:
            self._shown = state
            self._screen.show_state(state)


def printer_pill(cause: str) -> Pill:
    """The printer: ready, or what keeps it."""
    return Pill("Printer waits", "printer-off", Tone.WARN) if cause else Pill("Printer", "printer")


def network_pill(link: Link, *, waiting: int, parked: int = 0) -> Pill:
    """The network and what waits for it: always an icon, words and the count."""
    if link is Link.STOPPED:
        return Pill(f"Sending stopped · {waiting:,} waiting", "cloud-x", Tone.BAD)
    if parked:
        return Pill(f"{parked:,} refused · {waiting:,} waiting", "alert-triangle", Tone.BAD)
    if link is Link.OFFLINE:
        return Pill(f"Offline · {waiting:,} waiting to send", "cloud-off", Tone.WARN)
    if waiting:
        return Pill(f"{waiting:,} to send", "cloud-up")
    return Pill("Online · all sent", "cloud-check", Tone.GOOD)
