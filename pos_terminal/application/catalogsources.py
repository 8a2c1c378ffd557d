"""Where catalogs come from, how each source stood last, and what waits to go live."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pos_terminal.application.catalogdiff import Difference
    from pos_terminal.application.syncing import Fault


class SourceFailed(Exception):
    """A source gave no catalog; the message says what is wrong and what to do, for people."""


class Outcome(StrEnum):
    """What became of a try."""

    NEVER = "never"
    UNCHANGED = "unchanged"
    """The source has what it had the last time."""
    NEW = "new"
    """It has another catalog, which was checked and waits."""
    FAULTY = "faulty"
    """It has one with faults; nothing of it was taken."""
    FAILED = "failed"
    LIVE = "live"
    """What it had is in force now."""
    PUT_BACK = "put back"
    """What it had was in force, until somebody put the catalog before back."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A catalog file that came; ``stamp`` is what the source tells its versions apart by."""

    file: Path
    stamp: str


class CatalogPlace(Protocol):
    """A source of catalogs."""

    @property
    def place(self) -> str:
        """What the settings call it."""

    def fetch(self, known: str, into: Path) -> Arrived | None:
        """A copy in the folder ``into`` of what the source has; None where it still has the version ``known``.

        Raises SourceFailed.
        """


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """How it stands with a source.

    Attributes:
        stamp: the version that was taken or refused last.
        tried: when it was asked last; None: never.
        good: when it last had a catalog without a fault.
        said: the outcome in words, where there is more to say.
    """

    place: str
    stamp: str = ""
    tried: datetime | None = None
    good: datetime | None = None
    outcome: Outcome = Outcome.NEVER
    said: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One line of the log: what happened with a source, the newest first."""

    at: datetime
    place: str
    outcome: Outcome
    said: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A catalog that was checked and is not in force yet; ``due`` None: until somebody says so."""

    place: str
    file: Path
    stamp: str
    items: int
    difference: Difference
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedKept:
    """What is remembered from one start to the next; ``waiting_file`` is a name in the feed's folder."""

    sources: tuple[SourceStanding, ...] = ()
    log: tuple[FeedEntry, ...] = ()
    waiting_place: str = ""
    waiting_file: str = ""
    waiting_stamp: str = ""
    waiting_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedStanding:
    """All that people see of it.

    Attributes:
        doing: ``""``, or the stage of what is under way: fetching, reading, checking, writing, clearing, waiting.
        done: how far that is, of ``total`` where that is known.
        faults: what is wrong with the faulty file that came last, the first of ``fault_count``.
        faulty_place: where that came from.
    """

    sources: tuple[SourceStanding, ...] = ()
    log: tuple[FeedEntry, ...] = ()
    waiting: Waiting | None = None
    doing: str = ""
    done: int = 0
    total: int | None = None
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    faulty_place: str = ""
