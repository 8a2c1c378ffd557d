"""What the simulated platform knows about its tenant, and which of its undocumented habits it shows."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time as an aware UTC instant."""
    return datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - the one place where the platform asks the machine


@dataclass(frozen=True, slots=True)
class SimulatorConfig:
    """Credentials, limits and habits of the platform; each habit is a question its documents leave open.

    Attributes:
        key: User name of Basic authentication.
        secret: Password of Basic authentication; never shown, never recorded.
        store_ids: Stores that may call.
        client_ids: Clients that may call.
        model: `upsert`: a snapshot sent again under a new request id has no second effect, and a rejection is not
            remembered. `stored`: every final answer is kept by request id, and a new id means a new effect.
        currency_exponent: Decimals of money (USD 2, JPY 0, KWD 3).
        unit_price_decimals: Decimals of unit prices; None means those of money.
        quantity_decimals: Decimals of quantities.
        check_identities: Whether sums must hold to the cent (lines, subtotal, payments).
        line_tolerance: How far a line's subtotal may lie from the rounded unit price times quantity.
        total_tolerance: How far the sums of a transaction may lie apart.
        subtotal_without_included_tax: Whether the transaction's subtotal leaves out the tax included in its lines.
        batch_limit: Most transactions a batch may carry.
        batch_partial: Whether the good transactions of a rejected batch are kept.
        catalog_limit: Most rows of one catalog.
        max_body_bytes: A larger request body gets 413.
        rejection_status: HTTP status of a rejection in a container, 200 or 400.
        nobody: Answer to a lookup that finds no member.
        several: Answer to a lookup that finds more than one.
        pending_replies: How many "pending processing" replies every request id gets before its answer.
        changed_body: Answer to a known request id with other bytes (always recorded as a violation).
        void_reinstates: Whether a voided transaction gives its offers back by itself.
        lock_seconds: Age at which a lock ends by itself; None means never.
        points_per_unit: Points earned for each whole currency unit a member pays.
        known_employees_only: Whether transactions must name an uploaded employee.
        admin: Whether the `/_sim/` pages are served.
    """

    key: str = "demo-key"
    secret: str = field(default="demo-secret", repr=False)
    store_ids: frozenset[str] = frozenset({"store-77"})
    client_ids: frozenset[str] = frozenset({"client-9"})
    model: Literal["upsert", "stored"] = "upsert"
    currency_exponent: int = 2
    unit_price_decimals: int | None = None
    quantity_decimals: int = 6
    check_identities: bool = True
    line_tolerance: Decimal = Decimal(0)
    total_tolerance: Decimal = Decimal(0)
    subtotal_without_included_tax: bool = True
    batch_limit: int = 10
    batch_partial: bool = False
    catalog_limit: int = 10_000
    max_body_bytes: int = 8_000_000
    rejection_status: Literal[200, 400] = 200
    nobody: Literal["empty", "error", "404"] = "empty"
    several: Literal["error", "rows"] = "error"
    pending_replies: int = 0
    changed_body: Literal["error", "replay"] = "error"
    void_reinstates: bool = False
    lock_seconds: int | None = None
    points_per_unit: int = 1
    known_employees_only: bool = False
    admin: bool = True
