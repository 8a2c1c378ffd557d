"""Pictures of the shop's own goods on tiles: read in the background, at the size they are drawn, and harmless."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from pos_terminal.application.offerpictures import NoPicture
from pos_terminal.presentation.tiles import Tile
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.product_pictures import ProductPictures
from pos_terminal.ui.widgets.tile import TileButton

_T = TypeVar("_T")
RED = QColor("#c01010")


class Later:
    """Implements `Background`: does what it was asked for once it is told to."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(self, work: Callable[[], _T], done: Callable[[_T], None], failed: Callable[[Exception], None]) -> None:
        def job() -> None:
            try:
                answer = work()
            except (NoPicture, OSError) as error:
                failed(error)
            else:
                done(answer)

        self.jobs.append(job)

    def catch_up(self) -> int:
        jobs, self.jobs = self.jobs, []
        for job in jobs:
            job()
        return len(jobs)


def painted(path: Path, width: int, height: int) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    assert image.save(str(path))


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def goods(look: Look, later: Later, tmp_path: Path) -> Iterator[ProductPictures]:
    painted(tmp_path / "bread.png", 800, 400)
    look.goods = ProductPictures(tmp_path, later, look.goods_came.emit)
    yield look.goods
    look.goods = None


def middle(tile: TileButton) -> QColor:
    return tile.grab().toImage().pixelColor(tile.width() // 2, 36)


def test_a_tile_waits_for_no_picture_and_draws_it_once_it_is_there(
    host: QWidget, look: Look, goods: ProductPictures, later: Later
) -> None:
    assert look.goods is goods
    tile = TileButton(look)
    tile.setParent(host)
    tile.resize(152, 125)
    tile.show()
    tile.show_tile(Tile("1", "Bread", "2.00", art="bread.png"))
    assert middle(tile) != RED
    assert later.catch_up() == 1
    assert middle(tile) == RED
    tile.grab()
    assert later.jobs == []


def test_it_is_kept_at_the_size_that_is_drawn(goods: ProductPictures, later: Later) -> None:
    assert goods.picture("bread.png", 48, 2.0) is None
    later.catch_up()
    picture = goods.picture("bread.png", 48, 2.0)
    assert picture is not None
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (96, 96, 2.0)
    image = picture.toImage()
    assert image.pixelColor(48, 48) == RED
    assert image.pixelColor(48, 4).alpha() == 0


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", ".hidden.png", "a/b.png", "bread", "bread.svg", ""])
def test_a_catalog_leads_to_nothing_but_the_folders_own_pictures(
    goods: ProductPictures, later: Later, name: str
) -> None:
    assert goods.picture(name, 48, 1.0) is None
    assert later.jobs == []


def test_what_is_not_there_or_is_none_is_asked_for_once(goods: ProductPictures, later: Later, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    for name in ("gone.png", "broken.jpg"):
        for _ in range(2):
            assert goods.picture(name, 48, 1.0) is None
        assert later.catch_up() == 1
        assert goods.picture(name, 48, 1.0) is None
        assert later.jobs == []
