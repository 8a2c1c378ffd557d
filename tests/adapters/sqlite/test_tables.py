import pytest
from sqlalchemy import LargeBinary, Table
from sqlmodel import SQLModel

from pos_terminal.adapters.sqlite import tables, tables_outages, tables_outgoing
from pos_terminal.adapters.sqlite.engine import Database
from pos_terminal.adapters.sqlite.migrations import schema_steps

CORE = {
    str(value.__tablename__): value.__table__  # type: ignore[attr-defined] # SQLModel makes it where `table=True`
    for module in (tables, tables_outgoing, tables_outages)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, SQLModel) and value is not SQLModel
}


def _affinity(table: Table, column: str) -> str:
    kind = table.columns[column].type
    if isinstance(kind, LargeBinary):
        return "BLOB"
    return "INTEGER" if kind.python_type is int else "TEXT"


@pytest.mark.parametrize("name", sorted(CORE))
def test_a_declared_table_is_the_one_in_the_file(database: Database, name: str) -> None:
    table = CORE[name]
    connection = database.connect()
    live = [
        (column, kind, bool(not_null or key), key)
        for _, column, kind, not_null, _, key in connection.execute(f"PRAGMA table_info({name})")
    ]
    keys = [column.name for column in table.primary_key.columns]
    place = {name: number for number, name in enumerate(keys, 1)}
    declared = [
        (column.name, _affinity(table, column.name), not column.nullable, place.get(column.name, 0))
        for column in table.columns
    ]

    assert declared == live


@pytest.mark.parametrize("name", sorted(CORE))
def test_declared_references_are_those_in_the_file(database: Database, name: str) -> None:
    live = {(row[3], row[2], row[4]) for row in database.connect().execute(f"PRAGMA foreign_key_list({name})")}
    declared = {
        (column.name, *str(key.target_fullname).split("."))
        for column in CORE[name].columns
        for key in column.foreign_keys
    }

    assert declared == live


def test_every_table_but_the_catalogs_is_declared() -> None:
    scripts = [step.script.read_text(encoding="utf-8") for step in schema_steps() if "catalog" not in step.script.name]
    lines = [line for script in scripts for line in script.splitlines()]
    made = {line.split()[2] for line in lines if line.startswith("CREATE TABLE")}
    renamed = [line.rstrip(";").split() for line in lines if line.startswith("ALTER TABLE") and "RENAME TO" in line]

    assert made - {words[2] for words in renamed} | {words[-1] for words in renamed} == set(CORE)


def test_every_table_holds_only_what_its_columns_say(database: Database) -> None:
    strict = dict(database.connect().execute("SELECT name, strict FROM pragma_table_list"))

    assert {name: strict[name] for name in CORE} == dict.fromkeys(CORE, 1)
