"""Which goods come back without a receipt, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.presentation.figures import amount_text, quantity_text
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.return_panels import BackLine, LinesPanel
from pos_terminal.wording import _

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.application.receiptless import Goods
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.money import Money
    from pos_terminal.presentation.brought import Brought
    from pos_terminal.presentation.line_page import LinePage


@dataclass(frozen=True, slots=True)
class GoodsQuestion:
    """What comes back; ``refund`` is what goes back for it, None where the shop would not."""

    page: LinePage
    brought: tuple[Brought, ...] = ()
    refund: Refund | None = None

    @property
    def goods(self) -> tuple[Goods, ...]:
        """As the engine takes them."""
        return tuple(each.goods for each in self.brought)

    def put(self, more: Brought) -> GoodsQuestion:
        """This too. The page with it is shown."""
        for place, each in enumerate(self.brought):
            if more.is_counted_with(each):
                return self.with_quantity(place, each.quantity + more.quantity)
        brought = (*self.brought, more)
        return replace(self, brought=brought, page=self.page.with_line(len(brought) - 1))

    def with_quantity(self, place: int, quantity: Decimal) -> GoodsQuestion:
        """So much of it; nothing takes it out."""
        if quantity <= 0:
            brought = self.brought[:place] + self.brought[place + 1 :]
            return replace(self, brought=brought, page=self.page.within(len(brought)))
        return self._changed(place, replace(self.brought[place], quantity=quantity))

    def with_price(self, place: int, price: Money) -> GoodsQuestion:
        """So much was paid for one."""
        return self._changed(place, replace(self.brought[place], unit_price=price))

    def panel(self) -> LinesPanel:
        """The question as the screen draws it."""
        page, count = self.page, len(self.brought)
        given = amount_text(self.refund.given) if self.refund is not None else ""
        return LinesPanel(
            title=_("Return without receipt"),
            sentence=_("Scan what comes back, or find it."),
            lines=tuple(_drawn(place, each) for place, each in page.shown(list(enumerate(self.brought)))),
            page=page.words(count),
            has_earlier=page.has_earlier,
            has_later=page.has_later(count),
            refund=_("{amount} back", amount=given) if given else "",
            can_confirm=bool(given),
            can_all=True,
            all_words=_("Find item"),
        )

    def _changed(self, place: int, brought: Brought) -> GoodsQuestion:
        return replace(self, brought=(*self.brought[:place], brought, *self.brought[place + 1 :]))


def _drawn(place: int, brought: Brought) -> BackLine:
    item = brought.item
    price = item.price if brought.unit_price is None else brought.unit_price
    per = f"{amount_text(price)} / {item.unit}" if item.is_weighed else _("{price} each", price=amount_text(price))
    told = per if brought.has_price else _("Tap the pencil to say what was paid")
    return BackLine(
        line_id=str(place),
        name=plain(item.name),
        detail=" · ".join(each for each in (told, plain(brought.serial)) if each),
        quantity=quantity_text(brought.quantity),
        can_less=True,
        can_more=not (item.is_weighed or item.serialised),
        has_price_key=True,
    )
