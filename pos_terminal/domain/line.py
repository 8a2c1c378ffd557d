"""A line of an open sale: what was rung up, at which price, and how much of it."""

from dataclasses import dataclass, replace
from datetime import date, time
from decimal import ROUND_CEILING, Decimal

from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.batch import NO_BATCH, Batch
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Money
from pos_terminal.domain.tax import Tax
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.working import Figure, Operand, Operation, Step, Working

_LARGEST_QUANTITY = Decimal(99_999)
_LARGEST_EXTENDED = 10**12
_WEIGHT_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an open sale (spec, Item): ``extended`` = unit price times quantity, rounded, undiscounted.

    ``per_parent`` is a modifier's quantity for one of the item it modifies (pieces: for one weighing of it). Taxes and
    price are those of the moment it was rung up, whatever the catalog says later. ``lot``, ``serial``, ``expiry``,
    ``ends_sale`` and ``expiry_time`` are what the scan named (`Batch`). ``list_price`` is what it would cost, where
    somebody set another price (``price_reason``).
    ``tare`` is what its package weighs, taken off the quantity already.
    """

    line_id: str
    item_id: str
    name: str
    quantity: Decimal
    unit: str
    unit_price: Money
    extended: Money
    taxes: tuple[Tax, ...] = ()
    sku: str | None = None
    modifies_line_id: str | None = None
    per_parent: Decimal = Decimal(1)
    minimum_age: int | None = None
    image: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    ends_sale: bool = False
    expiry_time: time | None = None
    list_price: Money | None = None
    price_reason: str | None = None
    note: str | None = None
    tare: Decimal | None = None
    age_outcome: AgeOutcome | None = None

    @property
    def waits_for_age(self) -> bool:
        """Whether nobody has answered yet for the age that it wants."""
        return self.minimum_age is not None and self.age_outcome is None

    @property
    def batch(self) -> Batch:
        """Which of the item it is."""
        return Batch(self.lot, self.serial, self.expiry, self.ends_sale, self.expiry_time)

    @property
    def is_weighed(self) -> bool:
        """Whether the quantity is a weight."""
        return self.unit != "each"

    @property
    def pieces(self) -> int:
        """How many things it is in a shopper's eyes: one for what is weighed, and for the part of a piece."""
        return 1 if self.is_weighed else int(self.quantity.to_integral_value(ROUND_CEILING))

    @property
    def is_countable(self) -> bool:
        """Whether the quantity is one that can be rung up: the part of a split line may be a fraction of a piece."""
        return self.is_weighed or self.quantity == self.quantity.to_integral_value()

    def is_more_of(self, other: "Line") -> bool:
        """Whether both sell the same item, of the same lot at the same price and taxes, with nothing special of either.

        Special are modifiers, prices that somebody set, notes, and the fraction of a piece that a split leaves.
        """
        if any(each.modifies_line_id or each.list_price or each.note for each in (self, other)):
            return False
        if not (self.is_countable and other.is_countable):
            return False
        same_goods = self.item_id == other.item_id and self.batch == other.batch and not self.serial
        return same_goods and self.unit_price == other.unit_price and self.taxes == other.taxes

    def refuse_new_quantity(self) -> None:
        """Raise BadArgument for a modifier, and for the part of a piece: the rest of that is in another sale."""
        if self.modifies_line_id:
            raise BadArgument(
                "A modifier follows the item it belongs to. Change line {line}.",
                line=self.modifies_line_id,
            )
        if not self.is_countable:
            raise BadArgument(
                "The rest of this {item} is in another sale. Ring up more of it as a line of its own.", item=self.name
            )

    def refuse_part(self, quantity: Decimal) -> None:
        """Raise BadArgument for a part of it that nobody can weigh; all of it can be any part of a split piece."""
        if self.is_weighed and quantity != self.quantity:
            _check_quantity(quantity, weighed=True)

    def with_quantity(self, quantity: Decimal, policy: TaxPolicy) -> "Line":
        """As much of it. Raises BadArgument for a quantity that cannot be meant, or that nobody could pay."""
        _check_quantity(quantity, weighed=self.is_weighed)
        extended = self.cost_of(quantity, policy)
        if abs(extended.minor) > _LARGEST_EXTENDED:
            raise BadArgument(
                "{item} would come to {amount}, which is more than a till can take.",
                item=self.name,
                amount=extended,
            )
        # Without trailing zeros, and hundreds not as 1E+2.
        return replace(self, quantity=quantity.normalize() + 0, extended=extended, tare=None)

    def cost_of(self, quantity: Decimal, policy: TaxPolicy, working: Working | None = None) -> Money:
        """What so much of it costs at its unit price, in whole cents."""
        exact = self.unit_price.amount * quantity
        cost = policy.money(exact)
        if working is not None:
            operands = (Operand("unit price", self.unit_price.amount), Operand("quantity", quantity))
            rounding = policy.rounder.cents(exact, cost.amount)
            step = Step(f"{self.name}: unit price × quantity", Operation.PRODUCT, operands, cost.amount, rounding)
            working.note(Figure("subtotal", self.line_id), step)
        return cost

    def with_price(self, price: Money, reason: str, policy: TaxPolicy) -> "Line":
        """At another price; what it would cost stays known. Its own price again takes the change back."""
        listed = self.unit_price if self.list_price is None else self.list_price
        tare, is_own = self.tare, price == listed
        priced = replace(self, unit_price=price).with_quantity(self.quantity, policy)
        kept = (None, None) if is_own else (listed, reason)
        return replace(priced, list_price=kept[0], price_reason=kept[1], tare=tare)

    def modifier_quantity(self, modifier: "Line", quantity: Decimal) -> Decimal:
        """How much of its modifier goes with ``quantity`` of this line: pieces do not grow with a weight."""
        return modifier.per_parent * (1 if self.is_weighed and not modifier.is_weighed else quantity)


def line_of(item: Item, line_id: str, unit_price: Money, batch: Batch = NO_BATCH) -> Line:
    """One of an item, as the catalog has it now."""
    return Line(
        line_id=line_id,
        item_id=item.item_id,
        name=item.name,
        quantity=Decimal(1),
        unit=item.unit,
        unit_price=unit_price,
        extended=unit_price,
        taxes=item.taxes,
        sku=item.sku,
        minimum_age=item.minimum_age,
        image=item.image,
        lot=batch.lot,
        serial=batch.serial,
        expiry=batch.expiry,
        ends_sale=batch.ends_sale,
        expiry_time=batch.expiry_time,
    )


def _check_quantity(quantity: Decimal, *, weighed: bool) -> None:
    places = _WEIGHT_DECIMALS if weighed else 0
    if not quantity.is_finite() or not 0 < quantity <= _LARGEST_QUANTITY:
        raise BadArgument("A quantity is more than 0 and at most {most}.", most=f"{_LARGEST_QUANTITY:,}")
    if quantity != round(quantity, places):
        if weighed:
            raise BadArgument("A weight has at most 3 decimals.")
        raise BadArgument("This item is sold in whole pieces.")
