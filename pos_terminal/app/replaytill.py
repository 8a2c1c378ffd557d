"""A throw-away till that takes the steps of a sale again: the real sale, a real database, the rules of then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.exchangerows import exchange_of
from pos_terminal.adapters.sqlite.linerows import LineRow, line_of
from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.salesteps import WHOLE
from pos_terminal.adapters.sqlite.settledrows import DiscountRow, PaymentRow, discount_of, payment_of
from pos_terminal.adapters.sqlite.stepfacts import DISCOUNT, HEAD, LINE_RUNG, PAYMENT, row_of, time_of
from pos_terminal.adapters.sqlite.values import tax_shift_of
from pos_terminal.app.replayfacts import Facts, table, tables, texts
from pos_terminal.app.rules import checkout_rules, tax_policy
from pos_terminal.application.checkout import with_tip
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.basket import Basket, BasketChange, BasketHead
from pos_terminal.domain.errors import NotAllowedNow, Refused
from pos_terminal.domain.salefigures import differences
from pos_terminal.domain.tender import Payment, Settlement, TenderType, settle_cash, settle_exact, tender_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.adapters.sqlite.engine import Database
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.line import Line
    from pos_terminal.settings import Settings

KEYED = "(keyed)"
"""In place of what somebody keyed about a member: that is kept nowhere."""


class ReplayTill:
    """Takes one step after another; what comes out otherwise than it did is told, and the sale goes on with that."""

    def __init__(self, settings: Settings, database: Database, transaction_id: str, goods: Mapping[str, Facts]) -> None:
        self._transaction_id = transaction_id
        self._goods = goods
        self._basket: Basket | None = None
        self._disk = (database.connect(), database.lock)
        self.go_by(settings)

    def go_by(self, settings: Settings) -> None:
        """Start anew with these settings, and with the sale as it is stored."""
        self.settings = settings
        self.policy, self._rules = tax_policy(settings), checkout_rules(settings)
        self._stored = SqliteBaskets(*self._disk, self.policy)
        if self._basket is not None:
            self._basket = self._stored.load()

    @property
    def basket(self) -> Basket:
        """The sale as it is now. Raises ValueError before the first step."""
        if self._basket is None:
            raise ValueError("no step opens the sale")
        return self._basket

    def take(self, step: Facts) -> list[str]:
        """Take a step, store the sale and read it again; what is not as it was.

        Raises ValueError, TypeError or KeyError for a step that is none.
        """
        head, before = self._head(step), self._basket
        if before is None or step.get("did") in WHOLE:
            self._basket = self._begun(head, step)
        basket, wrong = self.basket, list[str]()
        basket.head = head
        if step.get("did") not in WHOLE:
            try:
                wrong += self._take_lines(step) + self._take_payments(step)
            except Refused as refusal:
                wrong.append(f"it is refused now: {refusal.sentence}")
        self._take_people(step)
        return wrong + self._store(before)

    def _store(self, before: Basket | None) -> list[str]:
        """Store the sale as the till does, and read it again as a start does."""
        basket = self.basket
        change = basket.take_change()
        if before is not basket:
            gone = tuple(line_id for line_id in (before.lines if before else ()) if line_id not in basket.lines)
            change = BasketChange(basket, tuple(basket.lines.values()), gone)
        self._stored.save(change)
        stored = self._stored.load()
        is_same = stored is not None and (stored.lines, stored.totals, stored.payments) == (
            basket.lines,
            basket.totals,
            basket.payments,
        )
        return [] if is_same else ["the sale that is stored is another than the one on the desk"]

    def _head(self, step: Facts) -> BasketHead:
        if step.get("head") is None:
            return self.basket.head
        row = row_of(HEAD, table(step, "head"), self.policy.currency)
        opened, shift = cast("int", row[0]), cast("str | None", row[8])
        kept = BasketHead(self._transaction_id, instant(opened), *cast("tuple[str, str]", row[1:8]))
        code, exchange = cast("str | None", row[9]), exchange_of(cast("str | None", row[10]), self.policy.currency)
        return replace(kept, tax_shift=tax_shift_of(shift), guest_code=code, exchange=exchange)

    def _begun(self, head: BasketHead, step: Facts) -> Basket:
        """A sale that a step opens; after a split or a merger it has that step's lines, with the cents they got."""
        known = self._basket
        if step.get("did") not in WHOLE:
            return Basket(head, self.policy)
        told = self._discounts(step)
        discounts = told if told is not None else known.discounts if known else ()
        lines = [self._line(each) for each in tables(step, "lines")]
        payments = known.next_payment if known else 1
        basket = Basket.restored(head, self.policy, lines, (discounts, ()), (_next_line(lines), payments))
        if known is not None:
            basket.member, basket.additional, basket.told_at = known.member, known.additional, known.told_at
        return basket

    def _line(self, facts: Facts) -> Line:
        """A line as a step has it, with what it was rung up as; it costs what the step says."""
        rung = self._goods[str(facts["line_id"])] | {"special": None} | facts
        line = line_of(cast("LineRow", row_of(LINE_RUNG, rung, self.policy.currency)), self.policy.currency)
        return replace(line, quantity=line.quantity + 0)

    def _take_lines(self, step: Facts) -> list[str]:
        basket, lines, wrong = self.basket, dict(self.basket.lines), list[str]()
        for facts in tables(step, "lines"):
            said = self._line(facts)
            line = replace(said, extended=said.cost_of(said.quantity, self.policy))
            known = lines.get(line.line_id)
            if known is not None and (known.quantity, known.unit_price) == (line.quantity, line.unit_price):
                line = replace(line, extended=known.extended)
            lines[line.line_id] = line
            name = f"line {line.line_id} subtotal"
            wrong += differences({name: str(line.extended)}, {name: str(said.extended)})
        for line_id in texts(step, "gone"):
            lines.pop(line_id, None)
        told = self._discounts(step)
        in_order = dict(sorted(lines.items(), key=lambda each: int(each[0])))
        basket.go_back(in_order, basket.discounts if told is None else told)
        return wrong if told is None else wrong + differences(_amounts(basket.discounts), _amounts(told))

    def _discounts(self, step: Facts) -> tuple[Discount, ...] | None:
        if "discounts" not in step:
            return None
        rows = [row_of(DISCOUNT, each, self.policy.currency) for each in tables(step, "discounts")]
        return tuple(discount_of(cast("DiscountRow", row), self.policy.currency) for row in rows)

    def _take_payments(self, step: Facts) -> list[str]:
        if "payments" not in step:
            return []
        rows = [row_of(PAYMENT, each, self.policy.currency) for each in tables(step, "payments")]
        said = {
            each.payment_id: each
            for each in (payment_of(cast("PaymentRow", row), self.policy.currency) for row in rows)
        }
        basket, wrong = self.basket, list[str]()
        for payment in basket.payments:
            if payment.payment_id not in said:
                basket.remove_payment(payment.payment_id)
        known = {each.payment_id for each in basket.payments}
        for payment_id, payment in said.items():
            if payment_id not in known:
                taken = self._settled(payment)
                wrong += differences(_parts(taken), _parts(payment))
                basket.next_payment = max(basket.next_payment, int(payment_id))
                basket.pay(taken)
        return wrong

    def _settled(self, payment: Payment) -> Payment:
        """The payment as it settles what is due now. Raises NotAllowedNow where it cannot."""
        kind = tender_named(self._rules.tenders, payment.type)
        if kind is None:
            raise ValueError(f"the shop takes no {payment.type}")
        try:
            given = with_tip(self._before_tip(kind, payment), kind, payment.tip)
        except ValueError as error:
            raise NotAllowedNow(f"payment {payment.payment_id}: {error}") from None
        return replace(payment, amount=given.amount, taken=given.taken, change=given.change, rounding=given.rounding)

    def _before_tip(self, kind: TenderType, payment: Payment) -> Settlement:
        balance, foreign = self.basket.balance, payment.foreign
        if not kind.is_cash:
            return settle_exact(balance, payment.taken - payment.tip if payment.tip else payment.taken)
        taken = foreign.worth(self.policy.currency, self.policy.mode) if foreign else payment.taken
        return settle_cash(balance, taken, self._rules.cash_rounding)

    def _take_people(self, step: Facts) -> None:
        basket = self.basket
        if (members := step.get("members")) is not None:
            if not isinstance(members, list):
                raise TypeError("members is a list of two")
            basket.member, basket.additional = (_attribution(each) for each in members)
        if (told := step.get("told")) is not None:
            basket.told_at = instant(micros(time_of(told)))


def _attribution(facts: object) -> Attribution | None:
    if facts is None:
        return None
    if not isinstance(facts, list):
        raise TypeError("a member is an id and what it is")
    user_id, kind = facts
    return Attribution(str(user_id), UserIdType(kind))


def _next_line(lines: list[Line]) -> int:
    return 1 + max((int(line.line_id) for line in lines), default=0)


def _amounts(discounts: tuple[Discount, ...]) -> dict[str, str]:
    return {f"discount {each.reference_id}": str(each.amount) for each in discounts}


def _parts(payment: Payment) -> dict[str, str]:
    name = f"payment {payment.payment_id}"
    return {
        name: str(payment.amount),
        f"{name} taken": str(payment.taken),
        f"{name} change": str(payment.change),
        f"{name} rounding": str(payment.rounding),
    }
