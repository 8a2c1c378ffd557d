"""Opens the terminal's database: private to this user and this process, durable at every commit, never overwritten."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple, Self, TypeAlias

from pos_terminal.adapters.durable import OWNER_ONLY, sync_content, sync_folder
from pos_terminal.adapters.sqlite.faults import (
    DatabaseDamaged,
    DatabaseUnusable,
    NoRoomToOpen,
    StorageDamaged,
    StorageFailed,
    storage_failure,
)
from pos_terminal.adapters.sqlite.fileheader import APPLICATION_ID, check_header
from pos_terminal.adapters.sqlite.leasefile import forget
from pos_terminal.adapters.sqlite.migrations import Migration, empty_database, migrate, schema_steps, schema_version
from pos_terminal.adapters.sqlite.processlock import ProcessLock, is_ours
from pos_terminal.adapters.sqlite.tenancy import HERE, Circumstances, CopyFound, Tenure, move_in
from pos_terminal.adapters.sqlite.watched import WatchedConnection
from pos_terminal.adapters.sqlite.writelock import SaleFirstLock
from pos_terminal.domain.errors import DiskLow, Refused

Factory: TypeAlias = type[sqlite3.Connection]

BUSY_SECONDS = 5.0
"""How long a statement waits for another program; writers of this process take turns by `SaleFirstLock`."""

_EPOCH_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that can be read as another (0 O, 1 I L, U V)."""
_EPOCH_LENGTH = 4
_TENANCIES_SINCE = 3
_FULL = 2


def draw_epoch() -> str:
    """Four letters that tell this database's sale numbers from those of every other database of the register."""
    import secrets  # loads much, and is needed once in a database's life

    return "".join(secrets.choice(_EPOCH_LETTERS) for _ in range(_EPOCH_LENGTH))


class Hold(NamedTuple):
    """What this process has of a database that it may write; no tenure in one older than tenancies are."""

    lock: ProcessLock
    tenure: Tenure | None


class Database:
    """An open database: gives out connections, one for each thread that works on it, and the lock they write under."""

    def __init__(self, path: Path, hold: "Hold | None", factory: Factory = sqlite3.Connection) -> None:
        self.path = path
        self.lock = SaleFirstLock()
        self._factory = factory
        self._hold = hold
        self._connections: list[sqlite3.Connection] = []

    @property
    def is_readonly(self) -> bool:
        """Whether it was opened to be looked at only."""
        return self._hold is None

    @property
    def copy_found(self) -> CopyFound | None:
        """What told this opening that the database is a copy of another one."""
        return self._hold.tenure.copy if self._hold and self._hold.tenure else None

    def connect(self) -> sqlite3.Connection:
        """A new connection, in autocommit: use it in one thread, and write within ``OneCommit`` under the lock.

        Raises DatabaseUnusable when the file cannot be opened as it must be.
        """
        connection = _connect(self.path, self._hold, self._factory) if self._hold else _connect_readonly(self.path)
        self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Close every connection and let other processes in. The threads that used them have ended."""
        if self._hold and self._hold.tenure:
            self._hold.tenure.end(self._connections)
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        if self._hold:
            self._hold.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_database(
    path: Path,
    *,
    steps: tuple[Migration, ...] | None = None,
    new_epoch: Callable[[], str] = draw_epoch,
    factory: Factory = WatchedConnection,
    circumstances: Circumstances = HERE,
) -> Database:
    """Open the database at ``path`` for this process alone, made where there is none, its schema up to date.

    ``factory`` makes each connection that writes; a test's own fails, counts or dies at a statement.

    Raises:
        DatabaseInUse: another process has it open.
        DatabaseUnusable: it is not ours, newer than this program, cannot be read and written, or is DatabaseDamaged.
    """
    steps = schema_steps() if steps is None else steps
    _make_folder(path.parent)
    with ExitStack() as undo:
        lock = ProcessLock(path)
        undo.callback(lock.release)
        if not path.exists():
            with _making(path, circumstances):
                _make(path, steps, new_epoch(), factory)
        check_header(path)
        with _blaming(path), closing(_plain(path, factory)) as connection:
            _bring_up_to_date(connection, path, steps)
            tenure = move_in(connection, path, new_epoch, circumstances) if len(steps) >= _TENANCIES_SINCE else None
        undo.pop_all()
    return Database(path, Hold(lock, tenure), factory)


def open_readonly(path: Path, *, steps: tuple[Migration, ...] | None = None) -> Database:
    """Open a database to look at it, also while another process sells with it.

    Raises DatabaseUnusable when there is none, or none that this version of the program reads.
    """
    steps = schema_steps() if steps is None else steps
    if not path.exists():
        raise DatabaseUnusable(f"There is no database at {path}. Start the terminal once to make it.")
    if not is_ours(path):  # closing any descriptor of the file lets go of all the locks that SQLite has on it here
        check_header(path)
    with _blaming(path), closing(_connect_readonly(path)) as connection:
        _refuse_newer(connection, path, steps)
        if schema_version(connection) < len(steps):
            raise DatabaseUnusable(
                f"{path} was made by an older version. Start the terminal once to bring it up to date."
            )
    return Database(path, None)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"{folder} cannot be made ({error.strerror}). Name another folder.") from error


def _make(path: Path, steps: tuple[Migration, ...], epoch: str, factory: Factory) -> None:
    """Make the file under another name and give it its own when it is whole: a crash never leaves half of one."""
    unfinished = path.with_name(f"{path.name}.new")
    with _blaming(path):
        write_new(unfinished, steps, epoch, factory)
    put_in_place(unfinished, path)


def write_new(path: Path, steps: tuple[Migration, ...], epoch: str, factory: Factory = sqlite3.Connection) -> None:
    """Write the file of a new database, in place of what may be there. Raises sqlite3.Error or OSError.

    Nothing counts before the file is whole and synced, so nothing is synced on the way.
    """
    for suffix in ("", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    with closing(_plain(path, factory)) as connection, closing(sqlite3.connect(":memory:")) as image:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        image.deserialize(empty_database(steps))
        image.backup(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("UPDATE terminal SET epoch = ?", (epoch,))
    sync_content(path)


def put_in_place(unfinished: Path, path: Path) -> None:
    """Give the file of a whole new database its name."""
    unfinished.replace(path)
    sync_folder(path.parent)


def _make_private(path: Path) -> None:
    """Take the file away from other users of the machine: sales and PIN hashes are in it."""
    if sys.platform == "win32" or not path.stat().st_mode & ~OWNER_ONLY & 0o777:
        return
    try:
        path.chmod(OWNER_ONLY)
    except OSError as error:
        raise DatabaseUnusable(f"{path} belongs to another user. Run the terminal as that user.") from error


def _plain(path: Path, factory: Factory) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=factory)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, steps: tuple[Migration, ...]) -> None:
    _make_private(path)
    _refuse_newer(connection, path, steps)
    _make_durable(connection, path)
    migrate(connection, steps)
    connection.execute("SELECT epoch FROM terminal").fetchone()


def _refuse_newer(connection: sqlite3.Connection, path: Path, steps: tuple[Migration, ...]) -> None:
    version = schema_version(connection)
    if version > len(steps):
        raise DatabaseUnusable(
            f"{path} was made by a newer version of this program (schema {version}, this one knows {len(steps)}). "
            "Install that version again; the file was left as it is."
        )


def _connect(path: Path, hold: Hold, factory: Factory) -> sqlite3.Connection:
    """A connection whose commits survive a power cut, or DatabaseUnusable.

    Connections are handed to the one thread that uses them and closed by the one that ends the program, hence
    ``check_same_thread``.
    """
    with _blaming(path), ExitStack() as undo:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=factory
        )
        undo.callback(connection.close)
        _make_durable(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
        if hold.tenure:
            hold.tenure.guard(connection)
        undo.pop_all()
    return connection


def _connect_readonly(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro"
    with _blaming(path):
        return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _make_durable(connection: sqlite3.Connection, path: Path) -> None:
    """WAL with a sync at every commit, asked for and then read back: a build or a file system may not grant it."""
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: without it a sync stops in the drive's cache
    connection.execute("PRAGMA checkpoint_fullfsync = ON")
    if mode != "wal" or connection.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
        raise DatabaseUnusable(
            f"{path} lies on a file system that cannot keep sales safe. Name a folder on a local disk."
        )


@contextmanager
def _making(path: Path, circumstances: Circumstances) -> Iterator[None]:
    """Forget what was said of another database there; say of an error of the disk that none can be made."""
    try:
        forget(path, circumstances.state())
        yield
    except OSError as error:
        raise DatabaseUnusable(
            f"{path} cannot be made ({error.strerror}). Free some space or check the disk, then try again."
        ) from error


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Say of an error of SQLite which file it is about."""
    try:
        yield
    except StorageFailed as failed:
        raise _unopened(path, failed) from failed
    except sqlite3.Error as error:
        failure = storage_failure(error)
        if failure is None and not isinstance(error, sqlite3.DatabaseError):
            raise
        raise _unopened(path, failure or f"Keep its files and call for support ({error}).") from error


def _unopened(path: Path, why: Refused | str) -> DatabaseUnusable:
    kind = DatabaseDamaged if isinstance(why, StorageDamaged) else DatabaseUnusable
    kind = NoRoomToOpen if isinstance(why, DiskLow) else kind
    return kind(f"{path} cannot be opened. {why.sentence if isinstance(why, Refused) else why}")
