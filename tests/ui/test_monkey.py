"""Somebody who taps, types and scans at random in the real window: nothing breaks, and each payment is of one sale."""

import random
from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.presentation.places import Place
from pos_terminal.ui.wedge import Wedge
from tests.application.fakes import ANA
from tests.ui.till import LATTE_CODE, Till, typing_into

CODES = (LATTE_CODE, LATTE_CODE, "4999999999999", "2100001000005", "x", "5550100001", "lane-1-QK7M-000001", "M-77")
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Backtab),
)
LETTERS = "0123456789.,latte mufin@"
PAUSES = (0.05, 0.3, 1.0, 3.0)
LOOKED_AT, MOST_LINES, MORE_LIKELY = 25, 40, 5


class Monkey:
    """The same seed does the same."""

    def __init__(self, till: Till, seed: int) -> None:
        self._till = till
        self._chance = random.Random(seed)
        self.done: Counter[str] = Counter()

    def does(self, steps: int) -> None:
        for step in range(steps):
            self._till.shop.clock.forward(self._chance.choice(PAUSES))
            self._one()
            self._till.places.ticked()
            self._come_back()
            if step % LOOKED_AT == 0:
                self._till.window.grab()
                each_payment_is_of_one_sale(self._till)

    def _one(self) -> None:
        dice = self._chance.random()
        if dice < 0.6:
            self._taps()
        elif dice < 0.75:
            typing_into(self._till.window).scan(self._chance.choice(CODES))
            self.done["scans"] += 1
        elif dice < 0.9:
            QTest.keyClick(self._focused(), self._chance.choice(KEYS))
            self.done["keys"] += 1
        else:
            QTest.keyClicks(self._focused(), self._chance.choice(LETTERS))
            self.done["keys"] += 1

    def _taps(self) -> None:
        window = self._till.window
        keys = [each for each in window.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        keys = [each for each in keys if each.accessibleName() not in {"Sign off", "Dark screen", "Light screen"}]
        self.done["taps"] += 1
        if keys and self._chance.random() < 0.97:
            weights = [MORE_LIKELY if each.accessibleName().startswith(("Cash ", "Card ")) else 1 for each in keys]
            key = self._chance.choices(keys, weights)[0]
            QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=key.rect().center())
            return
        at = QPoint(self._chance.randrange(window.width()), self._chance.randrange(window.height()))
        QTest.mouseClick(window.childAt(at) or window, Qt.MouseButton.LeftButton)

    def _focused(self) -> QWidget:
        focused: QWidget | None = self._till.window.focusWidget()
        return self._till.window if focused is None else focused

    def _come_back(self) -> None:
        """Whoever signed off signs on again; a cart of many lines is put away."""
        till, desk = self._till, self._till.shop.desk
        if desk.operator is None or till.shell.place in {Place.SIGN_ON, Place.OPEN_SHIFT, Place.BACK_OFFICE}:
            if self._chance.random() < 0.1:
                desk.operator = ANA
                till.shop.signed_on()
                till.shell.go(Place.SALE)
        elif desk.basket is not None and len(desk.basket.lines) > MOST_LINES and not desk.basket.is_tendering:
            till.suspending.suspend()


def each_payment_is_of_one_sale(till: Till) -> None:
    """What was paid is what each sale came to, and no payment counts twice."""
    sold = [each.transaction for each in till.shop.sales.records]
    firsts = [each for each in sold if each.amendment is None and not each.is_voided]
    assert len({each.transaction_id for each in firsts}) == len(firsts)
    for each in firsts:
        assert sum(payment.amount.minor for payment in each.payments) == each.totals.total.minor, each.transaction_id
    codes = [payment.receipt_code for each in firsts for payment in each.payments if payment.receipt_code]
    assert len(set(codes)) == len(codes)


def played(till: Till, wedge: Wedge, seed: int, steps: int) -> Counter[str]:
    """What a monkey did."""
    wedge.scanned.connect(till.shell.scanned)
    till.selling()
    monkey = Monkey(till, seed)
    monkey.does(steps)
    each_payment_is_of_one_sale(till)
    monkey.done["sales"] = len(till.shop.sales.records)
    return monkey.done


def test_whatever_is_tapped_typed_and_scanned_nothing_breaks(till: Till, wedge: Wedge, figures: Counter[str]) -> None:
    done = played(till, wedge, 7, 150)
    assert done["sales"] > 0
    figures["random taps, keys and scans"] += done["taps"] + done["keys"] + done["scans"]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_nothing_breaks_in_a_hundred_thousand_of_them(
    till: Till, wedge: Wedge, figures: Counter[str], seed: int
) -> None:
    done = played(till, wedge, seed, 5_000)
    assert done["sales"] > 0
    figures["random taps, keys and scans"] += done["taps"] + done["keys"] + done["scans"]
    figures["sales of random taps"] += done["sales"]
