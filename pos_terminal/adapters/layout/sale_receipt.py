"""From an ended sale to what its receipt says: amounts, times and taxes written as the store's culture has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

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

    def receipt(self, transaction: Transaction, copy: int) -> Document:
        """The receipt of an ended sale; ``copy`` 0 is the original. Raises TemplateFault."""
        return self._templates.document(_TEMPLATE, self.context(transaction, copy))

    def context(self, transaction: Transaction, copy: int = 0) -> ReceiptContext:
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
            time=self._time(transaction),
            lines=self._lines(transaction.lines),
            subtotal=self._plain(totals.lines),
            total=self._with_sign(totals.total),
            header=style.header,
            discounts=tuple(self._discount(each) for each in transaction.discounts if each.counts),
            taxes=tuple(self._tax(row) for row in totals.tax_rows),
            payments=tuple(self._payment(each) for each in transaction.payments),
            rounding=self._plain(rounding) if rounding.minor else "",
            cash_tendered=self._plain(tendered) if tendered.minor else "",
            change=self._plain(transaction.change_due) if transaction.change_due.minor else "",
            codes=self._codes(transaction),
            footer=style.footer,
            copy_number=copy,
        )

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(self._style.culture)
        except (ValueError, UnknownLocaleError):
            return Locale("en", "US")

    def _time(self, transaction: Transaction) -> str:
        local = transaction.modified_time.astimezone(self._style.store_time.zone)
        return format_datetime(local, "short", locale=self._locale)

    def _plain(self, amount: Money) -> str:
        places = "0" * amount.currency.exponent
        return format_decimal(amount.amount, f"#,##0.{places}" if places else "#,##0", locale=self._locale)

    def _with_sign(self, amount: Money) -> str:
        return format_currency(amount.amount, amount.currency.code, locale=self._locale, currency_digits=False)

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
            amount=self._plain(line.extended),
            quantity="" if single else f"{self._quantity(line.quantity)}{unit}",
            unit_price="" if single else self._plain(line.unit_price),
            modifiers=tuple(self._modifier(each) for each in modifiers),
        )

    def _modifier(self, sold: SoldLine) -> ReceiptModifier:
        line = sold.line
        return ReceiptModifier(
            name=line.name,
            quantity="" if line.quantity == 1 else self._quantity(line.quantity),
            amount=self._plain(line.extended) if line.extended.minor else "",
        )

    def _quantity(self, quantity: Decimal) -> str:
        return format_decimal(quantity, "#,##0.######", locale=self._locale)

    def _discount(self, discount: Discount) -> ReceiptAmount:
        return ReceiptAmount(discount.display_name, self._plain(-discount.amount))

    def _tax(self, row: TaxRow) -> ReceiptTax:
        tax = row.tax
        rate = "" if tax.kind is TaxKind.FIXED_PER_UNIT else format_percent(tax.rate, "0.###%", locale=self._locale)
        return ReceiptTax(f"{tax.name} {rate}".strip(), self._plain(row.base), self._plain(row.amount), tax.included)

    def _payment(self, payment: Payment) -> ReceiptPayment:
        return ReceiptPayment(payment.type, self._plain(payment.amount + payment.rounding))

    def _codes(self, transaction: Transaction) -> tuple[ReceiptCode, ...]:
        """The codes to claim the sale with; where each payment has its own, it is named."""
        codes = [(transaction.guest_receipt_code, _CAPTION)]
        several = len(transaction.payments) > 1
        for each in transaction.payments:
            named = f"{each.type} {self._plain(each.amount)}: {_CAPTION[0].lower()}{_CAPTION[1:]}"
            codes.append((each.receipt_code, named if several else _CAPTION))
        url = self._style.receipt_url.rstrip("/")
        return tuple(ReceiptCode(f"{url}/{code}" if url else code, code, caption) for code, caption in codes if code)
