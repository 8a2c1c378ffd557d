"""Answering for an age as it is drawn: by taps, and without a default that Enter or a scanner presses."""

from PySide6.QtCore import Qt

from pos_terminal.domain.age import AgeOutcome
from tests.ui.member_places import asking_for_an_age
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till, typing_into


def test_an_answer_is_a_tap_and_the_money_is_taken(till: Till) -> None:
    asking_for_an_age(till)
    tap(till, "Yes, by a document")

    (sold,) = till.shop.told
    assert sold.lines[0].line.age_outcome is AgeOutcome.DOCUMENT


def test_who_is_too_young_is_refused_by_a_tap_and_the_scan_field_is_ready(till: Till) -> None:
    asking_for_an_age(till)
    tap(till, "No, take it out")

    assert (till.names(), till.shop.told) == ([], [])
    assert till.window.focusWidget() is till.sale_view.browse.field


def test_no_answer_is_given_by_enter_alone(till: Till) -> None:
    asking_for_an_age(till)
    typing_into(till.window).key(Qt.Key.Key_Return, "\r")

    assert "Yes, looks old enough" in visible(till.window)
    assert till.shop.told == []
    tap(till, "Take no payment yet")
    assert till.names() == ["Beer"]
