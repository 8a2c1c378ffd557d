"""The desk's tables as SQLModel declares them, for administration and reports; the desk itself speaks plain SQL.

The schema is made by schema/0001_core.sql, and a test holds both against each other. Nothing on the way to the first
screen imports this module: it is slow to load.
"""

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from sqlmodel import Field, SQLModel

_Name: TypeAlias = str | Callable[..., str]
"""What SQLModel lets a table's name be; each below is a text."""


class TerminalRow(SQLModel, table=True):
    """What this database is and where its counts stand; one row."""

    __tablename__: ClassVar[_Name] = "terminal"

    id: int = Field(primary_key=True)
    epoch: str
    sale_number: int
    journal_count: int
    journal_hash: str
    journal_seal: str
    pending: int
    parked: int


class TillSessionRow(SQLModel, table=True):
    """A shift of the drawer."""

    __tablename__: ClassVar[_Name] = "till_session"

    session_id: int = Field(primary_key=True)
    opened_by: str
    opened_at_us: int
    business_day: str
    opening_float: int
    currency: str
    after_seq: int
    closed_at_us: int | None


class BasketRow(SQLModel, table=True):
    """A sale that has not ended: the one on the screen in slot 1, suspended ones in the others."""

    __tablename__: ClassVar[_Name] = "basket"

    slot: int = Field(primary_key=True)
    transaction_id: str
    open_time_us: int
    channel: str
    pos_employee_id: str
    sm_employee_id: str | None
    operator_name: str
    table_id: str | None
    guest_count: int | None
    from_transaction_id: str | None
    currency: str
    next_line: int
    next_payment: int
    discounts: str
    payments: str
    member: str | None
    additional: str | None
    suspended_us: int | None
    suspended_by: str | None
    suspended_name: str | None
    label: str | None
    total: int | None
    tax_shift: str | None
    guest_code: str | None
    told_us: int | None
    exchange: str | None
    steps: str
    ordered: str
    chosen: str


class SaleStepsRow(SQLModel, table=True):
    """Steps of a sale, one JSON object a line, that no longer stand beside it."""

    __tablename__: ClassVar[_Name] = "sale_steps"

    transaction_id: str = Field(primary_key=True)
    part: int = Field(primary_key=True)
    steps: str


class SaleRulesRow(SQLModel, table=True):
    """The settings that steps were taken under."""

    __tablename__: ClassVar[_Name] = "sale_rules"

    id: int = Field(primary_key=True)
    sha256: str
    rules: str


class BasketLineRow(SQLModel, table=True):
    """A line of a sale that has not ended."""

    __tablename__: ClassVar[_Name] = "basket_line"

    slot: int = Field(primary_key=True)
    line_id: int = Field(primary_key=True)
    item_id: str
    name: str
    quantity_e6: int
    unit: str
    unit_price: int
    extended: int
    taxes: str
    sku: str | None
    modifies_line_id: int | None
    per_parent_e6: int
    minimum_age: int | None
    image: str | None
    lot: str | None
    special: str | None


class PosTransactionRow(SQLModel, table=True):
    """What every snapshot of a transaction shares."""

    __tablename__: ClassVar[_Name] = "pos_transaction"

    transaction_id: str = Field(primary_key=True)
    open_time_us: int
    from_transaction_id: str | None


class SnapshotRow(SQLModel, table=True):
    """What a transaction looked like at one moment."""

    __tablename__: ClassVar[_Name] = "snapshot"

    seq: int = Field(primary_key=True)
    transaction_id: str = Field(foreign_key="pos_transaction.transaction_id")
    version: int
    kind: str
    modified_time_us: int
    business_day: str
    session_id: int | None = Field(foreign_key="till_session.session_id")
    channel: str
    pos_employee_id: str
    sm_employee_id: str | None
    operator_name: str
    table_id: str | None
    guest_count: int | None
    currency: str
    total_lines: int
    total_discount: int
    tax_included: int
    tax_total: int
    tax_rows: str
    change_due: int
    guest_receipt_code: str | None
    void_reason: str | None


class SnapshotLineRow(SQLModel, table=True):
    """A line of a snapshot."""

    __tablename__: ClassVar[_Name] = "snapshot_line"

    seq: int = Field(primary_key=True, foreign_key="snapshot.seq")
    position: int = Field(primary_key=True)
    line_id: str
    item_id: str
    name: str
    quantity_e6: int
    unit: str
    unit_price: int
    extended: int
    taxes: str
    sku: str | None
    modifies_line_id: str | None
    per_parent_e6: int
    minimum_age: int | None
    image: str | None
    lot: str | None
    discount: int
    tax_included: int
    special: str | None


class SnapshotPaymentRow(SQLModel, table=True):
    """A payment of a snapshot."""

    __tablename__: ClassVar[_Name] = "snapshot_payment"

    seq: int = Field(primary_key=True, foreign_key="snapshot.seq")
    position: int = Field(primary_key=True)
    payment_id: str
    type: str
    amount: int
    taken: int
    change: int
    rounding: int
    payment_time_us: int
    receipt_code: str | None
    user_id: str | None
    user_id_type: str | None
    additional_user_id: str | None
    additional_user_id_type: str | None
    number: str | None
    tip: int | None
    foreign_cash: str | None
    credit_of: str | None


class SnapshotDiscountRow(SQLModel, table=True):
    """A discount of a snapshot."""

    __tablename__: ClassVar[_Name] = "snapshot_discount"

    seq: int = Field(primary_key=True, foreign_key="snapshot.seq")
    position: int = Field(primary_key=True)
    reference_id: str
    reference_id_type: str
    display_name: str
    source: str
    amount: int
    stack_order: int
    applied_time_us: int
    lines: str
    status: str | None
    pos_discount_id: str | None
    image_url: str | None
    user_id: str | None
    received: str | None
    terms: str | None


class AmendmentRow(SQLModel, table=True):
    """Who did something to an ended sale, and why."""

    __tablename__: ClassVar[_Name] = "amendment"

    seq: int = Field(primary_key=True, foreign_key="snapshot.seq")
    employee_id: str
    employee_name: str
    approved_by: str | None
    approver_name: str
    reason: str


class SnapshotRefundRow(SQLModel, table=True):
    """Money that was given back with a snapshot."""

    __tablename__: ClassVar[_Name] = "snapshot_refund"

    seq: int = Field(primary_key=True, foreign_key="snapshot.seq")
    position: int = Field(primary_key=True)
    type: str
    amount: int
    given: int
    credited_to: str | None
    number: str | None
    tip: int | None
