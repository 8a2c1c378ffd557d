"""Whoever does not see the screens hears what each control is: all of them have a name on the accessibility bridge."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.kiosk.mount import Mount
from pos_terminal.ui.kiosk.window import KioskWindow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.text import ElidedLabel
from tests.presentation.kiosk_desk import KioskDesk
from tests.ui.past_places import (
    about_to_give_back,
    choosing_what_comes_back,
    looking_at_receipts,
    naming_the_card_that_money_goes_to,
    saying_why,
)
from tests.ui.spoken_tree import spoken_tree, unnamed
from tests.ui.test_back_office_view import opened
from tests.ui.test_member_view import tap
from tests.ui.test_split_view import by_items
from tests.ui.test_tables_view import shown as tables_shown
from tests.ui.till import Till

BACK = "back"
SECTIONS = ("Catalog", "Employees", "Reports", "Shifts", "Scale labels", "Queue", "Journal")


def test_a_key_without_words_and_a_pane_without_a_title_are_found(host: QWidget) -> None:
    pane, named, key = QFrame(host), QFrame(host), QPushButton(host)
    for frame in (pane, named):
        frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        frame.setFrameStyle(QFrame.Shape.Box)
    ElidedLabel("Tables", names=named).setParent(host)
    for each in host.findChildren(QWidget):
        each.show()
    assert unnamed(host) == ["QFrame, Border", "QPushButton, Button"]
    key.hide()
    assert unnamed(host) == ["QFrame, Border"]


def test_a_pane_that_takes_the_focus_is_called_what_its_title_says_now(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    title = ElidedLabel("One", names=pane)
    title.setParent(pane)
    title.show_text("Another & longer one")
    assert pane.accessibleName() == "Another & longer one"


def test_every_section_of_the_managers_desk_is_named(till: Till, figures: Counter[str]) -> None:
    view = opened(till)
    for section in SECTIONS:
        tap(till, section)
        _is_all_named(view, figures)


def splitting(till: Till) -> None:
    by_items(till)


def choosing_a_table(till: Till) -> None:
    tables_shown(till.selling())


def choosing_what_else(till: Till) -> None:
    till.selling()
    tap(till, "More")


PANELS: tuple[Callable[[Till], None], ...] = (
    splitting,
    choosing_a_table,
    choosing_what_else,
    looking_at_receipts,
    choosing_what_comes_back,
    saying_why,
    about_to_give_back,
    naming_the_card_that_money_goes_to,
)


@pytest.mark.parametrize("arrive", PANELS)
def test_every_panel_beside_those_of_the_member_is_named(
    till: Till, figures: Counter[str], arrive: Callable[[Till], None]
) -> None:
    arrive(till)
    _is_all_named(till.window, figures)


class Hall:
    """A kiosk in its window, worked by the words on its keys."""

    def __init__(self, look: Look, app: QApplication) -> None:
        self.desk = KioskDesk()
        self.window = KioskWindow(look, app, Mount(Decimal("21.5")))
        self.window.resize(1080, 1920)
        self.window.show()

    def go(self, words: str) -> None:
        """Tap the key with these words, or the one for going back."""
        if words == BACK:
            self.desk.touch.went_back()
        else:
            self.desk.press(words)

    def drawn(self) -> QWidget:
        """The window with what the kiosk shows now."""
        self.window.show_state(self.desk.state)
        return self.window


WAY = (
    *("Touch to start", "Accessibility", "Go on shopping", "Call for help", "Staff", BACK, "Find by name", BACK),
    *("Check and pay", "By telephone number", BACK, "Go on", "Pay ", "Credit Card", "Print the receipt", "Done"),
)


def test_every_step_of_a_kiosk_is_named(look: Look, qapp: QApplication, qtbot: QtBot, figures: Counter[str]) -> None:
    hall = Hall(look, qapp)
    qtbot.addWidget(hall.window)
    _is_all_named(hall.drawn(), figures)
    for words in WAY:
        hall.go(words)
        if words == "Touch to start":
            hall.desk.touch.tile_tapped("muffin")
        _is_all_named(hall.drawn(), figures)
    hall.window.allow_close()


def _is_all_named(window: QWidget, figures: Counter[str]) -> None:
    window.grab()
    assert unnamed(window) == []
    figures["controls that have a name for who does not see them"] += sum(
        each.is_control for each in spoken_tree(window)
    )
