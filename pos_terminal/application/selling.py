"""Ringing up: scans, items, quantities and modifiers, each step on disk before it is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pos_terminal.application.authority import Authority
from pos_terminal.application.desk import Desk
from pos_terminal.application.keeping import keep, whole
from pos_terminal.application.label_price import priced_by_label, refuse_code_price
from pos_terminal.application.opening import Opening
from pos_terminal.application.past_best import allow_past_best
from pos_terminal.application.ports import Baskets, Catalog
from pos_terminal.application.recalled import allow_unread_lot
from pos_terminal.application.removing import allow_removal
from pos_terminal.application.selling_limits import (
    in_its_place,
    refuse_out_of_hours,
    refuse_stopped,
    refuse_too_many,
    refuse_too_many_of_group,
    refuse_unsaid,
    refuse_wrong_number,
    refuse_wrong_price,
    scanned_batch,
    with_defaults,
)
from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.application.serials import kept_serial, refuse_numberless, refuse_twin
from pos_terminal.application.tilling import Tilling
from pos_terminal.application.weighing import allow_keyed_weight
from pos_terminal.domain.basket import Line
from pos_terminal.domain.batch import NO_BATCH, Batch
from pos_terminal.domain.card_number import refuse_card_number
from pos_terminal.domain.errors import BadArgument, UnknownBarcode, UnknownItem
from pos_terminal.domain.gtin import gtin14
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.money import Money
from pos_terminal.domain.scan import read_scan
from pos_terminal.domain.symbology import printed_code
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.unit_weight import in_unit

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Goods:
    """What is to be rung up; ``quantity`` and ``unit_price`` only where somebody or the code said them.

    ``is_keyed``: the quantity is what somebody typed.
    """

    item: Item
    quantity: Decimal | None = None
    unit_price: Money | None = None
    modifiers: Sequence[Item] | None = None
    batch: Batch = NO_BATCH
    is_keyed: bool = False
    note: str | None = None

    @property
    def amount(self) -> Decimal:
        """How much of it: one where nothing says so."""
        return _ONE if self.quantity is None else self.quantity


class Selling:
    """The open sale of this terminal; the first item starts one."""

    def __init__(
        self, desk: Desk, catalog: Catalog, stored: tuple[Baskets, Tilling], authority: Authority, rules: SellingRules
    ) -> None:
        self._desk = desk
        self._catalog = catalog
        self._baskets, self._tilling = stored
        self._authority = authority
        self.opening = Opening(desk, *stored, rules)
        self.rules = rules

    def scan(self, scanned: str) -> Line:
        """Ring up what was scanned or typed as a code.

        Raises UnknownBarcode; BadArgument where a code says no weight or price that is wanted; as `allow_past_best`.
        """
        self._desk.signed_on()
        goods, measure = self._find(scanned)
        return self._add_measured(goods, measure) if measure else self._add(goods)

    def is_past_best(self, line: Line) -> bool:
        """Whether the line's label says that it was best before an earlier day."""
        return line.batch.is_past_best(self._tilling.local())

    def price_of(self, scanned: str) -> Item:
        """The item behind a code, without selling it. Raises UnknownBarcode."""
        return self._find(scanned)[0].item

    def found(self, scanned: str) -> tuple[Item, Decimal | None, Money | None]:
        """The item behind a code with how much of it and which price the code itself says. Raises UnknownBarcode."""
        goods, measure = self._find(scanned)
        if measure:  # a piece with a weight and a price is one thing of this price
            goods = _measured(goods, replace(measure, weight=None), self.rules.policy)
        return goods.item, goods.quantity, goods.unit_price

    def add_item(
        self,
        item_id: str,
        quantity: Decimal | Measure | None = None,
        modifiers: Sequence[str] | None = None,
        unit_price: Money | None = None,
        serial: str | None = None,
    ) -> Line:
        """Ring up an item by id, with exactly these modifiers; None: those that it has where nobody chooses.

        ``quantity`` is what a scale says, or what somebody typed: a weight, ApprovalNeeded as the shop's rights say.
        ``unit_price`` is for open-price items alone; ``serial`` is the number of this very piece, scanned or typed.
        """
        self._desk.signed_on()
        item = self.item(item_id)
        wanted = None if modifiers is None else [self._modifier_of(item, modifier_id) for modifier_id in modifiers]
        goods = _Goods(item, None, unit_price, wanted, _piece(item, serial, self._find) if serial else NO_BATCH)
        if isinstance(quantity, Measure):
            return self._add(_measured(goods, quantity, self.rules.policy))
        return self._add(replace(goods, quantity=quantity, is_keyed=True))

    def add_modifier(self, line_id: str, item_id: str) -> Line:
        """Put a modifier on a line; in a group that takes one it goes in the other's place."""
        basket = self._desk.open_sale()
        item = self.item(basket.line(line_id).item_id)
        modifier = self._modifier_of(item, item_id)
        with whole(basket):
            for other in in_its_place(item, modifier, basket.modifiers(line_id)):
                basket.remove(other.line_id)
            added = basket.add_modifier(line_id, modifier)
            refuse_too_many_of_group(item, [each.item_id for each in basket.modifiers(line_id)])
            refuse_too_many(basket, modifier)
        keep(self._desk, self._baskets)
        return added

    def choose_modifiers(self, line_id: str, item_ids: Sequence[str]) -> None:
        """Have exactly these modifiers on a line; those that stay keep their own lines."""
        basket = self._desk.open_sale()
        item = self.item(basket.line(line_id).item_id)
        wanted = {each: self._modifier_of(item, each) for each in item_ids}
        refuse_wrong_number(item, list(wanted), self.modifiers_of(item.item_id))
        with whole(basket):
            for each in basket.modifiers(line_id):
                if wanted.pop(each.item_id, None) is None:
                    basket.remove(each.line_id)
            for modifier in wanted.values():
                basket.add_modifier(line_id, modifier)
        keep(self._desk, self._baskets)

    def set_quantity(self, line_id: str, quantity: Decimal) -> Line:
        """Change how many of a line there are, or how much it weighs: ApprovalNeeded as the shop's rights say."""
        basket = self._desk.open_sale()
        with whole(basket):
            line = basket.set_quantity(line_id, quantity)
            refuse_too_many(basket, self._catalog.item(line.item_id))
            refuse_twin(basket, line)
            allow_keyed_weight(self._authority, basket, line)
            allow_unread_lot(self._authority, basket, line, self._catalog.item(line.item_id))
        keep(self._desk, self._baskets)
        return line

    def remove_line(self, line_id: str, reason: str = "") -> tuple[Line, ...]:
        """Take a line out, with its modifiers; what went.

        Raises BadArgument for a modifier that its item wants; what `allow_removal` does.
        """
        basket = self._desk.open_sale()
        parent_id = basket.line(line_id).modifies_line_id
        with whole(basket):
            gone = basket.remove(line_id)
            item = None if parent_id is None else self._catalog.item(basket.line(parent_id).item_id)
            if parent_id is not None and item is not None:
                left = [each.item_id for each in basket.modifiers(parent_id)]
                refuse_wrong_number(item, left, self.modifiers_of(item.item_id))
            allow_removal(self._authority, self.rules.reasons, gone[0], reason)
        keep(self._desk, self._baskets)
        return gone

    def item(self, item_id: str) -> Item:
        """An active item. Raises UnknownItem."""
        item = self._catalog.item(item_id)
        if item is None or not item.active:
            raise UnknownItem(item_id)
        return item

    def search(self, text: str, limit: int = 50) -> list[Item]:
        """Items whose name or code begins so."""
        return [item for item in self._catalog.search(text, limit) if not item.is_modifier]

    def categories(self) -> list[Category]:
        """The top categories."""
        return self._catalog.categories()

    def items_in(self, category_id: str | None, offset: int, limit: int) -> list[Item]:
        """A page of a category's items."""
        return self._catalog.items_in(category_id, offset, limit)

    def modifiers_of(self, item_id: str) -> list[Item]:
        """The modifiers that an item can take."""
        return self._catalog.modifiers_of(item_id)

    def edition(self) -> int | None:
        """Which catalog is in force."""
        return self._catalog.edition()

    def _find(self, scanned: str) -> tuple[_Goods, Measure | None]:
        reading = read_scan(scanned, self.rules.labels)
        for code, measure in reading.lookups():
            item = self._catalog.find(code)
            if item is not None and item.active:
                refuse_code_price(item, code, reading)
                return _Goods(item, batch=scanned_batch(item, reading, self._tilling.local())), measure
        refuse_card_number(scanned, self.rules.cards)
        raise UnknownBarcode(reading.text or scanned)

    def _add_measured(self, goods: _Goods, measure: Measure) -> Line:
        """Sell what a label or code says: its count, its weight, or exactly its price."""
        measured = _measured(goods, measure, self.rules.policy)
        return self._add(measured) if measured.unit_price is None else self._ring_up(measured, merge=False)

    def _add(self, goods: _Goods) -> Line:
        refuse_unsaid(goods.item, goods.quantity)
        refuse_wrong_price(goods.item, goods.unit_price)
        return self._ring_up(goods)

    def _ring_up(self, goods: _Goods, *, merge: bool = True) -> Line:
        """Put the item and its modifiers on the sale: all of them, or on a refusal none."""
        refuse_out_of_hours(goods.item, self._tilling.local())
        refuse_numberless(goods.item, goods.batch)
        modifiers = self._modifiers_for(goods)
        basket = self.opening.sale()
        merge = merge and self.rules.merge_lines and not modifiers
        with whole(basket):
            line = basket.add(goods.item, goods.amount, goods.unit_price, batch=goods.batch, merge=merge)
            if goods.note:
                line = basket.put(replace(line, note=goods.note))
            refuse_stopped(line, goods.item, self._tilling.local())
            refuse_twin(basket, line)
            for modifier in modifiers:
                basket.add_modifier(line.line_id, modifier)
            refuse_too_many(basket, goods.item)
            if goods.is_keyed:
                allow_keyed_weight(self._authority, basket, line)
            allow_past_best(self._authority, basket, line, self._tilling.local())
            allow_unread_lot(self._authority, basket, line, goods.item)
        self.opening.taken(basket)
        return line

    def _modifiers_for(self, goods: _Goods) -> Sequence[Item]:
        """What was chosen, or what the item has where nobody chooses; as many as its groups take."""
        item = goods.item
        if not item.modifier_groups:
            return goods.modifiers or ()
        offered = self._catalog.modifiers_of(item.item_id)
        chosen = with_defaults(item, offered) if goods.modifiers is None else goods.modifiers
        refuse_wrong_number(item, [each.item_id for each in chosen], offered)
        return chosen

    def _modifier_of(self, item: Item, modifier_id: str) -> Item:
        modifier = self.item(modifier_id)
        if modifier_id not in {each.item_id for each in self._catalog.modifiers_of(item.item_id)}:
            raise BadArgument("{modifier} cannot be added to {item}.", modifier=modifier.name, item=item.name)
        return modifier


def _measured(goods: _Goods, measure: Measure, policy: TaxPolicy) -> _Goods:
    """The goods as their label or code has them: its count, its weight, or exactly its price."""
    item = goods.item
    if measure.kind is not MeasureKind.PRICE:
        return replace(goods, quantity=in_unit(item.unit, measure))
    priced = priced_by_label(item, measure, policy)
    return replace(goods, item=priced.item, quantity=priced.quantity, unit_price=priced.unit_price, note=priced.note)


def _piece(item: Item, serial: str, find: Callable[[str], tuple[_Goods, Measure | None]]) -> Batch:
    """Which piece of an item it is. Raises BadArgument where the goods' own code was taken for the serial number."""
    try:
        found, _ = find(serial)
    except UnknownBarcode:
        return Batch(serial=kept_serial(serial))
    is_item = found.item.item_id == item.item_id
    if is_item and found.batch.serial:
        return found.batch
    if is_item:
        raise BadArgument("{code} is on every {item}. Scan or type the serial number.", code=serial, item=item.name)
    if gtin14(printed_code(serial)):
        raise BadArgument(
            "{code} is the code of {other}. Scan or type the serial number of {item}.",
            code=serial,
            other=found.item.name,
            item=item.name,
        )
    return Batch(serial=kept_serial(serial))
