import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pos_terminal.adapters.sqlite.engine import Database, draw_epoch, open_database, open_readonly
from pos_terminal.adapters.sqlite.faults import DatabaseInUse, DatabaseUnusable
from pos_terminal.adapters.sqlite.migrations import schema_steps

NOBODY = 65534


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _refusal(path: Path) -> str:
    with pytest.raises(DatabaseUnusable) as refused:
        open_database(path)
    return refused.value.sentence


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A database that was closed."""
    path = tmp_path / "terminal.db"
    open_database(path).close()
    return path


@pytest.fixture
def as_somebody_else() -> Iterator[Path]:
    """A folder of root's that others may look into, and a process that is not root while the test runs."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        open_database(path / "terminal.db").close()
        path.chmod(0o755)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        else:
            path.chmod(0o555)
        try:
            yield path
        finally:
            if os.getuid() == 0:
                os.seteuid(0)
            path.chmod(0o755)


def test_every_connection_syncs_at_each_commit(database: Database) -> None:
    connection = database.connect()

    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_the_file_and_its_folder_are_for_this_user_alone(database: Database) -> None:
    database.connect().execute("UPDATE terminal SET sale_number = 1")

    assert {path.name: oct(_mode(path)) for path in database.path.parent.iterdir()} == {
        "terminal.db": "0o600",
        "terminal.db-shm": "0o600",
        "terminal.db-wal": "0o600",
        "terminal.db.lease": "0o600",
        "terminal.db.lock": "0o600",
    }
    assert _mode(database.path.parent) == 0o700


def test_a_file_that_others_could_read_is_taken_away_from_them(left: Path) -> None:
    left.chmod(0o664)

    open_database(left).close()

    assert _mode(left) == 0o600


def test_an_epoch_is_four_letters_that_nobody_misreads() -> None:
    drawn = {draw_epoch() for _ in range(200)}

    assert all(len(epoch) == 4 and not set(epoch) & set("01ILOU") for epoch in drawn)
    assert len(drawn) > 190


def test_the_epoch_is_drawn_once_for_a_database(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    open_database(path, new_epoch=lambda: "AAAA").close()

    with open_database(path, new_epoch=lambda: "BBBB") as database:
        assert database.connect().execute("SELECT epoch FROM terminal").fetchone() == ("AAAA",)


def test_a_new_file_gets_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    (tmp_path / "terminal.db.new").write_bytes(b"what a crash left behind")

    open_database(tmp_path / "terminal.db").close()

    assert not (tmp_path / "terminal.db.new").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"SQLite format 3\x00", "is not a database"),
        (bytes(range(256)) * 32, "is not a database"),
        (b"name,price\nEspresso,3.50\n" * 40, "is not a database"),
    ],
    ids=["empty", "only the first bytes", "noise", "a catalog"],
)
def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "terminal.db"
    path.write_bytes(content)

    sentence = _refusal(path)

    assert said in sentence
    assert str(path) in sentence
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    content = path.read_bytes()

    assert "another program" in _refusal(path)
    assert path.read_bytes() == content


def test_a_file_that_was_cut_short_is_left_alone(left: Path) -> None:
    content = left.read_bytes()[:-4096]
    left.write_bytes(content)

    assert "cut short" in _refusal(left)
    assert left.read_bytes() == content


def test_a_damaged_schema_is_said_to_be_damaged(left: Path) -> None:
    content = bytearray(left.read_bytes())
    content[100:2000] = b"\xff" * 1900
    left.write_bytes(content)

    assert "damaged" in _refusal(left)
    assert left.read_bytes() == content


def test_a_newer_schema_is_refused_and_left_as_it_is(left: Path) -> None:
    newest = len(schema_steps())
    with closing(sqlite3.connect(left)) as connection:
        connection.execute(f"PRAGMA user_version = {newest + 1}")

    sentence = _refusal(left)

    assert f"schema {newest + 1}, this one knows {newest}" in sentence
    with closing(sqlite3.connect(left)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newest + 1,)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    assert "cannot be made" in _refusal(tmp_path / "taken" / "terminal.db")


def test_a_folder_of_somebody_else_is_named(as_somebody_else: Path) -> None:
    assert f"{as_somebody_else} cannot be written" in _refusal(as_somebody_else / "new.db")


def test_a_file_of_somebody_else_is_named(as_somebody_else: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=r"cannot be (read|written)"):
        open_database(as_somebody_else / "terminal.db")


def test_a_second_opening_names_the_first_process(database: Database) -> None:
    with pytest.raises(DatabaseInUse) as refused:
        open_database(database.path)

    assert refused.value.pid == os.getpid()
    assert f"process {os.getpid()}" in refused.value.sentence


def test_closing_lets_the_next_one_in(left: Path) -> None:
    open_database(left).close()

    with open_database(left) as database:
        assert database.connect().execute("SELECT 1").fetchone() == (1,)


def test_a_refused_opening_lets_the_next_one_in(left: Path) -> None:
    content = left.read_bytes()
    left.write_bytes(b"")
    _refusal(left)
    left.write_bytes(content)

    open_database(left).close()


def test_a_killed_process_locks_nobody_out(left: Path) -> None:
    code = (
        "import sys, pathlib; from pos_terminal.adapters.sqlite.engine import open_database;"
        "database = open_database(pathlib.Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(left)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(DatabaseInUse) as refused:
            open_database(left)
        child.kill()
        child.wait()

    assert refused.value.pid == child.pid
    open_database(left).close()


def test_others_may_look_while_it_is_open(database: Database) -> None:
    database.connect().execute("UPDATE terminal SET sale_number = 7")

    looking = open_readonly(database.path)
    with closing(looking):
        connection = looking.connect()
        seen = connection.execute("SELECT sale_number FROM terminal").fetchone()
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("UPDATE terminal SET sale_number = 8")

    assert seen == (7,)


def test_looking_sees_what_a_crash_left_in_the_log(left: Path) -> None:
    code = (
        "import os, sys, pathlib; from pos_terminal.adapters.sqlite.engine import open_database;"
        "open_database(pathlib.Path(sys.argv[1])).connect().execute('UPDATE terminal SET sale_number = 9'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(left)], check=False)

    with closing(open_readonly(left)) as looking:
        assert looking.connect().execute("SELECT sale_number FROM terminal").fetchone() == (9,)


def test_looking_at_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="There is no database"):
        open_readonly(tmp_path / "terminal.db")

    assert list(tmp_path.iterdir()) == []


def test_looking_at_an_older_schema_asks_for_a_start(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    open_database(path, steps=schema_steps()[:1]).close()

    with pytest.raises(DatabaseUnusable, match="older version"):
        open_readonly(path)


def test_opening_needs_no_slow_library(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from pos_terminal.adapters.sqlite import baskets, engine, outbox, prints, sales, tills;"
        "engine.open_database(pathlib.Path(sys.argv[1])).close();"
        "print(sorted({'sqlalchemy', 'sqlmodel', 'pydantic', 'asyncio'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "terminal.db")]

    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX lets go of a file's locks with any of its descriptors")
def test_a_look_from_within_lets_no_other_program_take_the_log_away(tmp_path: Path) -> None:
    path = tmp_path / "terminal.db"
    another = (
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT epoch FROM terminal').fetchone())"
    )
    with open_database(path) as database:
        connection = database.connect()
        open_readonly(path).close()
        for epoch in ("AAAA", "BBBB"):
            connection.execute("UPDATE terminal SET epoch = ?", (epoch,))
            looked = subprocess.run(
                [sys.executable, "-c", another, str(path)], capture_output=True, text=True, check=True
            )
            assert looked.stdout.strip() == f"('{epoch}',)"
