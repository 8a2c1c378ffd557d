"""Cards on the payment terminal in the real window: declined, in doubt, paid in part, and paid."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import DemoStore, demo_store
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.taking import DOUBLE_TAP_SECONDS
from pos_terminal.settings import Settings
from pos_terminal.settings.device_sections import CardTerminalSettings
from pos_terminal.simulator.card_terminal import Behaviour, CardTerminal, CardTerminalServer, Ledger
from tests.app.lanes import Lane, opened_lane


class CardStore(DemoStore):
    """The store, whose lanes have this payment terminal."""

    address = ""

    def settings(self, register_id: str, driver: str, receipts: Path) -> Settings:
        found = DemoStore.settings(self, register_id, driver, receipts)
        return replace(found, card_terminal=CardTerminalSettings("simulated", type(self).address))


@pytest.fixture
def fates() -> list[Behaviour]:
    return []


@pytest.fixture
def server(fates: list[Behaviour]) -> Iterator[CardTerminalServer]:
    def of(amount: int) -> Behaviour:
        return fates.pop(0) if fates else Behaviour("approved", amount)

    server = CardTerminalServer(CardTerminal(Ledger(), of, shopper_seconds=0.05))
    server.start()
    yield server
    server.close()


def settled(lane: Lane) -> None:
    since = lane.terminal.clock.monotonic()
    lane.until(lambda: lane.terminal.clock.monotonic() - since > DOUBLE_TAP_SECONDS)


def said(lane: Lane, words: str) -> bool:
    return any(words in each for each in lane.texts())


def test_a_card_is_declined_then_in_doubt_and_found_out_then_the_rest_is_paid(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, fates: list[Behaviour], server: CardTerminalServer
) -> None:
    fates += [Behaviour("declined"), Behaviour("approved", 500, is_heard=False)]
    CardStore.address = server.address
    with demo_store() as store, opened_lane(CardStore(store.simulator, store.folder), tmp_path, qapp, qtbot) as lane:
        lane.tap("Card ")
        assert lane.till.shell.place is Place.TENDER
        lane.until(lambda: said(lane, "declined"))
        settled(lane)
        lane.tap("5")
        lane.tap("Credit Card")
        lane.until(lambda: lane.shows("It was not charged"))
        assert not lane.shows("Cash")
        settled(lane)
        lane.tap("Ask the terminal now")
        lane.until(lambda: lane.terminal.desk.charge is None)
        basket = lane.terminal.desk.open_sale()
        assert [each.taken.minor for each in basket.payments] == [500]
        settled(lane)
        lane.tap("Credit Card")
        lane.until(lambda: lane.till.shell.place is Place.CHANGE)
        finished = lane.terminal.desk.finished
        assert finished is not None
        assert sum(each.taken.minor for each in finished.payments) == server.terminal.ledger.taken()
