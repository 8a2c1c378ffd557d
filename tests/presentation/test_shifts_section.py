"""Shifts at the manager's desk: which there are, over and short with reason, and the platform's record beside each."""

import pytest

from pos_terminal.presentation.places import Place
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.shifts_section import ShiftsSection
from tests.presentation.shift_books import ShiftBooks
from tests.presentation.test_back_office import BOSS, OfficeDesk


class ShiftDesk:
    """The section with its books."""

    def __init__(self) -> None:
        self.desk = OfficeDesk().opened_by(BOSS)
        self.books = ShiftBooks(self.desk.shop.desk)
        self.panel = ReportPanel("", "", ())
        self.section = ShiftsSection(self.books.services, self, self.desk.host)
        self.section.entered()

    def show_panel(self, panel: ReportPanel) -> None:
        self.panel = panel

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        return [(each.label, each.amount, each.detail) for each in self.panel.rows]


@pytest.fixture
def desk() -> ShiftDesk:
    return ShiftDesk()


def test_it_lists_the_open_shift_and_the_closed_ones_with_what_was_over_or_short_and_why(desk: ShiftDesk) -> None:
    assert desk.rows == [
        ("Open now", "", ""),
        ("Shift 3", "42.00", "Business day 3/4/2026"),
        ("Closed shifts", "", ""),
        ("Z 2", "310.50", "Business day 3/2/2026 · By Maya R. · 1.25 short · Wrong change given"),
        ("Z 1", "200.00", "Business day 3/3/2026 · By Maya R."),
    ]


def test_a_till_without_shifts_says_so(desk: ShiftDesk) -> None:
    desk.books.now, desk.books.zs = None, ()
    desk.section.entered()
    assert [row[0] for row in desk.rows] == [
        "Open now",
        "No shift is open.",
        "Closed shifts",
        "None was closed on this till yet.",
    ]


def test_a_shift_is_held_against_what_the_platform_took_queued_or_refused(desk: ShiftDesk) -> None:
    desk.books.parked = 1
    desk.section.row_chosen("2")
    assert desk.panel.title == "Z report 2"
    assert desk.rows[:6] == [
        ("The platform's record", "", ""),
        ("Taken by the platform", "284.63", "11 entries"),
        ("Waits to be sent", "0.00", "0 entries"),
        ("Refused by the platform", "25.87", "1 entry"),
        ("Together, as this shift closed", "310.50", "12 entries"),
        ("Shift", "", ""),
    ]
    desk.books.lost = 2
    desk.section.row_chosen("2")
    assert desk.rows[4:6] == [
        ("Neither sent nor waiting", "51.74", "2 entries"),
        ("Together, and this shift closed otherwise", "258.76", "10 entries"),
    ]
    assert [each.tone for each in desk.panel.rows[3:6]] == ["danger"] * 3


def test_what_is_shown_is_printed_and_leads_back_to_the_list(desk: ShiftDesk) -> None:
    desk.section.row_chosen("open")
    assert desk.panel.title == "X report 3"
    desk.section.print_asked()
    desk.section.back_asked()
    desk.section.print_asked()
    desk.section.row_chosen("1")
    desk.section.print_asked()
    assert desk.books.printed == ["X 3", "Z 1"]
    assert desk.panel.leave == "Back"


def test_an_open_sale_that_keeps_a_shift_from_being_closed_is_named_and_leads_to_the_sale(desk: ShiftDesk) -> None:
    desk.desk.shop.selling.add_item("latte")
    desk.section.entered()
    (row,) = [each for each in desk.panel.rows if each.key == "sale"]
    assert (row.label, row.amount, row.tone) == ("Open sale", "4.87", "warning")
    assert row.detail == "It cannot be closed: a sale is open. Finish, hold or void it."
    desk.section.row_chosen("sale")
    assert desk.desk.navigator.went == [Place.SALE]
    assert desk.desk.office.person is None
