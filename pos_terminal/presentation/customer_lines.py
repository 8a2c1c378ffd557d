"""The lines of the open sale as a shopper reads them, and which of them changed last."""

from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.money import Money
from pos_terminal.presentation.customer_state import NOTHING_TOLD, Told
from pos_terminal.presentation.figures import amount_text, pieces_quantity_text, quantity_text
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.worth import savings
from pos_terminal.wording import _

_MOST = 30
"""Of the newest lines: no display has room for more."""


class CustomerLines:
    """Remembers the sale as it was drawn last, so that what is new in it can be told."""

    def __init__(self) -> None:
        self._sale = ""
        self._lines: dict[str, tuple[Line, ...]] = {}
        self._discounts: tuple[Discount, ...] = ()
        self._name = ""
        self._news = NOTHING_TOLD

    def news(self, basket: Basket, name: str) -> Told:
        """The line that was added, changed or taken out last, else the discount or the member that came last.

        ``name`` is what others may read of the member's.
        """
        if basket.head.transaction_id != self._sale:
            self._sale, self._lines, self._discounts = basket.head.transaction_id, {}, ()
            self._name, self._news = "", NOTHING_TOLD
        now = _grouped(basket)
        changed = [line_id for line_id, lines in now.items() if self._lines.get(line_id) != lines]
        gone = [lines for line_id, lines in self._lines.items() if line_id not in now]
        if changed:
            self._news = _told(now[changed[-1]])
        elif gone:
            self._news = _taken_out(gone[-1])
        elif found := self._new_discount(basket):
            self._news = Told(brief(found.display_name), amount_text(-found.amount))
        elif name and name != self._name:
            self._news = Told(_("Hello {name}", name=name))
        self._lines, self._discounts, self._name = now, basket.discounts, name
        return self._news

    def _new_discount(self, basket: Basket) -> Discount | None:
        known = {(each.reference_id, each.amount) for each in self._discounts}
        fresh = (each for each in basket.discounts if each.counts and (each.reference_id, each.amount) not in known)
        return next(fresh, None)


def told_lines(basket: Basket) -> tuple[Told, ...]:
    """The newest lines, each with its modifiers and with what the discounts take off it."""
    off = savings(basket, ())
    newest = list(_grouped(basket).items())[-_MOST:]
    return tuple(
        _told(lines, f"{off[line_id].amount} {off[line_id].words}" if line_id in off else "")
        for line_id, lines in newest
    )


def _grouped(basket: Basket) -> dict[str, tuple[Line, ...]]:
    """Each line with its modifiers behind it."""
    found: dict[str, list[Line]] = {}
    for line in basket.lines.values():
        found.setdefault(line.modifies_line_id or line.line_id, []).append(line)
    return {line_id: tuple(lines) for line_id, lines in found.items()}


def _told(lines: tuple[Line, ...], saved: str = "") -> Told:
    line, *modifiers = lines
    parts = [plain(each.name) for each in modifiers]
    return Told(_words(line), amount_text(_worth(lines)), " · ".join([*parts, *filter(None, [saved])]))


def _taken_out(lines: tuple[Line, ...]) -> Told:
    return Told(_words(lines[0]), amount_text(-_worth(lines)))


def _worth(lines: tuple[Line, ...]) -> Money:
    worth = lines[0].extended
    for modifier in lines[1:]:
        worth += modifier.extended
    return worth


def _words(line: Line) -> str:
    """How much of it, and its name; a note is the staff's."""
    name = plain(line.name).strip()
    if line.is_weighed:
        return f"{name} {quantity_text(line.quantity)} {line.unit}"
    return name if line.quantity == 1 else f"{pieces_quantity_text(line.quantity)} × {name}"
