from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from pos_terminal.domain.basket import Basket
from pos_terminal.domain.batch import Batch
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import BadArgument, NotAllowedNow, Refused
from pos_terminal.domain.item import Unit
from pos_terminal.domain.money import Money
from pos_terminal.domain.tax import LineTaxes, Tax
from pos_terminal.domain.taxworking import LineWorking
from pos_terminal.domain.totals import TaxPolicy
from tests.domain.making import JPY, USD, basket, discount, head, item, payment, percent, usd

ONE = Decimal(1)
BREAD = item("2.50", name="Bread")
CHEESE = item("12.99", name="Cheese", unit=Unit.KG)
BUTTER = item("0.40", name="Butter")
NO_LID = item("-0.10", name="No lid")


def test_a_line_costs_its_unit_price_times_its_quantity() -> None:
    line = basket().add(BREAD, Decimal(3))

    assert (line.line_id, line.item_id, line.name) == ("1", "bread", "Bread")
    assert (str(line.quantity), line.unit) == ("3", "each")
    assert (line.unit_price, line.extended) == (usd("2.50"), usd("7.50"))


def test_a_weighed_line_is_rounded_to_the_cent() -> None:
    line = basket().add(CHEESE, Decimal("0.755"))  # 9.80745

    assert line.is_weighed
    assert line.extended == usd("9.81")


def test_three_weighings_are_three_lines() -> None:
    sale = basket()
    for _ in range(3):
        sale.add(CHEESE, Decimal("0.333"), merge=True)

    assert len(sale.lines) == 3
    assert sale.totals.total == usd("12.99")  # 3 × 4.33, where 0.999 kg at once would be 12.98


@pytest.mark.parametrize(
    ("weighed", "quantity", "why"),
    [
        (False, "0", "more than 0"),
        (False, "-1", "more than 0"),
        (False, "1.5", "whole pieces"),
        (False, "100000", "at most 99,999"),
        (False, "NaN", "more than 0"),
        (False, "sNaN", "more than 0"),
        (False, "Infinity", "more than 0"),
        (True, "0", "more than 0"),
        (True, "-0.5", "more than 0"),
        (True, "0.0005", "3 decimals"),
        (True, "NaN", "more than 0"),
        (True, "99999.001", "at most 99,999"),
        (True, "1." + "0" * 40 + "1", "3 decimals"),
    ],
)
def test_a_quantity_that_cannot_be_meant_is_refused(quantity: str, why: str, *, weighed: bool) -> None:
    sale = basket()
    sold = CHEESE if weighed else BREAD
    line = sale.add(sold, ONE)
    sale.add_modifier(line.line_id, BUTTER)

    with pytest.raises(BadArgument, match=why):
        sale.add(sold, Decimal(quantity))
    with pytest.raises(BadArgument, match=why):
        sale.set_quantity("1", Decimal(quantity))
    assert (str(sale.line("1").quantity), len(sale.lines), sale.next_line) == ("1", 2, 3)


@pytest.mark.parametrize("quantity", ["0", "-1", "1.5", "NaN"])
def test_a_line_that_would_be_merged_is_no_way_round_that(quantity: str) -> None:
    sale = basket()
    sale.add(BREAD, Decimal(2))

    with pytest.raises(BadArgument):
        sale.add(BREAD, Decimal(quantity), merge=True)
    assert sale.line("1").quantity == 2


@pytest.mark.parametrize(
    ("quantity", "text"), [("2.0", "2"), ("100", "100"), ("1E+2", "100"), ("10.0", "10"), ("2.000", "2")]
)
def test_a_quantity_is_kept_without_zeros_behind_and_without_an_exponent(quantity: str, text: str) -> None:
    assert str(basket().add(BREAD, Decimal(quantity)).quantity) == text


def test_a_line_that_nobody_could_pay_is_refused() -> None:
    gold = item("90000000.00", name="Gold")
    sale = basket()
    sale.add(gold, Decimal(111))

    with pytest.raises(BadArgument, match=r"Gold would come to .* more than a till can take"):
        sale.set_quantity("1", Decimal(112))
    with pytest.raises(BadArgument, match="more than a till can take"):
        sale.add(gold, Decimal(99_999))
    assert sale.totals.total == usd("9990000000.00")


def test_a_price_in_another_currency_is_refused() -> None:
    with pytest.raises(BadArgument, match="priced in JPY, not in USD"):
        basket().add(item(Money(100, JPY)), ONE)


def test_an_open_price_item_costs_what_was_entered() -> None:
    assert basket().add(BREAD, ONE, usd("3.33")).unit_price == usd("3.33")


def test_the_same_item_again_raises_the_quantity_of_its_line() -> None:
    sale = basket()
    sale.add(BREAD, ONE, merge=True)
    sale.add(CHEESE, ONE, merge=True)
    merged = sale.add(BREAD, Decimal(2), merge=True)

    assert (merged.line_id, str(merged.quantity), len(sale.lines)) == ("1", "3", 2)


def with_a_modifier(sale: Basket) -> None:
    sale.add_modifier("1", BUTTER)


def with_another_price(sale: Basket) -> None:
    sale.remove("1")
    sale.add(BREAD, ONE, usd("1.00"))


def with_another_tax(sale: Basket) -> None:
    sale.remove("1")
    sale.add(item("2.50", percent("0.1"), name="Bread"), ONE)


def as_a_modifier(sale: Basket) -> None:
    sale.remove("1")
    sale.add(CHEESE, ONE)
    sale.add_modifier("2", BREAD)


@pytest.mark.parametrize("change", [with_a_modifier, with_another_price, with_another_tax, as_a_modifier])
def test_only_a_plain_line_of_the_same_kind_is_raised(change: Callable[[Basket], None]) -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    change(sale)
    before = len(sale.lines)

    added = sale.add(BREAD, ONE, merge=True)

    assert len(sale.lines) == before + 1
    assert added.quantity == 1


def test_each_lot_of_an_item_is_a_line_of_its_own() -> None:
    sale = basket()
    for lot in ("LOT7", "LOT8", None, "LOT7", None):
        sale.add(BREAD, ONE, batch=Batch(lot), merge=True)

    assert [(line.lot, str(line.quantity)) for line in sale.lines.values()] == [
        ("LOT7", "2"),
        ("LOT8", "1"),
        (None, "2"),
    ]


def test_without_merging_each_scan_is_a_line() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.add(BREAD, ONE)

    assert list(sale.lines) == ["1", "2"]


def test_modifiers_go_with_their_line() -> None:
    sale = basket()
    sale.add(BREAD, Decimal(2))
    butter = sale.add_modifier("1", BUTTER)
    assert (butter.modifies_line_id, str(butter.quantity), butter.extended) == ("1", "2", usd("0.80"))

    sale.set_quantity("1", Decimal(5))
    assert (str(sale.line("2").quantity), sale.totals.total) == ("5", usd("14.50"))

    assert [line.line_id for line in sale.remove("1")] == ["1", "2"]
    assert not sale.lines


def test_a_modifier_alone_may_go() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.add_modifier("1", BUTTER)
    sale.remove("2")

    assert list(sale.lines) == ["1"]


def test_a_modifier_may_cost_less_than_nothing() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.add_modifier("1", NO_LID)

    assert sale.totals.total == usd("2.40")


def test_pieces_on_a_weighed_line_do_not_grow_with_its_weight() -> None:
    sale = basket()
    sale.add(CHEESE, Decimal("0.755"))
    sale.add_modifier("1", BUTTER)
    sale.set_quantity("1", Decimal("1.5"))

    assert sale.line("2").quantity == 1


def test_a_modifier_has_no_modifiers_and_no_quantity_of_its_own() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.add_modifier("1", BUTTER)

    with pytest.raises(BadArgument, match="modify line 1"):
        sale.add_modifier("2", BUTTER)
    with pytest.raises(BadArgument, match="Change line 1"):
        sale.set_quantity("2", Decimal(3))


@pytest.mark.parametrize(
    "step",
    [
        lambda sale: sale.set_quantity("9", ONE),
        lambda sale: sale.remove("9"),
        lambda sale: sale.add_modifier("9", BUTTER),
        lambda sale: sale.line("9"),
    ],
)
def test_a_line_that_is_not_there_is_said_so(step: Callable[[Basket], object]) -> None:
    with pytest.raises(BadArgument, match="no line 9"):
        step(basket())


def test_the_id_of_a_line_that_went_is_not_given_again() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.remove("1")

    assert sale.add(BREAD, ONE).line_id == "2"


def test_the_id_of_a_payment_that_went_is_not_given_again() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.pay(payment(sale, usd("1.00")))
    assert sale.remove_payment("1").amount == usd("1.00")

    assert sale.next_payment_id == "2"
    assert not sale.is_tendering
    with pytest.raises(BadArgument, match="no payment 1"):
        sale.remove_payment("1")


def test_a_sale_may_owe_the_customer_something() -> None:
    sale = basket()
    sale.add(item("-0.25", name="Bottle returned"), ONE)

    assert (sale.totals.total, sale.balance) == (usd("-0.25"), usd("-0.25"))


def test_payments_lower_the_balance_to_nothing_and_not_below() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.pay(payment(sale, usd("1.00")))
    assert (sale.paid, sale.balance, sale.is_tendering) == (usd("1.00"), usd("1.50"), True)

    for amount in ("1.51", "-0.01"):
        with pytest.raises(NotAllowedNow, match=r"Only 1\.50 is due"):
            sale.pay(payment(sale, usd(amount)))
    sale.pay(payment(sale))
    assert sale.balance.is_zero
    with pytest.raises(NotAllowedNow, match=r"Only 0\.00 is due"):
        sale.pay(payment(sale, usd("0.01")))


@pytest.mark.parametrize(
    "step",
    [
        lambda sale: sale.remove("2"),
        lambda sale: sale.set_quantity("1", ONE),
        lambda sale: sale.put_discounts((discount(usd("1.00")),)),
        lambda sale: sale.add_modifier("1", NO_LID),
    ],
)
def test_a_step_that_would_leave_more_paid_than_due_is_refused_and_changes_nothing(
    step: Callable[[Basket], object],
) -> None:
    sale = basket()
    sale.add(BREAD, Decimal(2))
    sale.add(BUTTER, ONE)
    sale.pay(payment(sale))
    sale.take_change()
    before = (dict(sale.lines), sale.totals, sale.discounts, sale.next_line)

    with pytest.raises(NotAllowedNow, match=r"5\.40 was taken already"):
        step(sale)

    assert (dict(sale.lines), sale.totals, sale.discounts, sale.next_line) == before
    change = sale.take_change()
    assert (change.lines, change.gone) == ((), ())
    sale.add(BREAD, ONE)
    assert sale.balance == usd("2.50")


def test_lines_may_change_while_tendering() -> None:
    sale = basket()
    sale.add(BREAD, Decimal(3))
    sale.pay(payment(sale, usd("2.50")))
    sale.set_quantity("1", ONE)

    assert sale.balance.is_zero


def test_discounts_lower_the_total_and_the_tax_in_their_stack_order() -> None:
    sale = basket()
    sale.add(item("10.00", percent("0.1")), ONE)
    sale.add(item("5.00", percent("0.1"), name="Tea"), ONE)
    second, first = discount(usd("6.00"), stack_order=2), discount(usd("9.00"), "1", stack_order=1)
    sale.put_discounts((second, first))

    assert sale.discounts == (first, second)
    # Nine off the first line leaves 1.00 and 5.00, which the other six take whole.
    assert sale.totals.total.is_zero
    assert sale.totals.discount == usd("15.00")
    assert sale.totals.tax_total.is_zero


def test_a_discount_follows_the_lines() -> None:
    sale = basket()
    sale.add(BREAD, Decimal(4))
    sale.put_discounts((discount(usd("3.00")),))
    sale.add(BREAD, Decimal(4))
    assert [str(sale.counted(line_id)[1]) for line_id in sale.lines] == ["1.50", "1.50"]

    sale.remove("2")
    assert str(sale.counted("1")[1]) == "3.00"
    sale.put_discounts(())
    assert sale.totals.total == usd("10.00")


@pytest.mark.parametrize("amount", [usd("-0.01"), Money(1, JPY)])
def test_a_discount_below_zero_or_in_another_currency_is_refused(amount: Money) -> None:
    sale = basket()
    sale.add(BREAD, ONE)

    with pytest.raises(BadArgument, match="takes off an amount in USD"):
        sale.put_discounts((discount(amount),))
    assert sale.discounts == ()


def test_a_discount_of_nothing_is_kept() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.put_discounts((discount(usd("0.00")),))

    assert len(sale.discounts) == 1
    assert sale.totals.total == usd("2.50")


def test_an_info_discount_is_kept_and_takes_nothing_off() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.put_discounts((discount(usd("1.00"), status=DiscountStatus.INFO),))

    assert len(sale.discounts) == 1
    assert sale.totals.total == usd("2.50")


def test_the_change_of_a_step_names_the_lines_to_store_and_to_forget_in_order() -> None:
    sale = basket()
    sale.add(BREAD, ONE)
    sale.add_modifier("1", BUTTER)
    sale.add(CHEESE, ONE)
    change = sale.take_change()
    assert [line.line_id for line in change.lines] == ["1", "2", "3"]
    assert change.basket is sale

    sale.set_quantity("1", Decimal(2))
    assert [line.line_id for line in sale.take_change().lines] == ["1", "2"]
    sale.remove("1")
    assert sale.take_change().gone == ("1", "2")
    assert sale.take_change().gone == ()


def test_a_basket_that_was_stored_goes_on_where_it_was() -> None:
    sale = basket()
    sale.add(item("9.99", percent("0.0825")), Decimal(3))
    sale.put_discounts((discount(usd("1.00")),))
    sale.pay(payment(sale, usd("5.00")))

    settled = (sale.discounts, sale.payments)
    again = Basket.restored(head(), sale.policy, sale.lines.values(), settled, (sale.next_line, sale.next_payment))

    assert (again.totals, again.balance, again.change_due) == (sale.totals, sale.balance, sale.change_due)
    assert again.take_change().lines == ()
    assert (again.add(BREAD, ONE).line_id, again.next_payment_id) == ("2", "2")


def test_included_taxes_are_shared_out_over_the_lines() -> None:
    sale = basket()
    for _ in range(3):
        sale.add(item("0.02", percent("0.2", included=True)), ONE)
    sale.add(BREAD, ONE)

    assert sale.totals.tax_included == usd("0.01")
    assert [cents.minor for cents in sale.included_taxes().values()] == [1, 0, 0, 0]


def counting() -> tuple[TaxPolicy, list[Money]]:
    """A policy that notes the price of each line whose taxes are reckoned."""
    reckoned: list[Money] = []

    class Counting(TaxPolicy):
        def taxes_of(
            self, price: Money, quantity: Decimal, taxes: Sequence[Tax], working: LineWorking | None = None
        ) -> LineTaxes:
            reckoned.append(price)
            return super().taxes_of(price, quantity, taxes, working)

    return Counting(USD), reckoned


@pytest.mark.parametrize("size", [10, 1_000])
@pytest.mark.parametrize("paid", [False, True])
def test_a_step_reckons_only_the_lines_that_it_touches_however_long_the_sale(size: int, *, paid: bool) -> None:
    policy, reckoned = counting()
    sale = basket(policy)
    for number in range(size):
        sale.add(item("1.00", percent("0.1"), name=f"Item {number}"), ONE)
    if paid:
        sale.pay(payment(sale, usd("1.00")))
    steps: list[tuple[Callable[[], object], int]] = [
        (lambda: sale.add(BREAD, ONE), 1),
        (lambda: sale.add(BREAD, ONE, merge=True), 1),
        (lambda: sale.add_modifier("5", BUTTER), 1),
        (lambda: sale.set_quantity("5", Decimal(3)), 2),
        (lambda: sale.remove("5"), 0),
        (lambda: sale.totals, 0),
    ]

    for step, count in steps:
        reckoned.clear()
        step()
        assert len(reckoned) == count


@pytest.mark.parametrize("size", [10, 1_000])
def test_with_a_discount_on_a_line_the_others_are_not_reckoned_again(size: int) -> None:
    policy, reckoned = counting()
    sale = basket(policy)
    for number in range(size):
        sale.add(item("1.00", percent("0.1"), name=f"Item {number}"), ONE)
    reckoned.clear()

    sale.put_discounts((discount(usd("0.50"), "2"),))
    assert reckoned == [usd("0.50")]
    sale.add(BREAD, ONE)
    assert len(reckoned) == 2
    sale.put_discounts(())
    assert reckoned[2:] == [usd("1.00")]


def test_every_refusal_of_a_basket_is_one_the_operator_can_be_told() -> None:
    with pytest.raises(Refused) as refused:
        basket().remove("1")

    assert refused.value.sentence == "There is no line 1 in this sale."
    assert refused.value.code == "bad_argument"
