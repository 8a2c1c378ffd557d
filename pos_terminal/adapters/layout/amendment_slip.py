"""From a sale that something was done to after it had ended to the slip that says so."""

from dataclasses import replace

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle, SaleReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.discount import Discount, DiscountedLine
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import AmendmentContext, ReceiptPayment
from pos_terminal.domain.receiptless import mirrored
from pos_terminal.domain.tender import tender_words
from pos_terminal.domain.transaction import Transaction
from pos_terminal.wording import _, later, speaking

_TEMPLATE = "amendment.j2"
_VOID = (later("VOID"), later("VOIDED"), later("Voided by {employee}"))
_RETURN = (later("RETURN"), later("RETURNED"), later("Taken back by {employee}"))


class AmendmentSlips:
    """Writes slips with the shop's templates."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._language = style.language
        self._sales = SaleReceipts(templates, replace(style, guests=None))
        self._culture = Culture(style.culture)

    def slip(self, amended: Transaction, amendment: Amendment, copy: int, anchor: str) -> Document:
        """The slip of a sale that was voided after it had been closed, or of what came back. Raises TemplateFault."""
        with speaking(self._language):
            return self._templates.document(_TEMPLATE, self._context(amended, amendment, copy, anchor))

    def _context(self, amended: Transaction, amendment: Amendment, copy: int, anchor: str) -> AmendmentContext:
        title, total_label, done_by = _VOID if amended.is_voided else _RETURN
        currency, refunds = amended.totals.total.currency, amendment.refunds
        tip = total_of([each.tip for each in refunds if each.tip], currency)
        rounding = total_of([each.rounding for each in refunds], currency)
        sold = mirrored(amended) if amended.is_receiptless else _with_shares(amended)
        return AmendmentContext(
            title=_(title),
            sale=self._sales.context(sold, copy, anchor),
            total_label=_(total_label),
            done_by=_(done_by, employee=amendment.employee_name),
            approved_by=amendment.approver_name,
            reason=amendment.reason,
            refunds=tuple(self._refund(each) for each in amendment.refunds if each.credited_to is None),
            credits=tuple(self._refund(each) for each in amendment.refunds if each.credited_to),
            credited_to=next((each.credited_to for each in amendment.refunds if each.credited_to), ""),
            is_receiptless=amended.is_receiptless,
            rounding=self._unless_nothing(rounding),
            tip=self._unless_nothing(tip),
        )

    def _refund(self, refund: Refund) -> ReceiptPayment:
        details = (_("No. {number}", number=refund.number),) if refund.number else ()
        return ReceiptPayment(tender_words(refund.type), self._culture.amount(refund.given), details)

    def _unless_nothing(self, amount: Money) -> str:
        return self._culture.amount(amount) if amount.minor else ""


def _with_shares(amended: Transaction) -> Transaction:
    """What came back with its share of the discounts under each line: the discounts themselves stay with the rest."""
    if amended.is_voided:
        return amended
    shares = tuple(
        Discount(
            reference_id=each.line.line_id,
            reference_id_type="POS",
            display_name=_("Discount"),
            source="POS",
            amount=each.discount,
            stack_order=order,
            applied_time=amended.modified_time,
            lines=(DiscountedLine(each.line.line_id),),
        )
        for order, each in enumerate(amended.lines)
        if each.discount.minor
    )
    return replace(amended, discounts=shares)
