"""Approving as it is drawn: by taps, by a keyboard, and with a scanner that types in the middle of it."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.approval_pane import ApprovalPane
from pos_terminal.ui.wedge import Wedge
from pos_terminal.ui.widgets.pin_dots import PinDots
from tests.ui.member_places import asking_for_approval
from tests.ui.test_member_view import tap, visible
from tests.ui.till import LATTE_CODE, PERSON_GAP, Till, typing_into


def pane(window: QWidget) -> ApprovalPane:
    (found,) = (each for each in window.findChildren(ApprovalPane) if each.isVisible())
    return found


def digits(till: Till) -> str:
    (dots,) = pane(till.window).findChildren(PinDots)
    return dots.accessibleName()


def test_a_sale_with_a_used_offer_is_voided_with_approval_by_taps_alone(till: Till) -> None:
    asking_for_approval(till)
    tap(till, "More people")
    tap(till, "Sue25 P., Manager")
    for digit in "246801":
        tap(till, digit)
    tap(till, "Approve")
    assert till.shop.desk.finished is not None
    assert till.shop.desk.finished.void_reason == "Customer left"
    assert till.window.focusWidget() is till.sale_view.browse.field


def test_cancelling_leads_back_to_the_question(till: Till) -> None:
    asking_for_approval(till)
    tap(till, "Cancel")
    assert "Keep sale" in visible(till.window)
    assert till.shop.desk.finished is None


def test_a_pin_is_typed_on_a_keyboard_and_enter_gives_it(till: Till) -> None:
    asking_for_approval(till)
    tap(till, "Sue20 P., Supervisor")
    typing = typing_into(till.window)
    typing.text("246801", PERSON_GAP)
    assert digits(till) == "6 digits"
    typing.key(Qt.Key.Key_Return, "\r")
    assert till.shop.desk.finished is not None


def test_a_scan_neither_types_into_the_pin_nor_gives_it(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    asking_for_approval(till)
    tap(till, "Sue20 P., Supervisor")
    for digit in "246801":
        tap(till, digit)
    names = till.names()
    typing_into(till.window).scan(LATTE_CODE)
    assert digits(till) == "6 digits"
    assert till.shop.desk.finished is None
    assert till.names() == names


def test_whoever_signs_off_leaves_no_pin_and_no_step_behind(till: Till) -> None:
    asking_for_approval(till)
    tap(till, "Sue20 P., Supervisor")
    for digit in "246801":
        tap(till, digit)
    till.shop.signing.sign_off()
    till.places.signed_off()
    till.shell.go(Place.SIGN_ON)
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, Entry) and each.text == "246801"] == []
    till.selling()
    assert not [each for each in till.window.findChildren(ApprovalPane) if each.isVisible()]


def test_every_key_can_be_reached_with_tab_and_enter_presses_none_of_them(till: Till) -> None:
    asking_for_approval(till)
    shown = pane(till.window)
    keys = {each for each in shown.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()}
    seen: set[QWidget] = set()
    for _ in range(60):
        QTest.keyClick(till.window, Qt.Key.Key_Tab)
        focused = till.window.focusWidget()
        assert focused is not None
        seen.add(focused)
        if isinstance(focused, QAbstractButton) and shown.isAncestorOf(focused):
            QTest.keyClick(focused, Qt.Key.Key_Return)
    assert keys <= seen
    assert digits(till) == "No digits"
    assert not any("chosen" in name for name in visible(shown))


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768), (1280, 800), (1920, 1080)])
def test_everything_of_it_is_seen_on_every_panel(till: Till, width: int, height: int) -> None:
    till.window.resize(width, height)
    asking_for_approval(till)
    till.window.grab()
    assert till.window.minimumSizeHint().width() <= width
    shown = pane(till.window)
    for each in shown.findChildren(QAbstractButton):
        if each.isVisible():
            place = each.rect().translated(each.mapTo(shown, each.rect().topLeft()))
            assert shown.rect().contains(place), each.accessibleName()
            assert min(each.width(), each.height()) >= 56
