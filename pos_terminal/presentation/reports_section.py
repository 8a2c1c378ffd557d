"""Reports at the manager's desk: which one, of which days, what stands behind a figure, and taking it away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.sales_report import ReportName
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.report_spans import Span, SpanLength
from pos_terminal.presentation.reports_services import ReportsState
from pos_terminal.presentation.tiles import Chip
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.domain.report_sheet import ReportSheet
    from pos_terminal.presentation.back_office import SectionHost
    from pos_terminal.presentation.report_panel import ReportPanel
    from pos_terminal.presentation.reports_services import ReportsScreen, ReportsServices, Written

_T = TypeVar("_T")


class ReportsSection:
    """Implements `SectionPresenter`. An answer of the background counts only for what was asked last."""

    def __init__(self, services: ReportsServices, screen: ReportsScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._name = ReportName.SALES
        self._span = Span(SpanLength.DAY, services.today())
        self._written: Written | None = None
        self._behind: ReportSheet | None = None
        self._sale: ReportPanel | None = None
        self._sale_id = ""
        self._why_not = ""
        self._asked = 0

    def entered(self) -> None:
        """The report that was open last, as things stand now."""
        self._read()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """A report stays as it was read."""

    def name_chosen(self, key: str) -> None:
        """Another report."""
        self._name = ReportName(key)
        self._read()

    def length_chosen(self, key: str) -> None:
        """Days that end today."""
        self._span = Span(SpanLength(key), self._services.today())
        self._read()

    def earlier_asked(self) -> None:
        """The days before."""
        self._span = self._span.earlier()
        self._read()

    def later_asked(self) -> None:
        """The days after."""
        self._span = self._span.later(self._services.today())
        self._read()

    def row_chosen(self, key: str) -> None:
        """What stands behind a row of the report; a sale, where its entries are shown."""
        if self._written is None:
            return
        if self._behind is None:
            self._run(partial(self._services.behind, self._written, key), self._entries_read)
            return
        if key:
            self._show_sale(key)

    def receipt_asked(self) -> None:
        """The sale that is shown, among the receipts."""
        if self._sale_id:
            self._host.to_receipt(self._sale_id)

    def back_asked(self) -> None:
        """One step back."""
        if self._sale is not None:
            self._sale = None
        else:
            self._behind = None
        self._show()

    def csv_asked(self) -> None:
        """The report as a file for spreadsheets."""
        self._take_away(self._services.write_csv)

    def pdf_asked(self) -> None:
        """The report as a PDF."""
        self._take_away(self._services.write_pdf)

    def print_asked(self) -> None:
        """The report on the receipt printer."""
        if self._written is not None:
            self._services.print(self._written.report)
            self._host.tell(Notice(_("The report is being printed.")))

    def _take_away(self, write: Callable[[Written], str]) -> None:
        if self._written is not None:
            self._run(partial(write, self._written), self._taken_away)

    def _taken_away(self, place: str) -> None:
        self._host.tell(Notice(_("The report is in the file {file}.", file=place)))

    def _read(self) -> None:
        self._written = self._behind = self._sale = None
        self._why_not = ""
        self._host.tell(NOTHING)
        self._run(partial(self._services.read, self._name, self._span.period), self._was_read)
        self._show()

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        self._asked += 1
        asked = self._asked

        def landed(answer: _T) -> None:
            if asked == self._asked:
                done(answer)

        def failed(error: Exception) -> None:
            if not isinstance(error, Refused):
                raise error
            if asked == self._asked:
                self._refused(error)

        self._services.background.run(work, landed, failed)

    def _was_read(self, written: Written) -> None:
        self._written = written
        self._show()

    def _entries_read(self, sheet: ReportSheet) -> None:
        self._behind = sheet
        self._show()

    def _refused(self, refusal: Refused) -> None:
        self._why_not = "" if self._written else refusal.sentence
        self._host.tell(problem(refusal.sentence))
        self._show()

    def _show_sale(self, transaction_id: str) -> None:
        try:
            self._sale, self._sale_id = self._services.sale(transaction_id), transaction_id
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))
            return
        self._show()

    def _show(self) -> None:
        sheet = self._behind or (self._written.sheet if self._written else None)
        is_empty = sheet is not None and not sheet.rows
        self._screen.show_state(
            ReportsState(
                names=tuple(Chip(each, each.words, "", each is self._name) for each in ReportName),
                lengths=tuple(Chip(each, each.words, "", each is self._span.length) for each in SpanLength),
                sheet=sheet,
                sentence=_("Nothing of this was done in these days.") if is_empty else self._why_not,
                is_behind=self._behind is not None,
                has_later=self._span.last < self._services.today(),
                sale=self._sale,
            )
        )
