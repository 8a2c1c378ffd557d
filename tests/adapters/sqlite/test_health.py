from pathlib import Path

from pos_terminal.adapters.sqlite.engine import Database, open_database
from pos_terminal.adapters.sqlite.health import integrity_fault
from tests.adapters.sqlite.conftest import Sell


def test_a_sound_file_has_no_fault(database: Database, sell: Sell) -> None:
    sell()

    assert integrity_fault(database.connect()) is None


def test_a_reference_that_leads_nowhere_is_a_fault(database: Database, sell: Sell) -> None:
    sell()
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM pos_transaction")

    assert integrity_fault(connection) in {
        "snapshot refers to a pos_transaction that is missing",
        "print_job refers to a pos_transaction that is missing",
    }


def test_a_zeroed_page_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    with open_database(path) as database:
        root = database.connect().execute("SELECT rootpage FROM sqlite_master WHERE name = 'request'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(content)

    with open_database(path) as database:
        assert integrity_fault(database.connect()) is not None
