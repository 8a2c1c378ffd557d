"""A transaction as a client posted it, after its fields were checked."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pos_terminal.simulator.jsontext import JsonObject
from pos_terminal.simulator.rows import Row


@dataclass(frozen=True, slots=True)
class PostedLine:
    """One line: an item or a modifier of another line."""

    line_id: str
    item_id: str
    quantity: Decimal
    unit_price: Decimal
    subtotal: Decimal
    tax_included: Decimal
    modifies_line_id: str | None


@dataclass(frozen=True, slots=True)
class PostedPayment:
    """One payment, with the member it is attributed to, if any."""

    payment_id: str
    amount: Decimal
    user_id: str | None
    user_id_type: str | None
    additional_user_id: str | None
    additional_user_id_type: str | None
    receipt_code: str | None


@dataclass(frozen=True, slots=True)
class PostedDiscount:
    """One discount; `raw` is what must equal the object this platform gave out."""

    reference_id: str
    status: str | None
    source: str
    amount: Decimal
    stack_order: int
    line_ids: tuple[str, ...]
    quantities: tuple[str, ...] | None
    raw: JsonObject

    @property
    def counts(self) -> bool:
        """Whether the amount lowers the total; INFO discounts are only told."""
        return self.status != "INFO"


@dataclass(frozen=True, slots=True)
class PostedTransaction:
    """One snapshot of a transaction."""

    transaction_id: str
    employee_id: str
    is_closed: bool
    is_voided: bool
    subtotal: Decimal
    tax_total: Decimal
    open_time: datetime
    modified_time: datetime
    guest_receipt_code: str | None
    lines: tuple[PostedLine, ...]
    payments: tuple[PostedPayment, ...]
    discounts: tuple[PostedDiscount, ...]
    raw: JsonObject

    @property
    def line_sum(self) -> Decimal:
        """Sum of the lines before discounts."""
        return sum((line.subtotal for line in self.lines), Decimal(0))

    @property
    def discount_sum(self) -> Decimal:
        """Sum of the discounts that count."""
        return sum((discount.amount for discount in self.discounts if discount.counts), Decimal(0))

    @property
    def due(self) -> Decimal:
        """What the payments of a closed transaction must add up to."""
        return self.line_sum - self.discount_sum + self.tax_total

    @property
    def paid(self) -> Decimal:
        """Sum of the payments."""
        return sum((payment.amount for payment in self.payments), Decimal(0))

    @property
    def receipt_codes(self) -> tuple[tuple[str, str], ...]:
        """Each receipt code with the place that carries it, `guest` or the payment's id."""
        guest = [(self.guest_receipt_code, "guest")]
        codes = guest + [(payment.receipt_code, f"payment {payment.payment_id}") for payment in self.payments]
        return tuple((code, place) for code, place in codes if code)


def posted_transaction(row: Row) -> PostedTransaction:
    """Read a checked transaction."""
    return PostedTransaction(
        transaction_id=row.text("transaction_id"),
        employee_id=row.text("pos_employee_id"),
        is_closed=row.flag("is_closed"),
        is_voided=row.flag("is_voided"),
        subtotal=row.number("subtotal"),
        tax_total=row.number("tax_total"),
        open_time=row.time("open_time"),
        modified_time=row.time("modified_time"),
        guest_receipt_code=row.text_or_none("guest_receipt_code"),
        lines=tuple(_line(line) for line in row.rows("items")),
        payments=tuple(_payment(payment) for payment in row.rows("payments")),
        discounts=tuple(_discount(discount) for discount in row.rows("discounts")),
        raw=row.raw,
    )


def _line(row: Row) -> PostedLine:
    return PostedLine(
        line_id=row.text("line_id"),
        item_id=row.text("item_id"),
        quantity=row.number("quantity"),
        unit_price=row.number("unit_price"),
        subtotal=row.number("subtotal"),
        tax_included=row.number("tax_included"),
        modifies_line_id=row.text_or_none("modifies_line_id"),
    )


def _payment(row: Row) -> PostedPayment:
    return PostedPayment(
        payment_id=row.text("payment_id"),
        amount=row.number("amount"),
        user_id=row.text_or_none("user_id"),
        user_id_type=row.text_or_none("user_id_type"),
        additional_user_id=row.text_or_none("additional_user_id"),
        additional_user_id_type=row.text_or_none("additional_user_id_type"),
        receipt_code=row.text_or_none("receipt_code"),
    )


def _discount(row: Row) -> PostedDiscount:
    quantities = row.texts("discounted_line_id_quantities") if row.has("discounted_line_id_quantities") else None
    return PostedDiscount(
        reference_id=row.text("reference_id"),
        status=row.text_or_none("status"),
        source=row.text("discount_source"),
        amount=row.number("amount"),
        stack_order=row.whole("stack_order"),
        line_ids=row.texts("discounted_line_ids"),
        quantities=quantities,
        raw=row.raw,
    )
