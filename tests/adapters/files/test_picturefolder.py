"""Pictures on the disk: few, small, nameless, and no loss."""

import os
import stat
from pathlib import Path

import pytest

from pos_terminal.adapters.files.picturefolder import PictureFolder

URLS = [f"https://images.example/member-5550100001/{number}.png" for number in range(10)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pictures"


def put(pictures: PictureFolder, folder: Path, url: str, picture: bytes, at: int) -> None:
    """Put it away as at this second."""
    before = set(folder.glob("*"))
    pictures.put(url, picture)
    for path in set(folder.glob("*")) - before:
        os.utime(path, (at, at))


def test_a_picture_is_there_again_after_a_restart(folder: Path) -> None:
    PictureFolder(folder).put(URLS[0], b"cup")

    found = PictureFolder(folder).get(URLS[0])
    assert found is not None
    assert found.picture == b"cup"
    assert PictureFolder(folder).get(URLS[1]) is None


def test_names_tell_nothing_and_nobody_else_reads_them(folder: Path) -> None:
    PictureFolder(folder).put(URLS[0], b"cup")

    (path,) = folder.iterdir()
    assert "5550100001" not in path.name
    assert len(path.stem) == 64
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_folder_gives_up_its_oldest_pictures(folder: Path) -> None:
    pictures = PictureFolder(folder, most_bytes=30)
    for number, url in enumerate(URLS):
        put(pictures, folder, url, bytes(10), number + 1)

    assert [number for number, url in enumerate(URLS) if pictures.get(url)] == [7, 8, 9]
    assert len(list(folder.iterdir())) == 3


def test_the_same_picture_again_takes_the_place_of_the_old_one(folder: Path) -> None:
    pictures = PictureFolder(folder)
    pictures.put(URLS[0], b"cup")
    pictures.put(URLS[0], b"glass")

    found = pictures.get(URLS[0])
    assert found is not None
    assert found.picture == b"glass"
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_grew_on_the_disk_is_not_read(folder: Path) -> None:
    PictureFolder(folder).put(URLS[0], b"cup")
    (path,) = folder.iterdir()
    path.write_bytes(bytes(1024 * 1024))

    assert PictureFolder(folder).get(URLS[0]) is None


def test_where_nothing_can_be_put_nothing_is_lost(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    pictures = PictureFolder(tmp_path / "file")
    pictures.put(URLS[0], b"cup")

    assert pictures.get(URLS[0]) is None
    assert "picture=not stored" in caplog.text


def test_a_folder_in_a_pictures_place_is_no_picture(folder: Path) -> None:
    PictureFolder(folder).put(URLS[0], b"cup")
    (path,) = folder.iterdir()
    path.unlink()
    path.mkdir()

    assert PictureFolder(folder).get(URLS[0]) is None
    PictureFolder(folder).put(URLS[0], b"cup")
