"""The queue as people look at it: sums of money, and what became of one transaction, request by request."""

from dataclasses import dataclass
from datetime import datetime

from pos_terminal.application.queueing import DeliveryState
from pos_terminal.domain.money import Money


@dataclass(frozen=True, slots=True)
class Trouble:
    """The newest try that did not end well: what was said, and when it was tried."""

    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request that carried a snapshot, whatever became of it.

    ``together`` is how many transactions it carries; ``reason`` the last that was said of it.
    """

    request_id: str
    path: str
    together: int
    state: str
    tries: int
    first_tried: datetime | None
    last_tried: datetime | None
    settled: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """A snapshot of a transaction on its way; ``state`` None: it is not sent at all."""

    seq: int
    transaction_id: str
    version: int
    kind: str
    total: Money
    created: datetime
    state: DeliveryState | None
    settled: datetime | None
    reason: str
    requests: tuple[RequestView, ...]


@dataclass(frozen=True, slots=True)
class ReturningOffer:
    """An offer that is still to be given back; ``held_since``: when it was claimed.

    ``reason`` is why the last try failed, or what it waits for; "" when it was not tried yet.
    """

    transaction_id: str
    offer_id: str
    held_since: datetime
    last_tried: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class UnsentRequest:
    """A request that is not settled, with the bytes that go out under its id; moments in microseconds since 1970."""

    request_id: str
    path: str
    body: bytes
    state: str
    tries: int
    attempted_us: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class UnsentTransaction:
    """A snapshot that was not taken yet, with its document; ``total`` in minor units, moments in microseconds."""

    seq: int
    transaction_id: str
    version: int
    kind: str
    state: str
    created_us: int
    total: int
    currency: str
    reason: str
    request_id: str
    document: bytes | None
