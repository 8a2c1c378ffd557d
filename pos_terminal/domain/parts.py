"""A sale split into several: items, discounts and taxes of the parts add up to the whole's, to the cent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import DiscountedLine, reach
from pos_terminal.domain.discount import shares as falls_on
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, OffersInTheWay
from pos_terminal.domain.kitchen import dishes_of, shared_out
from pos_terminal.domain.money import EXACT, Money, allocate, total_of
from pos_terminal.domain.reckoning import shares_in_order
from pos_terminal.domain.splitting import split_line
from pos_terminal.domain.taxshift import shift_to
from pos_terminal.domain.totals import Kept, TaxPolicy, TaxRow, Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.tax import Tax

Lines = dict[str, "Line"]
_FINEST = Decimal("0.000001")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A line that goes to another sale, and how much of it."""

    line_id: str
    quantity: Decimal


def lines_moved(basket: Basket, moved: Sequence[MovedLine]) -> tuple[Lines, Lines]:
    """What stays and what goes; modifiers go with the lines they modify, in the same proportion.

    Raises BadArgument for a line or a quantity that there is not, and where nothing would stay or go.
    """
    stays, goes = dict(basket.lines), Lines()
    for each in moved:
        line = basket.line(each.line_id)
        if owner := line.modifies_line_id:
            raise BadArgument("A modifier goes with the item it belongs to. Move line {line}.", line=owner)
        if each.line_id in goes:
            raise BadArgument("Line {line} is named twice. Name it once, with all that goes.", line=each.line_id)
        _check(line, each.quantity)
        kept, gone = _cut(line, each.quantity, basket.policy)
        shares = (kept.quantity, gone.quantity)
        for which in (line, *basket.modifiers(line.line_id)):
            here, there = (kept, gone) if which is line else split_line(which, shares)
            _put(stays, here)
            _put(goes, there)
    if not goes or not stays:
        raise BadArgument("A split leaves something in both sales. Move some lines, not none and not all.")
    return stays, _in_order(basket, goes)


def lines_shared(basket: Basket, ways: int) -> tuple[Lines, ...]:
    """Every line in so many equal parts; its left-over cents go to those that have least so far, the first ones first.

    Raises BadArgument where a part would be empty.
    """
    parts, cents = tuple(Lines() for _ in range(ways)), [0] * ways
    for line in basket.lines.values():
        if line.modifies_line_id:
            continue
        pieces = split_line(line, (1,) * ways)
        shares = [piece.quantity for piece in pieces]
        modifiers = [split_line(each, shares) for each in basket.modifiers(line.line_id)]
        bundles = sorted(zip(pieces, *modifiers, strict=True), key=_cents, reverse=True)
        for at, bundle in zip(sorted(range(ways), key=cents.__getitem__), bundles, strict=True):
            cents[at] += _cents(bundle)
            for piece in bundle:
                _put(parts[at], piece)
    if not all(parts):
        raise BadArgument("There is too little in this sale to share it among {ways}.", ways=ways)
    return tuple(_in_order(basket, part) for part in parts)


def parted(basket: Basket, cuts: Sequence[Lines], new_head: Callable[[], BasketHead]) -> tuple[Basket, ...]:
    """The sale as so many: the first goes on as it, with its member, the others are new.

    The shop's own discounts are shared out with their lines; an offer of the platform stays whole with the first part.
    Raises OffersInTheWay where it cannot, because what it is for has gone elsewhere or costs too little there, and
    NotAllowedNow where a discount of the shop's own, or the taxes, cannot be shared out to the cent.
    """
    discounts = _discounts_shared(basket, cuts)
    numbers = (basket.next_line, basket.next_payment)
    heads = [replace(basket.head, tax_shift=None), *(new_head() for _ in cuts[1:])]
    parts = [
        Basket.restored(head, basket.policy, cut.values(), (own, ()), numbers)
        for head, cut, own in zip(heads, cuts, discounts, strict=True)
    ]
    shared = _totals_shared(basket, parts)
    shift = basket.head.tax_shift
    origin = shift.origin if shift else basket.head.transaction_id
    parts = [bearing(part, wanted, origin) for part, wanted in zip(parts, shared, strict=True)]
    if basket.totals.total.minor >= 0 and any(part.totals.total.minor < 0 for part in parts):
        raise NotAllowedNow("The taxes cannot be shared out to the cent: a part would cost less than nothing.")
    for part, told in zip(
        parts, shared_out(basket.head.ordered, [dishes_of(each.lines.values()) for each in parts]), strict=True
    ):
        part.head = replace(part.head, ordered=told)
    parts[0].member, parts[0].additional, parts[0].told_at = basket.member, basket.additional, basket.told_at
    parts[0].chosen = basket.chosen
    return tuple(parts)


def _check(line: Line, quantity: Decimal) -> None:
    if not quantity.is_finite() or quantity != quantity.quantize(_FINEST, context=EXACT):
        raise BadArgument("A part of a line has at most 6 decimals.")
    if not 0 < quantity <= line.quantity:
        raise BadArgument(
            "Line {line} has {quantity} of {item}. Move more than 0, and at most that.",
            line=line.line_id,
            quantity=f"{line.quantity:f}",
            item=line.name,
        )


def _cut(line: Line, quantity: Decimal, policy: TaxPolicy) -> tuple[Line, Line]:
    """The line as two: by the very quantities where their prices add up to its own, else by cents."""
    quantities = (line.quantity - quantity, quantity)
    rounded = [policy.money(line.unit_price.amount * each) for each in quantities]
    if rounded[0] + rounded[1] == line.extended:
        parts = zip(quantities, rounded, strict=True)
        kept, gone = (replace(line, quantity=each.normalize() + 0, extended=cents) for each, cents in parts)
    else:
        kept, gone = split_line(line, quantities)
    if not gone.quantity or (quantity < line.quantity and not kept.quantity):
        raise BadArgument(
            "{item} costs too little to be cut. Move all of line {line}, or none.", item=line.name, line=line.line_id
        )
    return kept, gone


def _put(part: Lines, line: Line) -> None:
    """A share that got nothing of a line is left out, and with it its modifiers' shares, which follow it."""
    if line.quantity:
        part[line.line_id] = line
    else:
        part.pop(line.line_id, None)


def _cents(lines: Sequence[Line]) -> int:
    """What they cost together; one that a share got nothing of costs nothing there."""
    return sum(each.extended.minor for each in lines)


def _in_order(basket: Basket, part: Lines) -> Lines:
    return {line_id: part[line_id] for line_id in basket.lines if line_id in part}


def _discounts_shared(basket: Basket, cuts: Sequence[Lines]) -> list[tuple[Discount, ...]]:
    """Each part's discounts: of the shop's own its share of every line's; the platform's stand in the first part."""
    _refuse_scattered(basket, cuts[0])
    found: list[list[Discount]] = [[] for _ in cuts]
    left = [{line_id: line.extended for line_id, line in cut.items()} for cut in cuts]
    for discount, shares in shares_in_order(basket.lines, basket.discounts):
        whole = total_of(list(shares.values()), basket.policy.currency)
        own = [_part_of(discount, cut, basket) if discount.status is None else discount for cut in cuts]
        most = [sum(reach(each, rest).values()) for each, rest in zip(own, left, strict=True)]
        for at, minor in enumerate(_fitted(discount, shares, left, most, whole.minor)):
            if not minor and (discount.status is None or at):
                continue
            part = own[at].of_amount(Money(minor, whole.currency)) if discount.status is None else discount
            found[at].append(part)
            for line_id, share in falls_on(part, left[at], cuts[at]).items():
                left[at][line_id] -= share
    return [tuple(each) for each in found]


def _fitted(
    discount: Discount, shares: Mapping[str, Money], left: Sequence[Mapping[str, Money]], most: list[int], whole: int
) -> list[int]:
    """How much of a discount each part bears, by its share of the lines, at most what they still cost there.

    Raises OffersInTheWay for an offer that the first part cannot bear, and NotAllowedNow for a discount of the shop's
    own that the parts cannot: one that takes off all of a line, on another that fell on it in other cents.
    """
    if discount.status is not None:
        wanted = [whole] + [0] * (len(left) - 1)
    else:
        taken = [_taken(shares, left, at) for at in range(len(left))]
        wanted = [min(each, limit) for each, limit in zip(taken, most, strict=True)]
        for at, limit in enumerate(most):
            wanted[at] += min(limit - wanted[at], whole - sum(wanted))
    if sum(wanted) == whole and wanted[0] <= most[0]:
        return wanted
    name = discount.display_name
    if discount.status is not None:
        raise OffersInTheWay("{offer} falls on what goes elsewhere. Remove it, then split the sale.", offer=name)
    raise NotAllowedNow("{offer} cannot be shared out to the cent. Remove it, then split the sale.", offer=name)


def _taken(shares: Mapping[str, Money], left: Sequence[Mapping[str, Money]], at: int) -> int:
    """A part's share of what a discount takes off each line, by what the parts of the line still cost."""
    taken = 0
    for line_id, share in shares.items():
        weights = [max(0, rest[line_id].minor) if line_id in rest else 0 for rest in left]
        taken += allocate(share, weights)[at].minor
    return taken


def _part_of(discount: Discount, cut: Lines, basket: Basket) -> Discount:
    """The discount as a part has it: on its lines alone, with the quantities in proportion."""
    if not discount.lines:
        return discount
    lines = tuple(
        DiscountedLine(each.line_id, _scaled(each.quantity, cut[each.line_id], basket.line(each.line_id)))
        for each in discount.lines
        if each.line_id in cut
    )
    # On none of the part's lines it is not on all of them.
    return replace(discount, lines=lines or discount.lines)


def _scaled(named: Decimal | None, part: Line, whole: Line) -> Decimal | None:
    if named is None or named >= whole.quantity:
        return None
    scaled = (named * part.quantity / whole.quantity).quantize(_FINEST, context=EXACT)
    return max(scaled.normalize() + 0, _FINEST)


def _refuse_scattered(basket: Basket, first: Lines) -> None:
    """Raises OffersInTheWay where a line that an offer names is not in the first part with as much of it."""
    for discount in basket.discounts:
        if discount.status is None or not discount.counts:
            continue
        for each in discount.lines:
            whole, part = basket.lines.get(each.line_id), first.get(each.line_id)
            wanted = whole.quantity if whole and each.quantity is None else each.quantity or _NOTHING
            if part is None or part.quantity < wanted:
                name = discount.display_name
                raise OffersInTheWay(
                    "{offer} is for what goes elsewhere. Remove the offer, then split the sale.", offer=name
                )


def _totals_shared(basket: Basket, parts: Sequence[Basket]) -> list[Totals]:
    """Each part's totals: every tax of the whole, in cents that add up to it, by what the parts' own lines bear."""
    whole, count = basket.totals, len(parts)
    exact = [_exact_taxes(part) for part in parts]
    rows: list[list[TaxRow]] = [[] for _ in parts]
    for row in whole.tax_rows:
        amounts = _shared(row.amount, [each.get(row.tax, (_NOTHING, _NOTHING))[1] for each in exact])
        bases = _shared(row.base, [each.get(row.tax, (_NOTHING, _NOTHING))[0] for each in exact])
        for at in range(count):
            rows[at].append(TaxRow(row.tax, bases[at], amounts[at]))
    inside = _inside_shared(basket, parts, rows)
    return [
        replace(
            part.totals,
            tax_included=inside[at],
            tax_total=sum((row.amount for row in rows[at]), -inside[at]),
            tax_rows=tuple(rows[at]),
        )
        for at, part in enumerate(parts)
    ]


def _inside_shared(basket: Basket, parts: Sequence[Basket], rows: Sequence[Sequence[TaxRow]]) -> list[Money]:
    """The part's taxes inside the prices: those of its rows, or where the net is kept, by what its prices hold."""
    nothing = Money.zero(basket.policy.currency)
    if basket.policy.kept is Kept.PRICE:
        return [sum((row.amount for row in each if row.tax.included), nothing) for each in rows]
    taxes = [[part.counted(line_id)[2] for line_id in part.lines] for part in parts]
    return _shared(basket.totals.tax_included, [sum((each.price - each.net for each in of), _NOTHING) for of in taxes])


def _shared(total: Money, exact: Sequence[Decimal]) -> list[Money]:
    """Cents that add up to the total, by what each part bears of it; what bears the other sign gets none."""
    sign = -1 if total.minor < 0 else 1
    return allocate(total, [max(sign * each, _NOTHING) for each in exact])


def _exact_taxes(part: Basket) -> dict[Tax, tuple[Decimal, Decimal]]:
    """Base and amount of each tax, before they become cents."""
    found: dict[Tax, tuple[Decimal, Decimal]] = {}
    for line_id in part.lines:
        for row in part.counted(line_id)[2].amounts:
            base, amount = found.get(row.tax, (_NOTHING, _NOTHING))
            found[row.tax] = (EXACT.add(base, row.base), EXACT.add(amount, row.amount))
    return found


def bearing(basket: Basket, wanted: Totals, origin: str) -> Basket:
    """The sale, of which nothing is paid, with these taxes to bear; ``origin``: the sale that was first split."""
    counted = {line_id: basket.counted(line_id) for line_id in basket.lines}
    head = replace(basket.head, tax_shift=shift_to(origin, wanted, basket.totals, counted))
    numbers = (basket.next_line, basket.next_payment)
    return Basket.restored(head, basket.policy, basket.lines.values(), (basket.discounts, ()), numbers)
