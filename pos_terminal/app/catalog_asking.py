"""The shop's sources of catalogs by command: asked on a till that nobody sells on, or only looked at."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pos_terminal.adapters.files.feedbook import FeedFolder
from pos_terminal.app.feeding import FOLDER_NAME, FeedDesk, catalog_feed
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.catalogsources import FeedStanding, SourceStanding
from pos_terminal.application.upload_ports import Subject
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.syncing import SyncProgress
    from pos_terminal.settings import Settings


def source_standings(settings: Settings) -> tuple[SourceStanding, ...]:
    """How each source of the settings stood last, also beside a till that sells."""
    folder = settings.data_dir / FOLDER_NAME
    kept = FeedFolder(folder).load().sources if folder.is_dir() else ()
    known = {each.place: each for each in kept}
    places = (said if "://" in said else str(settings.path(said)) for said in settings.catalog.sources)
    return tuple(known.get(place, SourceStanding(place)) for place in places)


def asking_sources(
    settings: Settings, log_level: str, report: Callable[[SyncProgress], None], *, goes_live: bool
) -> FeedStanding:
    """Ask the sources; with ``goes_live`` what is new is put in force, and the platform told. Raises Refused."""
    if not settings.catalog.sources:
        raise NotAllowedNow("No sources are named. Set [catalog] sources, or use 'catalog import'.")
    with opened_terminal(settings, log_level) as terminal, closing(terminal.database.connect()) as connection:

        def told(progress: SyncProgress) -> None:
            report(progress)
            if progress.stage == "waiting":
                raise NotAllowedNow("A sale is open on this till. Finish it first, or start the till: it takes turns.")

        feed = catalog_feed(terminal, FeedDesk(settings, (connection, terminal.database.lock), told, _later))
        feed.look()
        if goes_live and feed.standing.waiting is not None:
            feed.go_live()
            if settings.platform.uploads:
                terminal.upload(Subject.CATALOG)
        return feed.standing


def _later() -> None:
    """The platform is told once all is done."""
