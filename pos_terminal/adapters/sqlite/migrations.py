"""The schema, in numbered steps: each is one transaction that also says in the file how far it got."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

SCHEMA_FOLDER = Path(__file__).resolve().parent / "schema"


class Migration(NamedTuple):
    """A step from ``number - 1`` to ``number``; released steps never change."""

    number: int
    script: Path


class MigrationBroken(Exception):
    """The schema's files have a gap or a step leaves dangling references: a mistake in the program."""


def migrations_in(folder: Path) -> tuple[Migration, ...]:
    """The steps ``NNNN_name.sql`` of a folder, in order.

    Raises MigrationBroken unless they count from 1 without a gap.
    """
    steps = tuple(Migration(int(path.name[:4]), path) for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql")))
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise MigrationBroken(f"the steps in {folder} do not count from 1 without a gap")
    return steps


@cache
def schema_steps() -> tuple[Migration, ...]:
    """The steps that come with this version of the program."""
    return migrations_in(SCHEMA_FOLDER)


def schema_version(connection: sqlite3.Connection) -> int:
    """How far the file's schema has got; 0 for none."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, steps: tuple[Migration, ...]) -> None:
    """Take the file through the steps it has not seen. A step that fails leaves the file as it was before that step.

    Call it on a connection that does not enforce foreign keys yet: a step may rebuild a table that others refer to.
    """
    for step in steps[schema_version(connection) :]:
        _take(connection, step)


@cache
def empty_database(steps: tuple[Migration, ...]) -> bytes:
    """The file of a database that took these steps, and nothing else. At each step SQLite reads all its schema again.

    Raises what ``migrate`` raises.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrate(made, steps)
        return made.serialize()


def _take(connection: sqlite3.Connection, step: Migration) -> None:
    script = step.script.read_text(encoding="utf-8")
    try:
        # `executescript` commits what is open before it starts, so the transaction begins inside it.
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n;PRAGMA user_version = {step.number};")
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
        if dangling:
            raise MigrationBroken(f"{step.script.name} leaves references that lead nowhere in {dangling[0]}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
