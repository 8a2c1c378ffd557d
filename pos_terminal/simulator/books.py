"""Everything the platform knows, and the facts every answer needs."""

from dataclasses import dataclass, field
from datetime import datetime

from pos_terminal.simulator.config import SimulatorConfig
from pos_terminal.simulator.ledger import Ledger
from pos_terminal.simulator.members import Members
from pos_terminal.simulator.metadata import Metadata
from pos_terminal.simulator.wallet import Wallet


@dataclass(frozen=True, slots=True)
class Violation:
    """Something a correct client never does.

    Attributes:
        request: Number of the request in the record.
        kind: `http`, `auth`, `json`, `validation`, `request_id`, `discount` or `order`.
        detail: What was wrong, with the field's path where there is one.
    """

    request: int
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Call:
    """One checked call.

    Attributes:
        number: Number of the request in the record.
        now: When the platform took it up.
        host: What the caller calls the platform, with its port.
    """

    number: int
    now: datetime
    store_id: str
    request_id: str
    culture: str | None
    host: str = ""


@dataclass(slots=True)
class Books:
    """The platform's state.

    Attributes:
        silent: Discounts that failed when their transaction closed; the sender is never told.
        poison: Transactions refused on purpose, with the code of the refusal or a bare HTTP status.
    """

    config: SimulatorConfig
    members: Members
    wallet: Wallet
    metadata: Metadata
    ledger: Ledger
    violations: list[Violation] = field(default_factory=list)
    silent: list[Violation] = field(default_factory=list)
    poison: dict[str, str | int] = field(default_factory=dict)
