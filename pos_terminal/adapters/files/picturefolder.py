"""Pictures of offers on the disk: a bounded folder whose names tell nothing, and that may be emptied at any time."""

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pos_terminal.adapters.durable import OWNER_ONLY
from pos_terminal.application.offerpictures import StoredPicture

_LOG = logging.getLogger("pos.pictures")
_MOST_BYTES = 8 * 1024 * 1024
_LARGEST = 256 * 1024


class PictureFolder:
    """Implements `PictureStore`. Nothing is synced: what a power cut spoils is fetched again."""

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def get(self, url: str) -> StoredPicture | None:
        path = self._path(url)
        try:
            about = path.stat()
            picture = path.read_bytes() if about.st_size <= _LARGEST else b""
            return StoredPicture(picture, datetime.fromtimestamp(about.st_mtime, UTC)) if picture else None
        except (OSError, OverflowError, ValueError):
            return None

    def put(self, url: str, picture: bytes) -> None:
        path = self._path(url)
        fresh = path.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=OWNER_ONLY, exist_ok=False)
            fresh.write_bytes(picture)
            fresh.replace(path)
            self._make_room()
        except OSError as error:
            _LOG.warning("picture=not stored why=%s", error)

    def _path(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode(errors='replace')).hexdigest()}.png"

    def _make_room(self) -> None:
        """The newest stay, as many as there is room for."""
        left = self._most_bytes
        for about, path in sorted(self._files(), key=_age):
            left -= about.st_size
            if left < 0:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[os.stat_result, Path]]:
        for each in self._folder.iterdir():
            yield each.stat(), each


def _age(file: tuple[os.stat_result, Path]) -> int:
    return -file[0].st_mtime_ns
