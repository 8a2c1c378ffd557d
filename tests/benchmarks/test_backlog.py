"""The benchmarks of a backlog measure what they say, on a small scale."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.app.premises import DATABASE_NAME
from tests.benchmarks import drain
from tests.benchmarks.backlog import make_backlog, sender, settings_for
from tests.benchmarks.cache import kept
from tests.benchmarks.drain import NotTheSameBytes, assert_same_bytes
from tests.benchmarks.drain_beside import BacklogGone, Drain, percentile
from tests.benchmarks.sink import running_sink
from tests.benchmarks.stores import CONFIG

SALES = 60


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores") / "store"
    folder.mkdir()
    make_backlog(folder, SALES)
    return folder


def test_a_backlog_and_a_bare_connection_are_measured_batch_by_batch(store: Path, tmp_path: Path) -> None:
    cpu, wall = drain.measured(tmp_path, store, SALES, 2)

    assert (cpu.goal, len(cpu.ratios)) == (8, SALES // drain.BATCH - 2)
    assert (wall.goal, len(wall.ratios)) == (1.12, 2)


def test_what_arrives_is_what_the_journal_holds(store: Path, tmp_path: Path) -> None:
    with (
        running_sink() as sink,
        sender(settings_for(store, tmp_path / "till", f"http://127.0.0.1:{sink.prompt}")) as ours,
    ):
        ours.send_one()
        with pytest.raises(NotTheSameBytes, match="10 sales arrived where 20 were sent"):
            assert_same_bytes(ours, sink, 2 * drain.BATCH)
        ours.send_one()
        assert_same_bytes(ours, sink, 2 * drain.BATCH)
        with closing(sqlite3.connect(ours.database.path)) as other:
            other.executescript("DROP TRIGGER document_never_changes; UPDATE document SET body = x'00' WHERE seq = 3;")
        with pytest.raises(NotTheSameBytes, match="does not hold the documents"):
            assert_same_bytes(ours, sink, 2 * drain.BATCH)


def test_a_backlog_that_is_gone_before_the_measuring_is_over_is_said(store: Path, tmp_path: Path) -> None:
    with running_sink() as sink:
        settings = settings_for(store, tmp_path / "till", f"http://127.0.0.1:{sink.prompt}")
        with open_database(settings.data_dir / DATABASE_NAME) as database:
            ours, look = Drain(settings, database), database.connect()
            with ours.running():
                ours.start()
                while look.execute("SELECT pending FROM terminal").fetchone()[0]:
                    pass
                with pytest.raises(BacklogGone):
                    ours.stop()


def test_a_percentile_is_one_of_the_values() -> None:
    assert [percentile([3.0, 1.0, 2.0, 4.0], percent) for percent in (0, 50, 95)] == [1.0, 3.0, 4.0]


def test_a_kept_store_gives_way_to_one_of_another_making_and_to_no_other(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        (folder / CONFIG).touch()

    old, other = kept(tmp_path, "queued-10", "a", make), kept(tmp_path, "10", "a", make)
    new, again = kept(tmp_path, "10", "b", make), kept(tmp_path, "10", "b", make)

    assert new == again
    assert (old.exists(), other.exists(), new.exists()) == (True, False, True)
