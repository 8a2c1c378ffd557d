"""The manager's desk of a real terminal, opened from a cashier's till by a manager's PIN."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.app.demonstration import PINS, demo_store
from pos_terminal.presentation.places import Place
from pos_terminal.ui.widgets.person_button import PersonButton
from tests.app.lanes import Lane, opened_lane
from tests.app.test_held_window import settled
from tests.app.test_receipts_window import beside_selling


def by_managers_pin(lane: Lane) -> None:
    people = (each for each in lane.till.window.findChildren(PersonButton) if each.isVisible())
    next(each for each in people if "Manager" in each.accessibleName()).click()
    for digit in PINS["3001"]:
        lane.tap(digit)
    lane.tap("Approve")


def test_a_cashier_opens_the_desk_by_a_managers_pin_and_sees_the_catalog_in_force(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with demo_store() as store, opened_lane(store, tmp_path, qapp, qtbot) as lane:
        lane.terminal.checkout.void("A test")
        lane.till.shell.go(Place.SALE)
        beside_selling(lane)
        settled(lane)
        while not lane.shows("Manager's desk"):
            lane.tap("Later actions")
        lane.tap("Manager's desk")
        by_managers_pin(lane)
        lane.until(lambda: lane.till.shell.place is Place.BACK_OFFICE)
        assert {"Manager's desk", "Catalog", "The platform's copy"} <= lane.texts()
        lane.tap("To the till")
        assert lane.till.shell.place is Place.SALE
