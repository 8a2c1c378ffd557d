"""The pictures of offers: fetched once, made small and harmless, and kept; no sale ever depends on one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.application.ports import Clock

_LOG = logging.getLogger("pos.pictures")
_FRESH = timedelta(days=7)


class NoPicture(Exception):
    """There is none that could be shown; says why, for the log alone: nobody at the till is told."""


class PictureSource(Protocol):
    """Where pictures come from."""

    def fetch(self, url: str) -> bytes:
        """The bytes at an address. Raises NoPicture."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture as it was put away, and when."""

    picture: bytes
    at: datetime


class PictureStore(Protocol):
    """Where pictures are put away; it may forget any."""

    def get(self, url: str) -> StoredPicture | None:
        """The picture of this address, if it is there."""

    def put(self, url: str, picture: bytes) -> None:
        """Put it away. What cannot be put away is fetched again."""


class OfferPictures:
    """Gets pictures, for one thread.

    ``shrink`` makes one small and harmless, or raises NoPicture. It is run on what comes from the disk, too, since that
    may have been changed there.
    """

    def __init__(
        self, source: PictureSource, store: PictureStore, shrink: Callable[[bytes], bytes], clock: Clock
    ) -> None:
        self._source = source
        self._store = store
        self._shrink = shrink
        self._clock = clock
        self._failures = 0

    def get(self, url: str) -> bytes:
        """The picture at an address; an old one while no newer can be had. Raises NoPicture."""
        stored = self._store.get(url)
        kept = self._shrunk(stored.picture) if stored else None
        if stored and kept and timedelta(0) <= self._clock.now() - stored.at < _FRESH:
            return kept
        try:
            picture = self._shrink(self._source.fetch(url))
        except NoPicture as why:
            self._failures += 1
            host = urlsplit(url).hostname  # no more of the address: it may be one member's own
            _LOG.warning("picture=none host=%s failures=%d why=%s", host, self._failures, why)
            if kept:
                return kept
            raise
        self._store.put(url, picture)
        return picture

    def _shrunk(self, stored: bytes) -> bytes | None:
        try:
            return self._shrink(stored)
        except NoPicture:
            return None
