"""The journal at the manager's desk: found by words, kind and day, checked, exported, and the till backed up."""

import pytest

from pos_terminal.application.journalsearch import EntryKind
from pos_terminal.presentation.journal_section import JournalSection, JournalState
from pos_terminal.presentation.places import Place
from tests.presentation.journal_books import SALE, JournalBooks
from tests.presentation.screens import WhenTold
from tests.presentation.test_back_office import BOSS, OfficeDesk


class JournalDesk:
    """The section with its books."""

    def __init__(self, books: JournalBooks | None = None) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        self.books = books or JournalBooks()
        self.states: list[JournalState] = []
        self.section = JournalSection(self.books.services, self, self.desk.host)
        self.section.entered()

    def show_state(self, state: JournalState) -> None:
        self.states.append(state)

    @property
    def state(self) -> JournalState:
        return self.states[-1]

    @property
    def said(self) -> str:
        return self.desk.screen.state.notice.text

    @property
    def entries(self) -> list[tuple[str, str, str]]:
        return [(each.label, each.amount, each.detail) for each in self.state.panel.rows if each.key.isdigit()]


@pytest.fixture
def desk() -> JournalDesk:
    return JournalDesk()


def test_entries_of_today_are_listed_with_who_did_and_who_approved_them(desk: JournalDesk) -> None:
    assert desk.entries == [
        ("Pickup", "20.00", "5:30\u00a0PM · Maya R. · To the safe"),
        ("Changing a price", "", f"5:30\u00a0PM · Maya R. · Approved by 3001 · {SALE} · Dented"),
        ("Sale", "12.50", f"5:30\u00a0PM · Maya R. · {SALE}"),
    ]


def test_they_are_found_by_kind_day_and_words(desk: JournalDesk) -> None:
    desk.section.kind_chosen("acts")
    desk.section.length_chosen("week")
    desk.section.earlier_asked()
    desk.section.later_asked()
    desk.section.acted()
    assert desk.state.question is not None
    for letter in "nobody":
        desk.section.key_pressed(letter)
    desk.section.confirmed()
    wanted = desk.books.asked[-1]
    assert (wanted.kind, wanted.text.casefold()) == (EntryKind.ACTS, "nobody")
    assert [(each.first, each.last) for each in desk.books.asked[-3:-1]] != [(wanted.first, wanted.last)] * 2
    assert desk.state.panel.sentence == "With the words: Nobody"
    desk.section.kind_chosen("all")
    assert desk.books.asked[-1].kind is None
    desk.section.acted()
    desk.section.back_asked()
    assert desk.state.question is None


def test_an_entry_is_looked_at_and_leads_to_its_receipt(desk: JournalDesk) -> None:
    desk.section.row_chosen("130")
    assert (desk.state.panel.title, desk.state.panel.act) == ("Changing a price", "")
    assert "Reason: Dented" in [each.label for each in desk.state.panel.rows]
    desk.section.back_asked()
    desk.section.row_chosen("128")
    desk.section.acted()
    assert desk.desk.navigator.scans == [(Place.RECEIPTS, SALE)]


def test_the_journal_is_checked_exported_and_the_till_backed_up(desk: JournalDesk) -> None:
    desk.section.row_chosen("verify")
    assert desk.said == "The whole journal is as it was written."
    desk.books.fault = "The journal was changed at entry 7."
    desk.section.row_chosen("verify")
    assert desk.said == "The journal was changed at entry 7."
    desk.section.row_chosen("export")
    assert desk.said == "It is in the file /till/exports/journal.jsonl."
    desk.section.row_chosen("back up")
    assert desk.said == "It is in the file /till/exports/2026-03-04.backup."
    desk.books.refuses = "The disk is full."
    desk.section.row_chosen("back up")
    assert desk.said == "The disk is full."


def test_an_answer_to_what_is_looked_for_no_more_counts_for_nothing() -> None:
    slow = WhenTold()
    desk = JournalDesk(JournalBooks(background=slow))
    desk.section.kind_chosen("cash")
    slow.waiting[1]()
    assert len(desk.entries) == 3
    shown = len(desk.states)
    slow.waiting[0]()
    assert len(desk.states) == shown
