"""From an order to its paper in the kitchen."""

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.domain.kitchen import KitchenOrder, Ordered, Orders
from pos_terminal.domain.kitchen_view import KitchenContext, KitchenDish
from pos_terminal.domain.receipt import Document
from pos_terminal.wording import _, later, speaking

_ORDER, _CHANGE = later("ORDER {number}"), later("CHANGE {number}")


class KitchenSlips:
    """Writes them with the shop's template."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._style = style
        self._culture = Culture(style.culture)

    def slip(self, order: KitchenOrder, copy: int) -> Document:
        """The paper of an order; the first one of a sale is called so, the others changes. Raises TemplateFault."""
        with speaking(self._style.language):
            return self._templates.document("kitchen.j2", self.context(order, copy))

    def context(self, order: KitchenOrder, copy: int = 0) -> KitchenContext:
        """What the template is given, in the language of the moment."""
        return KitchenContext(
            title=_(_CHANGE if order.number > 1 else _ORDER, number=order.number),
            station=order.station,
            places=_places(order),
            time=self._culture.time(order.at.astimezone(self._style.store_time.zone)),
            done_by=_("By {employee}", employee=order.operator_name),
            transaction_id=order.transaction_id,
            added=self._dishes(order.additions),
            cancelled=self._dishes(order.cancellations),
            copy_number=copy,
        )

    def _dishes(self, orders: Orders) -> tuple[KitchenDish, ...]:
        return tuple(KitchenDish(self._words(each), each.dish.modifiers, each.dish.note) for each in orders)

    def _words(self, ordered: Ordered) -> str:
        dish, amount = ordered.dish, self._culture.quantity(ordered.quantity)
        return f"{amount} × {dish.name}" if dish.unit == "each" else f"{amount} {dish.unit} {dish.name}"


def _places(order: KitchenOrder) -> tuple[str, ...]:
    places = [_("Table {table}", table=order.table_id)] if order.table_id else []
    if order.guest_count:
        places.append(_("Guests: {count}", count=order.guest_count))
    return (*places, order.channel)
