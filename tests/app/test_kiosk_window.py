"""The kiosk's real window on a real terminal, with card reader and platform behind sockets: by touch, and by keys."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, demo_store
from pos_terminal.app.kiosk_window import KioskTill
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.presentation.kiosk.step import Step
from pos_terminal.settings.device_sections import CardTerminalSettings
from pos_terminal.settings.kiosk_section import KioskSettings
from pos_terminal.simulator import RunningSimulator
from pos_terminal.wording import speak
from tests.app.lanes import stocked

_PATIENCE = 30_000
_TAPS, _DELETE = 0.6, 0x7F
_CHORDS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
)


@dataclass
class Hall:
    """A kiosk, worked by the words on its keys."""

    terminal: Terminal
    till: KioskTill
    qtbot: QtBot
    platform: RunningSimulator

    def key(self, name: str) -> QAbstractButton | None:
        shown = [each for each in self.till.window.findChildren(QAbstractButton) if each.isVisible()]
        return next((each for each in shown if each.accessibleName().startswith(name)), None)

    def until(self, name: str) -> QAbstractButton:
        """Wait until a key with these words can be pressed, and is no longer new."""
        kiosk = self.till.kiosk

        def can_press() -> bool:
            key = self.key(name)
            return key is not None and key.isEnabled() and kiosk.services.monotonic() - kiosk.changed_at > 0.3

        self.qtbot.waitUntil(can_press, timeout=_PATIENCE)
        key = self.key(name)
        assert key is not None
        return key

    def touch(self, *names: str) -> None:
        for name in names:
            QTest.mouseClick(self.until(name), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, text: str = "", with_key: Qt.KeyboardModifier = Qt.KeyboardModifier(0)) -> None:  # noqa: B008 - a flag
        receiver = self.till.window.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(receiver, QKeyEvent(kind, key, with_key, text))

    def go_by_keys(self, *names: str) -> None:
        """Lead the focus there by arrows alone, and press OK."""
        for name in names:
            wanted = self.until(name)
            for _ in range(60):
                focused = self.till.window.focusWidget()
                if focused is wanted:
                    break
                self.press(self._arrow(wanted))
            assert self.till.window.focusWidget() is wanted, f"no arrows lead to {name}"
            self.press(Qt.Key.Key_Return)

    def _arrow(self, wanted: QAbstractButton) -> Qt.Key:
        focused = self.till.window.focusWidget()
        if not isinstance(focused, QAbstractButton):
            return Qt.Key.Key_Down
        window = self.till.window
        here = focused.mapTo(window, focused.rect().center())
        there = wanted.mapTo(window, wanted.rect().center())
        across, down = there.x() - here.x(), there.y() - here.y()
        if abs(down) > wanted.height() // 2:
            return Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up
        return Qt.Key.Key_Right if across > 0 else Qt.Key.Key_Left


@pytest.fixture
def hall(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    with demo_store() as store:
        settings = store.settings("lane-1", "file", tmp_path)
        settings = replace(
            settings,
            terminal=replace(settings.terminal, mode="kiosk"),
            card_terminal=CardTerminalSettings("simulated"),
            kiosk=KioskSettings(bag_item="bag", panel_inches="32"),
        )
        shutil.copytree(stocked(), settings.data_dir)
        with opened_terminal(settings) as terminal:
            till = KioskTill(terminal, qapp)
            till.window.resize(1080, 1920)
            till.window.show()
            try:
                yield Hall(terminal, till, qtbot, store.simulator)
            finally:
                till.close()
                till.window.deleteLater()
                speak("en")


def test_a_purchase_by_touch_and_one_by_keys_alone_arrive_with_their_offer_and_no_key_leads_out(hall: Hall) -> None:
    hall.touch("Touch to start")
    _two_fingers_are_one(hall, "Butter croissant", "Sourdough loaf")
    hall.touch("Flat white", "Add", "Sourdough loaf")
    hall.touch("Accessibility", "All keys within reach", "Go on shopping")
    _all_keys_are_in_reach(hall)
    hall.touch("Check and pay", "By telephone number")
    _all_keys_are_in_reach(hall)
    for digit in "5550100001":
        hall.touch(digit)
    hall.touch("Find me")
    hall.touch("Pay ", "Credit Card", "No receipt")
    hall.touch("Done")
    hall.qtbot.waitUntil(lambda: hall.till.kiosk.step is Step.ATTRACT, timeout=_PATIENCE)
    _nothing_leads_out(hall)
    hall.go_by_keys("Touch to start", "Butter croissant", "Check and pay", "Go on without", "Pay ", "Credit Card")
    hall.go_by_keys("Print the receipt")
    hall.terminal.send_pending()
    sent = [each.latest for each in hall.platform.platform.transactions.values()]
    assert [bool(each.discounts) for each in sent] == [True, False]
    sold = hall.terminal.desk.finished
    assert sold is not None
    assert (sold.head.channel, sold.head.pos_employee_id) == ("KIOSK", "SYSTEM")
    assert hall.platform.platform.violations == []
    hall.touch("Done", "Call for help", "Staff", "Samira H.")
    for digit in PINS["2001"]:
        hall.touch(digit)
    hall.touch("Sign on")
    assert hall.until("Close this kiosk").isVisible()
    hall.touch("Done")
    _roam(hall, 300)


def _roam(hall: Hall, events: int) -> None:
    """Taps, keys and chords of the system at random: the window stays, and no other comes."""
    chance = Random(7)
    window, before = hall.till.window, len(QApplication.topLevelWidgets())
    keys = [each for each in Qt.Key if 0x20 <= each.value < 0x7F or 0x01000000 <= each.value < 0x01000060]
    for number in range(events):
        if chance.random() < _TAPS:
            place = QPoint(chance.randrange(window.width()), chance.randrange(window.height()))
            below = window.childAt(place)
            if below is not None:
                QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=below.mapFrom(window, place))
        else:
            key = chance.choice(keys)
            hall.press(key, chr(key.value) if key.value < _DELETE else "", chance.choice(_CHORDS))
        if number % 50 == 0:
            hall.qtbot.wait(1)
            assert window.isVisible()
            assert len(QApplication.topLevelWidgets()) <= before
            assert hall.till.kiosk.services.desk.operator is not None


@pytest.mark.soak
def test_200_000_taps_keys_and_chords_at_random_leave_the_window_and_open_none(
    hall: Hall, figures: Counter[str]
) -> None:
    _roam(hall, 200_000)
    figures["events at random on a kiosk's window"] += 200_000


def _two_fingers_are_one(hall: Hall, first: str, second: str) -> None:
    """A second finger, or a drop of water, beside the one that taps does nothing."""
    window = hall.till.window.windowHandle()
    keys = [hall.until(each) for each in (first, second)]
    places = [each.mapTo(hall.till.window, each.rect().center()) for each in keys]
    device = QTest.createTouchDevice()
    QTest.touchEvent(window, device).press(0, places[0], window).press(1, places[1], window).commit()
    QTest.touchEvent(window, device).release(0, places[0], window).release(1, places[1], window).commit()
    basket = hall.terminal.desk.open_sale()
    assert [(each.name, int(each.quantity)) for each in basket.lines.values()] == [(first, 1)]


def _all_keys_are_in_reach(hall: Hall) -> None:
    """No key is higher than 1,220 mm: the panel of 32 inches hangs 800 mm above the floor."""
    window = hall.till.window
    keys = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    mm = 32 * 25.4 * 16 / (16**2 + 9**2) ** 0.5 / window.height()
    highest = [800 + (window.height() - each.mapTo(window, each.rect().topLeft()).y()) * mm for each in keys]
    assert len(keys) > 10
    assert max(highest) <= 1220


def _nothing_leads_out(hall: Hall) -> None:
    """Chords of the system, menus and the window's own close leave the kiosk as it is."""
    window, before = hall.till.window, len(QApplication.topLevelWidgets())
    chords = (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier)
    for chord in chords:
        for key in (Qt.Key.Key_F4, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_C, Qt.Key.Key_Q, Qt.Key.Key_Delete):
            hall.press(key, with_key=chord)
    for key in (Qt.Key.Key_Meta, Qt.Key.Key_Menu, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_Print):
        hall.press(key)
    middle = window.rect().center()
    QApplication.sendEvent(window, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, middle))
    assert not window.close()
    assert window.isVisible()
    assert len(QApplication.topLevelWidgets()) == before
    assert hall.till.kiosk.step is Step.ATTRACT
