"""From a sale that something was done to after it had ended to the slip that says so."""

from dataclasses import replace

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle, SaleReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import AmendmentContext, ReceiptPayment
from pos_terminal.domain.transaction import Transaction

_TEMPLATE = "amendment.j2"


class AmendmentSlips:
    """Writes slips with the shop's templates."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._sales = SaleReceipts(templates, replace(style, guests=None))
        self._culture = Culture(style.culture)

    def void(self, voided: Transaction, amendment: Amendment, copy: int, anchor: str) -> Document:
        """The slip of a sale that was voided after it had been closed. Raises TemplateFault."""
        context = AmendmentContext(
            title="VOID",
            sale=self._sales.context(voided, copy, anchor),
            total_label="VOIDED",
            done_by=f"Voided by {amendment.employee_name}",
            approved_by=amendment.approver_name,
            reason=amendment.reason,
            refunds=tuple(self._refund(each) for each in amendment.refunds),
        )
        return self._templates.document(_TEMPLATE, context)

    def _refund(self, refund: Refund) -> ReceiptPayment:
        return ReceiptPayment(refund.type, self._culture.amount(refund.given))
