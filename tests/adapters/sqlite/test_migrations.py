import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.faults import DatabaseUnusable
from pos_terminal.adapters.sqlite.migrations import (
    Migration,
    MigrationBroken,
    migrate,
    migrations_in,
    schema_steps,
    schema_version,
)


def _step(folder: Path, name: str, script: str) -> Migration:
    path = folder / name
    path.write_text(script, encoding="utf-8")
    return Migration(int(name[:4]), path)


@pytest.fixture
def steps(tmp_path: Path) -> list[Migration]:
    return [
        _step(tmp_path, "0001_first.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1);"),
        _step(tmp_path, "0002_second.sql", "CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO b VALUES (1);"),
    ]


def test_steps_are_taken_once_and_in_order(tmp_path: Path, steps: list[Migration]) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        migrate(connection, tuple(steps[:1]))
        migrate(connection, tuple(steps))
        migrate(connection, tuple(steps))

        assert schema_version(connection) == 2
        assert connection.execute("SELECT COUNT(*) FROM a JOIN b ON b.a = a.id").fetchone() == (1,)


@pytest.mark.parametrize(
    "script",
    ["CREATE TABLE c (x); INSERT INTO a VALUES (2); NONSENSE;", "CREATE TABLE c (x); INSERT INTO b VALUES (99);"],
    ids=["a mistake", "a dangling reference"],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, steps: list[Migration], script: str) -> None:
    broken = _step(tmp_path, "0003_broken.sql", script)
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        migrate(connection, tuple(steps))
        before = "\n".join(connection.iterdump())

        with pytest.raises((sqlite3.OperationalError, MigrationBroken)):
            migrate(connection, (*steps, broken))

        assert "\n".join(connection.iterdump()) == before
        assert schema_version(connection) == 2
        assert not connection.in_transaction


def test_a_failed_upgrade_leaves_a_database_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    open_database(path).close()
    newest = len(schema_steps())
    broken = _step(tmp_path, f"{newest + 1:04d}_broken.sql", "CREATE TABLE c (x); NONSENSE;")

    with pytest.raises(DatabaseUnusable, match="NONSENSE"):
        open_database(path, steps=(*schema_steps(), broken))

    open_database(path).close()


def test_steps_count_from_one_without_a_gap(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").touch()
    (tmp_path / "0003_c.sql").touch()

    with pytest.raises(MigrationBroken, match="gap"):
        migrations_in(tmp_path)


def test_the_schema_comes_with_the_program() -> None:
    assert [step.script.name for step in schema_steps()][:2] == ["0001_core.sql", "0002_catalog.sql"]
