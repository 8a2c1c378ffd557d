"""The reports' section: which report, of which days, what stands behind a figure, and taking it away."""

from datetime import date

import pytest

from pos_terminal.application.backoffice import BackOffice
from pos_terminal.domain.report_sheet import ReportSheet
from pos_terminal.domain.sales_report import Period, ReportName
from pos_terminal.presentation.notice import Notice, NoticeKind
from pos_terminal.presentation.report_spans import Span, SpanLength
from pos_terminal.presentation.reports_section import ReportsSection
from pos_terminal.presentation.reports_services import ReportsState
from tests.application.desk_of import Shop
from tests.presentation.report_books import SALE, ReportBooks, report_books
from tests.presentation.screens import WhenTold


class Host:
    """The manager's desk as a section knows it."""

    def __init__(self) -> None:
        shop = Shop()
        self.office = BackOffice(shop.desk, shop.authority)
        self.notice = Notice()
        self.receipt = ""

    def attempt(self, work: object) -> None:
        raise AssertionError(f"a report asked for an approval: {work}")

    def tell(self, notice: Notice) -> None:
        self.notice = notice

    def to_receipt(self, transaction_id: str) -> None:
        self.receipt = transaction_id

    def left(self) -> None:
        raise AssertionError("a report led away from the desk")


class Screen:
    def __init__(self) -> None:
        self.states: list[ReportsState] = []

    def show_state(self, state: ReportsState) -> None:
        self.states.append(state)

    @property
    def state(self) -> ReportsState:
        return self.states[-1]

    @property
    def sheet(self) -> ReportSheet:
        assert self.state.sheet is not None
        return self.state.sheet


class Desk:
    """The section with its books."""

    def __init__(self, books: ReportBooks) -> None:
        self.books, self.host, self.screen = books, Host(), Screen()
        self.section = ReportsSection(books.services, self.screen, self.host)
        self.section.entered()


@pytest.fixture
def desk() -> Desk:
    return Desk(report_books())


def test_it_opens_on_the_sales_of_today_and_goes_through_reports_and_days(desk: Desk) -> None:
    desk.section.name_chosen("items")
    desk.section.length_chosen("month")
    desk.section.earlier_asked()
    desk.section.later_asked()

    assert desk.books.asked == [
        ("sales", "2026-03-04", "2026-03-04"),
        ("items", "2026-03-04", "2026-03-04"),
        ("items", "2026-03-01", "2026-03-04"),
        ("items", "2026-02-01", "2026-02-28"),
        ("items", "2026-03-01", "2026-03-04"),
    ]
    chosen = [each.name for each in (*desk.screen.state.names, *desk.screen.state.lengths) if each.is_chosen]
    assert chosen == ["Sales by item", "Month"]
    assert not desk.screen.state.has_later
    assert desk.screen.sheet.facts[0] == "Business days Mar 1, 2026 to Mar 4, 2026"


def test_a_figure_leads_to_its_entries_an_entry_to_its_sale_and_each_has_a_way_back(desk: Desk) -> None:
    desk.section.name_chosen("items")
    report = desk.screen.sheet
    desk.section.row_chosen(report.rows[1].key)
    behind = desk.screen.sheet
    assert desk.screen.state.is_behind
    assert behind.totals == report.rows[1].cells
    assert [row.key for row in behind.rows] == [SALE]
    desk.section.row_chosen(SALE)
    sale = desk.screen.state.sale
    assert sale is not None
    assert sale.title == SALE
    desk.section.receipt_asked()
    assert desk.host.receipt == SALE
    desk.section.back_asked()
    assert (desk.screen.state.sale, desk.screen.sheet) == (None, behind)
    desk.section.back_asked()
    assert (desk.screen.state.is_behind, desk.screen.sheet) == (False, report)


def test_an_entry_that_is_no_sale_says_so(desk: Desk) -> None:
    desk.section.row_chosen(desk.screen.sheet.rows[0].key)
    desk.section.row_chosen("lane-1-0000-000009")
    assert desk.host.notice == Notice("Sale lane-1-0000-000009 has not ended on this till.", NoticeKind.PROBLEM)
    desk.section.row_chosen("")
    assert desk.screen.state.sale is None


def test_a_report_is_taken_away_as_a_file_or_on_paper(desk: Desk) -> None:
    desk.section.csv_asked()
    assert desk.host.notice.text == "The report is in the file /till/exports/sales.csv."
    desk.section.pdf_asked()
    desk.section.print_asked()
    assert desk.host.notice.text == "The report is being printed."
    assert desk.books.taken == ["sales.csv", "sales.pdf", "sales on paper"]


def test_what_cannot_be_read_is_said_and_nothing_of_before_stays(desk: Desk) -> None:
    desk.books.refuses = "The disk could not be read."
    desk.section.name_chosen("taxes")
    assert desk.host.notice == Notice("The disk could not be read.", NoticeKind.PROBLEM)
    assert (desk.screen.state.sheet, desk.screen.state.sentence) == (None, "The disk could not be read.")
    desk.section.csv_asked()
    desk.section.row_chosen("i0")
    assert desk.books.taken == []


def test_days_on_which_nothing_was_done_say_so() -> None:
    desk = Desk(report_books(rows=0))
    assert desk.screen.state.sentence == "Nothing of this was done in these days."


def test_an_answer_to_what_is_asked_no_more_counts_for_nothing() -> None:
    later = WhenTold()
    desk = Desk(ReportBooks(background=later))
    desk.section.name_chosen("items")
    later.waiting.reverse()
    later.end_all()
    assert desk.screen.sheet.title == "Sales by item"


@pytest.mark.parametrize(
    ("length", "last", "first", "before", "after"),
    [
        (SpanLength.DAY, "2026-03-01", "2026-03-01", "2026-02-28", "2026-03-02"),
        (SpanLength.WEEK, "2026-03-01", "2026-02-23", "2026-02-22", "2026-03-08"),
        (SpanLength.MONTH, "2026-01-31", "2026-01-01", "2025-12-31", "2026-02-28"),
        (SpanLength.MONTH, "2024-01-31", "2024-01-01", "2023-12-31", "2024-02-29"),
        (SpanLength.YEAR, "2024-12-31", "2024-01-01", "2023-12-31", "2025-12-31"),
    ],
)
def test_a_period_ends_where_the_next_one_begins(
    length: SpanLength, last: str, first: str, before: str, after: str
) -> None:
    span = Span(length, date.fromisoformat(last))
    assert span.period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert span.earlier().last == date.fromisoformat(before)
    assert span.later(date(2030, 1, 1)).last == date.fromisoformat(after)
    assert span.later(span.last).last == span.last
    assert {each.words for each in SpanLength} == {"Day", "7 days", "Month", "Year"}
    assert ReportName("items").words == "Sales by item"
