"""The cart as the screen draws it: rows that keep their identity until their line changes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pos_terminal.domain.basket import Line
from pos_terminal.presentation.figures import amount_text, count_text, pieces_quantity_text, quantity_text
from pos_terminal.presentation.plain import apart, plain
from pos_terminal.presentation.worth import Saving
from pos_terminal.wording import _, ngettext
from pos_terminal.wording.isolates import bare
from pos_terminal.wording.notation import notation

_NO_SAVINGS: Mapping[str, Saving] = {}


@dataclass(frozen=True, slots=True, eq=False)
class CartRow:
    """One drawn line. Two rows are the same only when they are one object: that is how a list finds what changed."""

    line_id: str
    quantity: str
    name: str
    detail: str
    amount: str
    pieces: int = 1
    is_weighed: bool = False
    has_options: bool = False
    spoken: str = ""
    saving: Saving | None = None


class CartRows:
    """Makes rows from lines; a line that did not change costs a look-up and gives back the row it had."""

    def __init__(self, has_options: Callable[[str], bool]) -> None:
        """`has_options` tells whether an item (by id) has modifiers to choose; asked once a line that changed."""
        self._has_options = has_options
        self._lines: tuple[Line, ...] = ()
        self._rows: tuple[CartRow, ...] = ()
        self._savings = _NO_SAVINGS
        self._known: dict[str, tuple[tuple[Line, ...], CartRow]] = {}

    def rows(self, lines: Mapping[str, Line], savings: Mapping[str, Saving] = _NO_SAVINGS) -> tuple[CartRow, ...]:
        """One row for each line, with what it costs less; modifiers are told in the row of the line they modify."""
        before, now = self._lines, tuple(lines.values())
        fresh = now[len(before) :]
        grew = now[: len(before)] == before and not any(line.modifies_line_id for line in fresh)
        is_same = savings == self._savings
        self._savings = savings
        if grew and is_same:
            self._rows += tuple(self._row(line, ()) for line in fresh)
        else:
            self._rows = self._all_rows(now)
        self._lines = now
        return self._rows

    def _all_rows(self, lines: tuple[Line, ...]) -> tuple[CartRow, ...]:
        parts = _modifiers(lines)
        kept = {line.line_id for line in lines}
        for line_id in self._known.keys() - kept:
            del self._known[line_id]
        return tuple([self._row(line, parts.get(line.line_id, ())) for line in lines if not line.modifies_line_id])

    def _row(self, line: Line, modifiers: Iterable[Line]) -> CartRow:
        lines = (line, *modifiers)
        saving = self._savings.get(line.line_id)
        known = self._known.get(line.line_id)
        if known is not None and known[0] == lines and known[1].saving == saving:
            return known[1]
        row = _drawn(line, lines[1:], saving, has_options=self._has_options(line.item_id))
        self._known[line.line_id] = (lines, row)
        return row


def cart_title(word: str, rows: tuple[CartRow, ...]) -> str:
    """A heading with the number of pieces: `Table 4 · 6 items`; no word: the cart."""
    word = word or _("Cart")
    count = sum([row.pieces for row in rows])
    if not count:
        return word
    return f"{word} · {pieces_text(count)}"


def pieces_text(count: int) -> str:
    """A number of pieces: `1 item`, `6 items`."""
    return ngettext("{number} item", "{number} items", count, number=count_text(count))


def _modifiers(lines: Iterable[Line]) -> dict[str, list[Line]]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        if line.modifies_line_id:
            parts.setdefault(line.modifies_line_id, []).append(line)
    return parts


def _drawn(line: Line, modifiers: tuple[Line, ...], saving: Saving | None, *, has_options: bool) -> CartRow:
    amount = line.extended
    for modifier in modifiers:
        amount += modifier.extended
    quantity = str(line.unit) if line.is_weighed else pieces_quantity_text(line.quantity)
    name, detail = plain(line.name), " · ".join(_told(line, modifiers))
    spoken = [name if line.is_weighed else f"{quantity} × {name}", amount_text(amount), detail]
    spoken += [saving.amount, saving.words] if saving else []
    return CartRow(
        line_id=line.line_id,
        quantity=quantity,
        name=name,
        detail=detail,
        amount=amount_text(amount),
        pieces=line.pieces,
        is_weighed=line.is_weighed,
        has_options=has_options,
        spoken=bare(", ".join(part for part in spoken if part)),
        saving=saving,
    )


def _told(line: Line, modifiers: tuple[Line, ...]) -> list[str]:
    told: list[str] = []
    if line.is_weighed:
        told.append(f"{quantity_text(line.quantity)} {line.unit} × {amount_text(line.unit_price)}")
    elif not line.is_countable:
        told.append(f"{quantity_text(line.quantity)} × {amount_text(line.unit_price)}")
    elif line.quantity != 1:
        told.append(_("{price} each", price=amount_text(line.unit_price)))
    if line.list_price is not None:
        told.append(_("Listed {price}", price=amount_text(line.list_price)))
    if line.tare is not None:
        told.append(_("Tare {weight}", weight=f"{quantity_text(line.tare)} {line.unit}"))
    if line.minimum_age:
        told.append(_("Age {age}+", age=line.minimum_age))
    noted = filter(None, (plain(line.batch.told), apart(line.note or "")))
    return [*told, *(_modifier_text(modifier) for modifier in modifiers), *noted]


def _modifier_text(modifier: Line) -> str:
    if modifier.extended.is_zero:
        return apart(modifier.name)
    price = modifier.unit_price
    bare = amount_text(-price if price.minor < 0 else price)
    return f"{apart(modifier.name)} {'+' if modifier.extended.minor > 0 else notation().minus}{bare}"
