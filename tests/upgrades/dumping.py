"""Databases as SQL that people can read: made once by the program of a schema, kept as text, made again for a test."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data"
_PARTS = "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
_SHADOW = re.compile(r"catalog_search_(even|odd)_\w+")


def fixture(schema: int) -> Path:
    """The text of a database of this schema."""
    return FOLDER / f"schema_{schema}.sql"


def dump(connection: sqlite3.Connection) -> Iterator[str]:
    """The statements that make the database again: tables, rows, and only then what watches over the rows."""
    yield f"PRAGMA application_id = {connection.execute('PRAGMA application_id').fetchone()[0]};"
    yield f"PRAGMA user_version = {connection.execute('PRAGMA user_version').fetchone()[0]};"
    yield "BEGIN;"
    parts = [part for part in connection.execute(_PARTS).fetchall() if not _SHADOW.fullmatch(part[0])]
    for name, kind, sql in parts:
        if kind == "table":
            yield f"{sql};"
            if not sql.startswith("CREATE VIRTUAL"):
                yield from _rows(connection, name)
    for _, kind, sql in parts:
        if kind != "table":
            yield f"{sql};"
    yield "COMMIT;"


def made(schema: int, path: Path) -> Path:
    """The database of a fixture, as the program of that schema left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # a test's own disk need not survive a power cut here
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(fixture(schema).read_text(encoding="utf-8"))
    return path


def content(path: Path, of: dict[str, list[str]] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that another database has, in the columns that it has there."""
    with closing(sqlite3.connect(path)) as connection:
        of = columns(path) if of is None else of
        return {
            name: sorted(connection.execute(f"SELECT {', '.join(those)} FROM {name}").fetchall(), key=repr)  # noqa: S608 - names of the schema's own
            for name, those in of.items()
        }


def columns(path: Path) -> dict[str, list[str]]:
    """The columns of every table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for name, kind, sql in connection.execute(_PARTS) if kind == "table" and "VIRTUAL" not in sql]
        return {
            name: [f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in tables
            if not _SHADOW.fullmatch(name)
        }


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of the schema's own
    names = ", ".join(f'"{column[0]}"' for column in cursor.description)
    for row in cursor.fetchall():
        values = ", ".join(_value(connection, value) for value in row)
        yield f"INSERT INTO {table} ({names}) VALUES ({values});"  # noqa: S608 - as above


def _value(connection: sqlite3.Connection, value: object) -> str:
    """A value as SQL; bytes that are text as text, so that people can read them."""
    if isinstance(value, bytes):
        return f"CAST({_value(connection, value.decode())} AS BLOB)"
    quoted: str = connection.execute("SELECT quote(?)", (value,)).fetchone()[0]
    return quoted
