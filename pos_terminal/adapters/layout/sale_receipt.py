"""From an ended sale to what its receipt says: amounts, times and taxes written as the store's culture has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.application.tilling import StoreTime
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import (
    ReceiptAmount,
    ReceiptCode,
    ReceiptContext,
    ReceiptLine,
    ReceiptModifier,
    ReceiptPayment,
    ReceiptTax,
)
from pos_terminal.domain.tax import TaxKind
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import TaxRow
from pos_terminal.domain.transaction import SoldLine, Transaction

_CAPTION = "Scan to claim this purchase"
_TEMPLATE = "sale.j2"


@dataclass(frozen=True, slots=True)
class ReceiptStyle:
    """What the shop has on its receipts: names, language, and where receipt codes lead."""

    store_name: str
    register: str
    culture: str
    store_time: StoreTime
    receipt_url: str
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


class SaleReceipts:
    """Writes receipts with the shop's templates."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._style = style
        self._culture = Culture(style.culture)

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """The receipt of an ended sale; ``copy`` 0: the original, ``anchor``: its entry. Raises TemplateFault."""
        return self._templates.document(_TEMPLATE, self.context(transaction, copy, anchor))

    def context(self, transaction: Transaction, copy: int = 0, anchor: str = "") -> ReceiptContext:
        """What the template is given."""
        style, totals = self._style, transaction.totals
        nothing = Money.zero(totals.total.currency)
        rounding = total_of([each.rounding for each in transaction.payments], nothing.currency)
        tendered = total_of([each.taken for each in transaction.payments if each.change.minor], nothing.currency)
        return ReceiptContext(
            store_name=style.store_name,
            register=style.register,
            operator=transaction.head.operator_name or transaction.head.pos_employee_id,
            transaction_id=transaction.transaction_id,
            time=self._culture.time(transaction.modified_time.astimezone(style.store_time.zone)),
            lines=self._lines(transaction.lines),
            subtotal=self._culture.amount(totals.lines),
            total=self._culture.price(totals.total),
            header=style.header,
            discounts=tuple(self._discount(each) for each in transaction.discounts if each.counts),
            taxes=tuple(self._tax(row) for row in totals.tax_rows),
            payments=tuple(self._payment(each) for each in transaction.payments),
            rounding=self._culture.amount(rounding) if rounding.minor else "",
            cash_tendered=self._culture.amount(tendered) if tendered.minor else "",
            change=self._culture.amount(transaction.change_due) if transaction.change_due.minor else "",
            codes=self._codes(transaction),
            footer=style.footer,
            journal_mark=anchor,
            copy_number=copy,
        )

    def _lines(self, lines: Sequence[SoldLine]) -> tuple[ReceiptLine, ...]:
        modifiers: dict[str, list[SoldLine]] = {}
        for sold in lines:
            if sold.line.modifies_line_id:
                modifiers.setdefault(sold.line.modifies_line_id, []).append(sold)
        return tuple(
            self._line(sold, modifiers.get(sold.line.line_id, []))
            for sold in lines
            if sold.line.modifies_line_id is None
        )

    def _line(self, sold: SoldLine, modifiers: Sequence[SoldLine]) -> ReceiptLine:
        line = sold.line
        single = line.quantity == 1 and not line.is_weighed
        unit = f" {line.unit}" if line.is_weighed else ""
        return ReceiptLine(
            name=line.name,
            amount=self._culture.amount(line.extended),
            quantity="" if single else f"{self._culture.quantity(line.quantity)}{unit}",
            unit_price="" if single else self._culture.amount(line.unit_price),
            modifiers=tuple(self._modifier(each) for each in modifiers),
        )

    def _modifier(self, sold: SoldLine) -> ReceiptModifier:
        line = sold.line
        return ReceiptModifier(
            name=line.name,
            quantity="" if line.quantity == 1 else self._culture.quantity(line.quantity),
            amount=self._culture.amount(line.extended) if line.extended.minor else "",
        )

    def _discount(self, discount: Discount) -> ReceiptAmount:
        return ReceiptAmount(discount.display_name, self._culture.amount(-discount.amount))

    def _tax(self, row: TaxRow) -> ReceiptTax:
        tax = row.tax
        rate = "" if tax.kind is TaxKind.FIXED_PER_UNIT else self._culture.rate(tax.rate)
        return ReceiptTax(
            f"{tax.name} {rate}".strip(), self._culture.amount(row.base), self._culture.amount(row.amount), tax.included
        )

    def _payment(self, payment: Payment) -> ReceiptPayment:
        details = []
        if payment.number:
            details.append(f"No. {payment.number}")
        if payment.tip and payment.tip.minor:
            details.append(f"Tip {self._culture.amount(payment.tip)}")
        return ReceiptPayment(payment.type, self._settled(payment), tuple(details))

    def _settled(self, payment: Payment) -> str:
        """What the payment counts for; with it, rounding and total add up."""
        return self._culture.amount(payment.amount + payment.rounding)

    def _codes(self, transaction: Transaction) -> tuple[ReceiptCode, ...]:
        """The codes to claim the sale with; where each payment has its own, it is named."""
        codes = [(transaction.guest_receipt_code, _CAPTION)]
        several = len(transaction.payments) > 1
        for each in transaction.payments:
            named = f"{each.type} {self._settled(each)}: {_CAPTION[0].lower()}{_CAPTION[1:]}"
            codes.append((each.receipt_code, named if several else _CAPTION))
        url = self._style.receipt_url.rstrip("/")
        return tuple(ReceiptCode(f"{url}/{code}" if url else code, code, caption) for code, caption in codes if code)
