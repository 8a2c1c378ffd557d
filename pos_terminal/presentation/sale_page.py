"""One sale that has ended, as figures to read: what was sold, what it came to, how it was paid, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.tender import tender_words
from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.past_sale_drawing import moment_text
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pos_terminal.application.pastsales import OpenedSale
    from pos_terminal.domain.transaction import Transaction


def sale_page(opened: OpenedSale, local: datetime) -> ReportPanel:
    """The page; ``local`` is the store's time now."""
    sold = opened.sold
    told = [moment_text(sold.modified_time, local), apart(brief(sold.head.operator_name))]
    rows = (*_lines(sold), *_sums(sold), *_payments(sold), *_changes(opened))
    title = plain(sold.transaction_id)
    return ReportPanel(title, " · ".join(told), rows, _("Open the receipt"), "receipt", leave=_("Back"))


def _lines(sold: Transaction) -> Iterator[ReportRow]:
    yield ReportRow(_("Items"), is_title=True)
    for each in sold.lines:
        line = each.line
        off = _("{amount} discount", amount=amount_text(-each.discount)) if each.discount.minor else ""
        label = f"{quantity_text(line.quantity)} × {apart(line.name)}"
        yield ReportRow(label, amount_text(line.extended), detail=off)


def _sums(sold: Transaction) -> Iterator[ReportRow]:
    totals = sold.totals
    yield ReportRow(_("Total"), is_title=True)
    for each in sold.discounts:
        yield ReportRow(plain(each.display_name), amount_text(-each.amount))
    for row in totals.tax_rows:
        yield ReportRow(plain(row.tax.name), amount_text(row.amount))
    yield ReportRow(_("Total"), amount_text(totals.total), is_total=True)


def _payments(sold: Transaction) -> Iterator[ReportRow]:
    if sold.payments:
        yield ReportRow(_("Taken"), is_title=True)
    for each in sold.payments:
        yield ReportRow(tender_words(each.type), amount_text(each.taken - each.change))


def _changes(opened: OpenedSale) -> Iterator[ReportRow]:
    """What was done to it last."""
    amendment = opened.now.amendment
    if amendment is None:
        return
    yield ReportRow(_("Given back"), is_title=True)
    who = _("By {employee}", employee=brief(amendment.employee_name))
    for each in amendment.refunds:
        yield ReportRow(tender_words(each.type), amount_text(each.given), detail=f"{who}. {apart(_(amendment.reason))}")
