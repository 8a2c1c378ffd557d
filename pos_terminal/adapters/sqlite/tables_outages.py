"""What outages, copies and damage leave, as SQLModel declares it. See `tables` for the rest."""

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from sqlmodel import Field, SQLModel

_Name: TypeAlias = str | Callable[..., str]
"""What SQLModel lets a table's name be; each below is a text."""


class TenancyRow(SQLModel, table=True):
    """Whose this database is."""

    __tablename__: ClassVar[_Name] = "tenancy"

    id: int = Field(primary_key=True)
    lease: str
    place: str
    copied_through: int
    copied_us: int | None
    copied_why: str


class JournalGapRow(SQLModel, table=True):
    """Entries that were lost with a damaged file."""

    __tablename__: ClassVar[_Name] = "journal_gap"

    first_seq: int = Field(primary_key=True)
    last_seq: int
    hash_before: str
    hash_through: str
    found_us: int
    cause: str
    seal: str


class OfferHoldRow(SQLModel, table=True):
    """A member's offer that is held for a sale, or may be."""

    __tablename__: ClassVar[_Name] = "offer_hold"

    hold_id: int = Field(primary_key=True)
    offer_id: str
    offer_type: str
    reference_id: str | None
    transaction_id: str
    employee_id: str
    state: str
    discount: str | None
    created_us: int
    settled_us: int | None
    reason: str
    flow: str
    is_used: int
    after_seq: int | None = Field(foreign_key="journal.seq")


class OfferRequestRow(SQLModel, table=True):
    """A lock or an unlock, frozen before its first try."""

    __tablename__: ClassVar[_Name] = "offer_request"

    id: int = Field(primary_key=True)
    request_id: str
    hold: int = Field(foreign_key="offer_hold.hold_id")
    kind: str
    path: str
    body: bytes
    sha256: str
    state: str
    tries: int
    definite: int
    empty: int
    attempted_us: int | None
    settled_us: int | None
    reason: str


class CardChargeRow(SQLModel, table=True):
    """What was asked of the payment terminal."""

    __tablename__: ClassVar[_Name] = "card_charge"

    charge_id: int = Field(primary_key=True)
    reference: str
    kind: str
    transaction_id: str
    payment_id: str
    amount: int
    currency: str
    payment: str | None
    refund_of: int | None = Field(foreign_key="card_charge.charge_id")
    state: str
    is_leaving: int
    tries: int
    answer: str | None
    created_us: int
    settled_us: int | None
    is_shared: int
