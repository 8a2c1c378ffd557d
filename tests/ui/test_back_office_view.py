"""The manager's desk in the window of a cashier's till."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.back_office import BackOfficePresenter
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.back_office import BackOfficeView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.figure_row import FigureRow
from tests.application.fakes import ANA
from tests.presentation.test_back_office import BOSS
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


def opened(till: Till) -> BackOfficeView:
    till.selling()
    till.shop.desk.operator = BOSS
    till.office.office.enter()
    till.shell.go(Place.BACK_OFFICE)
    view = till.window.findChild(BackOfficeView)
    assert isinstance(view, BackOfficeView)
    return view


def said(view: BackOfficeView) -> set[str]:
    return {each.text() for each in view.findChildren(QLabel) if each.isVisible()}


def test_the_desk_shows_its_sections_acts_and_leads_back_to_the_sale(till: Till) -> None:
    view = opened(till)
    view.grab()
    assert {"Manager's desk", "Bo S.", "Catalog"} <= said(view) | set(visible(till.window))
    tap(till, "Put the one before back, 5")
    assert any(text.startswith("The catalog before is in force again.") for text in said(view))
    presenter = till.built[Place.BACK_OFFICE]
    assert isinstance(presenter, BackOfficePresenter)
    till.shop.clock.forward(290)
    QTest.keyClick(view, Qt.Key.Key_Space)
    till.shop.clock.forward(290)
    till.places.ticked()
    assert till.shell.place is Place.BACK_OFFICE
    tap(till, "To the till")
    assert (till.shell.place, till.office.office.person) == (Place.OPEN_SHIFT, None)


def test_a_pattern_of_labels_is_made_by_taps_and_a_scan_is_read_by_it(till: Till) -> None:
    view = opened(till)
    tap(till, "Scale labels")
    till.shell.scanned("2140150003501")
    view.grab()
    rows = [each for each in view.findChildren(FigureRow) if each.isVisible()]
    next(each for each in rows if each.accessibleName() == "New pattern").click()
    view.grab()
    names = {each.accessibleName() for each in view.findChildren(FigureRow) if each.isVisible()}
    assert {"Item number, 40150", "Price, 3.50", "Apples, 3.50"} <= names
    assert {"Pattern 21.....{NNNDD}.", "Scanned: 2140150003501"} <= said(view)
    tap(till, "Save")
    assert any(text.startswith("Saved.") for text in said(view))


@pytest.mark.parametrize("size", [(1024, 640), (1024, 768), (1280, 800)])
def test_every_key_of_the_desk_is_reached_on_panels_of_every_size(till: Till, size: tuple[int, int]) -> None:
    till.window.resize(*size)
    view = opened(till)
    view.grab()
    keys = [each for each in view.findChildren(ActionButton) if each.isVisible()]
    assert all(each.height() >= 56 for each in keys)
    leave = next(each for each in keys if each.accessibleName() == "To the till")
    bottom = leave.mapTo(till.window, leave.rect().bottomLeft()).y()
    assert bottom < till.window.height()
    assert view.minimumSizeHint().width() <= 1024


def test_in_manager_mode_whoever_may_signs_on_to_the_desk_and_nobody_else(
    qapp: QApplication, look: Look, qtbot: QtBot
) -> None:
    till = Till(look, qapp, is_office=True)
    qtbot.addWidget(till.window)
    till.window.resize(1280, 800)
    till.window.show()
    till.shop.staff.people[BOSS.employee_id] = BOSS
    till.shop.staff.pins[BOSS.employee_id] = "246802"
    for person, pin, place in ((ANA, "2468", Place.SIGN_ON), (BOSS, "246802", Place.BACK_OFFICE)):
        till.shell.go(Place.SIGN_ON)
        tap(till, next(name for name in visible(till.window) if name.startswith(person.display_name)))
        for digit in pin:
            tap(till, digit)
        tap(till, "Sign on")
        assert till.shell.place is place
        assert (till.shop.desk.operator is None) == (place is Place.SIGN_ON)
