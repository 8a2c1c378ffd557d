"""What the shopper reads of a real lane: a pole that is slow, dead or back, and a screen behind the first paint."""

import os
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.customer_side import customer_side
from pos_terminal.app.demonstration import demo_store
from pos_terminal.app.pole_side import PoleSide
from pos_terminal.application.noticeboard import DISPLAY_LOST, NoticeBoard, StandingNotice
from pos_terminal.presentation.customer_state import CustomerPhase, CustomerState, Told
from pos_terminal.presentation.member_state import NOBODY
from pos_terminal.settings import Settings, read_settings
from pos_terminal.settings.device_sections import DisplaySettings
from pos_terminal.ui.customer_displays import CustomerDisplays
from pos_terminal.ui.screens.customer_view import CustomerView
from tests.adapters.escpos.pole_reader import PoleReader
from tests.app.lanes import opened_lane
from tests.cli.till import Till

SOON = 10.0


def sold(amount: str) -> CustomerState:
    return CustomerState(CustomerPhase.SALE, "Shop", news=Told("Muffin", amount), figure=Told("Total", amount))


def until(holds: Callable[[], bool]) -> None:
    tick = Event()
    for _ in range(int(SOON / 0.02)):
        if holds():
            return
        tick.wait(0.02)
    assert holds()


def pole_settings(till: Till, address: str, **more: str) -> Settings:
    till.change("display", pole=address, **more)
    return read_settings(till.config, {})


@pytest.fixture
def pole() -> Iterator[tuple[int, str]]:
    master, slave = os.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    yield master, os.ttyname(slave)
    for each in (master, slave):
        with suppress(OSError):
            os.close(each)


def taken(master: int) -> bytes:
    with suppress(BlockingIOError):
        return os.read(master, 65_536)
    return b""


def test_a_pole_shows_what_it_is_told_and_keeps_the_last_words_when_the_till_ends(
    till: Till, pole: tuple[int, str]
) -> None:
    master, name = pole
    side, reader = PoleSide(pole_settings(till, f"serial://{name}"), NoticeBoard()), PoleReader()
    side.show_state(sold("3.25"))
    until(lambda: reader.read(taken(master)).rows[1] == "Total           3.25")
    side.show_state(CustomerState(CustomerPhase.CLOSED, "Shop", "This lane is closed"))
    assert side.close()
    assert reader.read(taken(master)).rows == ["        Shop        ", "This lane is closed "]


def test_a_pole_that_takes_nothing_holds_nobody_up_and_shows_the_newest_once_it_does(
    till: Till, pole: tuple[int, str]
) -> None:
    master, name = pole
    side = PoleSide(pole_settings(till, f"serial://{name}"), NoticeBoard())
    for number in range(20_000):  # far more than the system keeps for it; each is told at once
        side.show_state(sold(f"{number}.00"))
    content = bytearray()

    def is_newest() -> bool:
        content.extend(taken(master))
        return content.endswith(b"Total       19999.00")

    until(is_newest)
    assert side.close()
    assert content.count(b"Total") < 20_000


def test_a_pole_that_is_not_there_is_told_of_and_taken_back_once_it_is(till: Till, tmp_path: Path) -> None:
    board, path = NoticeBoard(), tmp_path / "away" / "pole"
    path.parent.write_text("in the way")
    side = PoleSide(pole_settings(till, f"file://{path}"), board)
    side.show_state(sold("3.25"))
    until(lambda: [each.words for each in board.notices()] == ["Customer display"])
    path.parent.unlink()
    until(lambda: not board.notices())
    assert PoleReader().read(path.read_bytes()).rows[1] == "Total           3.25"
    assert side.close()


def test_a_pole_that_is_back_is_no_longer_told_of_whoever_told_of_it(till: Till, tmp_path: Path) -> None:
    board, path = NoticeBoard(), tmp_path / "pole"
    board.pin(StandingNotice(DISPLAY_LOST, "of the window before, whose pole never ended"))
    side = PoleSide(pole_settings(till, f"file://{path}"), board)
    side.show_state(sold("3.25"))
    until(lambda: not board.notices())
    assert PoleReader().read(path.read_bytes()).rows[1] == "Total           3.25"
    assert side.close()


def test_of_a_pole_that_nobody_uses_any_more_nothing_is_told(till: Till) -> None:
    board = NoticeBoard()
    side = PoleSide(pole_settings(till, "ftp://nowhere"), board)
    side.show_state(sold("3.25"))
    until(lambda: bool(board.notices()))
    assert side.close()
    assert not board.notices()


def test_an_address_of_no_display_is_told_of_and_stops_nothing(till: Till) -> None:
    board = NoticeBoard()
    side = PoleSide(pole_settings(till, "ftp://nowhere"), board)
    side.show_state(sold("3.25"))
    until(lambda: bool(board.notices()))
    assert "'ftp://nowhere' is no address" in board.notices()[0].sentence
    assert side.close()


def test_the_shoppers_screen_and_pole_follow_the_lane_from_the_first_paint_to_its_end(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "pole"
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        terminal = lane.terminal
        terminal.settings = replace(terminal.settings, display=DisplaySettings(f"file://{path}", screen="window"))
        lane.till.painted()
        displays = lane.till.customer
        assert displays is not None
        (view,) = [each for each in qapp.topLevelWidgets() if isinstance(each, CustomerView)]
        assert view.isVisible()
        assert QApplication.activeWindow() is not view
        total = terminal.desk.open_sale().totals.total
        qtbot.waitUntil(lambda: view.accessibleName() == f"Total $ {total}")
        until(lambda: path.exists() and PoleReader().read(path.read_bytes()).rows[1].endswith(str(total)))
    assert PoleReader().read(path.read_bytes()).rows[1] == "This lane is closed "
    assert not view.isVisible()


def test_a_screen_that_is_not_there_is_told_of(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        terminal = lane.terminal
        terminal.settings = replace(terminal.settings, display=DisplaySettings(screen="second"))
        side = customer_side(terminal, lambda: lane.till.shell.place, lambda: NOBODY)
        displays = CustomerDisplays(side, lane.till.look, lane.till.window)
        displays.close()
        (told,) = [each for each in terminal.notices() if each.words == "Customer screen"]
        assert "no second screen" in told.sentence


@pytest.mark.parametrize(
    ("culture", "way"), [("ar_KW", Qt.LayoutDirection.RightToLeft), ("en_US", Qt.LayoutDirection.LeftToRight)]
)
def test_the_screen_is_written_from_its_own_side_whatever_the_cashiers_is(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, culture: str, way: Qt.LayoutDirection
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        terminal, was = lane.terminal, lane.terminal.settings
        shown = DisplaySettings(screen="window")
        terminal.settings = replace(was, terminal=replace(was.terminal, culture=culture), display=shown)
        side = customer_side(terminal, lambda: lane.till.shell.place, lambda: NOBODY)
        displays = CustomerDisplays(side, lane.till.look, lane.till.window)
        assert displays.view is not None
        try:
            for of_the_cashier in Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight:
                qapp.setLayoutDirection(of_the_cashier)
                assert displays.view.layoutDirection() is way
        finally:
            qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            displays.close()


def test_the_screen_speaks_the_shops_language_and_a_pole_that_has_not_its_letters_english(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "pole"
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        terminal, was = lane.terminal, lane.terminal.settings
        shown = DisplaySettings(f"file://{path}", screen="window")
        terminal.settings = replace(was, terminal=replace(was.terminal, culture="ja_JP"), display=shown)
        side = customer_side(terminal, lambda: lane.till.shell.place, lambda: NOBODY)
        displays = CustomerDisplays(side, lane.till.look, lane.till.window)
        assert displays.view is not None
        assert displays.view.layoutDirection() is Qt.LayoutDirection.LeftToRight
        assert displays.view.accessibleName() == f"合計 $ {terminal.desk.open_sale().totals.total}"
        until(lambda: path.exists() and PoleReader().read(path.read_bytes()).rows[1].startswith("Total $"))
        displays.close()
