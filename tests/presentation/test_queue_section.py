"""The queue at the manager's desk: why each waits, one sent again or all of them, and all of it as a file."""

import pytest

from pos_terminal.application.queueing import DeliveryState
from pos_terminal.presentation.notice import NoticeKind
from pos_terminal.presentation.queue_section import QueueSection
from pos_terminal.presentation.report_panel import ReportPanel
from tests.presentation.queue_books import REFUSED, WAITING, QueueBooks
from tests.presentation.screens import WhenTold
from tests.presentation.test_back_office import BOSS, OfficeDesk


class QueueDesk:
    """The section with its books."""

    def __init__(self) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        self.books = QueueBooks(self.desk.shop.clock)
        self.panel = ReportPanel("", "", ())
        self.section = QueueSection(self.books.services, self, self.desk.host)
        self.section.entered()

    def show_panel(self, panel: ReportPanel) -> None:
        self.panel = panel

    @property
    def said(self) -> str:
        return self.desk.screen.state.notice.text

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        return [(each.label, each.amount, each.detail) for each in self.panel.rows]


@pytest.fixture
def desk() -> QueueDesk:
    return QueueDesk()


def test_it_lists_what_was_refused_before_what_waits_each_with_cause_age_and_tries(desk: QueueDesk) -> None:
    assert desk.rows == [
        ("Refused by the platform", "", ""),
        (REFUSED, "12.50", "refused · 3 h · 2 tries"),
        ("Waits to be sent", "", ""),
        (WAITING, "4.20", "not tried yet · 3 h"),
        ("Offers being given back", "", ""),
        ("uo-1", "3 h", WAITING),
        ("As a file", "", ""),
        ("Export what was not sent", "", ""),
    ]
    assert desk.panel.act == "Send all now"


def test_one_is_looked_at_in_plain_words_and_sent_again(desk: QueueDesk) -> None:
    desk.section.row_chosen(REFUSED)
    assert (desk.panel.title, desk.panel.act) == (REFUSED, "Send it again")
    assert desk.panel.sentence
    assert desk.rows[:2] == [("Refused by the platform", "", ""), ("Journal 12", "12.50", "")]
    desk.section.acted()
    assert (desk.books.tried, desk.said) == ([REFUSED], "The platform has taken it.")
    desk.books.answers = DeliveryState.PARKED
    desk.section.acted()
    assert desk.desk.screen.state.notice.kind is NoticeKind.PROBLEM
    desk.books.answers = DeliveryState.WAITING
    desk.section.acted()
    assert desk.said == "It is back in the queue and goes out by itself."
    desk.section.back_asked()
    desk.section.row_chosen(WAITING)
    assert desk.panel.act == ""


def test_all_of_it_is_sent_or_written_into_a_file(desk: QueueDesk) -> None:
    desk.section.acted()
    assert (desk.books.tried, desk.said) == (["all"], "2 transactions were sent.")
    desk.section.row_chosen("export")
    assert desk.said == "What was not sent is in the file /till/exports/queue.jsonl."


def test_a_second_tap_waits_for_the_end_of_the_first_one() -> None:
    desk = QueueDesk()
    slow = WhenTold()
    desk.books.background = slow
    section = QueueSection(desk.books.services, desk, desk.desk.host)
    section.acted()
    section.acted()
    slow.end_all()
    assert desk.books.tried == ["all"]
    section.acted()
    slow.end_all()
    assert desk.books.tried == ["all", "all"]


def test_what_is_refused_is_said_and_the_next_tap_counts(desk: QueueDesk) -> None:
    desk.section.row_chosen(REFUSED)
    desk.books.refuses = "It was not refused."
    desk.section.acted()
    assert desk.said == "It was not refused."
    desk.section.ticked()
    desk.section.entered()
    desk.books.is_empty = True
    desk.section.ticked()
    assert (desk.rows, desk.panel.act) == ([("Everything was sent.", "", "")], "")
