import sqlite3

from sqlmodel import SQLModel

from pos_terminal.adapters.sqlite import tables_catalog
from pos_terminal.adapters.sqlite.migrations import SCHEMA_FOLDER

KINDS = {"INTEGER": "INTEGER", "TEXT": "VARCHAR", "BLOB": "BLOB", "REAL": "FLOAT"}


def test_the_declared_tables_are_those_of_the_schema() -> None:
    connection = sqlite3.connect(":memory:")
    for script in ("0002_catalog.sql", "0019_catalog_before.sql"):
        connection.executescript((SCHEMA_FOLDER / script).read_text("utf-8"))
    made = {
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
        )
    }
    declared = {
        str(model.__tablename__): model
        for model in vars(tables_catalog).values()
        if isinstance(model, type) and issubclass(model, SQLModel) and model is not SQLModel
    }
    assert declared.keys() == made
    for name, model in declared.items():
        columns = [
            (column.name, str(column.type.compile()), not column.nullable, column.primary_key)
            for column in SQLModel.metadata.tables[name].columns
        ]
        real = [
            (row[1], KINDS[row[2]], bool(row[3]), row[5] > 0)
            for row in connection.execute("SELECT * FROM pragma_table_info(?)", (name,))
        ]
        assert columns == real, model
    connection.close()
