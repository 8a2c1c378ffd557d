"""Makes the feed of catalogs of a terminal's settings, for the thread that works on it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.files.catalog import catalog_file
from pos_terminal.adapters.files.catalogplaces import FilePlace, FolderPlace
from pos_terminal.adapters.files.feedbook import FeedFolder
from pos_terminal.adapters.sqlite.catalog_stage import SqliteCatalogStage
from pos_terminal.application.catalogfeed import CatalogFeed, FeedRules
from pos_terminal.application.syncing import CatalogSync
from pos_terminal.settings.catalog_section import WEB

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.catalogdiff import Difference
    from pos_terminal.application.catalogsources import CatalogPlace
    from pos_terminal.application.ports import WriteLock
    from pos_terminal.application.syncing import SyncProgress, SyncResult
    from pos_terminal.application.tilling import StoreTime
    from pos_terminal.settings import Settings

FOLDER_NAME = "catalog"
_DOWNLOAD_SECONDS = 1_800.0
_MEGABYTE = 1_000_000


def catalog_feed(terminal: Terminal, desk: FeedDesk) -> CatalogFeed:
    """The feed of this terminal's settings, for the thread that it is made in."""
    settings, clock = terminal.settings, terminal.clock
    said = settings.catalog
    every = timedelta(minutes=said.check_minutes) if said.check_minutes and said.sources else None
    rules = FeedRules(every, partial(next_live, said.go_live, terminal.store_time))
    book = FeedFolder(settings.data_dir / FOLDER_NAME)
    places = [_place(each, settings, clock.monotonic) for each in said.sources]
    return CatalogFeed(places, desk, book, clock, rules)


def next_live(said: str, store_time: StoreTime, now: datetime) -> datetime | None:
    """When a catalog that came now goes live: at once, at the next such time in the store, or when somebody says so."""
    if said == "asked":
        return None
    if said == "now":
        return now
    local = now.astimezone(store_time.zone)
    due = datetime.combine(local.date(), time.fromisoformat(said), store_time.zone)
    return (due if due > local else due + timedelta(days=1)).astimezone(UTC)


class FeedDesk:
    """Implements `CatalogDesk` beside a till that sells."""

    def __init__(
        self,
        settings: Settings,
        stored: tuple[sqlite3.Connection, WriteLock],
        breathe: Callable[[SyncProgress], None],
        told: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._stage = SqliteCatalogStage(*stored, settings.currency, during_sales=False)
        self._breathe = breathe
        self._told = told

    def check(self, file: Path, report: Callable[[SyncProgress], None]) -> tuple[SyncResult, Difference]:
        """Its faults, or what it would change."""
        odd_percent = Decimal(self._settings.sale.odd_price_percent)
        source = catalog_file(file, self._settings.currency)
        return CatalogSync(self._stage, partial(self._reported, report), _at_once).check_file(source, odd_percent)

    def put(self, file: Path, report: Callable[[SyncProgress], None]) -> SyncResult:
        """Put it in force between two sales, and have the platform told."""
        source = catalog_file(file, self._settings.currency)
        result = CatalogSync(self._stage, partial(self._reported, report), _at_once).import_file(source)
        if result.is_done:
            self._told()
        return result

    def _reported(self, report: Callable[[SyncProgress], None], progress: SyncProgress) -> None:
        report(progress)
        self._breathe(progress)


def _place(said: str, settings: Settings, monotonic: Callable[[], float]) -> CatalogPlace:
    if said.startswith(WEB):
        from pos_terminal.adapters.sessionm.catalogline import CatalogLine
        from pos_terminal.adapters.sessionm.tls import Tls

        return CatalogLine(said, Tls(), monotonic, (_DOWNLOAD_SECONDS, settings.catalog.largest_mb * _MEGABYTE))
    path = settings.path(said)
    is_folder = path.is_dir() or not path.suffix  # a folder may come later, such as that of a stick
    return FolderPlace(path) if is_folder else FilePlace(path)


def _at_once() -> None:
    """The pause is part of what is reported."""
