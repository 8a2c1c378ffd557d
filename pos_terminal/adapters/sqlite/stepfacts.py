"""Rows of lines, discounts and payments as named facts for files and people, and back; amounts written out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum

from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.values import millionths, quantity_of
from pos_terminal.domain.money import Currency, Money

Facts = dict[str, object]


class Kind(Enum):
    """What a column holds."""

    PLAIN = "plain"
    MONEY = "money"
    QUANTITY = "quantity"
    TIME = "time"


Columns = Mapping[str, Kind]

LINE_RUNG: Columns = {
    "line_id": Kind.PLAIN,
    "item_id": Kind.PLAIN,
    "name": Kind.PLAIN,
    "quantity": Kind.QUANTITY,
    "unit": Kind.PLAIN,
    "unit_price": Kind.MONEY,
    "subtotal": Kind.MONEY,
    "taxes": Kind.PLAIN,
    "sku": Kind.PLAIN,
    "modifies_line_id": Kind.PLAIN,
    "per_parent": Kind.QUANTITY,
    "minimum_age": Kind.PLAIN,
    "image": Kind.PLAIN,
    "lot": Kind.PLAIN,
    "special": Kind.PLAIN,
}
"""A line as it is stored, its taxes and what is special of it as JSON."""
LINE_STEP: Columns = {each: LINE_RUNG[each] for each in ("line_id", "quantity", "unit_price", "subtotal", "special")}
"""What a step says of a line."""
PAYMENT: Columns = {
    "payment_id": Kind.PLAIN,
    "type": Kind.PLAIN,
    "amount": Kind.MONEY,
    "taken": Kind.MONEY,
    "change": Kind.MONEY,
    "rounding": Kind.MONEY,
    "payment_time": Kind.TIME,
    "receipt_code": Kind.PLAIN,
    "user_id": Kind.PLAIN,
    "user_id_type": Kind.PLAIN,
    "additional_user_id": Kind.PLAIN,
    "additional_user_id_type": Kind.PLAIN,
    "number": Kind.PLAIN,
    "tip": Kind.MONEY,
    "foreign_cash": Kind.PLAIN,
    "credit_of": Kind.PLAIN,
}
DISCOUNT: Columns = {
    "reference_id": Kind.PLAIN,
    "reference_id_type": Kind.PLAIN,
    "display_name": Kind.PLAIN,
    "source": Kind.PLAIN,
    "amount": Kind.MONEY,
    "stack_order": Kind.PLAIN,
    "applied_time": Kind.TIME,
    "lines": Kind.PLAIN,
    "status": Kind.PLAIN,
    "pos_discount_id": Kind.PLAIN,
    "image_url": Kind.PLAIN,
    "user_id": Kind.PLAIN,
    "received": Kind.PLAIN,
    "terms": Kind.PLAIN,
}
"""``received`` is the platform's object as it came, byte for byte."""
HEAD: Columns = {
    "open_time": Kind.TIME,
    "channel": Kind.PLAIN,
    "pos_employee_id": Kind.PLAIN,
    "sm_employee_id": Kind.PLAIN,
    "operator_name": Kind.PLAIN,
    "table_id": Kind.PLAIN,
    "guest_count": Kind.PLAIN,
    "from_transaction_id": Kind.PLAIN,
    "tax_shift": Kind.PLAIN,
    "guest_code": Kind.PLAIN,
    "exchange": Kind.PLAIN,
}


def facts_of(columns: Columns, row: Sequence[object], currency: Currency) -> Facts:
    """A row by the names of its columns; what has no value is left out."""
    named = zip(columns.items(), row, strict=False)
    return {name: _written(kind, value, currency) for (name, kind), value in named if value is not None}


def row_of(columns: Columns, facts: Mapping[str, object], currency: Currency) -> tuple[object, ...]:
    """The row that `facts_of` wrote. Raises ValueError for facts that are none of these, or not written like them."""
    if unknown := facts.keys() - columns.keys():
        raise ValueError(f"it has {', '.join(map(repr, sorted(unknown)))}, which means nothing here")
    return tuple(_read(name, kind, facts.get(name), currency) for name, kind in columns.items())


def time_text(stored: int) -> str:
    """A stored moment in UTC, to the microsecond."""
    return instant(stored).isoformat(timespec="microseconds").replace("+00:00", "Z")


def time_of(text: object) -> datetime:
    """The moment that `time_text` wrote. Raises ValueError."""
    return datetime.fromisoformat(str(text))


def _written(kind: Kind, value: object, currency: Currency) -> object:
    if kind is Kind.PLAIN or not isinstance(value, int):
        return value
    if kind is Kind.MONEY:
        return str(Money(value, currency))
    return f"{quantity_of(value):f}" if kind is Kind.QUANTITY else time_text(value)


def _read(name: str, kind: Kind, value: object, currency: Currency) -> object:
    if value is None or kind is Kind.PLAIN:
        return value
    try:
        if kind is Kind.MONEY:
            return Money.of(str(value), currency).minor
        return millionths(Decimal(str(value))) if kind is Kind.QUANTITY else micros(time_of(value))
    except (ValueError, ArithmeticError, TypeError) as error:
        raise ValueError(f"{name} is {value!r}: {error}") from None
