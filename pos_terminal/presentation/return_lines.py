"""Which goods of a sale come back, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.return_panels import BackLine, LinesPanel
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.application.pastsales import OpenedSale
    from pos_terminal.application.serials import SerialsShown
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.money import Money
    from pos_terminal.presentation.line_page import LinePage


@dataclass(frozen=True, slots=True)
class LinesQuestion:
    """Which goods come back; ``refund`` is what goes back for them, None where the shop would not.

    ``serials`` has the serial numbers that were shown, by line; None: one that cannot be read.
    """

    sale: OpenedSale
    page: LinePage
    back: Mapping[str, Decimal] = field(default_factory=dict)
    refund: Money | None = None
    serials: SerialsShown = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that something may come back of; modifiers come with their line."""
        sold = (each.line for each in self.sale.sold.lines)
        return tuple(each for each in sold if not each.modifies_line_id and self.sale.left[each.line_id])

    @property
    def whole(self) -> dict[str, Decimal]:
        """Everything that is left."""
        return {each.line_id: self.sale.left[each.line_id] for each in self.lines}

    @property
    def chosen(self) -> dict[str, Decimal]:
        """The lines that something comes back of."""
        return {line_id: quantity for line_id, quantity in self.back.items() if quantity}

    def line(self, line_id: str) -> Line:
        """One of the lines."""
        return next(each for each in self.lines if each.line_id == line_id)

    def turned(self, step: int) -> LinesQuestion:
        """Earlier (-1) or later (+1) lines."""
        return replace(self, page=self.page.turned(step, len(self.lines)))

    def with_quantity(self, line_id: str, quantity: Decimal) -> LinesQuestion:
        """So much of this line comes back: never more than is left, nor less than nothing."""
        most = self.sale.left[line_id]
        return replace(self, back={**self.back, line_id: max(Decimal(0), min(quantity, most))})

    def counted(self, line_id: str, step: int) -> LinesQuestion:
        """One more (+1) or one less (-1) of it; of what is weighed, all or nothing."""
        had, line = self.back.get(line_id, Decimal(0)), self.line(line_id)
        if line.is_weighed:
            return self.with_quantity(line_id, self.sale.left[line_id] if step > 0 else Decimal(0))
        return self.with_quantity(line_id, had + step)

    def panel(self) -> LinesPanel:
        """The question as the screen draws it."""
        lines, page = self.lines, self.page
        refund = amount_text(self.refund) if self.refund is not None and self.chosen else ""
        return LinesPanel(
            title=_("What comes back?"),
            sentence=_("Sale {number}. Tap + or scan the goods.", number=plain(self.sale.sold.transaction_id)),
            lines=tuple(self._drawn(each) for each in page.shown(lines)),
            page=page.words(len(lines)),
            has_earlier=page.has_earlier,
            has_later=page.has_later(len(lines)),
            refund=_("{amount} back", amount=refund) if refund else "",
            can_confirm=bool(refund),
            can_all=self.chosen != self.whole,
            all_words=_("All of it"),
        )

    def _drawn(self, line: Line) -> BackLine:
        left, back = self.sale.left[line.line_id], self.back.get(line.line_id, Decimal(0))
        unit = f" {line.unit}" if line.is_weighed else ""
        each = amount_text(line.unit_price)
        price = f"{each} /{unit}" if unit else _("{price} each", price=each)
        return BackLine(
            line_id=line.line_id,
            name=plain(line.name),
            detail=_("{quantity} left · {price}", quantity=f"{quantity_text(left)}{unit}", price=price),
            quantity=quantity_text(back),
            can_less=back > 0,
            can_more=back < left,
        )
