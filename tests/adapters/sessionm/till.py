"""A transport as the terminal builds it, towards a server of the test's."""

import importlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pos_terminal.adapters.sessionm.client import Account, Deadlines, Transport
from pos_terminal.adapters.sessionm.tls import Tls
from pos_terminal.domain.secret import Secret

importlib.import_module("pos_terminal.adapters.sessionm.exchange")  # here, so that no test's deadline pays for it

SHORT = Deadlines(connect=0.5, till=0.5, delivery=0.5, upload=0.5)
AMPLE = Deadlines(connect=5.0, till=20.0, delivery=20.0, upload=20.0)


class RunningClock:
    """A wall clock that stands, and a monotonic one that runs."""

    def now(self) -> datetime:
        return datetime(2026, 3, 4, 15, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return time.monotonic()


@contextmanager
def transport_to(url: str, deadlines: Deadlines = AMPLE, tls: Tls | None = None) -> Iterator[Transport]:
    account = Account(url, "demo-key", Secret("demo-secret"), deadlines)
    transport = Transport(account, tls or Tls(), RunningClock())
    try:
        yield transport
    finally:
        transport.close()
