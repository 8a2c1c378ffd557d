"""A store after a long outage: thousands of ended sales wait in its queue."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.leasefile import lease_path
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.backstage import connected, delivery
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.application.delivery import Delivery
from pos_terminal.settings import Settings, read_settings
from tests.benchmarks.sales import Desk
from tests.benchmarks.stores import CONFIG, prepared_store


def make_backlog(folder: Path, sales: int) -> None:
    """Fill the folder with a store that has so many sales to send, as if no till had used it yet."""
    settings = read_settings(prepared_store(folder))
    path = settings.data_dir / DATABASE_NAME
    with open_database(path) as database:
        Desk.of(database, keys(settings).key("journal")).end(sales)
    vacate(path)


def vacate(path: Path) -> None:
    """As if no till had ever used the database: one that finds a copy of its own sends it with more care."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE tenancy SET lease = '', place = ''")
        connection.commit()
    lease_path(path).unlink(missing_ok=True)


def settings_for(store: Path, folder: Path, url: str) -> Settings:
    """A copy of the store in ``folder``, with its platform at this address."""
    shutil.copytree(store, folder)
    settings = read_settings(folder / CONFIG)
    return replace(settings, platform=replace(settings.platform, base_url=url))


@dataclass(frozen=True, slots=True)
class Sender:
    """A store with its delivery, as the terminal builds it."""

    settings: Settings
    database: Database
    delivery: Delivery
    look: sqlite3.Connection

    @property
    def pending(self) -> int:
        """How many sales still wait."""
        return int(self.look.execute("SELECT pending FROM terminal").fetchone()[0])

    def send_one(self) -> None:
        """The next request; raises ValueError unless it was taken."""
        step = self.delivery.step()
        if not step.sent:
            raise ValueError(f"nothing was taken: {step}")

    def newest_body(self) -> bytes:
        """What the newest request that was taken carried."""
        row = self.look.execute("SELECT body FROM request WHERE state = 'done' ORDER BY id DESC LIMIT 1").fetchone()
        return bytes(row[0])


@contextmanager
def sender(settings: Settings) -> Iterator[Sender]:
    """The sender of a store, in this thread."""
    with (
        open_database(settings.data_dir / DATABASE_NAME) as database,
        deliveries(settings, database) as sending,
    ):
        yield Sender(settings, database, sending, database.connect())


@contextmanager
def deliveries(settings: Settings, database: Database) -> Iterator[Delivery]:
    """What sends sales, alone."""
    with connected(settings, SystemClock()) as transport:
        yield delivery(settings, database, SystemClock(), transport)
