"""What the store sells: items, their modifiers and the categories they are found in."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pos_terminal.domain.money import Money
from pos_terminal.domain.sale_hours import SaleHours
from pos_terminal.domain.tax import Tax


class Unit(StrEnum):
    """What an item's price is for."""

    EACH = "each"
    KG = "kg"
    G = "g"
    LB = "lb"


@dataclass(frozen=True, slots=True)
class ModifierGroup:
    """Modifiers that an item is asked for together: at least ``minimum`` and at most ``maximum`` (None: any number).

    ``default_item_ids`` are taken when nobody chooses; all ids are those of modifiers.
    """

    name: str
    item_ids: tuple[str, ...]
    minimum: int = 0
    maximum: int | None = None
    default_item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be sold, as the catalog in force has it.

    ``price`` is for one ``unit``. ``barcodes`` stand as the catalog file had them; they are matched on 14 digits.
    ``sale_hours`` empty: always. ``recalled_lots`` are not sold. ``max_per_sale`` is in units. ``image`` names a
    bundled picture. ``serialised``: each piece is sold, and comes back, by its serial number. A modifier is sold only
    with one of ``modifies_item_ids`` (empty: with any item), or within a ``ModifierGroup``.
    """

    item_id: str
    name: str
    price: Money
    sku: str | None = None
    description: str | None = None
    taxes: tuple[Tax, ...] = ()
    barcodes: tuple[str, ...] = ()
    plu: str | None = None
    unit: Unit = Unit.EACH
    category_id: str | None = None
    image: str | None = None
    open_price: bool = False
    active: bool = True
    minimum_age: int | None = None
    max_per_sale: Decimal | None = None
    is_modifier: bool = False
    modifies_item_ids: tuple[str, ...] = ()
    modifier_groups: tuple[ModifierGroup, ...] = ()
    sale_hours: tuple[SaleHours, ...] = ()
    recalled_lots: tuple[str, ...] = ()
    serialised: bool = False

    @property
    def is_weighed(self) -> bool:
        """Whether its quantity is a weight."""
        return self.unit is not Unit.EACH

    def may_be_sold_at(self, local: datetime) -> bool:
        """Whether its hours of sale hold at this time in the store."""
        return not self.sale_hours or any(hours.holds_at(local) for hours in self.sale_hours)


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the catalog; ``parent_id`` None: one of the first level. ``category_ids`` are its children.

    ``item_ids`` are filled where the whole catalog is read: an item may lie in more categories than the one it names.
    """

    category_id: str
    name: str
    description: str | None = None
    parent_id: str | None = None
    category_ids: tuple[str, ...] = ()
    item_ids: tuple[str, ...] = ()
