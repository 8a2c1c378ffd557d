"""Shifts, queue and journal at the manager's desk in the window, gone through by taps alone."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from pos_terminal.ui.screens.journal_pane import JournalPane
from tests.presentation.queue_books import REFUSED
from tests.ui.test_back_office_view import opened, said
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


def tap_row(till: Till, begins: str) -> None:
    tap(till, next(name for name in visible(till.window) if name.startswith(begins)))


def test_the_consoles_lead_from_their_lists_to_one_thing_and_back(till: Till) -> None:
    till.window.resize(1024, 768)
    view = opened(till)
    tap(till, "Shifts")
    view.grab()
    tap_row(till, "Z 2")
    assert "Z report 2" in said(view)
    tap(till, "Print")
    assert "Copy 1 is being printed." in said(view)
    tap(till, "Back")
    tap(till, "Queue")
    view.grab()
    tap_row(till, REFUSED)
    assert REFUSED in said(view)
    tap(till, "Send it again")
    assert "The platform has taken it." in said(view)
    tap(till, "Back")
    tap(till, "Send all now")
    assert "2 transactions were sent." in said(view)


def test_the_journal_is_searched_by_kind_and_by_words_typed_on_either_keyboard(till: Till) -> None:
    till.window.resize(1280, 800)
    view = opened(till)
    tap(till, "Journal")
    view.grab()
    QCoreApplication.sendPostedEvents()
    tap(till, "Approvals")
    tap(till, "Find")
    pane = view.findChild(JournalPane)
    assert isinstance(pane, JournalPane)
    QTest.keyClick(pane.words, Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier)
    tap(till, "Find")
    assert "With the words: D" in said(view)
    view.grab()
    tap_row(till, "Check it")
    assert "The whole journal is as it was written." in said(view)
    tap_row(till, "Changing a price")
    assert "Changing a price" in said(view)
    tap(till, "Back")
    assert "Journal" in said(view)
