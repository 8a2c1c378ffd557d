"""A till with sales in the queue of a real database and all that sends them; nothing from there to the socket is fake.

What is not as in a shop: pauses are skipped instead of waited for, and the sales were rung up in advance.
"""

from __future__ import annotations

import json
import shutil
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pos_terminal.adapters.sessionm.client import Account, Deadlines, SessionMPlatform, Transport
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.system import SystemIds
from pos_terminal.application.breaker import Breaker
from pos_terminal.application.delivery import Delivery, DeliveryPorts, Step
from pos_terminal.application.queueing import Request
from pos_terminal.application.standing import Link
from pos_terminal.domain.secret import Secret
from tests.adapters.sessionm.till import AMPLE, RunningClock
from tests.application.fakes import SteadyChance
from tests.benchmarks.backlog import vacate
from tests.benchmarks.sales import STORE, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

KEY, SECRET = "demo-key", "demo-secret"
PROBE = 300.0
"""Seconds between two tries while sending is stopped."""
_MOST_STEPS = 400


class SkippingClock(RunningClock):
    """A clock on which a test skips what it would have to wait for."""

    skipped = 0.0

    def skip(self, seconds: float) -> None:
        self.skipped += seconds

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.skipped)

    def monotonic(self) -> float:
        return super().monotonic() + self.skipped


@dataclass(frozen=True, slots=True)
class Line:
    """How the platform is reached: its address, who is trusted, how long a call may take, which address a name has."""

    url: str
    tls: Tls = field(default_factory=Tls)
    deadlines: Deadlines = AMPLE
    ip: str | None = "127.0.0.1"
    """Where every name leads; None: no name leads anywhere."""


class SendingTill:
    """The till; close it at the end."""

    def __init__(self, path: Path, line: Line, batch_size: int = 10) -> None:
        self.database = open_database(path)
        self.clock = SkippingClock()
        self.names_asked: list[str] = []
        self._line = line
        account = Account(line.url, KEY, Secret(SECRET), line.deadlines)
        self.transport = Transport(account, line.tls, self.clock, self._look_up)
        self.outbox = SqliteOutbox(self.database.connect(), self.database.lock)
        ports = DeliveryPorts(
            self.outbox, SessionMPlatform(self.transport), SessionMWire(STORE), self.clock, SystemIds()
        )
        self.delivery = Delivery(ports, Breaker(SteadyChance()), batch_size)
        self._look = self.database.connect()

    def close(self) -> None:
        self.transport.close()
        self.database.close()

    def be_patient(self) -> None:
        """Give every later call all the time it may want."""
        self.transport.deadlines = AMPLE

    def step(self) -> Step:
        return self.delivery.step()

    def skip(self, seconds: float) -> None:
        self.clock.skip(seconds)

    def settle(self, most: int = _MOST_STEPS) -> list[Step]:
        """Step on and skip every pause, until nothing waits any more."""
        steps = [self.step()]
        while steps[-1].wait is not None:
            if len(steps) == most:
                raise AssertionError(f"after {most} steps there is still something to send: {steps[-1]}")
            self.skip(steps[-1].wait)
            steps.append(self.step())
        return steps

    @property
    def states(self) -> list[str]:
        """Where each sale stands, in the order of the journal."""
        return self._all("SELECT state FROM delivery ORDER BY seq")

    @property
    def reasons(self) -> list[str]:
        """What is said of each, when it was refused or taken in an odd way."""
        return self._all("SELECT reason FROM delivery ORDER BY seq")

    @property
    def sales(self) -> list[str]:
        """The transactions in the journal."""
        return self._all("SELECT transaction_id FROM journal ORDER BY seq")

    @property
    def documents(self) -> list[bytes]:
        """What the journal holds of them."""
        return self._all("SELECT body FROM document ORDER BY seq")

    def stored(self, request_id: str) -> Request:
        """A request as it was frozen. Raises LookupError when there is none of this id."""
        row = self._look.execute("SELECT path, body FROM request WHERE request_id = ?", (request_id,)).fetchone()
        if row is None:
            raise LookupError(request_id)
        return Request(request_id, *row)

    def _all(self, query: str) -> list[Any]:
        return [value for (value,) in self._look.execute(query)]

    def _look_up(self, host: str, port: int) -> Sequence[tuple[socket.AddressFamily, tuple[str, int]]]:
        self.names_asked.append(host)
        if self._line.ip is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, (self._line.ip, port))]


@dataclass(frozen=True, slots=True)
class Backlog:
    """Databases with so many sales to send: rung up once, copied for each test."""

    folder: Path

    def copy(self, sales: int, to: Path) -> Path:
        """A database of its own for a till."""
        source = self.folder / f"{sales}.db"
        if not source.exists():
            with open_database(source) as database:
                Desk.of(database).end(sales)
            vacate(source)
        shutil.copy(source, to / "terminal.db")
        return to / "terminal.db"

    @contextmanager
    def till(self, sales: int, to: Path, line: Line, batch_size: int = 10) -> Iterator[SendingTill]:
        """A till with so many sales to send."""
        till = SendingTill(self.copy(sales, to), line, batch_size)
        try:
            yield till
        finally:
            till.close()


def assert_stopped(step: Step) -> None:
    """Sending has stopped: it is probed in five minutes."""
    assert (step.link, step.sent) == (Link.STOPPED, 0)
    assert step.wait == pytest.approx(PROBE, abs=1)
    assert step.reason


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it came over the wire."""

    path: str
    body: bytes

    @property
    def request_id(self) -> str:
        name: str = json.loads(self.body)["request_id"]
        return name

    @property
    def sales(self) -> list[str]:
        """The transactions in it."""
        payload = json.loads(self.body)["request_payload"]
        return [each["transaction_id"] for each in payload.get("transactions", [payload])]


def sent(raw: bytes) -> Sent:
    """The request in these bytes of HTTP."""
    head, _, body = raw.partition(b"\r\n\r\n")
    return Sent(head.split(b" ")[1].decode(), body)
