"""A sale that is split, and made whole again: nothing is won or lost by it, in items, discounts or taxes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from itertools import count
from random import Random

import pytest

from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus, ShopTerms
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, OffersInTheWay
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.joining import joined
from pos_terminal.domain.money import Currency, Money, RoundingMode
from pos_terminal.domain.parts import MovedLine, lines_moved, lines_shared, parted
from pos_terminal.domain.tax import Tax, TaxKind, TaxRounding
from pos_terminal.domain.totals import Kept, TaxPolicy
from tests.domain.making import JPY, KWD, NOON, USD, basket, discount, head, item, percent, usd

MANY = 100
FINEST = Decimal("0.000001")


def split(sale: Basket, *cuts: dict) -> tuple[Basket, ...]:  # type: ignore[type-arg] # what the two cuts give
    numbers = count(2)

    def new_head() -> BasketHead:
        number = f"{sale.head.transaction_id}.{next(numbers)}"
        return BasketHead(number, NOON, "STORE", "7", from_transaction_id=sale.head.transaction_id)

    return parted(sale, cuts, new_head)


def by_lines(sale: Basket, *moved: tuple[str, str]) -> tuple[Basket, ...]:
    return split(sale, *lines_moved(sale, [MovedLine(line_id, Decimal(quantity)) for line_id, quantity in moved]))


def evenly(sale: Basket, ways: int) -> tuple[Basket, ...]:
    return split(sale, *lines_shared(sale, ways))


def sums(*sales: Basket) -> dict[object, object]:
    """All that must stay the same in sum: cents, quantities and every tax."""
    found: Counter[object] = Counter()
    for sale in sales:
        totals = sale.totals
        for name in ("lines", "discount", "tax_included", "tax_total", "total", "subtotal"):
            found[name] += getattr(totals, name).minor
        for row in totals.tax_rows:
            found["base", row.tax] += row.base.minor
            found["tax", row.tax] += row.amount.minor
        for line in sale.lines.values():
            found["cents", line.line_id] += line.extended.minor
            found["quantity", line.line_id] += line.quantity  # type: ignore[assignment] # decimals count, too
        assert sum(each.minor for each in sale.included_taxes().values()) == totals.tax_included.minor
        assert totals.total == totals.lines - totals.discount + totals.tax_total
        assert totals.discount.minor <= sum(max(0, line.extended.minor) for line in sale.lines.values())
    return {name: value for name, value in found.items() if value}


def drawn_sale(draw: Random, deepest: int) -> Basket:
    """A sale under any policy: taxes of every kind, weights, modifiers, discounts one upon another.

    One discount takes at most one part in ``deepest`` of its lines.
    """
    currency = draw.choice((USD, USD, JPY, KWD))
    policy = TaxPolicy(
        currency, draw.choice(list(TaxRounding)), draw.choice(list(RoundingMode)), draw.choice((Kept.PRICE, *Kept))
    )
    known = [drawn_tax(draw, number, currency) for number in range(draw.randint(1, 4))]
    sale = Basket(head(), policy)
    for number in range(draw.randint(1, 5)):
        unit = draw.choice((Unit.EACH, Unit.EACH, Unit.KG))
        each = drawn_item(draw, f"I{number}", (0, draw.choice((3, 3000))), currency)
        each = replace(each, unit=unit, taxes=tuple(draw.sample(known, draw.randint(0, len(known)))))
        weight = Decimal(draw.randint(1, 20_000)).scaleb(-3)
        line = sale.add(each, weight if unit is Unit.KG else Decimal(draw.randint(1, 12)))
        for extra in range(draw.choice((0, 0, 1, 2))):
            sale.add_modifier(line.line_id, drawn_item(draw, f"M{extra}", (-200, 300), currency))
    if sale.totals.lines.minor > 0:
        sale.put_discounts(tuple(drawn_discount(draw, sale, order, deepest) for order in range(draw.randint(0, 3))))
    return sale


def drawn_tax(draw: Random, number: int, currency: Currency) -> Tax:
    kind = draw.choice(list(TaxKind))
    rate = Decimal(draw.choice(("0", "0.06", "0.07", "0.0825", "0.19", "0.2", "0.25", "0.995")))
    return Tax(
        tax_code=f"T{number}",
        name=f"Tax {number}",
        rate=rate.quantize(currency.quantum) if kind is TaxKind.FIXED_PER_UNIT else rate,
        kind=kind,
        included=draw.random() < 0.5,
        adds_to_base_of_next=draw.random() < 0.5,
        base_affected_by_previous=draw.random() < 0.5,
    )


def drawn_item(draw: Random, name: str, prices: tuple[int, int], currency: Currency) -> Item:
    return Item(name.lower(), name, Money(draw.randint(*prices), currency))


def drawn_discount(draw: Random, sale: Basket, order: int, deepest: int) -> Discount:
    named = draw.sample(sorted(sale.lines), min(len(sale.lines), draw.choice((0, 0, 1, 2))))
    cost = sum(max(0, sale.line(each).extended.minor) for each in named or sale.lines)
    lines = tuple(DiscountedLine(each, draw.choice((None, Decimal(1)))) for each in named)
    amount = Money(draw.randint(0, cost // deepest), sale.policy.currency)
    terms = draw.choice(
        (ShopTerms("Staff", percent=Decimal(draw.randint(1, 100 // deepest))), ShopTerms("Late", amount=amount))
    )
    return replace(discount(amount, stack_order=order), reference_id=f"D{order + 1}", lines=lines, terms=terms)


def drawn_cuts(draw: Random, sale: Basket) -> list[MovedLine]:
    able = [line for line in sale.lines.values() if line.modifies_line_id is None]
    quarters = {
        line.line_id: line.quantity * draw.randint(1, 4) / 4 for line in draw.sample(able, draw.randint(1, len(able)))
    }
    return [MovedLine(line_id, max(part.quantize(FINEST), FINEST)) for line_id, part in quarters.items()]


def tried(work: Callable[[], tuple[Basket, ...]]) -> tuple[Basket, ...]:
    """The parts; none where there is too little to part, or a pile of discounts that no cents can share out."""
    try:
        return work()
    except BadArgument:
        return ()
    except NotAllowedNow as refusal:
        if "cannot be shared out to the cent" not in refusal.sentence:
            raise
        return ()


def halved(part: Basket) -> tuple[Basket, ...]:
    """A part of a part."""
    return tried(lambda: evenly(part, 2)) or (part,)


def quantities(sale: Basket) -> list[tuple[str, Decimal]]:
    return [(line.line_id, line.quantity) for line in sale.lines.values()]


def assert_conserved(seed: int) -> int:
    """Split a drawn sale in every way, and make it whole again; how many splits there were.

    In every fourth sale discounts may take all of a line, and then, where the parts are put together, a cent of one is
    no longer there to be taken off: only the parts are looked at.
    """
    draw = Random(seed)
    sale = drawn_sale(draw, deepest=1 if seed % 4 == 0 else 8)
    whole, lines = sums(sale), quantities(sale)
    cuts, ways = drawn_cuts(draw, sale), draw.randint(2, 9)
    by_lines = tried(lambda: split(sale, *lines_moved(sale, cuts)))
    even = tried(lambda: evenly(sale, ways))
    for parts in (by_lines, even, tuple(piece for part in by_lines for piece in halved(part))):
        if not parts:
            continue
        assert sums(*parts) == whole, f"seed {seed}: in {len(parts)} parts"
        for part in parts:
            assert_priced(part, f"seed {seed}")
        if seed % 4 == 0:
            continue
        assert sums(reduce(joined, parts[:-1]), parts[-1]) == whole, f"seed {seed}: all but one together"
        for pieces in (parts, parts[::-1]):
            again = reduce(joined, pieces)
            assert (sums(again), quantities(again)) == (whole, lines), f"seed {seed}: made whole"
    return bool(by_lines) + bool(even)


def assert_priced(part: Basket, where: str) -> None:
    """A line costs what its quantity does, but for the cent that was shared out."""
    for line in part.lines.values():
        off = abs(line.unit_price.amount * line.quantity - line.extended.amount)
        assert off <= part.policy.currency.quantum, f"{where}: line {line.line_id} is {off} off"


def test_parts_add_up_to_the_whole_and_become_it_again(figures: Counter[str]) -> None:
    parted = sum(assert_conserved(seed) for seed in range(MANY))

    figures["sales split"] += parted
    assert parted > MANY


@pytest.mark.soak
def test_very_many_parts_add_up_to_the_whole_and_become_it_again(figures: Counter[str]) -> None:
    figures["sales split"] += sum(assert_conserved(seed) for seed in range(MANY, 100 * MANY))


@pytest.mark.parametrize("ways", [2, 3, 4, 7])
def test_shares_of_a_sale_of_many_lines_differ_by_a_cent_at_most(ways: int) -> None:
    sale = basket()
    for number, price in enumerate(("4.00", "3.25", "7.90", "2.05", "1.00", "5.25")):
        sale.add(item(price, name=f"Item {number}"), Decimal(1))

    shares = [part.totals.total.minor for part in evenly(sale, ways)]

    assert sum(shares) == sale.totals.total.minor == 2345
    assert max(shares) - min(shares) <= 1


def test_a_piece_is_cut_into_halves_and_whole_pieces_stay_whole() -> None:
    sale = basket()
    sale.add(item("4.55", name="Pizza"), Decimal(1))
    sale.add(item("2.00", name="Cola"), Decimal(3))

    parent, child = by_lines(sale, ("1", "0.5"), ("2", "2"))

    assert [(line.quantity, line.extended) for line in parent.lines.values()] == [
        (Decimal("0.501099"), usd("2.28")),
        (Decimal(1), usd("2.00")),
    ]
    assert [(line.quantity, line.extended) for line in child.lines.values()] == [
        (Decimal("0.498901"), usd("2.27")),
        (Decimal(2), usd("4.00")),
    ]
    assert (parent.head, child.head.from_transaction_id) == (
        replace(sale.head, tax_shift=parent.head.tax_shift),
        sale.head.transaction_id,
    )


def test_a_part_of_a_piece_counts_as_one_and_keeps_its_quantity() -> None:
    sale = basket()
    sale.add(item("4.55", name="Pizza"), Decimal(1))

    for part in by_lines(sale, ("1", "0.5")):
        before = quantities(part)
        assert [line.pieces for line in part.lines.values()] == [1]
        for quantity in ("1", "2"):
            with pytest.raises(BadArgument, match="The rest of this Pizza is in another sale"):
                part.set_quantity("1", Decimal(quantity))
        assert quantities(part) == before


def test_taxes_are_shared_out_and_not_reckoned_again() -> None:
    sale = basket()
    vat = percent("0.07")
    for name in ("A", "B"):
        sale.add(item("0.50", vat, name=name), Decimal(1))  # 3.5 cents each: 7 together, 8 if each were rounded

    parts = by_lines(sale, ("2", "1"))

    assert [part.totals.tax_total for part in parts] == [usd("0.04"), usd("0.03")]
    assert sale.totals.tax_total == usd("0.07")


def test_a_part_that_is_changed_is_reckoned_like_every_sale() -> None:
    sale = basket()
    vat = percent("0.07")
    for name in ("A", "B"):
        sale.add(item("0.50", vat, name=name), Decimal(1))
    _, child = by_lines(sale, ("2", "1"))

    child.add(item("1.00", vat, name="C"), Decimal(1))
    with_more = child.totals.tax_total
    child.set_quantity("2", Decimal(2))
    child.remove("3")

    assert with_more == usd("0.10")  # 10.5 cents make 11, less the cent that the other part bears
    assert child.totals.tax_total == usd("0.07")


def test_modifiers_go_with_their_line_in_the_same_proportion() -> None:
    sale = basket()
    sale.add(item("4.00", name="Latte"), Decimal(4))
    sale.add_modifier("1", item("0.60", name="Oat"))

    parent, child = by_lines(sale, ("1", "1"))

    assert [line.quantity for line in parent.lines.values()] == [3, 3]
    assert [(str(line.quantity), line.modifies_line_id) for line in child.lines.values()] == [("1", None), ("1", "1")]


def test_what_cannot_be_cut_is_refused() -> None:
    sale = basket()
    sale.add(item("0.01", name="Bag"), Decimal(1))
    sale.add(item("1.00", name="Tea"), Decimal(2))
    sale.add_modifier("2", item("0.10", name="Milk"))

    for moved, words in (
        ([], "not none and not all"),
        ([("1", "1"), ("2", "2")], "not none and not all"),
        ([("9", "1")], "no line 9"),
        ([("3", "1")], "Move line 2"),
        ([("2", "1"), ("2", "1")], "named twice"),
        ([("2", "3")], "Line 2 has 2 of Tea"),
        ([("2", "0")], "Move more than 0"),
        ([("2", "0.0000001")], "at most 6 decimals"),
        ([("2", "NaN")], "at most 6 decimals"),
        ([("1", "0.5")], "costs too little to be cut"),
    ):
        with pytest.raises(BadArgument, match=words):
            by_lines(sale, *moved)
    bag = basket()
    bag.add(item("0.01", name="Bag"), Decimal(1))
    with pytest.raises(BadArgument, match="too little in this sale to share it among 3"):
        evenly(bag, 3)


def locked(amount: str, *lines: DiscountedLine) -> Discount:
    return replace(discount(usd(amount), status=DiscountStatus.LOCKED), lines=lines)


def test_an_offer_stays_whole_with_the_first_part_where_its_lines_stay() -> None:
    sale = basket()
    sale.add(item("5.00", name="Pizza"), Decimal(2))
    sale.add(item("2.00", name="Cola"), Decimal(1))
    sale.put_discounts((locked("1.00", DiscountedLine("1", Decimal(1))),))

    parent, child = by_lines(sale, ("2", "1"), ("1", "1"))

    assert (parent.discounts, child.discounts) == (sale.discounts, ())
    with pytest.raises(OffersInTheWay, match="Remove the offer, then split"):
        by_lines(sale, ("1", "2"))
    with pytest.raises(OffersInTheWay):
        evenly(sale, 3)


def test_an_offer_that_the_first_part_does_not_cost_is_in_the_way() -> None:
    sale = basket()
    sale.add(item("5.00", name="Pizza"), Decimal(1))
    sale.add(item("2.00", name="Cola"), Decimal(1))
    sale.put_discounts((locked("3.00"),))

    assert by_lines(sale, ("2", "1"))[0].totals.total == usd("2.00")
    with pytest.raises(OffersInTheWay, match="falls on what goes elsewhere"):
        by_lines(sale, ("1", "1"))


def test_the_member_stays_with_the_first_part() -> None:
    sale = basket()
    sale.add(item("5.00"), Decimal(2))
    sale.member = Attribution("member-1")

    parts = evenly(sale, 2)

    assert [part.member for part in parts] == [Attribution("member-1"), None]


def test_strangers_are_joined_side_by_side() -> None:
    one, other = basket(), Basket(replace(head(), transaction_id="L1-0001-000002", guest_count=2), TaxPolicy(USD))
    one.add(item("5.00", percent("0.1")), Decimal(1))
    other.add(item("5.00", percent("0.1")), Decimal(1))
    other.add_modifier("1", item("1.00", name="Butter"))
    for sale, amount in ((one, "1.00"), (other, "0.50")):
        own = replace(discount(usd(amount), stack_order=0), reference_id="D1")
        sale.put_discounts((own, locked("0.10")))
    other.member = Attribution("member-2")

    whole = joined(one, other)

    lines = [(line.line_id, line.modifies_line_id) for line in whole.lines.values()]
    assert lines == [("1", None), ("2", None), ("3", "2")]
    found = [(each.reference_id, each.amount, [line.line_id for line in each.lines]) for each in whole.discounts]
    assert found == [("D1", usd("1.00"), []), ("offer-1", usd("0.10"), []), ("D2", usd("0.50"), ["2", "3"])]
    assert (whole.head.transaction_id, whole.head.guest_count, whole.member) == (
        "L1-0001-000001",
        2,
        Attribution("member-2"),
    )
    assert (whole.next_line, whole.add(item("1.00", name="Jam"), Decimal(1)).line_id) == (4, "4")
