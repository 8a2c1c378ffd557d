"""Keeps the catalog up to date from the shop's sources: fetched, checked whole, and put in force now or when it is due.

The sources are asked in their order; the first that has a sound catalog, new or not, is the one. Whatever fails leaves
the catalog in force.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.catalogsources import (
    Arrived,
    FeedEntry,
    FeedKept,
    FeedStanding,
    Outcome,
    SourceFailed,
    SourceStanding,
    Waiting,
)
from pos_terminal.domain.errors import NotAllowedNow, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pos_terminal.application.catalogdiff import Difference
    from pos_terminal.application.catalogsources import CatalogPlace
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.syncing import SyncProgress, SyncResult

_log = logging.getLogger("pos.catalog")
_LOG_LINES = 100
_WAITS = "waiting"
_AFTER_A_FAILURE = timedelta(minutes=1)
_LONGEST_SLEEP = 60.0


class FeedBook(Protocol):
    """Where the feed remembers; its folder is the feed's own."""

    @property
    def folder(self) -> Path:
        """Where what was checked waits."""

    @property
    def coming(self) -> Path:
        """Where sources put what they fetch: a faulty one there leaves alone what waits."""

    def load(self) -> FeedKept:
        """What was kept; nothing where there is nothing sound."""

    def keep(self, kept: FeedKept) -> None:
        """Keep this in its place."""


class CatalogDesk(Protocol):
    """What checks a file and puts one in force."""

    def check(self, file: Path, report: Callable[[SyncProgress], None]) -> tuple[SyncResult, Difference]:
        """Its faults, or what it would change."""

    def put(self, file: Path, report: Callable[[SyncProgress], None]) -> SyncResult:
        """Put it in force between two sales."""


@dataclass(frozen=True, slots=True)
class FeedRules:
    """When sources are asked, and when what came goes live.

    Attributes:
        every: how long until they are asked again; None: only when somebody asks.
        next_live: the next moment at which a new catalog goes live; None: when somebody says so.
    """

    every: timedelta | None
    next_live: Callable[[datetime], datetime | None]


class CatalogFeed:
    """For the one thread that works on it; `standing` may be read by any."""

    def __init__(
        self, sources: Sequence[CatalogPlace], desk: CatalogDesk, book: FeedBook, clock: Clock, rules: FeedRules
    ) -> None:
        self._sources = sources
        self._desk = desk
        self._book = book
        self._clock = clock
        self._rules = rules
        kept = book.load()
        known = {each.place: each for each in kept.sources}
        standings = tuple(known.get(each.place, SourceStanding(each.place)) for each in sources)
        self.standing = FeedStanding(standings, kept.log)
        self._left_over = kept if kept.waiting_file else None
        self._next = clock.now()

    def step(self) -> float | None:
        """Do what is due; how many seconds to leave before the next, None: until somebody asks."""
        self._resume()
        now, waiting = self._clock.now(), self.standing.waiting
        if waiting is not None and waiting.due is not None and waiting.due <= now:
            self.go_live()
        elif self._rules.every is not None and now >= self._next:
            self.look()
        moments = [each for each in (self._next if self._rules.every else None, self._due()) if each is not None]
        left = min(((each - self._clock.now()).total_seconds() for each in moments), default=None)
        return None if left is None else min(max(left, 0.0), _LONGEST_SLEEP)

    def look(self) -> None:
        """Ask the sources, in their order, until one has a sound catalog."""
        self._resume()
        failed = True
        for source in self._sources:
            if self._has_one(source):
                failed = False
                break
        every = self._rules.every
        if every is not None:
            self._next = self._clock.now() + (min(_AFTER_A_FAILURE, every) if failed else every)
        self._idle()

    def go_live(self) -> None:
        """Put what waits in force now. Raises NotAllowedNow where nothing waits, or where it became unusable."""
        waiting = self._waiting()
        result = self._desk.put(waiting.file, self._report)
        if not result.is_done:  # it was sound when it came, so the file was changed under us
            self._drop(waiting)
            self._note(waiting.place, Outcome.FAULTY, str(result.faults[0]))
            raise NotAllowedNow("The file that waited was changed and has faults now. Ask the sources again.")
        changes = result.changes
        self._drop(waiting)
        said = f"{changes.added:,} added, {changes.changed:,} changed, {changes.retired:,} retired"
        self._note(waiting.place, Outcome.LIVE, said)

    def schedule(self, due: datetime | None) -> None:
        """Have what waits go live at this moment; None: when somebody says so. Raises NotAllowedNow."""
        self.standing = replace(self.standing, waiting=replace(self._waiting(), due=due))
        self._keep()

    def forget(self) -> None:
        """Leave what waits where it is; the source has to change before it is taken again. Raises NotAllowedNow."""
        self._drop(self._waiting())
        self._keep()

    def swapped(self) -> None:
        """The catalog before was put back by hand, or the newer one again: what was told of the newest source turns."""
        turned = {Outcome.LIVE: Outcome.PUT_BACK, Outcome.PUT_BACK: Outcome.LIVE}
        newest = next((each for each in self.standing.log if each.outcome in turned), None)
        if newest is not None and self._standing_of(newest.place).stamp:
            self._note(newest.place, turned[newest.outcome], newest.said)

    def _has_one(self, source: CatalogPlace) -> bool:
        """Whether the source has a sound catalog, which waits then where it is new."""
        place = source.place
        known = next(each.stamp for each in self.standing.sources if each.place == place)
        self.standing = replace(self.standing, doing="fetching", done=0, total=None)
        try:
            arrived = source.fetch(known, self._book.coming)
        except SourceFailed as failure:
            self._note(place, Outcome.FAILED, str(failure))
            return False
        if arrived is None:
            is_sound = self._standing_of(place).outcome is not Outcome.FAULTY
            if is_sound:
                self._note(place, Outcome.UNCHANGED)
            return is_sound
        return self._checked(place, arrived)

    def _checked(self, place: str, arrived: Arrived) -> bool:
        try:
            result, difference = self._desk.check(arrived.file, self._report)
        except Refused as refusal:
            self._note(place, Outcome.FAILED, refusal.sentence)
            return False
        if not result.is_done:
            count = result.fault_count
            many = "1 fault" if count == 1 else f"{count:,} faults"
            self.standing = replace(self.standing, faults=result.faults, fault_count=count, faulty_place=place)
            self._note(place, Outcome.FAULTY, f"{many}; the first: {result.faults[0]}", arrived.stamp)
            return False
        if self.standing.faulty_place == place:
            self.standing = replace(self.standing, faults=(), fault_count=0, faulty_place="")
        due = self._rules.next_live(self._clock.now())
        if not (difference.added or difference.changed or difference.retired):
            self._withdraw(place)
            self._note(place, Outcome.UNCHANGED, "", arrived.stamp)
            return True
        waiting = Waiting(place, self._moved(arrived.file), arrived.stamp, result.read, difference, due)
        self.standing = replace(self.standing, waiting=waiting)
        self._note(place, Outcome.NEW, _in_words(difference), arrived.stamp)
        return True

    def _withdraw(self, place: str) -> None:
        """This source has what is in force: another that waits is not wanted, unless from a source before this one."""
        waiting, places = self.standing.waiting, [each.place for each in self._sources]
        if waiting is not None and waiting.place not in places[: places.index(place)]:
            _log.info("source=%s withdrawn=%s", place, waiting.stamp)
            self._drop(waiting)

    def _moved(self, file: Path) -> Path:
        """The file where it waits, in the place of one that waited before."""
        before, kept = self.standing.waiting, self._book.folder / f"{_WAITS}{file.suffix}"
        if before is not None and before.file != kept:
            before.file.unlink(missing_ok=True)
        return file.replace(kept)

    def _resume(self) -> None:
        """What waited when the program ended is checked anew, once: the catalog in force may be another."""
        kept, self._left_over = self._left_over, None
        if kept is None:
            return
        file = self._book.folder / kept.waiting_file
        if file.is_file() and self._checked(kept.waiting_place, Arrived(file, kept.waiting_stamp)):
            waiting = self.standing.waiting
            if waiting is not None:
                self.standing = replace(self.standing, waiting=replace(waiting, due=kept.waiting_due))
        self._idle()

    def _note(self, place: str, outcome: Outcome, said: str = "", stamp: str | None = None) -> None:
        now, before = self._clock.now(), self._standing_of(place)
        is_good = outcome in {Outcome.UNCHANGED, Outcome.NEW, Outcome.LIVE}
        after = replace(
            before, tried=now, good=now if is_good else before.good, outcome=outcome, said=said,
            stamp=before.stamp if stamp is None else stamp,
        )  # fmt: skip
        sources = tuple(after if each.place == place else each for each in self.standing.sources)
        log = self.standing.log
        if (before.outcome, before.said) != (outcome, said) or outcome in {Outcome.NEW, Outcome.LIVE}:
            _log.info("source=%s outcome=%s said=%s", place, outcome.value, said)
            log = (FeedEntry(now, place, outcome, said), *log)[:_LOG_LINES]
        self.standing = replace(self.standing, sources=sources, log=log)
        self._keep()

    def _standing_of(self, place: str) -> SourceStanding:
        return next((each for each in self.standing.sources if each.place == place), SourceStanding(place))

    def _waiting(self) -> Waiting:
        self._resume()
        if self.standing.waiting is None:
            raise NotAllowedNow("No catalog waits to go live. Ask the sources first.")
        return self.standing.waiting

    def _due(self) -> datetime | None:
        return self.standing.waiting.due if self.standing.waiting is not None else None

    def _drop(self, waiting: Waiting) -> None:
        waiting.file.unlink(missing_ok=True)
        self.standing = replace(self.standing, waiting=None, doing="")

    def _report(self, progress: SyncProgress) -> None:
        self.standing = replace(self.standing, doing=progress.stage, done=progress.done, total=progress.total)

    def _idle(self) -> None:
        self.standing = replace(self.standing, doing="", done=0, total=None)

    def _keep(self) -> None:
        standing, waiting = self.standing, self.standing.waiting
        kept = FeedKept(standing.sources, standing.log)
        if waiting is not None:
            kept = replace(
                kept, waiting_place=waiting.place, waiting_file=waiting.file.name, waiting_stamp=waiting.stamp,
                waiting_due=waiting.due,
            )  # fmt: skip
        self._book.keep(kept)


def _in_words(difference: Difference) -> str:
    odd = f", {difference.odd:,} odd prices" if difference.odd else ""
    return f"{difference.added:,} to add, {difference.changed:,} to change, {difference.retired:,} to retire{odd}"
