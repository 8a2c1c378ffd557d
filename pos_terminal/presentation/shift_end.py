"""The shift on the screen: read while it goes on, counted blind at its end, and what it came to told only then."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.shift_report import PieceCount
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text, short_amount_text
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.questions import ChoiceQuestion, FigureQuestion, Key, why
from pos_terminal.presentation.report_panel import ReportPanel, ReportQuestion
from pos_terminal.presentation.shift_rows import shift_rows
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.application.till_ports import ClosedShift
    from pos_terminal.domain.shift_report import ShiftReport
    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.drawer_services import DrawerServices
    from pos_terminal.presentation.places import Navigator
    from pos_terminal.presentation.sale import SalePresenter

Pieces = tuple[PieceCount, ...]
_CLOSE, _TOTAL, _PIECE = "close", "total", "pieces"
_WHY = (later("Wrong change given"), later("Counted in part"), later("Not known"))
_PIECES = {
    "USD": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1),
    "CAD": (10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5),
    "EUR": (20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "GBP": (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "CHF": (20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "JPY": (10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1),
}
"""Notes and coins in minor units, the largest first; for other currencies each one, two and five."""


class ShiftEnd:
    """Leads through it."""

    def __init__(self, sale: SalePresenter, services: DrawerServices, approval: Approval, navigator: Navigator) -> None:
        self._sale = sale
        self._services = services
        self._approval = approval
        self._navigator = navigator
        self._currency = services.cashing.rules.largest.currency

    def read(self) -> None:
        """Show what the shift comes to so far, to be printed or not."""
        try:
            report = self._services.closing.read()
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        panel = self._panel(
            _("X report {number}", number=report.number),
            _("What this shift comes to so far. Nothing was changed."),
            report,
        )
        drawn = replace(panel, act=_("Print"), icon="printer")
        self._sale.ask(ReportQuestion(drawn, partial(self._print, report), self._sale.answered))

    def asked(self) -> None:
        """Count the drawer: how?"""
        panel = ChoicePanel(
            _("Count the drawer"),
            _("All the cash in it, the float too. What it should hold is said afterwards."),
            (Choice(_TOTAL, _("Type the total"), "cash"), Choice(_PIECE, _("Count notes and coins"), "coins")),
        )
        self._sale.ask(ChoiceQuestion(panel, self._counted_how, gives_way=False))

    def _counted_how(self, key: str) -> None:
        if key == _PIECE:
            self._ask_piece(0, ())
        else:
            self._ask_total()

    def _ask_total(self) -> None:
        self._sale.ask(
            FigureQuestion(
                title=_("Count the drawer"),
                hint=_("All the cash in it, the float too."),
                entry=Entry(decimals=self._currency.exponent),
                key=Key(_("Close shift"), self._entered),
                unit=self._currency.code,
                or_nothing=True,
                gives_way=False,
                back=self.asked,
            )
        )

    def _ask_piece(self, at: int, counts: tuple[int, ...]) -> None:
        pieces = pieces_of(self._currency.code)
        so_far = sum(piece * count for piece, count in zip(pieces, counts, strict=False))
        self._sale.ask(
            FigureQuestion(
                title=_("How many of {amount}?", amount=short_amount_text(Money(pieces[at], self._currency))),
                hint=_("So far {amount}.", amount=amount_text(Money(so_far, self._currency))),
                entry=Entry(most=5, text="0"),
                key=Key(
                    _("Next") if at + 1 < len(pieces) else _("Close shift"), partial(self._piece_counted, at, counts)
                ),
                or_nothing=True,
                leave=_("Back"),
                gives_way=False,
                back=partial(self._ask_piece, at - 1, counts[:-1]) if at else self.asked,
            )
        )

    def _piece_counted(self, at: int, counts: tuple[int, ...], value: Decimal) -> None:
        pieces, counts = pieces_of(self._currency.code), (*counts, int(value))
        if at + 1 < len(pieces):
            self._ask_piece(at + 1, counts)
            return
        found = tuple(
            PieceCount(Money(piece, self._currency), count) for piece, count in zip(pieces, counts, strict=True)
        )
        self._confirm(total_of([each.amount for each in found], self._currency), found)

    def _entered(self, value: Decimal) -> None:
        self._confirm(Money.rounded(value, self._currency), ())

    def _confirm(self, counted: Money, pieces: Pieces) -> None:
        sentence = _("{amount} counted. A closed shift is not opened again.", amount=amount_text(counted))
        panel = ChoicePanel(_("Close the shift?"), sentence, (Choice(_CLOSE, _("Close shift"), "lock"),))
        self._sale.ask(ChoiceQuestion(panel, partial(self._chosen, counted, pieces), gives_way=False, back=self.asked))

    def _chosen(self, counted: Money, pieces: Pieces, _key: str) -> None:
        if not self._services.closing.wants_reason(counted):
            self._attempt(counted, pieces, "")
            return
        asked = why(_("The count is off. Go back to count again."), _WHY, partial(self._attempt, counted, pieces))
        self._sale.ask(replace(asked, gives_way=False, back=self.asked))

    def _attempt(self, counted: Money, pieces: Pieces, reason: str) -> None:
        self._approval.attempt(partial(self._close, counted, pieces, reason), self._sale.show)

    def _close(self, counted: Money, pieces: Pieces, reason: str) -> Notice:
        closed = self._services.closing.close(counted, reason, pieces)
        self._sale.draft.question = self._closed_report(closed, _off(closed.report))
        return NOTHING

    def _closed_report(self, closed: ClosedShift, sentence: str) -> ReportQuestion:
        panel = self._panel(_("Z report {number}", number=closed.report.number), sentence, closed.report)
        drawn = replace(panel, act=_("Print"), icon="printer")
        return ReportQuestion(drawn, partial(self._print_again, closed), self._closed)

    def _print_again(self, closed: ClosedShift) -> None:
        try:
            copy = self._services.print_again(closed)
        except Refused as refusal:
            self._sale.show(problem(refusal.sentence))
            return
        self._sale.ask(self._closed_report(closed, _("Copy {copy} is being printed.", copy=copy)))

    def _closed(self) -> None:
        self._sale.draft.question = None
        self._navigator.go(Place.OPEN_SHIFT)

    def _print(self, report: ShiftReport) -> None:
        self._services.print_report(report)
        self._sale.answered(Notice(_("X report {number} is printing.", number=report.number)))

    def _panel(self, title: str, sentence: str, report: ShiftReport) -> ReportPanel:
        return ReportPanel(title, sentence, shift_rows(self._services.written(report)))


def pieces_of(code: str) -> tuple[int, ...]:
    """The notes and coins that a drawer is counted by, in minor units."""
    return _PIECES.get(code) or tuple(step * 10**power for power in range(4, -1, -1) for step in (5, 2, 1))


def _off(report: ShiftReport) -> str:
    off = report.over_short
    if off is None or not off.minor:
        return _("The shift is closed. The drawer is right. The report is printing.")
    amount = amount_text(Money(abs(off.minor), off.currency))
    if off.minor > 0:
        return _("The shift is closed. {amount} over. The report is printing.", amount=amount)
    return _("The shift is closed. {amount} short. The report is printing.", amount=amount)
