"""Random sales, step by step, held against sums in fractions and a basket made anew from what was stored."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.discount import Discount, DiscountStatus, ShopTerms
from pos_terminal.domain.errors import NotAllowedNow, Refused
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money, RoundingMode, total_of
from pos_terminal.domain.shop_discount import shop_discount
from pos_terminal.domain.tax import Tax, TaxKind, TaxRounding
from pos_terminal.domain.totals import Kept, TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close, void
from tests.domain import reference
from tests.domain.making import CLF, JPY, KWD, NOON, USD, discount, head, payment

CURRENCIES = st.sampled_from([USD, JPY, KWD, CLF])
RATES = st.sampled_from([Decimal(rate) for rate in ("0", "0.06", "0.07", "0.0825", "0.19", "0.2", "0.25", "0.995")])
WEIGHTS = st.decimals("0.001", "20", places=3)
PIECES = st.integers(1, 12).map(Decimal)
NOT_QUANTITIES = st.sampled_from([Decimal(text) for text in ("0", "-1", "0.0005", "NaN", "sNaN", "Infinity", "100000")])


@st.composite
def taxes(draw: st.DrawFn, currency: Currency) -> list[Tax]:
    kinds = [draw(st.sampled_from(TaxKind)) for _ in range(draw(st.integers(1, 4)))]
    return [
        Tax(
            tax_code=f"T{number}",
            name=f"Tax {number}",
            rate=draw(RATES).quantize(currency.quantum) if kind is TaxKind.FIXED_PER_UNIT else draw(RATES),
            kind=kind,
            included=draw(st.booleans()),
            adds_to_base_of_next=draw(st.booleans()),
            base_affected_by_previous=draw(st.booleans()),
        )
        for number, kind in enumerate(kinds)
    ]


@st.composite
def items(draw: st.DrawFn, currency: Currency, name: str, least: int, known: list[Tax]) -> Item:
    borne = draw(st.lists(st.sampled_from(known), unique=True, max_size=4)) if known else []
    return Item(
        item_id=name.lower(),
        name=name,
        price=Money(draw(st.integers(least, 3_000)), currency),
        taxes=tuple(borne),
        unit=draw(st.sampled_from([Unit.EACH, Unit.EACH, Unit.KG])),
    )


class Sale(RuleBasedStateMachine):
    """A sale under a policy of its own; every step is followed by the invariants at the end."""

    @initialize(data=st.data(), currency=CURRENCIES)
    def opens(self, data: st.DataObject, currency: Currency) -> None:
        self.policy = TaxPolicy(
            currency,
            data.draw(st.sampled_from(TaxRounding)),
            data.draw(st.sampled_from(RoundingMode)),
            data.draw(st.sampled_from(Kept)),
        )
        known = data.draw(taxes(currency))
        self.items = [data.draw(items(currency, name, 0, known)) for name in ("Bread", "Cheese", "Tea")]
        self.extras = [data.draw(items(currency, name, -200, known)) for name in ("Butter", "No lid")]
        self.basket = Basket(head(), self.policy)
        self.stored: dict[str, Line] = {}
        self.line_ids: set[str] = set()
        self.payment_ids: set[str] = set()
        for _ in range(data.draw(st.integers(0, 4))):
            self.rings_up(data, merge=False)

    @rule(data=st.data(), merge=st.booleans())
    def rings_up(self, data: st.DataObject, merge: bool) -> None:  # noqa: FBT001 - drawn
        item = data.draw(st.sampled_from(self.items))
        quantity = data.draw(WEIGHTS if item.is_weighed else PIECES)
        before = dict(self.basket.lines)
        if self.done(lambda: self.basket.add(item, quantity, merge=merge)) and len(self.basket.lines) > len(before):
            self.a_new_line()

    @rule(data=st.data())
    def adds_a_modifier(self, data: st.DataObject) -> None:
        parent = data.draw(self.a_line())
        if self.done(lambda: self.basket.add_modifier(parent, data.draw(st.sampled_from(self.extras)))):
            self.a_new_line()

    @rule(data=st.data())
    def changes_a_quantity(self, data: st.DataObject) -> None:
        line_id = data.draw(self.a_line())
        line = self.basket.lines.get(line_id)
        quantity = data.draw(WEIGHTS if line and line.is_weighed else PIECES)
        assert (
            self.done(lambda: self.basket.set_quantity(line_id, quantity)) or self.is_odd(line) or self.basket.payments
        )

    @rule(data=st.data(), quantity=NOT_QUANTITIES)
    def tries_a_quantity_that_is_none(self, data: st.DataObject, quantity: Decimal) -> None:
        line_id = data.draw(self.a_line())
        assert not self.done(lambda: self.basket.set_quantity(line_id, quantity))
        assert not self.done(lambda: self.basket.add(self.items[0], quantity, merge=True))

    @rule(data=st.data())
    def removes_a_line(self, data: st.DataObject) -> None:
        line_id = data.draw(self.a_line())
        self.done(lambda: self.basket.remove(line_id))

    @rule(data=st.data())
    def puts_discounts(self, data: st.DataObject) -> None:
        wanted = tuple(data.draw(self.a_discount(order)) for order in range(data.draw(st.integers(0, 3))))
        self.done(lambda: self.basket.put_discounts(wanted))

    def a_discount(self, order: int) -> st.SearchStrategy[Discount]:
        named = st.lists(st.sampled_from([*self.basket.lines, "gone"]), max_size=3, unique=True)
        status = st.sampled_from([None, DiscountStatus.LOCKED, DiscountStatus.INFO])
        return st.builds(
            lambda minor, line_ids, is_what: discount(
                Money(minor, self.policy.currency), *line_ids, stack_order=9 - order, status=is_what
            ),
            st.integers(0, 6_000),
            named,
            status,
        )

    @rule(data=st.data(), percent=st.none() | st.decimals("0.01", 100, places=2), minor=st.integers(1, 6_000))
    def the_shop_gives_a_discount(self, data: st.DataObject, percent: Decimal | None, minor: int) -> None:
        line_ids = data.draw(st.lists(st.sampled_from(list(self.basket.lines) or ["none"]), max_size=2, unique=True))
        amount = Money(minor, self.policy.currency) if percent is None else None
        nothing = Money.zero(self.policy.currency)
        given = shop_discount(ShopTerms("Regular", percent, amount), line_ids, self.basket.discounts, NOON, nothing)
        self.done(lambda: self.basket.put_discounts((*self.basket.discounts, given)))

    @rule(data=st.data(), minor=st.integers(0, 3_000))
    def sets_a_price(self, data: st.DataObject, minor: int) -> None:
        line = self.basket.lines.get(data.draw(self.a_line()))
        if line is not None:
            priced = line.with_price(Money(minor, self.policy.currency), "Damaged", self.policy)
            self.done(lambda: self.basket.put(priced))

    @rule(data=st.data())
    def goes_back_to_some_of_its_lines(self, data: st.DataObject) -> None:
        parents = [line_id for line_id, line in self.basket.lines.items() if line.modifies_line_id is None]
        kept = data.draw(st.sets(st.sampled_from(parents))) if parents else set()
        lines = {
            line_id: line for line_id, line in self.basket.lines.items() if (line.modifies_line_id or line_id) in kept
        }
        discounts = self.basket.discounts
        if self.done(lambda: self.basket.go_back(lines, discounts)):
            assert dict(self.basket.lines) == lines

    @rule(tenths=st.integers(0, 12))
    def pays(self, tenths: int) -> None:
        balance = self.basket.balance.minor
        part = Money(balance * tenths // 10, self.policy.currency)
        paid = payment(self.basket, part)
        if self.done(lambda: self.basket.pay(paid)):
            assert abs(part.minor) <= abs(balance)
            assert paid.payment_id not in self.payment_ids
            self.payment_ids.add(paid.payment_id)

    @rule(data=st.data())
    def takes_a_payment_back(self, data: st.DataObject) -> None:
        ids = ["none", *(each.payment_id for each in self.basket.payments)]
        payment_id = data.draw(st.sampled_from(ids))
        assert self.done(lambda: self.basket.remove_payment(payment_id)) is (payment_id != "none")

    def a_line(self) -> st.SearchStrategy[str]:
        return st.sampled_from(["none", *self.basket.lines])

    def is_odd(self, line: Line | None) -> bool:
        """Whether a line has no quantity of its own, or has pieces of something weighed on it."""
        return line is None or line.modifies_line_id is not None

    def done(self, step: Callable[[], object]) -> bool:
        """Whether the step was taken; one that was refused has changed nothing."""
        before = self.state()
        try:
            step()
        except Refused:
            assert self.state() == before
            change = self.basket.take_change()
            assert (change.lines, change.gone) == ((), ())
            return False
        change = self.basket.take_change()
        for line in change.lines:
            self.stored[line.line_id] = line
        for line_id in change.gone:
            self.stored.pop(line_id, None)
        return True

    def a_new_line(self) -> None:
        newest = list(self.basket.lines)[-1]
        assert newest not in self.line_ids
        self.line_ids.add(newest)

    def state(self) -> object:
        basket = self.basket
        counted = [basket.counted(line_id) for line_id in basket.lines]
        numbers = (basket.next_line, basket.next_payment)
        return list(basket.lines.items()), basket.discounts, basket.payments, numbers, basket.totals, counted

    @invariant()
    def what_was_stored_makes_the_same_basket(self) -> None:
        numbers = (self.basket.next_line, self.basket.next_payment)
        settled = (self.basket.discounts, self.basket.payments)
        lines = sorted(self.stored.values(), key=lambda line: int(line.line_id))
        kept, self.basket = self.basket, Basket.restored(head(), self.policy, lines, settled, numbers)
        again, self.basket = self.state(), kept
        assert again == self.state()

    @invariant()
    def the_totals_are_those_reckoned_in_fractions(self) -> None:
        totals = self.basket.totals
        sums = reference.sums(self.basket.lines, self.basket.discounts, self.policy)
        assert totals.lines.minor == sums.lines
        assert totals.discount.minor == sums.discount
        assert {row.tax: row.amount.minor for row in totals.tax_rows} == sums.by_tax
        assert totals.tax_included.minor == sums.tax_included
        assert totals.tax_total.minor == sums.tax_total

    @invariant()
    def the_identities_hold(self) -> None:
        totals, nothing = self.basket.totals, Money.zero(self.policy.currency)
        counted = [self.basket.counted(line_id) for line_id in self.basket.lines]
        lines = sum((each for each, _, _ in counted), nothing)
        shares = sum((share for _, share, _ in counted), nothing)
        added = sum((row.amount for row in totals.tax_rows if not row.tax.included), nothing)
        assert totals.total == lines - shares + totals.tax_total
        assert totals.subtotal == lines - shares - totals.tax_included
        assert totals.total == totals.subtotal + sum((row.amount for row in totals.tax_rows), nothing)
        if self.policy.kept is Kept.PRICE:
            assert totals.tax_total == added
        assert self.basket.balance == totals.total - self.basket.paid

    @invariant()
    def each_line_costs_its_price_times_its_quantity(self) -> None:
        for line in self.basket.lines.values():
            assert line.extended.minor == reference.extended(line, self.policy)

    @invariant()
    def discounts_take_what_they_reach_and_no_line_below_zero(self) -> None:
        left = {line_id: line.extended.minor for line_id, line in self.basket.lines.items()}
        taken = 0
        for each in sorted(self.basket.discounts, key=lambda one: one.stack_order):
            named = {line.line_id for line in each.lines} or set(left)
            reach = sum(max(0, cents) for line_id, cents in left.items() if line_id in named)
            taken += min(each.amount.minor, reach) if each.counts else 0
            shares = reference.discount_shares(self.basket.lines, self.basket.discounts[: 1 + self.place(each)])
            left = {line_id: line.extended.minor - shares[line_id] for line_id, line in self.basket.lines.items()}
        assert self.basket.totals.discount.minor == taken
        for line_id in self.basket.lines:
            extended, share, _ = self.basket.counted(line_id)
            assert 0 <= share.minor <= max(0, extended.minor)

    @invariant()
    def the_shops_discounts_follow_the_sale(self) -> None:
        left = {line_id: line.extended.minor for line_id, line in self.basket.lines.items()}
        for at, each in enumerate(self.basket.discounts):
            named = {line.line_id for line in each.lines} or set(left)
            base = sum(max(0, cents) for line_id, cents in left.items() if line_id in named)
            if each.terms is not None:
                assert each.terms.percent is not None or each.terms.amount is not None
                assert not each.lines or named & set(left)
                wanted = each.terms.amount.minor if each.terms.amount else 0
                if each.terms.percent is not None:
                    wanted = reference.whole(Fraction(base) * Fraction(each.terms.percent) / 100, self.policy.mode)
                assert each.amount.minor == min(wanted, base)
            shares = reference.discount_shares(self.basket.lines, self.basket.discounts[: at + 1])
            left = {line_id: line.extended.minor - shares[line_id] for line_id, line in self.basket.lines.items()}

    def place(self, wanted: Discount) -> int:
        return next(at for at, each in enumerate(self.basket.discounts) if each is wanted)

    @invariant()
    def modifiers_follow_the_line_that_they_modify(self) -> None:
        for line in self.basket.lines.values():
            if line.modifies_line_id:
                parent = self.basket.line(line.modifies_line_id)
                pieces_of_a_weight = parent.is_weighed and not line.is_weighed
                assert line.quantity == (1 if pieces_of_a_weight else parent.quantity) * line.per_parent
                assert parent.modifies_line_id is None

    @invariant()
    def only_a_settled_sale_closes_and_it_adds_up(self) -> None:
        before = self.state()
        codes = iter(range(100))
        try:
            closed = close(self.basket, NOON, ReceiptCodeRule(), lambda: f"code-{next(codes)}")
        except NotAllowedNow:
            assert self.basket.balance.minor or not self.basket.lines
        else:
            assert total_of([each.amount for each in closed.payments], self.policy.currency) == closed.totals.total
            adds_up(closed)
            assert len(set(closed.receipt_codes)) == len(closed.receipt_codes) == max(1, len(closed.payments))
        assert self.state() == before

    @invariant()
    def a_voided_sale_has_no_payment_and_no_discount_of_the_platforms(self) -> None:
        before = self.state()
        voided = void(self.basket, NOON, "changed their mind")
        own = {each.reference_id for each in self.basket.discounts if each.status is None}
        assert {each.reference_id for each in voided.discounts} == own
        assert voided.payments == ()
        adds_up(voided)
        assert self.state() == before


def adds_up(sale: Transaction) -> None:
    """The lines of a snapshot come to its totals, and each line's tax is its own to the cent."""
    totals, currency = sale.totals, sale.totals.lines.currency
    assert total_of([each.line.extended for each in sale.lines], currency) == totals.lines
    assert total_of([each.discount for each in sale.lines], currency) == totals.discount
    assert total_of([each.tax_included for each in sale.lines], currency) == totals.tax_included


Sale.TestCase.settings = settings(stateful_step_count=25)
TestRandomSales = Sale.TestCase
