"""Two sales made into one: parts of a split become the whole again, and strangers stand beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import DiscountedLine
from pos_terminal.domain.kitchen import together
from pos_terminal.domain.parts import Lines, bearing

if TYPE_CHECKING:
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line


def joined(into: Basket, other: Basket) -> Basket:
    """The first sale with the other's lines and the shop's own discounts in it; its id, table and member stay.

    Parts of one split sale that nobody has changed since become the line that they were, and what they bear of its
    taxes adds up; other taxes are reckoned for the new whole. An offer of the platform on the other sale stays behind:
    it is held for that one. Where the first has no member, the other's is the sale's, with the offers that were chosen
    for it. Guests of both count together. A code that was printed to claim the other by claims the whole, where the
    first has none: a sale has one code.
    """
    are_parts = _are_parts(into, other)
    lines, renamed, next_line = _lines_joined(into, other, are_parts=are_parts)
    discounts = _discounts_joined(into, other, renamed, are_parts=are_parts)
    guests, ordered = (
        _together(into.head.guest_count, other.head.guest_count),
        together(into.head.ordered, other.head.ordered),
    )
    code = into.head.guest_code or other.head.guest_code
    head = replace(into.head, tax_shift=None, guest_count=guests, ordered=ordered, guest_code=code)
    numbers = (next_line, max(into.next_payment, other.next_payment))
    basket = Basket.restored(head, into.policy, lines.values(), (discounts, ()), numbers)
    if are_parts and _bears(into) and _bears(other) and not _has_offers(other):
        _take_off_as_much(basket, into, other)
        basket = _bearing(basket, into, other)
    basket.member = into.member or other.member
    basket.additional = into.additional if into.member else other.additional
    basket.told_at = into.told_at
    basket.chosen = into.chosen if into.member else other.chosen
    return basket


def _are_parts(one: Basket, other: Basket) -> bool:
    """Whether both were once the same sale."""
    first, second = one.head.tax_shift, other.head.tax_shift
    return first is not None and second is not None and first.origin == second.origin


def _lines_joined(into: Basket, other: Basket, *, are_parts: bool) -> tuple[Lines, dict[str, str], int]:
    """The lines together, the ids that the other's have now, and the next one."""
    lines, renamed = dict(into.lines), dict[str, str]()
    next_line = max(into.next_line, other.next_line) if are_parts else into.next_line
    for line in other.lines.values():
        parent = renamed.get(line.modifies_line_id or "", line.modifies_line_id)
        twin = lines.get(line.line_id) if are_parts and parent == line.modifies_line_id else None
        if twin is not None and _is_rest_of(line, twin):
            merged = replace(
                twin,
                quantity=(twin.quantity + line.quantity).normalize() + 0,
                extended=twin.extended + line.extended,
            )
            renamed[line.line_id], lines[line.line_id] = line.line_id, merged
            continue
        line_id = line.line_id
        if not are_parts or line_id in lines:
            line_id, next_line = str(next_line), next_line + 1
        renamed[line.line_id] = line_id
        lines[line_id] = replace(line, line_id=line_id, modifies_line_id=parent)
    return dict(sorted(lines.items(), key=lambda each: int(each[0]))), renamed, next_line


def _is_rest_of(line: Line, twin: Line) -> bool:
    """Whether both are parts of one line: all is the same but how much of it."""
    return replace(line, quantity=twin.quantity, extended=twin.extended) == twin


def _discounts_joined(into: Basket, other: Basket, renamed: dict[str, str], *, are_parts: bool) -> tuple[Discount, ...]:
    found = {each.reference_id: each for each in into.discounts}
    order = max((each.stack_order for each in into.discounts), default=-1)
    for each in other.discounts:
        if each.status is not None:
            continue
        own = found.get(each.reference_id)
        if own is not None and are_parts and _is_same(own, each):
            found[each.reference_id] = _whole_again(own, each, renamed)
            continue
        name = _free_name(each.reference_id, found)
        if are_parts:
            found[name] = replace(each, reference_id=name, lines=_renamed(each.lines, renamed))
            continue
        order += 1
        named = each.lines or tuple(DiscountedLine(line_id) for line_id in other.lines)
        found[name] = replace(each, reference_id=name, lines=_renamed(named, renamed), stack_order=order)
    return tuple(found.values())


def _is_same(own: Discount, rest: Discount) -> bool:
    """Whether both are parts of one discount of the shop's own."""
    same_giving = own.applied_time == rest.applied_time and own.display_name == rest.display_name
    return same_giving and own.status is None and (own.terms is None) == (rest.terms is None)


def _whole_again(own: Discount, rest: Discount, renamed: dict[str, str]) -> Discount:
    lines = {each.line_id: each for each in own.lines}
    for each in _renamed(rest.lines, renamed):
        known = lines.get(each.line_id)
        both = known is not None and known.quantity is not None and each.quantity is not None
        quantity = known.quantity + each.quantity if both and known and known.quantity and each.quantity else None
        lines[each.line_id] = replace(each, quantity=quantity if known is not None else each.quantity)
    return replace(own.of_amount(own.amount + rest.amount), lines=tuple(lines.values()))


def _renamed(lines: tuple[DiscountedLine, ...], renamed: dict[str, str]) -> tuple[DiscountedLine, ...]:
    return tuple(replace(each, line_id=renamed[each.line_id]) for each in lines if each.line_id in renamed)


def _free_name(name: str, taken: dict[str, Discount]) -> str:
    """A reference that no discount of the sale has yet: a letter and a number."""
    number = int(name[1:]) if name[1:].isdecimal() else 1
    while name in taken:
        number += 1
        name = f"{name[:1]}{number}"
    return name


def _bears(basket: Basket) -> bool:
    """Whether its taxes are those that were shared out."""
    shift = basket.head.tax_shift
    return shift is not None and shift.holds({line_id: basket.counted(line_id) for line_id in basket.lines})


def _has_offers(basket: Basket) -> bool:
    return any(each.status is not None and each.counts for each in basket.discounts)


def _take_off_as_much(basket: Basket, one: Basket, other: Basket) -> None:
    """Where a discount meets another that has fallen on its line in other cents, one of them makes up for it."""
    wanted = one.totals.discount + other.totals.discount
    for each in basket.discounts:
        missing = wanted - basket.totals.discount
        if not missing.minor or each.status is not None:
            continue
        before = basket.discounts
        more = each.of_amount(each.amount + missing)
        basket.put_discounts(tuple(more if known is each else known for known in before))
        if basket.totals.discount != wanted:
            basket.put_discounts(before)


def _bearing(basket: Basket, one: Basket, other: Basket) -> Basket:
    """The parts together bear what each of them bore; nothing is left to bear where that is what they reckon."""
    origin = one.head.tax_shift.origin if one.head.tax_shift else one.head.transaction_id
    return bearing(basket, one.totals.plus(other.totals), origin)


def _together(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other
