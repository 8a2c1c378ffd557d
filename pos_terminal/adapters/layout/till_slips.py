"""From what was done to the till itself to its paper: slips of movements, and the reports of shifts."""

from dataclasses import replace
from datetime import datetime, tzinfo

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.report_sheets import ReportSheets
from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.application.anchoring import anchor_of, whole_anchor_of
from pos_terminal.application.queueing import JournalHead
from pos_terminal.application.till_ports import TillPaper
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import Movement, MovementKind
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import ReceiptAmount
from pos_terminal.domain.sales_report import SalesReport
from pos_terminal.domain.shift_report import CashCount, Closing, ShiftFigures, ShiftReport, Tally, TaxSum
from pos_terminal.domain.tax import TaxKind
from pos_terminal.domain.tender import CASH, tender_words
from pos_terminal.domain.till_view import (
    CountContext,
    MovementContext,
    PaperHead,
    ShiftContext,
    ShiftSection,
    ShiftWritten,
)
from pos_terminal.wording import _, later, speaking


class TillSlips:
    """Writes them with the shop's templates."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._style = style
        self._sums = ShiftSums(Culture(style.culture), style.store_time.zone)
        self._culture = Culture(style.culture)
        self._sheets = ReportSheets(self._culture, style.store_time.zone)

    def paper(self, what: TillPaper, copy: int, entry: JournalHead | None) -> Document:
        """The paper of a movement, a shift, a count or a report of sales. Raises TemplateFault.

        Behind the Z of a drawer that was counted by its notes and coins comes the slip of that count.
        """
        with speaking(self._style.language):
            if isinstance(what, Movement):
                return self._templates.document("movement.j2", self.slip(what, copy, anchor_of(entry) if entry else ""))
            if isinstance(what, CashCount):
                return self._count(what.report, copy, entry)
            if isinstance(what, SalesReport):
                return self._templates.document("shift.j2", self.sums(what))
            report = self._templates.document("shift.j2", self.report(what, copy, entry))
            if what.closing is None or not what.closing.pieces:
                return report
            return replace(report, blocks=report.blocks + self._count(what, copy, entry).blocks)

    def _count(self, report: ShiftReport, copy: int, entry: JournalHead | None) -> Document:
        return self._templates.document("cash_count.j2", self.count(report, copy, entry))

    def slip(self, movement: Movement, copy: int, anchor: str) -> MovementContext:
        """What the template of a movement is given, in the language of the moment."""
        return MovementContext(
            head=self._head(movement.kind.words.upper(), movement.at, copy),
            amount=self._culture.price(movement.amount) if movement.kind is not MovementKind.NO_SALE else "",
            reason=movement.reason,
            done_by=_("By {employee}", employee=movement.by.employee_name),
            approved_by=movement.by.approver_name,
            journal_mark=anchor,
        )

    def report(self, report: ShiftReport, copy: int, entry: JournalHead | None) -> ShiftContext:
        """What the template of a shift is given, in the language of the moment."""
        title = later("Z REPORT {number}") if report.closing else later("X REPORT {number}")
        written = self._sums.written(report)
        return ShiftContext(
            head=self._head(_(title, number=report.number), report.at, copy),
            facts=written.facts,
            sections=written.sections,
            journal_mark=anchor_of(entry) if entry else "",
            journal_qr=whole_anchor_of(entry) if entry else "",
        )

    def count(self, report: ShiftReport, copy: int, entry: JournalHead | None) -> CountContext:
        """What the template of a count is given, in the language of the moment."""
        facts, pieces, sums = self._sums.counted(report)
        return CountContext(
            head=self._head(_("CASH COUNT {number}", number=report.number), report.at, copy),
            facts=facts,
            pieces=pieces,
            sums=sums,
            reason=report.closing.reason if report.closing else "",
            journal_mark=anchor_of(entry) if entry else "",
        )

    def sums(self, report: SalesReport) -> ShiftContext:
        """What the template is given of a report of sales, in the language of the moment."""
        head = self._head(report.name.words, report.at, 0)
        return ShiftContext(head, (self._sheets.period(report.period),), self._sheets.sections(report))

    def _head(self, title: str, at: datetime, copy: int) -> PaperHead:
        style = self._style
        shop = (style.store_name, style.header, style.register)
        return PaperHead(*shop, title, self._time(at), copy, style.is_training, style.logo)

    def _time(self, moment: datetime) -> str:
        return self._culture.time(moment.astimezone(self._style.store_time.zone))


class ShiftSums:
    """A shift's figures in rows, as a culture writes them: the same on paper and on the screen."""

    def __init__(self, culture: Culture, zone: tzinfo) -> None:
        self._culture = culture
        self._zone = zone

    def written(self, report: ShiftReport) -> ShiftWritten:
        """The whole report, in the language of the moment."""
        return ShiftWritten(self._facts(report), self._sections(report))

    def counted(
        self, report: ShiftReport
    ) -> tuple[tuple[str, ...], tuple[ReceiptAmount, ...], tuple[ReceiptAmount, ...]]:
        """What was counted in the drawer: the shift's facts, a row for each note and coin, and the sums."""
        closing = report.closing
        pieces = tuple(
            self._row(f"{each.count} × {self._culture.amount(each.piece)}", each.amount)
            for each in (closing.pieces if closing else ())
        )
        sums = self._off(report.figures, closing) if closing else ()
        return self._facts(report), pieces, sums

    def _facts(self, report: ShiftReport) -> tuple[str, ...]:
        session, closing = report.figures.session, report.closing
        who = session.opener or session.opened_by
        opened = {"number": session.session_id, "time": self._time(session.opened_at), "employee": who}
        facts = [
            _("Business day {day}", day=session.business_day.isoformat()),
            _("Shift {number}, opened {time} by {employee}", **opened),
        ]
        if closing:
            facts.append(_("Closed by {employee}", employee=closing.by.employee_name))
        if closing and closing.by.approver_name:
            facts.append(_("Approved by {employee}", employee=closing.by.approver_name))
        return tuple(facts)

    def _time(self, moment: datetime) -> str:
        return self._culture.time(moment.astimezone(self._zone))

    def _sections(self, report: ShiftReport) -> tuple[ShiftSection, ...]:
        """The rows under their titles. What the drawer should hold is told on a Z alone: it is counted blind."""
        figures = report.figures
        found = [
            ShiftSection(_("Sales"), self._sales(figures)),
            ShiftSection(_("Taxes"), tuple(self._tax(each) for each in figures.taxes)),
            ShiftSection(_("Taken"), self._taken(figures)),
            ShiftSection(_("Other currencies"), self._foreign(figures)),
            ShiftSection(_("Drawer"), self._drawer(figures, report.closing)),
            ShiftSection(_("Counts"), self._counts(figures)),
        ]
        return tuple(section for section in found if section.rows)

    def _sales(self, figures: ShiftFigures) -> tuple[ReceiptAmount, ...]:
        rows = [
            self._tally(_("Sales"), figures.sales),
            self._tally(_("Returned"), figures.returns, less=True),
            self._tally(_("Voided after close"), figures.voids, less=True),
            self._row(_("NET SALES"), figures.net, is_sum=True),
            self._row(_("Discounts in it"), -figures.discounts),
        ]
        return tuple(rows)

    def _taken(self, figures: ShiftFigures) -> tuple[ReceiptAmount, ...]:
        rows = []
        for each in figures.tenders:
            rows.append(self._tally(tender_words(each.type), Tally(each.count, each.taken)))
            if each.given_back.minor:
                rows.append(self._row(_("{tender} given back", tender=tender_words(each.type)), -each.given_back))
        if figures.rounding.minor:
            rows.append(self._row(_("Cash rounding in it"), figures.rounding))
        if figures.tips.minor:
            rows.append(self._row(_("Tips in it"), figures.tips))
        return tuple(rows)

    def _drawer(self, figures: ShiftFigures, closing: Closing | None) -> tuple[ReceiptAmount, ...]:
        moved = [kind for kind in MovementKind if kind is not MovementKind.NO_SALE]
        moves = [self._tally(kind.words, figures.movements[kind], less=kind.takes_out) for kind in moved]
        opening = self._row(_("Opening float"), figures.session.opening_float)
        if closing is None:
            return (opening, *moves)
        cash = [each.net for each in figures.tenders if each.type == CASH]
        rows = [opening, *(self._row(_("Cash of sales"), each) for each in cash), *moves]
        rows += [
            self._row(_("{currency} beside it", currency=each.amount.currency.code), -each.worth)
            for each in figures.foreign
        ]
        rows += self._off(figures, closing)
        if closing.reason:
            rows.append(ReceiptAmount(_("Reason: {reason}", reason=closing.reason), ""))
        return tuple(rows)

    def _off(self, figures: ShiftFigures, closing: Closing) -> tuple[ReceiptAmount, ...]:
        """What should be in the drawer, what is, and how far off that is; then the counts that were not taken."""
        off = closing.counted - figures.expected_cash
        words = _("OVER") if off.minor > 0 else _("SHORT") if off.minor else _("Difference")
        return (
            self._row(_("Expected"), figures.expected_cash),
            self._row(_("Counted"), closing.counted),
            self._row(words, off, is_sum=True),
            *(self._row(_("Counted before"), each) for each in closing.earlier),
        )

    def _foreign(self, figures: ShiftFigures) -> tuple[ReceiptAmount, ...]:
        return tuple(
            ReceiptAmount(self._culture.price(each.amount), self._culture.amount(each.worth))
            for each in figures.foreign
        )

    def _counts(self, figures: ShiftFigures) -> tuple[ReceiptAmount, ...]:
        rows = [self._tally(_("Voided while open"), figures.given_up)]
        rows.append(ReceiptAmount(MovementKind.NO_SALE.words, str(figures.movements[MovementKind.NO_SALE].count)))
        rows.append(self._tally(_("Suspended sales"), figures.suspended))
        rows.append(ReceiptAmount(_("Training sales, in no sum"), str(figures.training)))
        return tuple(rows)

    def _tax(self, each: TaxSum) -> ReceiptAmount:
        rate = "" if each.tax.kind is TaxKind.FIXED_PER_UNIT else f" {self._culture.rate(each.tax.rate)}"
        named = {"tax": f"{each.tax.name}{rate}", "base": self._culture.amount(each.base)}
        label = _("{tax} on {base}, in the prices", **named) if each.tax.included else _("{tax} on {base}", **named)
        return self._row(label, each.amount)

    def _tally(self, label: str, tally: Tally, *, less: bool = False) -> ReceiptAmount:
        amount = -tally.amount if less else tally.amount
        return self._row(f"{label} ({tally.count})", amount)

    def _row(self, label: str, amount: Money, *, is_sum: bool = False) -> ReceiptAmount:
        return ReceiptAmount(label, self._culture.amount(amount), is_sum)
