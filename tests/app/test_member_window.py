"""The real window on a real terminal, and a platform behind real sockets."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, DemoStore, demo_store
from pos_terminal.application.asking import fetched
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.member_state import CardTone
from pos_terminal.presentation.places import Place
from pos_terminal.settings import Settings
from pos_terminal.simulator.faults import Fault, FaultKind
from tests.app.lanes import Lane, opened_lane


class OfflineStore(DemoStore):
    """A store that sells with offers while the platform is away."""

    def settings(self, register_id: str, driver: str, receipts: Path) -> Settings:
        settings = DemoStore.settings(self, register_id, driver, receipts)
        return replace(settings, platform=replace(settings.platform, offline_offers=True))


@pytest.fixture
def lane(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Lane]:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        yield lane


@pytest.fixture
def offline_lane(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Lane]:
    with demo_store() as store, opened_lane(OfflineStore(store.simulator, store.folder), tmp_path, qapp, qtbot) as lane:
        yield lane


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


def test_an_offer_tapped_while_another_is_asked_for_waits_and_both_are_sold_with(lane: Lane) -> None:
    lane.find_ava()
    lane.tap("Ava M.")
    lane.until(lambda: lane.card("10% off your check").card.value == "−1.26")
    platform = lane.store.simulator.platform
    platform.faults.add(Fault(FaultKind.DELAY, "lock", count=1, seconds=1.5))
    lane.tap_card("$2 off a coffee")
    lane.until(lambda: _is_busy_once_tapped(lane, "10% off your check"))
    assert lane.card("$2 off a coffee").card.busy == "Reserving …"
    lane.until(lambda: [each.stack_order for each in lane.terminal.desk.open_sale().discounts] == [0, 1])
    assert len(platform.requests("lock")) == 2
    assert str(lane.terminal.desk.open_sale().totals.discount) == "3.06"
    lane.tap("Back to sale")
    lane.tap("Card ")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)
    lane.terminal.send_pending()
    assert {offer: platform.offers[offer].redemptions for offer in ("uo-101", "uo-102")} == {"uo-101": 1, "uo-102": 1}
    assert platform.violations == []


def _is_busy_once_tapped(lane: Lane, name: str) -> bool:
    """Tap until the tap counts: it comes too soon after the last one else."""
    if not lane.card(name).card.busy:
        lane.tap_card(name)
    return lane.card(name).card.busy == "Reserving …"


def test_a_members_profile_is_known_for_the_sale_alone(lane: Lane) -> None:
    lane.find_ava()
    lane.tap("Ava M.")
    lane.until(lambda: "Harbour Street" in lane.texts())
    lane.tap("Back to sale")
    lane.tap("Card ")
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)
    lane.terminal.wait_for_paper(30)
    lane.terminal.send_pending()
    visit = lane.terminal.desk.visit
    assert visit is not None
    told = visit.member
    assert (told.display_name, told.points) == ("Ava M.", Decimal(427))
    assert (told.profile_fields, told.phone, told.email, told.offers, visit.wallet) == ({}, None, None, None, {})
    written = b"".join(each.read_bytes() for each in lane.store.folder.rglob("*") if each.is_file())
    assert b"Harbour Street" not in written


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


def approve(lane: Lane) -> None:
    lane.until(lambda: lane.shows("Approve"))
    lane.tap("Daniel O., Manager")
    for digit in PINS["3001"]:
        lane.tap(digit)
    lane.tap("Approve")


def test_a_sale_with_a_used_offer_is_voided_with_a_managers_pin(lane: Lane) -> None:
    lane.find_ava()
    lane.until(lambda: lane.card("$2 off a coffee").card.action is not None)
    whose = lane.terminal.desk.open_sale().member
    assert whose is not None
    code = OfferCode("uo-101", OfferCodeType.USER_OFFER_ID, whose.user_id)
    fetched(lane.terminal.offering.apply(code, OfferFlow.REDEEM))
    lane.till.shell.go(Place.SALE)
    lane.tap("Void sale")
    lane.until(lambda: lane.shows("Keep sale"))
    confirm = [each for each in lane.till.window.findChildren(QAbstractButton) if each.isVisible()]
    QTest.mouseClick(next(each for each in confirm if each.text() == "Void sale"), Qt.MouseButton.LeftButton)
    approve(lane)
    lane.until(lambda: lane.terminal.desk.basket is None)
    assert lane.terminal.desk.approver is None
    lane.terminal.send_pending()
    history = lane.store.simulator.platform.offers["uo-101"].history
    assert [each.split()[0] for each in history] == ["REDEEM", "REINSTATE"]


def test_an_offer_is_sold_with_while_the_platform_is_away_and_arrives_as_not_verified(offline_lane: Lane) -> None:
    lane, platform = offline_lane, offline_lane.store.simulator.platform
    lane.find_ava()
    lane.until(lambda: lane.card("$2 off a coffee").card.value == "−2.00")
    platform.faults.add(Fault(FaultKind.DROP_REPLY, "lock", count=None))
    lane.tap_card("$2 off a coffee")
    lane.until(lambda: lane.card("$2 off a coffee").card.tone is CardTone.DOUBTFUL)
    lane.until(lambda: not lane.card("$2 off a coffee").card.busy)
    lane.tap("Card ")
    lane.until(lambda: lane.shows("Use the offer offline"))
    lane.tap("Use the offer offline")
    approve(lane)
    lane.until(lambda: lane.till.shell.place is Place.CHANGE)
    platform.faults.clear()
    sold = lane.terminal.desk.finished
    assert sold is not None
    assert [each.status for each in sold.discounts] == [DiscountStatus.OFFLINE]
    lane.terminal.send_pending()
    sent = platform.transactions[sold.transaction_id].latest
    assert [each.status for each in sent.discounts] == ["OFFLINE"]
    assert platform.offers["uo-101"].redemptions == 1
    assert platform.violations == []


def test_a_guest_pays_a_part_and_the_member_the_rest(lane: Lane) -> None:
    lane.find_ava()
    lane.till.shell.go(Place.TENDER)
    lane.tap("Guest pays")
    lane.tap("2")
    lane.tap("Credit Card")
    lane.until(lambda: lane.shows("Member pays, chosen"))
    lane.until(lambda: _paid_all(lane))
    sold = lane.terminal.desk.finished
    assert sold is not None
    lane.terminal.send_pending()
    platform = lane.store.simulator.platform
    sent = platform.transactions[sold.transaction_id].latest
    whose = [each.user_id for each in sent.payments]
    assert [each is None for each in whose] == [True, False]
    assert platform.violations == []


def _paid_all(lane: Lane) -> bool:
    """Tap until the tap counts: the first ones come too soon after the last payment."""
    if lane.till.shell.place is Place.TENDER:
        lane.tap("Credit Card")
    return lane.till.shell.place is Place.CHANGE


def test_signing_off_forgets_a_pin_that_was_typed_and_not_given(lane: Lane) -> None:
    lane.terminal.checkout.tender("Credit Card", Money.of("1.00", lane.terminal.settings.currency))
    lane.till.shell.go(Place.SALE)
    lane.tap("Void sale")
    lane.until(lambda: lane.shows("Keep sale"))
    shown = [each for each in lane.till.window.findChildren(QAbstractButton) if each.isVisible()]
    QTest.mouseClick(next(each for each in shown if each.text() == "Void sale"), Qt.MouseButton.LeftButton)
    lane.until(lambda: lane.shows("Approve"))
    lane.tap("Daniel O., Manager")
    for digit in PINS["3001"]:
        lane.tap(digit)
    lane.till.window.status.sign_off_asked.emit()
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, Entry) and each.text == PINS["3001"]] == []
    assert lane.terminal.desk.basket is not None
