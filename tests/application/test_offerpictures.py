"""Pictures are fetched once, made small, put away, and missed by nobody."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from pos_terminal.application.offerpictures import NoPicture, OfferPictures, StoredPicture
from tests.application.fakes import FakeClock

URL = "https://images.example/wallet-of-ava/cup.png"


@dataclass
class Shelf:
    """Implements the source and the store: ``online`` is what the host has, ``stored`` what is on the disk."""

    clock: FakeClock = field(default_factory=FakeClock)
    online: bytes | None = b"large cup"
    stored: dict[str, StoredPicture] = field(default_factory=dict)
    asked: int = 0

    def fetch(self, url: str) -> bytes:
        assert url == URL
        self.asked += 1
        if self.online is None:
            raise NoPicture("nobody is there")
        return self.online

    def get(self, url: str) -> StoredPicture | None:
        return self.stored.get(url)

    def put(self, url: str, picture: bytes) -> None:
        self.stored[url] = StoredPicture(picture, self.clock.now())

    def pictures(self) -> OfferPictures:
        return OfferPictures(self, self, small, self.clock)


def small(picture: bytes) -> bytes:
    if b"cup" not in picture:
        raise NoPicture("it is broken")
    return picture.removeprefix(b"large ")


def test_a_picture_is_fetched_once_made_small_and_put_away() -> None:
    shelf = Shelf()

    assert [shelf.pictures().get(URL) for _ in range(3)] == [b"cup"] * 3
    assert shelf.asked == 1
    assert shelf.stored[URL].picture == b"cup"


def test_after_a_week_it_is_fetched_again_and_meanwhile_stays_where_the_host_is_gone() -> None:
    shelf = Shelf()
    shelf.pictures().get(URL)
    shelf.clock.forward(timedelta(days=7).total_seconds())
    shelf.online = None
    assert shelf.pictures().get(URL) == b"cup"
    shelf.online = b"large new cup"

    assert shelf.pictures().get(URL) == b"new cup"
    assert shelf.asked == 3


def test_a_clock_that_was_set_back_has_it_fetched_again() -> None:
    shelf = Shelf()
    shelf.pictures().get(URL)
    shelf.clock.forward(-60)
    shelf.online = b"large new cup"

    assert shelf.pictures().get(URL) == b"new cup"


def test_what_was_changed_on_the_disk_is_not_believed() -> None:
    shelf = Shelf(stored={URL: StoredPicture(b"a bomb", FakeClock().now())})

    assert shelf.pictures().get(URL) == b"cup"
    assert shelf.stored[URL].picture == b"cup"


def test_what_is_no_picture_is_neither_kept_nor_told_to_anybody_but_the_log(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf(online=b"a bomb")
    pictures = shelf.pictures()
    for _ in range(2):
        with pytest.raises(NoPicture):
            pictures.get(URL)

    assert shelf.stored == {}
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "picture=none host=images.example failures=1 why=it is broken",
        "picture=none host=images.example failures=2 why=it is broken",
    ]
