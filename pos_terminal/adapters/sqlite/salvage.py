"""Makes a new database of what a damaged one and the second copies hold, beside the damaged one, and puts it in place.

Until the last step nothing is in place: a salvage that is cut short begins again with the same files.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.adapters.durable import replace_file, sync_content
from pos_terminal.adapters.sqlite.damagedfile import DamagedFile
from pos_terminal.adapters.sqlite.engine import draw_epoch, put_in_place, write_new
from pos_terminal.adapters.sqlite.faults import AnotherKey, DatabaseUnusable, NoRoomToOpen, room_wanted, storage_failure
from pos_terminal.adapters.sqlite.leasefile import forget, lease_path, said_beside
from pos_terminal.adapters.sqlite.migrations import schema_steps
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.salvagedqueue import SalvagedQueue
from pos_terminal.adapters.sqlite.salvagedsales import SalesFound, SalvagedSales, Sources
from pos_terminal.adapters.sqlite.salvagedsteps import SalvagedSteps
from pos_terminal.adapters.sqlite.salvagedstore import SalvagedStore, forget_open_sale
from pos_terminal.adapters.sqlite.tenancy import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from pos_terminal.adapters.sqlite.leasefile import Beside
    from pos_terminal.adapters.sqlite.secondcopy import SecondCopy
    from pos_terminal.application.ports import Ids
    from pos_terminal.application.sealing import Seals

_UNFINISHED = ".salvaged"
_WORK = ".work"


@dataclass(frozen=True, slots=True)
class Salvage:
    """What a salvage works with. ``has_sound_sale``: whether a new database's open sale can be gone on with.

    ``older`` is a backup of the database, which is whole and fills in what cannot be read.
    """

    database: Path
    copies: SecondCopy
    seals: Seals
    ids: Ids
    has_sound_sale: Callable[[sqlite3.Connection], bool]
    factory: type[sqlite3.Connection] = sqlite3.Connection
    older: Path | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was recovered, and what was not. ``reopened`` counts requests that are sent again under their own ids."""

    sales: SalesFound
    reopened: int
    import_again: tuple[str, ...]
    lost_open_sale: bool


def recover(salvage: Salvage, folder: Path, at: datetime, cause: str, told: Callable[[Recovered], None]) -> Recovered:
    """Make the new database of the files in ``folder`` and put it in place; ``told`` is called just before.

    Raises DatabaseUnusable.
    """
    path = salvage.database
    unfinished, work = path.with_name(path.name + _UNFINISHED), path.with_name(path.name + _WORK)
    with _blaming(path):
        write_new(unfinished, schema_steps(), draw_epoch())
        damaged = _damaged(folder / path.name, salvage.older, work, unfinished)
        try:
            sources = Sources(damaged, salvage.copies, salvage.seals, _reached(path, folder))
            with closing(_opened(unfinished, salvage.factory)) as write:
                recovered = _fill(write, sources, salvage, (micros(at), cause))
        finally:
            damaged.close()
        sync_content(unfinished)
        told(recovered)
        forget(path, HERE.state())
        put_in_place(unfinished, path)
    return recovered


def _damaged(source: Path, older: Path | None, work: Path, template: Path) -> DamagedFile:
    if older is None:
        return DamagedFile(source, work, template)
    from pos_terminal.adapters.sqlite.layeredfile import LayeredFile

    return LayeredFile(source, older, work, template)


def _reached(path: Path, folder: Path) -> Beside | None:
    """How far the database had got; noted with the damaged files, so that it is known when this has to begin again."""
    if lease_path(path).exists() and not lease_path(folder / path.name).exists():
        replace_file(lease_path(folder / path.name), lease_path(path).read_bytes())
    return said_beside(folder / path.name)


def _fill(write: sqlite3.Connection, sources: Sources, salvage: Salvage, found: tuple[int, str]) -> Recovered:
    write.execute("BEGIN")
    sales = SalvagedSales(write, sources, *found).run()
    if sources.is_under_another_key(sales.first):
        raise AnotherKey(salvage.database, "set aside as it is")
    reopened = SalvagedQueue(write, sources, sales, salvage.ids).run()
    again = SalvagedStore(write, sources, sales).run(draw_epoch())
    SalvagedSteps(write, sources.damaged).run()
    lost_open_sale = not salvage.has_sound_sale(write)
    if lost_open_sale:
        forget_open_sale(write)
    write.execute("COMMIT")
    return Recovered(sales, reopened, again, lost_open_sale)


def _opened(path: Path, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    """For filling: nothing counts before the file is whole and synced, so nothing is synced on the way."""
    connection = sqlite3.connect(path, isolation_level=None, factory=factory)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        failure = storage_failure(error) if isinstance(error, sqlite3.Error) else None
        why = failure.sentence if failure else f"{error}. Keep its files and call for support."
        kind = NoRoomToOpen if room_wanted(error) else DatabaseUnusable
        raise kind(f"{path} is damaged and could not be recovered: {why}") from error
