"""Looking at a terminal's database without becoming its terminal: also while another process sells with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from pos_terminal.adapters.sqlite.damagedtext import read_with_marks
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.health import integrity_fault
from pos_terminal.adapters.sqlite.kitchenorders import SqliteKitchenView
from pos_terminal.adapters.sqlite.outbox import SqliteOutbox
from pos_terminal.adapters.sqlite.printview import SqlitePrintView
from pos_terminal.adapters.sqlite.quarantine import mark_of
from pos_terminal.adapters.sqlite.queueview import SqliteQueueView
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.tenancy import last_copy
from pos_terminal.adapters.sqlite.unsent import SqliteUnsent
from pos_terminal.adapters.sqlite.uploads import SqliteUploads
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.app.printing import printer_memory
from pos_terminal.app.salvages import last_salvaged
from pos_terminal.app.seen_papers import ORDERS, SeenPapers
from pos_terminal.application.queueing import WaitingPaper
from pos_terminal.application.upload_ports import Subject, UploadStanding
from pos_terminal.domain.printer_state import PapersInDoubt
from pos_terminal.settings import Settings


@contextmanager
def read_only_outbox(settings: Settings) -> Iterator[SqliteOutbox]:
    """The outbox, to be read. Raises DatabaseUnusable when there is no database yet."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        yield SqliteOutbox(database.connect(), database.lock)


@contextmanager
def read_only_queue(settings: Settings) -> Iterator[tuple[SqliteOutbox, SqliteQueueView]]:
    """The outbox with what people want to know of it, to be read. Raises DatabaseUnusable like the others."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        connection = database.connect()
        yield SqliteOutbox(connection, database.lock), SqliteQueueView(connection)


def read_only_uploads(settings: Settings) -> tuple[UploadStanding, ...]:
    """How it stands with what the platform is told of the store; nothing where this till tells it nothing."""
    if not settings.platform.uploads:
        return ()
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        uploads = SqliteUploads(database.connect(), database.lock)
        return tuple(map(uploads.standing, Subject))


@contextmanager
def read_only_unsent(settings: Settings) -> Iterator[SqliteUnsent]:
    """Everything that was not sent, to be read. Raises DatabaseUnusable when there is no database yet."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        yield SqliteUnsent(database.connect())


@contextmanager
def read_only_journal(settings: Settings) -> Iterator[SqliteSales]:
    """The ended sales and their journal, to be read and checked, also where their text is damaged.

    Raises DatabaseUnusable when there is no database yet.
    """
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        yield SqliteSales(read_with_marks(database.connect()), database.lock, keys(settings).key("journal"))


def waiting_papers(settings: Settings, most: int = 100) -> tuple[WaitingPaper, ...]:
    """The print jobs in the queue, oldest first. Raises DatabaseUnusable when there is no database yet."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return SqlitePrintView(database.connect()).waiting(most)


def papers_in_doubt(settings: Settings) -> PapersInDoubt:
    """The papers that may not have come out. Raises DatabaseUnusable when there is no database yet."""
    seen = SeenPapers(printer_memory(settings)).said
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return SqlitePrintView(database.connect()).doubts(seen)


def orders_in_doubt(settings: Settings) -> PapersInDoubt:
    """The orders that the kitchen may not have. Raises DatabaseUnusable when there is no database yet."""
    seen = SeenPapers(printer_memory(settings), ORDERS).said
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return SqliteKitchenView(database.connect()).doubts(seen)


def database_origin(settings: Settings) -> str:
    """Whether the database is a copy of another one, as it was last found to be."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        copy = last_copy(database.connect())
    if copy is None:
        return "no copy"
    alone = f"; sales up to journal entry {copy.through:,} are sent one by one" if copy.through else ""
    return f"a copy, found {copy.at:%Y-%m-%d %H:%M} UTC: {copy.why}{alone}"


def last_damage(settings: Settings) -> tuple[str, bool]:
    """What became of the last damage, and whether nothing is missing since; a mark waits for the next start."""
    mark = mark_of(settings.data_dir / DATABASE_NAME)
    if mark.exists():
        return f"{mark.read_text(encoding='utf-8', errors='replace').strip()}: the next start recovers the sales", False
    found = last_salvaged(settings)
    return (f"{found.found:%Y-%m-%d %H:%M} UTC: {found.sentence}", found.is_whole) if found else ("none", True)


def database_integrity(settings: Settings) -> str:
    """``ok``, or the first thing that is wrong with the file."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return integrity_fault(database.connect()) or "ok"
