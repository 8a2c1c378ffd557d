"""A whole day's first sale by fingers alone, and by a keyboard alone: from the sign-on to the next sale."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.presentation.places import Place
from tests.conftest import SCREEN
from tests.ui.till import Till
from tests.ui.virtual_screen import virtual_screen

ROOT = Path(__file__).parents[2]
MOST_STEPS = 300
LATER = 1.0


def key_of(till: Till, name: str) -> QAbstractButton:
    """The key on the screen that is called so."""
    shown = [each for each in till.window.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
    found = [each for each in shown if (each.accessibleName() or each.text()).startswith(name)]
    names = sorted(each.accessibleName() or each.text() for each in shown)
    assert found, f"{name} is not on {till.shell.place}: {names}"
    return found[0]


class Fingers:
    """Nothing but touch points on the glass."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._glass = QTest.createTouchDevice()

    def tap(self, *names: str) -> None:
        for name in names:
            key = key_of(self._till, name)
            at = key.mapTo(self._till.window, key.rect().center())
            self._touched(at)
            self._till.shop.clock.forward(LATER)

    def _touched(self, at: QPoint) -> None:
        QTest.touchEvent(self._till.window, self._glass).press(0, at, self._till.window).commit()
        QTest.touchEvent(self._till.window, self._glass).release(0, at, self._till.window).commit()


class Keyboard:
    """Nothing but keys, each to what has the focus."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def go(self, name: str) -> None:
        """Lead the focus to a key of the screen by Tab, and press it."""
        for _ in range(MOST_STEPS):
            focused = self._till.window.focusWidget()
            if isinstance(focused, QAbstractButton) and (focused.accessibleName() or focused.text()).startswith(name):
                self.press(Qt.Key.Key_Space)
                self._till.shop.clock.forward(LATER)
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {name}: {key_of(self._till, name)}")

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self._receiver(), letter)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._receiver(), key)

    def _receiver(self) -> QWidget:
        focused: QWidget | None = self._till.window.focusWidget()
        return self._till.window if focused is None else focused


def test_a_sale_is_done_from_the_sign_on_to_the_next_one_by_touch_alone(till: Till) -> None:
    fingers = Fingers(till)
    till.shell.go(Place.SIGN_ON)
    fingers.tap("Ana", "2", "4", "6", "8", "Sign on", "5", "0", "Open shift")
    assert till.shell.place is Place.SALE
    fingers.tap("Latte", "Muffin", "Latte", "One less", "Other", "5", "Credit Card 5.00", "2", "0", "Cash 20.00")
    _is_sold(till)
    fingers.tap("Done", "Muffin")
    assert till.names() == ["Muffin"]


def test_a_sale_is_done_from_the_sign_on_to_the_next_one_by_keyboard_alone(till: Till) -> None:
    keyboard = Keyboard(till)
    till.shell.go(Place.SIGN_ON)
    keyboard.go("Ana")
    keyboard.type("2468")
    keyboard.go("Sign on")
    keyboard.type("50")
    keyboard.go("Open shift")
    for name in ("Latte", "Muffin", "Latte", "One less", "Other"):
        keyboard.go(name)
    keyboard.type("5")
    keyboard.go("Credit Card 5.00")
    keyboard.type("20")
    keyboard.go("Cash 20.00")
    _is_sold(till)
    keyboard.go("Done")
    keyboard.go("Muffin")
    assert till.names() == ["Muffin"]


def _is_sold(till: Till) -> None:
    assert till.shell.place is Place.CHANGE
    sold = till.shop.desk.finished
    assert sold is not None
    assert [(each.type, str(each.amount), str(each.change)) for each in sold.payments] == [
        ("Credit Card", "5.00", "0.00"),
        ("Cash", "3.39", "16.61"),
    ]
    assert [(each.line.name, int(each.line.quantity)) for each in sold.lines] == [("Latte", 1), ("Muffin", 1)]


@pytest.mark.soak
def test_both_are_done_in_a_real_window() -> None:
    chosen = "from_the_sign_on_to_the_next_one"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-k", chosen, __file__)
    with virtual_screen() as environment:
        assert subprocess.run(command, cwd=ROOT, env={**environment, SCREEN: "xcb"}, check=False).returncode == 0
