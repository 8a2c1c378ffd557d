"""A lane of the sample store with its real window, worked by taps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, DemoStore, demo_terminal
from pos_terminal.app.terminal import Terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.domain.money import Money
from pos_terminal.presentation.places import Place
from pos_terminal.ui.widgets.offer_card import OfferCardButton

_PATIENCE = 30_000


@dataclass
class Lane:
    """Somebody is signed on at the sale screen, with three lattes in the cart."""

    store: DemoStore
    terminal: Terminal
    till: TillWindow
    qtbot: QtBot

    def button(self, name: str) -> QAbstractButton:
        shown = [each for each in self.till.window.findChildren(QAbstractButton) if each.isVisible()]
        return next(each for each in shown if each.accessibleName().startswith(name))

    def tap(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def card(self, name: str) -> OfferCardButton:
        shown = [each for each in self.till.window.findChildren(OfferCardButton) if each.isVisible()]
        return next(each for each in shown if each.card.name == name)

    def tap_card(self, name: str) -> None:
        card = self.card(name)
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 60, card.height() - 30))

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=_PATIENCE)

    def shows(self, name: str) -> bool:
        shown = [each for each in self.till.window.findChildren(QAbstractButton) if each.isVisible()]
        return any(each.accessibleName().startswith(name) for each in shown)

    def texts(self) -> set[str]:
        """Everything that labels say now."""
        return {each.text() for each in self.till.window.findChildren(QLabel) if each.isVisible()}

    def find_ava(self) -> None:
        self.tap("Add member")
        for digit in "5550100001":
            self.tap(digit)
        self.tap("Find phone")
        self.until(lambda: self.shows("Ava M."))
        self.until(lambda: bool(self.till.window.findChildren(OfferCardButton)))


@contextmanager
def opened_lane(store: DemoStore, folder: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Lane]:
    """The lane, until the block ends; receipts go to the folder."""
    with demo_terminal(store, "lane-1", "file", folder) as terminal:
        terminal.signing.sign_on("1001", PINS["1001"], terminal.tilling.today())
        terminal.tilling.open_shift(Money.of("100.00", terminal.settings.currency))
        till = TillWindow(terminal, qapp)
        till.window.resize(1280, 800)
        till.window.show()
        till.shell.go(Place.SALE)
        for _ in range(3):
            terminal.selling.add_item("latte")
        till.shell.go(Place.SALE)
        try:
            yield Lane(store, terminal, till, qtbot)
        finally:
            till.close()
            till.window.deleteLater()
