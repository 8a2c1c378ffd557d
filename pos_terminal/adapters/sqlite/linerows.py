"""A line as a row, the same in the open sale and in an ended one."""

import json
from dataclasses import replace
from datetime import date, time

from pos_terminal.adapters.sqlite.values import Value, compact, millionths, quantity_of, taxes_of, taxes_text
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import Line
from pos_terminal.domain.money import Currency, Money

_Text = str | None
LineRow = tuple[str, str, str, int, str, int, int, str, _Text, _Text, int, int | None, _Text, _Text, _Text]
"""In the order of the columns from ``line_id`` to ``lot``, and ``special``."""
_NOTHING_SPECIAL = (None, None, None, None, None)


def line_row(line: Line) -> LineRow:
    """The columns of a line from ``line_id`` to ``lot``, and ``special``."""
    return (
        line.line_id,
        line.item_id,
        line.name,
        millionths(line.quantity),
        str(line.unit),
        line.unit_price.minor,
        line.extended.minor,
        taxes_text(line.taxes),
        line.sku,
        line.modifies_line_id,
        millionths(line.per_parent),
        line.minimum_age,
        line.image,
        line.lot,
        special_text(line),
    )


def line_of(row: LineRow, currency: Currency) -> Line:
    """The line that `line_row` wrote."""
    line_id, item_id, name, quantity, unit, unit_price, extended, taxes, sku, parent, per_parent, age, image, lot = row[
        :14
    ]
    line = Line(
        line_id=line_id,
        item_id=item_id,
        name=name,
        quantity=quantity_of(quantity),
        unit=unit,
        unit_price=Money(unit_price, currency),
        extended=Money(extended, currency),
        taxes=taxes_of(taxes),
        sku=sku,
        modifies_line_id=parent,
        per_parent=quantity_of(per_parent),
        minimum_age=age,
        image=image,
        lot=lot,
    )
    return line if row[14] is None else _made_special(line, row[14])


def special_text(line: Line) -> str | None:
    """What is special of a line, as JSON; None for most."""
    listed = None if line.list_price is None else line.list_price.minor
    tare = None if line.tare is None else millionths(line.tare)
    special: tuple[Value, ...] = (listed, line.price_reason, line.note, tare, line.age_outcome)
    if line.serial is not None or line.expiry or line.ends_sale:
        day = line.expiry and line.expiry.isoformat()
        hour = () if line.expiry_time is None else (line.expiry_time.isoformat(),)
        return compact((*special, line.serial, day, int(line.ends_sale), *hour))
    return None if special == _NOTHING_SPECIAL else compact(special)


def _made_special(line: Line, text: str) -> Line:
    """The line with what `special_text` wrote of it."""
    listed, reason, note, tare, outcome, *batch = json.loads(text)
    serial, day, ends_sale, *hour = batch or (None, None, 0)
    return replace(
        line,
        list_price=None if listed is None else Money(listed, line.unit_price.currency),
        price_reason=reason,
        note=note,
        tare=None if tare is None else quantity_of(tare),
        age_outcome=None if outcome is None else AgeOutcome(outcome),
        serial=serial,
        expiry=None if day is None else date.fromisoformat(day),
        ends_sale=bool(ends_sale),
        expiry_time=time.fromisoformat(hour[0]) if hour else None,
    )
