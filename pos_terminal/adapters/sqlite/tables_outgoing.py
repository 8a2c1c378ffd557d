"""What leaves the desk, as SQLModel declares it: journal, documents, requests, uploads, prints. More: `tables`."""

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from sqlmodel import Field, SQLModel

_Name: TypeAlias = str | Callable[..., str]
"""What SQLModel lets a table's name be; each below is a text."""


class JournalRow(SQLModel, table=True):
    """An entry of the tamper-evident record."""

    __tablename__: ClassVar[_Name] = "journal"

    seq: int = Field(primary_key=True)
    transaction_id: str
    version: int
    kind: str
    business_day: str
    session_id: int | None
    employee_id: str
    total: int
    currency: str
    created_us: int
    software_version: str
    document_sha256: str
    previous_hash: str
    hash: str


class DocumentRow(SQLModel, table=True):
    """The bytes that a journal entry's SHA-256 is of."""

    __tablename__: ClassVar[_Name] = "document"

    seq: int = Field(primary_key=True, foreign_key="journal.seq")
    erased_us: int | None
    erased_mac: str | None
    body: bytes | None


class RequestRow(SQLModel, table=True):
    """A request, frozen before its first try."""

    __tablename__: ClassVar[_Name] = "request"

    id: int = Field(primary_key=True)
    request_id: str
    path: str
    body: bytes | None
    sha256: str
    seq: int | None = Field(foreign_key="journal.seq")
    state: str
    tries: int
    definite: int
    empty: int
    first_attempted_us: int | None
    attempted_us: int | None
    settled_us: int | None
    reason: str
    bare: int


class DeliveryRow(SQLModel, table=True):
    """Where a snapshot stands on its way to the platform."""

    __tablename__: ClassVar[_Name] = "delivery"

    seq: int = Field(primary_key=True, foreign_key="journal.seq")
    transaction_id: str
    version: int
    state: str
    created_us: int
    request: int = Field(foreign_key="request.id")
    single: int = Field(foreign_key="request.id")
    reason: str
    settled_us: int | None


class RequestMemberRow(SQLModel, table=True):
    """A snapshot that a batch carries."""

    __tablename__: ClassVar[_Name] = "request_member"

    request: int = Field(primary_key=True, foreign_key="request.id")
    position: int = Field(primary_key=True)
    seq: int = Field(foreign_key="delivery.seq")


class StoreFactRow(SQLModel, table=True):
    """How it stands with something that the platform is told of the store."""

    __tablename__: ClassVar[_Name] = "store_fact"

    subject: str = Field(primary_key=True)
    version: int
    stamp: str
    state: str
    entries: int
    digest: str | None
    taken_us: int | None
    since_us: int | None
    reason: str


class EmployeeLeftRow(SQLModel, table=True):
    """Somebody who is in no file any more."""

    __tablename__: ClassVar[_Name] = "employee_left"

    employee_id: str = Field(primary_key=True)
    first_name: str
    last_name: str
    start_date: str | None
    end_date: str | None
    left_us: int


class UploadRow(SQLModel, table=True):
    """An upload, frozen before its first try."""

    __tablename__: ClassVar[_Name] = "upload"

    id: int = Field(primary_key=True)
    request_id: str
    subject: str = Field(foreign_key="store_fact.subject")
    stamp: str
    digest: str
    entries: int
    path: str
    body: bytes | None
    sha256: str
    state: str
    tries: int
    definite: int
    empty: int
    created_us: int
    attempted_us: int | None
    settled_us: int | None
    reason: str


class PrintJobRow(SQLModel, table=True):
    """A paper that is still to be printed: of a sale, or of an entry that is about the till itself."""

    __tablename__: ClassVar[_Name] = "print_job"

    id: int = Field(primary_key=True)
    job_id: str
    transaction_id: str | None = Field(foreign_key="pos_transaction.transaction_id")
    copy_number: int
    state: str
    tries: int
    cause: str
    seq: int | None = Field(foreign_key="journal.seq")
    kind: str
    culture: str | None


class KitchenOrderRow(SQLModel, table=True):
    """A paper for the kitchen: what is new of a sale, and what is not wanted any more."""

    __tablename__: ClassVar[_Name] = "kitchen_order"

    order_id: int = Field(primary_key=True)
    transaction_id: str
    number: int
    station: str
    at_us: int
    body: str


class KitchenJobRow(SQLModel, table=True):
    """A paper that is still to be printed in the kitchen."""

    __tablename__: ClassVar[_Name] = "kitchen_job"

    id: int = Field(primary_key=True)
    job_id: str = Field(unique=True)
    order_id: int = Field(foreign_key="kitchen_order.order_id")
    copy_number: int
    state: str
    tries: int
    cause: str


class KitchenPrintedRow(SQLModel, table=True):
    """A paper that was printed in the kitchen."""

    __tablename__: ClassVar[_Name] = "kitchen_printed"

    id: int = Field(primary_key=True)
    job_id: str
    order_id: int = Field(foreign_key="kitchen_order.order_id")
    copy_number: int
    tries: int
    proof: str
    in_doubt: int


class PrintedRow(SQLModel, table=True):
    """A paper that was printed."""

    __tablename__: ClassVar[_Name] = "printed"

    id: int = Field(primary_key=True)
    job_id: str
    transaction_id: str | None
    copy_number: int
    tries: int
    seq: int | None
    proof: str
    kind: str
    in_doubt: int
