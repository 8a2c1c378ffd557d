"""The real window on a real terminal, and a platform behind real sockets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, DemoStore, demo_store, demo_terminal
from pos_terminal.app.terminal import Terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.domain.money import Money
from pos_terminal.presentation.member_state import CardTone
from pos_terminal.presentation.places import Place
from pos_terminal.simulator.faults import Fault, FaultKind
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

    def find_ava(self) -> None:
        self.tap("Add member")
        for digit in "5550100001":
            self.tap(digit)
        self.tap("Find phone")
        self.until(lambda: self.shows("Ava M."))
        self.until(lambda: bool(self.till.window.findChildren(OfferCardButton)))


@pytest.fixture
def lane(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Lane]:
    with demo_store() as store, demo_terminal(store, "lane-1", "file", tmp_path) as terminal:
        terminal.signing.sign_on("1001", PINS["1001"], terminal.tilling.today())
        terminal.tilling.open_shift(Money.of("100.00", terminal.settings.currency))
        till = TillWindow(terminal, qapp)
        till.window.resize(1280, 800)
        till.window.show()
        till.shell.go(Place.SALE)
        for _ in range(3):
            terminal.selling.add_item("latte")
        till.shell.go(Place.SALE)
        yield Lane(store, terminal, till, qtbot)
        till.close()
        till.window.deleteLater()


def test_a_member_is_looked_up_an_offer_applied_and_the_sale_paid(lane: Lane) -> None:
    lane.find_ava()
    lane.until(lambda: lane.card("$2 off a coffee").card.value == "−2.00")
    lane.tap_card("$2 off a coffee")
    lane.until(lambda: lane.card("$2 off a coffee").card.tone is CardTone.HELD)
    basket = lane.terminal.desk.open_sale()
    assert [each.display_name for each in basket.discounts] == ["$2 off a coffee"]
    lane.terminal.selling.add_item("espresso")
    lane.till.shell.go(Place.SALE)
    lane.tap("Card ")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)
    sold = lane.terminal.desk.finished
    assert sold is not None
    assert sold.totals.discount == Money.of("2.00", lane.terminal.settings.currency)
    lane.terminal.send_pending()
    assert list(lane.store.simulator.platform.transactions) == [sold.transaction_id]
    assert lane.store.simulator.platform.violations == []


def test_the_desks_own_worker_waits_for_no_lookup(lane: Lane) -> None:
    platform = lane.store.simulator.platform
    platform.faults.add(Fault(FaultKind.DELAY, "lookup", seconds=None))
    lane.tap("Add member")
    for digit in "5550100001":
        lane.tap(digit)
    lane.tap("Find phone")
    checked: list[int] = []
    lane.till.worker.run(lambda: 1, checked.append, lambda _: None)
    lane.until(lambda: checked == [1])
    assert lane.shows("Looking up")
    lane.tap("Cancel")
    platform.pause.release()
    lane.until(lambda: lane.shows("Add member"))


def test_an_offer_that_the_platform_is_silent_about_is_sold_without_and_given_back(lane: Lane) -> None:
    lane.find_ava()
    lane.until(lambda: lane.card("$2 off a coffee").card.action is not None)
    lane.store.simulator.platform.faults.add(Fault(FaultKind.DROP_REPLY, "lock", count=None))
    lane.tap_card("$2 off a coffee")
    lane.until(lambda: lane.card("$2 off a coffee").card.tone is CardTone.DOUBTFUL)
    lane.until(lambda: not lane.card("$2 off a coffee").card.busy)
    lane.tap("Card ")
    lane.until(lambda: lane.shows("Sell without"))
    assert lane.terminal.desk.basket is not None
    lane.store.simulator.platform.faults.clear()
    lane.tap("Sell without")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)
    sold = lane.terminal.desk.finished
    assert sold is not None
    assert sold.discounts == ()
