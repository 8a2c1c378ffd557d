"""The feed of catalogs beside a terminal that sells, in a thread of its own."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.catalogfeed import CatalogFeed
    from pos_terminal.application.catalogsources import FeedStanding
    from pos_terminal.application.syncing import SyncProgress

STALE = later("Old catalog")
"""The words of the notice that no source has had a sound catalog for too long."""
_BREATH = 0.002
"""Seconds after each small write: a sale goes first."""
_UNTIL_ASKED_AGAIN = 0.5
"""Seconds between two looks at whether the open sale has ended."""
_PATIENCE = 10.0


class FeedStopped(Exception):
    """The terminal is closing: what is under way is given up, and the catalog in force stays."""


class CatalogSide:
    """The feed in its thread, which begins with `start` or when something is asked of it."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._stopping = Event()
        self._feed: CatalogFeed | None = None
        self._loop: Loop[CatalogFeed] = Loop("catalog", self._opened, self._stepped)

    def start(self) -> None:
        """Begin to ask the sources."""
        self._loop.start()

    @property
    def standing(self) -> FeedStanding:
        """How it stands now."""
        from pos_terminal.application.catalogsources import FeedStanding

        return self._feed.standing if self._feed is not None else FeedStanding()

    def look(self) -> None:
        """Ask the sources now."""
        self._ask(lambda feed: feed.look())

    def go_live(self) -> None:
        """Put what waits in force between two sales."""
        self._ask(lambda feed: feed.go_live())

    def schedule(self, due: datetime | None) -> None:
        """Have what waits go live then; None: when somebody says so."""
        self._ask(lambda feed: feed.schedule(due))

    def forget(self) -> None:
        """Do not take what waits."""
        self._ask(lambda feed: feed.forget())

    def swapped(self) -> None:
        """The catalog before was put back, or the newer one again."""
        self._ask(lambda feed: feed.swapped())

    def end(self) -> None:
        """Give up what is under way; nobody waits for it."""
        self._stopping.set()
        self._loop.end()

    def close(self) -> None:
        """`end`, and wait."""
        self.end()
        self._loop.close(_PATIENCE)

    def _ask(self, work: Callable[[CatalogFeed], None]) -> None:
        self._loop.ask(work)

    def _stepped(self, feed: CatalogFeed) -> float | None:
        try:
            return feed.step()
        except FeedStopped:
            return None
        finally:
            self._tell_if_stale(feed.standing)

    def _tell_if_stale(self, standing: FeedStanding) -> None:
        """All at the till should know when nobody knows whether the prices are still right."""
        hours, board = self._terminal.settings.catalog.stale_hours, self._terminal.board
        good = max((each.good for each in standing.sources if each.good is not None), default=None)
        if not hours or good is None or self._terminal.clock.now() - good < timedelta(hours=hours):
            board.take_down(STALE)
            return
        board.tell(STALE, Message("No source has had a sound catalog for {hours} hours: tell a manager.", hours=hours))

    @contextmanager
    def _opened(self) -> Iterator[CatalogFeed]:
        from pos_terminal.app.feeding import FeedDesk, catalog_feed

        terminal = self._terminal
        with closing(terminal.database.connect()) as connection:
            stored = (connection, terminal.database.lock)
            desk = FeedDesk(terminal.settings, stored, self._breathe, terminal.delivery.nudge)
            self._feed = catalog_feed(terminal, desk)
            yield self._feed

    def _breathe(self, progress: SyncProgress) -> None:
        if self._stopping.wait(_UNTIL_ASKED_AGAIN if progress.stage == "waiting" else _BREATH):
            raise FeedStopped
