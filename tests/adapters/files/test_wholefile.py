import errno
import os
import stat
from pathlib import Path

import pytest

from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.domain.errors import BadArgument


class StoppedMidway(Exception):
    pass


def stopped_midway(path: Path) -> None:
    with whole_file(path, replaces=True) as file:
        file.write(b"half")
        raise StoppedMidway


def overtaken(path: Path) -> None:
    with whole_file(path, replaces=False) as file:
        file.write(b"mine")
        path.write_bytes(b"somebody else's")


def test_a_file_is_there_whole_and_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with whole_file(path, replaces=False) as file:
        file.write(b"all of it")
        assert not path.exists()
    assert path.read_bytes() == b"all of it"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_midway_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    with pytest.raises(StoppedMidway):
        stopped_midway(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(BadArgument, match="there already"):
        overtaken(path)
    assert path.read_bytes() == b"somebody else's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    with pytest.raises(BadArgument, match="--force"), whole_file(path, replaces=False):
        pass
    with whole_file(path, replaces=True) as file:
        file.write(b"after")
    assert path.read_bytes() == b"after"
    with pytest.raises(BadArgument, match="folder"), whole_file(tmp_path, replaces=True):
        pass


def test_what_the_disk_does_not_take_is_told_of_the_file_that_was_named(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(OSError, match="No space") as unnamed, whole_file(path, replaces=False):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert (unnamed.value.errno, unnamed.value.filename) == (errno.ENOSPC, str(path))
    nowhere = tmp_path / "gone" / "file"
    with pytest.raises(FileNotFoundError) as temporary, whole_file(nowhere, replaces=False):
        pass
    assert temporary.value.filename == str(nowhere)
    with pytest.raises(PermissionError) as another, whole_file(path, replaces=False):
        raise PermissionError(errno.EACCES, "not readable", "another file")
    assert another.value.filename == "another file"
    assert list(tmp_path.iterdir()) == []
