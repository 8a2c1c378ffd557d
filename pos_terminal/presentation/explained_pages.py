"""Why a total is what it is, a page at a time: the sale, and what is behind each line, discount, tax and payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.tender import tender_words
from pos_terminal.domain.working import Figure
from pos_terminal.presentation.explained_rows import (
    CHANGE,
    LESS,
    amount_rows,
    charged_on,
    handed,
    how_much,
    in_short,
    is_free,
    paid_rows,
    price_rows,
    rung_up,
    share_of,
    tax_name,
    tax_of_line,
    tax_sum,
    titled,
)
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.tax import Tax
    from pos_terminal.domain.tender import Payment
    from pos_terminal.presentation.explained_sale import ExplainedSale

WHOLE = ""
"""The page of the whole sale."""
_LINE, _DISCOUNT, _TAX, _PAYMENT = "line", "discount", "tax", "payment"


def line_key(line_id: str) -> str:
    """The page of a line."""
    return f"{_LINE} {line_id}"


class ExplainedPages:
    """Writes them; the key of a row leads to a page, and every page but that of the whole sale leads back there."""

    def __init__(self, sale: ExplainedSale, after: tuple[ReportRow, ...] = ()) -> None:
        """``after`` are rows that end the page of the whole sale: what has become of it."""
        self._sale = sale
        self._after = after
        self._taxes = sale.taxes()

    def page(self, key: str) -> ReportPanel:
        """The page of this key. Raises KeyError where the sale has nothing of that name."""
        if key == WHOLE:
            return self._whole()
        kind, of = (*key.split(" ", 1), "")[:2]
        if kind == _LINE:
            return self._line_page(self._sale.lines[of])
        if kind == _DISCOUNT:
            return self._discount_page(self._sale.discounts[int(of)])
        if kind == _TAX:
            return self._tax_page(self._taxes[int(of)])
        return self._payment_page({each.payment_id: each for each in self._sale.payments}[of])

    def _whole(self) -> ReportPanel:
        rows = [*in_short(self._sale), *titled(_("Rung up"), self._rung_up())]
        rows += [*titled(_("Discounts"), self._discounts()), *titled(_("Tax"), self._tax_rows()), *self._paid()]
        rows += self._after
        total = self._sale.text(self._sale.amount(Figure("total")))
        return ReportPanel(_why(total), _("Tap a figure to see how it came about."), tuple(rows))

    def _rung_up(self) -> list[ReportRow]:
        sale = self._sale
        return [
            self._line_row(each, sale.text(sale.amount(Figure("subtotal", line_id))), rung_up(sale, each))
            for line_id, each in sale.lines.items()
            if not is_free(each)
        ]

    def _discounts(self) -> list[ReportRow]:
        return [
            self._discount_row(each, self._sale.text(-self._sale.taken(each)), how_much(self._sale, each))
            for each in self._sale.discounts
            if self._sale.shares(each)
        ]

    def _tax_rows(self) -> list[ReportRow]:
        amount = self._sale.amount
        return [
            self._tax_row(each, self._sale.text(amount(Figure("tax", tax=each))), charged_on(self._sale, each))
            for each in self._taxes
        ]

    def _paid(self) -> Iterable[ReportRow]:
        amount = self._sale.amount
        rows = []
        for each in self._sale.payments:
            settled = self._sale.text(amount(Figure("amount", payment_id=each.payment_id)))
            rows.append(
                ReportRow(tender_words(each.type), settled, detail=handed(each), key=f"{_PAYMENT} {each.payment_id}")
            )
        if not rows:
            return ()
        if amount(Figure("cash_rounding")):
            rows.append(ReportRow(_("Rounded to coins"), self._sale.text(amount(Figure("cash_rounding")))))
        due, change = amount(Figure("balance_due")), amount(Figure("change_due"))
        words, left = (_("Still to pay"), due) if due else (pgettext(*CHANGE), change)
        rows.append(ReportRow(words, self._sale.text(left), is_total=True))
        return titled(_("Paid"), rows)

    def _line_page(self, line: Line) -> ReportPanel:
        sale, figure = self._sale, Figure("price", line.line_id)
        rows = [*titled(_("Price"), list(price_rows(sale, line)))]
        off = [self._discount_row(each, sale.text(-share)) for each, share in sale.shares_of(line.line_id)]
        if off:
            off.append(ReportRow(_("After discounts"), sale.text(sale.amount(figure)), is_total=True))
        taxes = [
            self._tax_row(tax, sale.text(step.result), tax_of_line(sale, tax, step))
            for tax, step in sale.taxes_of(line.line_id)
        ]
        rows += [*titled(_("Discounts"), off), *titled(_("Tax"), taxes)]
        return _behind(sale.text(sale.amount(figure)), plain(line.name), rows)

    def _discount_page(self, discount: Discount) -> ReportPanel:
        sale, taken = self._sale, self._sale.text(-self._sale.taken(discount))
        shares = [
            self._line_row(sale.lines[line_id], sale.text(-step.result), share_of(sale, step), tone=LESS)
            for line_id, step in sale.shares(discount)
        ]
        how = list(titled(_("How much"), list(amount_rows(sale, discount))))
        if len(shares) > 1:
            shares.append(ReportRow(_("Together"), taken, tone=LESS, is_total=True))
        return _behind(taken, plain(discount.display_name), [*how, *titled(_("Shared out by item"), shares)])

    def _tax_page(self, tax: Tax) -> ReportPanel:
        sale = self._sale
        rows = [
            self._line_row(sale.lines[line_id], sale.text(step.result), tax_of_line(sale, tax, step))
            for line_id, step in sale.taxed(tax)
        ]
        rows += tax_sum(sale, tax)
        where = _("The prices hold it already.") if tax.included else _("It comes on top of the prices.")
        total = sale.text(sale.amount(Figure("tax", tax=tax)))
        return _behind(total, f"{brief(tax_name(tax))}. {where}", titled(_("By item"), rows))

    def _payment_page(self, payment: Payment) -> ReportPanel:
        rows = titled(_("How it was paid"), list(paid_rows(self._sale, payment)))
        settled = self._sale.text(self._sale.amount(Figure("amount", payment_id=payment.payment_id)))
        return _behind(settled, tender_words(payment.type), rows)

    def _line_row(self, line: Line, amount: str, detail: str, tone: str = "") -> ReportRow:
        name = plain(line.name)
        words = f"+ {name}" if line.modifies_line_id else name
        return ReportRow(words, amount, detail=detail, tone=tone, key=line_key(line.line_id))

    def _discount_row(self, discount: Discount, amount: str, detail: str = "") -> ReportRow:
        key = f"{_DISCOUNT} {self._sale.discounts.index(discount)}"
        return ReportRow(plain(discount.display_name), amount, detail=detail, tone=LESS, key=key)

    def _tax_row(self, tax: Tax, amount: str, detail: str) -> ReportRow:
        return ReportRow(tax_name(tax), amount, detail=detail, key=f"{_TAX} {self._taxes.index(tax)}")


def _behind(amount: str, sentence: str, rows: Iterable[ReportRow]) -> ReportPanel:
    return ReportPanel(_why(amount), sentence, tuple(rows), leave=_("Back"))


def _why(amount: str) -> str:
    return _("Why {amount}", amount=amount)
