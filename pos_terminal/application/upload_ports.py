"""What the platform is told of the store, its catalog and its employees: how that stands, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pos_terminal.application.queueing import Request
    from pos_terminal.application.replies import Reply, Why
    from pos_terminal.domain.item import Category, Item
    from pos_terminal.domain.staff import Employee

LARGEST_CATALOG = 10_000
"""Rows of one catalog that the platform takes (the vendor's guide to catalogs)."""


class Subject(StrEnum):
    """What can be uploaded."""

    CATALOG = "catalog"
    EMPLOYEES = "employees"


class UploadState(StrEnum):
    """How it stands with a subject."""

    NONE = "none"
    """There is nothing to tell yet."""
    WAITING = "waiting"
    DONE = "done"
    """The platform has what is in force here."""
    REFUSED = "refused"
    """The platform, or its limit, refused it: tried again every day, after each change, and when somebody asks."""


@dataclass(frozen=True, slots=True)
class UploadStanding:
    """How it stands with a subject.

    Attributes:
        version: counts what was put in force on this till.
        stamp: what was looked at last: its version, a space, and the settings it was encoded under.
        entries: how many categories and items, or people, the newest upload has.
        digest: of what the platform took last; None before anything was taken.
        taken: when that was.
        since: since when the state is what it is; None while it is NONE.
        reason: the refusal in words, or what was last heard.
        tries: how often the upload that is open was tried.
    """

    subject: Subject
    version: int
    stamp: str
    state: UploadState
    entries: int = 0
    digest: str | None = None
    taken: datetime | None = None
    since: datetime | None = None
    reason: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class UploadDraft:
    """An upload that is to be stored. ``digest`` is of its bytes without the id: the same for the same content."""

    subject: Subject
    request: Request
    stamp: str
    digest: str
    entries: int


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """An upload whose outcome is not known; counted as in `OpenRequest`."""

    request: Request
    stamp: str
    tries: int
    definite: int
    empty: int


class Uploads(Protocol):
    """The uploads on disk. Each step is one durable commit; all raise StorageFailed."""

    def standing(self, subject: Subject) -> UploadStanding:
        """How it stands with a subject."""

    def open(self, subject: Subject) -> OpenUpload | None:
        """The upload to settle."""

    def put(self, draft: UploadDraft, at: datetime) -> None:
        """Store an upload before the wire, in the place of one that was never tried."""

    def compared(self, subject: Subject, stamp: str, at: datetime) -> None:
        """What is in force is what the platform has, or nothing at all; one that was never tried is not needed."""

    def unsendable(self, subject: Subject, stamp: str, reason: str, at: datetime) -> None:
        """What is in force cannot be sent at all; one that was never tried is not needed."""

    def attempted(self, request_id: str, at: datetime) -> None:
        """Note a try before it is made."""

    def unknown(self, request_id: str, reason: str, why: Why) -> None:
        """Note a try whose outcome is not known: id and bytes stay."""

    def done(self, request_id: str, at: datetime, note: str = "") -> None:
        """The platform has taken it."""

    def refused(self, request_id: str, reason: str, at: datetime) -> None:
        """The platform will not take these bytes."""

    def given_up(self, request_id: str, reason: str, at: datetime) -> None:
        """The platform keeps failing on this id: what is in force then goes out under another."""


class StoreCatalog(Protocol):
    """The whole catalog in force, on sale or not."""

    def rows(self) -> int:
        """How many categories and items."""

    def categories(self) -> Sequence[Category]:
        """Every category with its children and its items, in the catalog's order."""

    def items(self) -> Sequence[Item]:
        """Every item, modifiers too, in the catalog's order."""


class Leaver(NamedTuple):
    """Somebody whom the newest list does not name any more, and when that was noticed."""

    employee: Employee
    noticed: datetime


class Roster(Protocol):
    """Who works here, and who did."""

    def employees(self) -> Sequence[Employee]:
        """Everybody in force."""

    def leavers(self) -> Sequence[Leaver]:
        """Those who were in force once."""


class MetadataWire(Protocol):
    """Uploads in their exact bytes. Pure: the same in, the same bytes out."""

    def catalog(self, request_id: str, categories: Sequence[Category], items: Sequence[Item]) -> Request:
        """Categories and items, mixed. Raises BadArgument for more than LARGEST_CATALOG together."""

    def employees(self, request_id: str, employees: Sequence[Employee]) -> Request:
        """Everybody who works in the store, leavers with their end date."""


class Metadata(Protocol):
    """The store's own data on the platform (spec: Metadata)."""

    def upload(self, request: Request) -> Reply:
        """Post exactly these bytes; every outcome is a reply, none an exception."""
