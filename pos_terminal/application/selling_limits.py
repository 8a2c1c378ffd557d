"""What the catalog lets a sale have of an item: at which hours, how much of it, and with which modifiers."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pos_terminal.application.recalled import is_recalled
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.batch import Batch
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.item import Item, ModifierGroup
from pos_terminal.domain.money import Money
from pos_terminal.domain.scan import ScanReading
from pos_terminal.wording.message import Message


def refuse_out_of_hours(item: Item, local: datetime) -> None:
    """Raises NotAllowedNow outside the item's hours of sale; ``local`` is the store's own time."""
    if not item.may_be_sold_at(local):
        hours = ", ".join(map(str, item.sale_hours))
        raise NotAllowedNow("{item} is not sold at this time. Its hours: {hours}.", item=item.name, hours=hours)


def scanned_batch(item: Item, reading: ScanReading, local: datetime) -> Batch:
    """Which of the item was scanned.

    Raises:
        NotAllowedNow: the label's last day of sale is none, so nobody knows whether the item is past it.
    """
    expiry = reading.expiry
    if expiry is not None and expiry.ends_sale and expiry.moment(local.date()) is None:
        raise NotAllowedNow(
            "The expiry date on the label of {item} is not a date: {expiry}. Put it aside.",
            item=item.name,
            expiry=expiry.digits,
        )
    return reading.batch(local.date())


def refuse_stopped(line: Line, item: Item | None, local: datetime) -> None:
    """Raises NotAllowedNow for what is past its last day or hour, or of a lot that the maker called back.

    ``local`` is the store's own time.
    """
    if line.batch.is_over(local):
        raise NotAllowedNow(
            "{item} was to be sold until {expiry}. Put it aside.", item=line.name, expiry=line.batch.expires
        )
    if item is not None and is_recalled(line, item):
        raise NotAllowedNow(
            "Lot {lot} of {item} was called back. Put it aside, and tell your manager.", lot=line.lot, item=line.name
        )


def refuse_too_many(basket: Basket, item: Item | None) -> None:
    """Raises NotAllowedNow where the sale has more of the item than one shopper gets."""
    if item is None or item.max_per_sale is None:
        return
    sold = sum((each.quantity for each in basket.lines.values() if each.item_id == item.item_id), Decimal(0))
    if sold > item.max_per_sale:
        most = f"{item.max_per_sale.normalize():f}"
        raise NotAllowedNow(
            "At most {most} of {item} go into one sale.",
            most=most if item.unit == "each" else f"{most} {item.unit}",
            item=item.name,
        )


def refuse_unsaid(item: Item, quantity: Decimal | None) -> None:
    """Raises BadArgument for what is sold with another item only, and for weighed goods without their weight."""
    if item.is_modifier:
        raise BadArgument("{item} is sold with another item only. Select that line, then add it.", item=item.name)
    if item.is_weighed and quantity is None:
        raise BadArgument("{item} is sold by weight. Enter the weight in {unit}.", item=item.name, unit=item.unit.value)


def refuse_wrong_price(item: Item, unit_price: Money | None) -> None:
    """Raises BadArgument for a price where the item has one, for none where it has none, and for one below zero."""
    if item.open_price and unit_price is None:
        raise BadArgument("{item} has no fixed price. Enter one.", item=item.name)
    if not item.open_price and unit_price is not None:
        raise BadArgument(
            "{item} has the price {price}. A price of one's own is for open-price items.",
            item=item.name,
            price=item.price,
        )
    if unit_price is not None and unit_price.minor < 0:
        raise BadArgument("A price cannot be below zero.")


def with_defaults(item: Item, offered: Sequence[Item]) -> list[Item]:
    """The modifiers that an item gets where nobody chooses."""
    by_id = {each.item_id: each for each in offered}
    ids = [each for group in item.modifier_groups for each in group.default_item_ids if each in by_id]
    return [by_id[each] for each in dict.fromkeys(ids)]


def in_its_place(item: Item, modifier: Item, there: Sequence[Line]) -> list[Line]:
    """What goes from a line when this modifier comes: the others of each group that takes only one."""
    ones = [each for each in item.modifier_groups if each.maximum == 1 and modifier.item_id in each.item_ids]
    return [line for line in there if any(line.item_id in group.item_ids for group in ones)]


def refuse_wrong_number(item: Item, chosen: Sequence[str], offered: Sequence[Item]) -> None:
    """Raises BadArgument where a group has fewer or more of its modifiers than it takes."""
    refuse_too_many_of_group(item, chosen)
    names = {each.item_id: each.name for each in offered}
    for group in item.modifier_groups:
        has = sum(each in group.item_ids for each in chosen)
        choices = ", ".join(names[each] for each in group.item_ids if each in names)
        if choices and has < group.minimum:
            raise BadArgument(
                "{item} wants {count} of {group}: {choices}.",
                item=item.name,
                count=_least(group),
                group=group.name,
                choices=choices,
            )


def refuse_too_many_of_group(item: Item, chosen: Sequence[str]) -> None:
    """Raises BadArgument where a group has more of its modifiers than it takes."""
    for group in item.modifier_groups:
        if group.maximum is not None and sum(each in group.item_ids for each in chosen) > group.maximum:
            raise BadArgument(
                "{item} takes at most {maximum} of {group}.", item=item.name, maximum=group.maximum, group=group.name
            )


def _least(group: ModifierGroup) -> int | Message:
    if group.minimum == group.maximum:
        return group.minimum
    return Message("at least {count}", count=group.minimum)
