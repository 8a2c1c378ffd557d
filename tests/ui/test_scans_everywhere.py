"""A scan is heard whole on every place, wherever the focus is: none of it is typed, pressed or lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from pos_terminal.presentation.places import Place
from pos_terminal.ui.wedge import Wedge
from tests.presentation.test_back_office import BOSS
from tests.ui.spoken_tree import unnamed
from tests.ui.till import SCANNER_GAP, Till, typing_into

CODES = [f"400638133{number:04}" for number in range(10)]
PAUSE, SECOND = 40, 1_000


def shown_at(till: Till, place: Place) -> None:
    """Bring the till to a place with as much in it as a cashier would have."""
    till.shop.signed_on()
    if place in {Place.SALE, Place.TENDER, Place.CHANGE}:
        till.shop.selling.add_item("latte")
    if place is Place.CHANGE:
        till.checkout.tender("Cash")
        till.checkout.complete()
    if place is Place.SIGN_ON:
        till.shop.signing.sign_off()
    if place is Place.BACK_OFFICE:
        till.shop.desk.operator = BOSS
        till.office.office.enter()
    till.shell.go(place)
    till.window.grab()


def focusable(window: QWidget) -> list[QWidget]:
    """Everything that the focus can be on now, and the window itself."""
    found = [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    return [window, *found]


def typed(window: QWidget) -> list[str]:
    """What stands in every field."""
    return [each.text() for each in window.findChildren(QLineEdit)] + [
        each.toPlainText() for each in window.findChildren(QPlainTextEdit)
    ]


@pytest.mark.parametrize("place", list(Place))
def test_ten_scans_in_a_second_are_heard_in_order_from_every_focus(till: Till, wedge: Wedge, place: Place) -> None:
    heard: list[str] = []
    wedge.scanned.connect(heard.append)
    shown_at(till, place)
    before, sale = typed(till.window), till.shop.baskets.saves
    widgets = focusable(till.window)
    assert unnamed(till.window) == []
    assert len(widgets) > 2
    for at, widget in enumerate(widgets):
        widget.setFocus()
        typing = typing_into(till.window)
        began = typing.at
        codes = CODES if at == 0 else CODES[at % 10 : at % 10 + 1]
        for code in codes:
            typing.at += PAUSE
            typing.text(code, SCANNER_GAP)
            typing.key(Qt.Key.Key_Return, "\r", SCANNER_GAP)
        assert typing.at - began < SECOND
        assert heard == codes, widget
        assert (typed(till.window), till.shop.baskets.saves, till.shell.place) == (before, sale, place), widget
        heard.clear()
