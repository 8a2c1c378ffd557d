"""How single values stand in the database, and how they are read back exactly.

Money is a whole number of minor units with its currency's code in the same row, a quantity whole millionths (the
finest there is: a part of a split line). Instants have a module of their own, which the first screen waits for.
"""

import json
from decimal import Decimal
from functools import lru_cache

from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tax import Tax, TaxKind
from pos_terminal.domain.taxshift import TaxShift
from pos_terminal.domain.totals import TaxRow

Value = int | str | bytes | None
"""What a column of a strict table holds."""

_PLACES = 6


def millionths(quantity: Decimal) -> int:
    """A quantity as it is stored. Raises ValueError for more than six decimals."""
    scaled = quantity.scaleb(_PLACES)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"a quantity has at most {_PLACES} decimals: {quantity}")
    return whole


def quantity_of(stored: int) -> Decimal:
    """The stored quantity, without needless zeros."""
    return Decimal(stored).scaleb(-_PLACES).normalize()


def compact(value: object) -> str:
    """A value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# A store has a handful of tax combinations and sells them thousands of times.
@lru_cache(maxsize=512)
def taxes_text(taxes: tuple[Tax, ...]) -> str:
    """The taxes of a line as they are stored."""
    return compact([_tax_fields(tax) for tax in taxes])


@lru_cache(maxsize=512)
def taxes_of(text: str) -> tuple[Tax, ...]:
    """The taxes that `taxes_text` wrote."""
    return tuple(_tax_of(fields) for fields in json.loads(text))


def tax_rows_text(rows: tuple[TaxRow, ...]) -> str:
    """The taxes of a document, with base and amount, as they are stored."""
    return compact([(_tax_fields(row.tax), row.base.minor, row.amount.minor) for row in rows])


def tax_rows_of(text: str, currency: Currency) -> tuple[TaxRow, ...]:
    """The rows that `tax_rows_text` wrote."""
    return tuple(
        TaxRow(_tax_of(fields), Money(base, currency), Money(amount, currency))
        for fields, base, amount in json.loads(text)
    )


def tax_shift_text(shift: TaxShift | None) -> str | None:
    """What a part bears of the whole's taxes, as it is stored."""
    if shift is None:
        return None
    rows = [(_tax_fields(tax), base, amount) for tax, base, amount in shift.rows]
    return compact([shift.origin, rows, shift.included, shift.lines])


def tax_shift_of(text: str | None) -> TaxShift | None:
    """The shift that `tax_shift_text` wrote."""
    if text is None:
        return None
    origin, rows, included, lines = json.loads(text)
    shifted = tuple((_tax_of(fields), base, amount) for fields, base, amount in rows)
    return TaxShift(origin, shifted, included, tuple(map(tuple, lines)))


def _tax_fields(tax: Tax) -> tuple[str, str, str, str, bool, bool, bool]:
    return (
        tax.tax_code,
        tax.name,
        str(tax.rate),
        tax.kind.value,
        tax.included,
        tax.adds_to_base_of_next,
        tax.base_affected_by_previous,
    )


def _tax_of(fields: tuple[str, str, str, str, bool, bool, bool]) -> Tax:
    code, name, rate, kind, included, adds, affected = fields
    return Tax(code, name, Decimal(rate), TaxKind(kind), included, adds, affected)
