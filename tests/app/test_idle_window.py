"""A till that nobody touches, in its window: it signs off, and the sale is there for whoever signs on."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, demo_store
from pos_terminal.presentation.places import Place
from tests.app.lanes import opened_lane


def test_a_till_that_nobody_touches_signs_off_and_keeps_its_sale(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot, lock_seconds=1) as lane:
        lane.till.hearing.begin()
        sale = lane.terminal.desk.open_sale()
        lane.until(lambda: lane.till.shell.place is Place.SIGN_ON)
        assert lane.terminal.desk.operator is None
        assert lane.terminal.desk.basket is sale
        lane.terminal.signing.sign_on("1001", PINS["1001"], lane.terminal.tilling.today())
        lane.till.shell.go(Place.SALE)
        assert "Cart · 3 items" in lane.texts()


def test_whatever_somebody_does_is_a_touch(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        lane.till.hearing.begin()
        touches: list[None] = []
        lane.till.hearing.touched.connect(lambda: touches.append(None))
        window = lane.till.window
        QTest.mouseMove(window)
        window.grab()
        assert not touches
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)
        clicked = len(touches)
        QTest.keyClick(window, Qt.Key.Key_Tab)
        assert 0 < clicked < len(touches)
