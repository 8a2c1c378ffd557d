"""What stores upload: the catalog and the employees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pos_terminal.simulator.jsontext import JsonObject
from pos_terminal.simulator.offers import Cart, CartLine
from pos_terminal.simulator.posted import PostedDiscount, PostedTransaction
from pos_terminal.simulator.rows import Row
from pos_terminal.simulator.rules import round_money


@dataclass(slots=True)
class Metadata:
    """The last catalog a store uploaded, and every employee, upserted by id.

    Attributes:
        uploads: How often anything was uploaded.
    """

    items: dict[str, JsonObject] = field(default_factory=dict)
    categories: dict[str, JsonObject] = field(default_factory=dict)
    employees: dict[str, JsonObject] = field(default_factory=dict)
    uploads: int = 0
    _categories: dict[str, frozenset[str]] = field(default_factory=dict)

    def upload_catalog(self, rows: tuple[Row, ...]) -> None:
        """Replace the catalog."""
        self.uploads += 1
        self.items = {row.text("item_id"): row.raw for row in rows if row.has("item_id")}
        self.categories = {row.text("category_id"): row.raw for row in rows if row.has("category_id")}
        self._categories = _placed(self.items, self.categories)

    def upload_employees(self, rows: tuple[Row, ...]) -> None:
        """Add or replace employees."""
        self.uploads += 1
        self.employees.update({row.text("employee_id"): row.raw for row in rows})

    def unknown_items(self, posted: PostedTransaction) -> tuple[str, ...]:
        """Items of a transaction the catalog does not know."""
        return tuple(line.item_id for line in posted.lines if line.item_id not in self.items)

    def cart(self, posted: PostedTransaction, store_id: str, besides: str, exponent: int) -> Cart:
        """The transaction as an offer sees it.

        Args:
            posted: The transaction.
            store_id: Where it is rung up.
            besides: The `reference_id` of the offer itself, whose old discount does not count.
            exponent: Decimals of the currency.
        """
        known = [line for line in posted.lines if line.item_id in self.items]
        others = [item for item in posted.discounts if item.counts and item.reference_id != besides]
        lines = []
        for line in known:
            if line.modifies_line_id is not None or line.quantity <= 0:
                continue
            whole = line.quantity == line.quantity.to_integral_value()
            lines.append(
                CartLine(
                    line_id=line.line_id,
                    item_id=line.item_id,
                    count=int(line.quantity) if whole else 1,
                    unit_value=line.unit_price if whole else round_money(line.subtotal, exponent),
                    unit_quantity=Decimal(1) if whole else line.quantity,
                    categories=self._categories[line.item_id],
                )
            )
        known_total = sum((line.subtotal for line in known), Decimal(0))
        return Cart(store_id, tuple(lines), known_total, posted.line_sum - _sum(others), exponent)


def _placed(item_ids: Iterable[str], categories: Mapping[str, JsonObject]) -> dict[str, frozenset[str]]:
    """Every category each item lies in, at any depth; categories that contain each other are survived."""
    direct: dict[str, set[str]] = {}
    above: dict[str, set[str]] = {}
    for category_id, raw in categories.items():
        row = Row(raw)
        for item_id in row.texts("item_ids"):
            direct.setdefault(item_id, set()).add(category_id)
        for child_id in row.texts("category_ids"):
            above.setdefault(child_id, set()).add(category_id)
    return {item_id: _closure(frozenset(direct.get(item_id, ())), above) for item_id in item_ids}


def _closure(found: frozenset[str], above: Mapping[str, set[str]]) -> frozenset[str]:
    while True:
        wider = found.union(*(above.get(category, set()) for category in found))
        if wider == found:
            return found
        found = wider


def _sum(discounts: list[PostedDiscount]) -> Decimal:
    return sum((discount.amount for discount in discounts), Decimal(0))
