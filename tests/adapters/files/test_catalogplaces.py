import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_terminal.adapters.files.catalogplaces import FilePlace, FolderPlace
from pos_terminal.adapters.files.feedbook import FeedFolder
from pos_terminal.application.catalogsources import FeedEntry, FeedKept, Outcome, SourceFailed, SourceStanding


def test_a_file_is_copied_once_and_again_only_when_it_was_written_anew(tmp_path: Path) -> None:
    file, into = tmp_path / "goods.CSV", tmp_path / "feed"
    into.mkdir()
    file.write_text("one")
    arrived = FilePlace(file).fetch("", into)
    assert arrived is not None
    assert (arrived.file, arrived.file.read_text()) == (into / "arrived.csv", "one")
    assert FilePlace(file).fetch(arrived.stamp, into) is None
    file.write_text("another")
    again = FilePlace(file).fetch(arrived.stamp, into)
    assert again is not None
    assert again.file.read_text() == "another"


def test_the_newest_catalog_of_a_folder_counts_and_unfinished_and_other_files_do_not(tmp_path: Path) -> None:
    into = tmp_path / "feed"
    into.mkdir()
    for age, name in enumerate(("old.csv", "new.json", ".coming.csv", "~lock.csv", "notes.txt")):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (1_700_000_000 + age, 1_700_000_000 + age))
    arrived = FolderPlace(tmp_path).fetch("", into)
    assert arrived is not None
    assert (arrived.file.name, arrived.file.read_text()) == ("arrived.json", "new.json")


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match=r"^The file cannot be read: No such file .*\. Check name and rights\.$"):
        FilePlace(tmp_path / "none.csv").fetch("", tmp_path)
    with pytest.raises(SourceFailed, match=r"^The folder cannot be read: No such file .*\."):
        FolderPlace(tmp_path / "none").fetch("", tmp_path)
    with pytest.raises(SourceFailed, match=r"^There is no .csv, .json or .xlsx file in the folder.$"):
        FolderPlace(tmp_path).fetch("", tmp_path)


def test_the_feed_remembers_and_a_broken_memory_is_an_empty_one(tmp_path: Path) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    kept = FeedKept(
        (SourceStanding("/srv/c.csv", "s", noon, noon, Outcome.LIVE, "1 added"), SourceStanding("/srv/d.csv")),
        (FeedEntry(noon, "/srv/c.csv", Outcome.FAILED, "gone"),),
        "/srv/c.csv", "arrived.csv", "s2", noon,
    )  # fmt: skip
    book = FeedFolder(tmp_path / "catalog")
    assert book.load() == FeedKept()
    book.keep(kept)
    assert FeedFolder(tmp_path / "catalog").load() == kept
    (tmp_path / "catalog" / "feed.json").write_text('{"sources": [1]}')
    assert book.load() == FeedKept()
