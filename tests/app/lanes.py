"""A lane of the sample store with its real window, worked by taps."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, DemoStore, demo_store, demo_terminal
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.domain.money import Money
from pos_terminal.presentation.places import Place
from pos_terminal.ui.widgets.offer_card import OfferCardButton

_PATIENCE = 30_000
_made = TemporaryDirectory(prefix="pos-lane-", ignore_cleanup_errors=True)


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


@cache
def stocked() -> Path:
    """The lane's data with catalog and staff, made once: to hash the PINs takes longer than most tests."""
    data = Path(_made.name) / "data"
    with demo_store() as store:
        with demo_terminal(store, "lane-1", "file", store.folder) as terminal:
            made = terminal.settings.data_dir
        shutil.copytree(made, data, ignore=shutil.ignore_patterns("*.lock", "*.lease", "logs"))
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection, connection:
        connection.execute("UPDATE tenancy SET lease = '', place = ''")  # nobody has moved in, so it is no copy
    return data


@contextmanager
def opened_lane(
    store: DemoStore, folder: Path, qapp: QApplication, qtbot: QtBot, *, lock_seconds: int = 900
) -> Iterator[Lane]:
    """The lane, until the block ends; receipts go to the folder."""
    settings = store.settings("lane-1", "file", folder)
    settings = replace(settings, screen=replace(settings.screen, lock_seconds=lock_seconds))
    shutil.copytree(stocked(), settings.data_dir)
    with opened_terminal(settings) as terminal:
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
