"""What lies outside a till: printer, drawer and platform, with all that ever reached them in one file.

A till may be killed at any moment. Each event is one append to the file, so that what is outside stays outside.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pos_terminal.application.queueing import Request
from pos_terminal.application.replies import Meanwhile, Outcome, Reply, Why, at_leisure
from pos_terminal.domain.printer_state import PrinterStatus, Printout, Proof
from pos_terminal.domain.receipt import FaultCause, PrinterFault, PrintJob, Text

Event = dict[str, object]


def nothing() -> None:
    """A moment at which nothing happens."""


class Chronicle:
    """Everything that anybody outside the till has seen, in its order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, what: str, **facts: object) -> None:
        """Add an event. A vector of one, so that faults made for the till's own writes pass it by."""
        os.writev(self._descriptor, [json.dumps({"what": what, **facts}).encode() + b"\n"])

    def events(self) -> list[Event]:
        """All there are."""
        return events_in(self.path)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)


def events_in(path: Path) -> list[Event]:
    """All events of a chronicle."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


class Weather(StrEnum):
    """What becomes of a request on its way."""

    FAIR = "fair"
    LOST = "lost"
    """Taken, and the answer never arrives."""
    DROPPED = "dropped"
    """It never arrives."""
    FAILING = "failing"
    """The platform says that it failed, and nothing was taken."""
    EMPTY = "empty"
    """Taken, with an answer that says nothing."""


_REPLIES = {
    Weather.LOST: Reply(Outcome.UNKNOWN, Why.UNREACHABLE),
    Weather.DROPPED: Reply(Outcome.UNKNOWN, Why.UNREACHABLE),
    Weather.FAILING: Reply(Outcome.UNKNOWN, Why.FAILING, "INTERNAL_SERVER_ERROR"),
    Weather.EMPTY: Reply(Outcome.UNKNOWN, Why.EMPTY),
}


_UNTAKEN = {Weather.DROPPED.value, Weather.FAILING.value}


@dataclass(frozen=True, slots=True)
class Climate:
    """How the platform is on such a day.

    It either remembers its answers by request or goes by transaction; ``weather`` befalls the first requests, and it
    refuses sales whose numbers end in one of ``refused`` until somebody mends it.
    """

    remembers: bool = True
    weather: tuple[Weather, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass
class Books:
    """Implements the port `Platform` on its books in the chronicle. ``moment`` is called around all that happens."""

    chronicle: Chronicle
    climate: Climate
    moment: Callable[[], None] = nothing
    mended: bool = False
    tries: int = 0
    answers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for event in self.chronicle.events():
            if event["what"] == "mended":
                self.mended = True
            elif event["what"] == "request":
                self.tries += 1
                self._remember(str(event["id"]), str(event["said"]))

    def send(self, request: Request, meanwhile: Meanwhile = at_leisure) -> Reply:
        """Take the request as the platform would on such a day."""
        self.moment()
        weather = self.climate.weather[self.tries] if self.tries < len(self.climate.weather) else Weather.FAIR
        self.tries += 1
        members = _members(request)
        said = self._said(request.request_id, members, weather)
        self.chronicle.write(
            "request",
            id=request.request_id,
            sha=hashlib.sha256(request.body).hexdigest(),
            members=members,
            said=said,
            remembers=self.climate.remembers,
        )
        self._remember(request.request_id, said)
        meanwhile()
        self.moment()
        if weather in {Weather.LOST, Weather.EMPTY} or said in _UNTAKEN:
            return _REPLIES[weather]
        return Reply(Outcome.DONE) if said == "done" else Reply(Outcome.REJECTED, text="no such item")

    def mend(self) -> None:
        """What was refused so far is taken from now on."""
        self.chronicle.write("mended")
        self.mended = True

    def _said(self, request_id: str, members: list[list[str]], weather: Weather) -> str:
        if weather is Weather.DROPPED:
            return weather.value
        if self.climate.remembers and request_id in self.answers:
            return self.answers[request_id]
        if weather is Weather.FAILING:
            return weather.value
        bad = not self.mended and any(transaction.endswith(self.climate.refused) for transaction, _ in members)
        return "rejected" if bad else "done"

    def _remember(self, request_id: str, said: str) -> None:
        if said in {"done", "rejected"}:
            self.answers.setdefault(request_id, said)


def _members(request: Request) -> list[list[str]]:
    payload = json.loads(request.body)["request_payload"]
    documents = payload.get("transactions", [payload])
    return [
        [each["transaction_id"], hashlib.sha256(json.dumps(each, sort_keys=True).encode()).hexdigest()]
        for each in documents
    ]


_NOTHING_PRINTED = {FaultCause.UNREACHABLE, FaultCause.SETUP}


@dataclass
class PaperRoll:
    """Implements the port `Printer` and the drawer; ``faults`` befall the first prints, None is none."""

    chronicle: Chronicle
    faults: tuple[FaultCause | None, ...] = ()
    moment: Callable[[], None] = nothing
    tries: int = 0

    def __post_init__(self) -> None:
        self.tries = sum(event["what"] in {"paper", "printer off"} for event in self.chronicle.events())

    def print(self, job: PrintJob) -> Printout:
        """Print in two halves, between which anything may happen."""
        block = job.document.blocks[0]
        assert isinstance(block, Text)
        slip, _, copy = block.text.partition(" COPY ")
        sale = slip.partition(" ")[0]
        fault = self.faults[self.tries] if self.tries < len(self.faults) else None
        self.tries += 1
        self.moment()
        if fault in _NOTHING_PRINTED:
            self.chronicle.write("printer off")
            raise PrinterFault(fault, "The printer does not answer.")
        self.chronicle.write("paper", job=job.job_id, sale=sale, slip=slip, copy=int(copy or 0))
        self.moment()
        if fault is not None:
            self.chronicle.write("printer fault")
            raise PrinterFault(fault, "The printer stopped.")
        self.chronicle.write("cut", job=job.job_id, sale=sale, slip=slip, copy=int(copy or 0))
        self.moment()
        return Printout(Proof.PRINTED)

    def recall(self, job_id: str) -> None:
        """It has forgotten."""

    def status(self) -> PrinterStatus:
        """Online."""
        return PrinterStatus(is_online=True)

    def close(self) -> None:
        """Nothing is kept open."""

    def open_drawer(self) -> None:
        """Open the drawer."""
        self.moment()
        self.chronicle.write("drawer")
        self.moment()
