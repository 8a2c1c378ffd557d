"""A line as a row, the same in the open sale and in an ended one."""

from pos_terminal.adapters.sqlite.values import Value, millionths, quantity_of, taxes_of, taxes_text
from pos_terminal.domain.basket import Line
from pos_terminal.domain.money import Currency, Money

LineRow = tuple[str, str, str, int, str, int, int, str, str | None, str | None, int, int | None, str | None, str | None]
"""In the order of the columns from ``line_id`` to ``lot``."""


def line_row(line: Line) -> tuple[Value, ...]:
    """The columns of a line from ``line_id`` to ``lot``."""
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
    )


def line_of(row: LineRow, currency: Currency) -> Line:
    """The line that `line_row` wrote."""
    line_id, item_id, name, quantity, unit, unit_price, extended, taxes, sku, parent, per_parent, age, image, lot = row
    return Line(
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
