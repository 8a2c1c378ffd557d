"""Which money goes back for goods that come back, and what is left of the payments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pos_terminal.domain.amendment import Refund
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import CashRounding, Payment, TenderType
from pos_terminal.wording import later


class NumberWanted(BadArgument):
    """Money would go to a card or voucher that nobody has named."""

    def __init__(self, tender: str) -> None:
        super().__init__(later("{tender} wants the number that the money goes to."), tender=tender)


@dataclass(frozen=True, slots=True)
class RefundTo:
    """What somebody wants money back by: a tender, and of a card or voucher the number that it goes to."""

    tender: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RefundRules:
    """The shop's settings that refunds follow.

    ``any_tender``: whether money may go back by another tender than it came by. Where not, a tender that is named goes
    first, and what it does not cover goes back by those that it was paid in. More cash than ``cash_limit`` for one sale
    is another right; None: no limit.
    """

    tenders: tuple[TenderType, ...]
    cash_rounding: CashRounding | None = None
    any_tender: bool = True
    cash_limit: Money | None = None

    def is_cash(self, name: str) -> bool:
        """Whether this tender is kept in the drawer."""
        return any(kind.is_cash and kind.name == name for kind in self.tenders)

    @property
    def numberless(self) -> tuple[TenderType, ...]:
        """The tenders that money goes back by without a number of a card or voucher, the usual one first."""
        return tuple(kind for kind in self.tenders if not kind.wants_number)

    def refuse_numberless(self, to: RefundTo) -> None:
        """Raises NumberWanted where money would go to a card or voucher that nobody has named."""
        if to.number is None and self.wants_number(to.tender):
            raise NumberWanted(to.tender)

    def wants_number(self, name: str) -> bool:
        """Whether money goes back by this tender only to a number."""
        return any(kind.wants_number and kind.name == name for kind in self.tenders)

    def in_coins(self, minor: int, like: Money) -> int:
        """An amount as it is handed over in cash, in minor units."""
        exact = Money(minor, like.currency)
        return self.cash_rounding.due(exact).minor if self.cash_rounding else minor

    def at_most(self, minor: int, like: Money) -> int:
        """What can be handed over in cash of so much, and no more, in minor units."""
        if self.cash_rounding is None:
            return minor
        return minor - minor % Money.of(self.cash_rounding.increment, like.currency).minor


@dataclass(frozen=True, slots=True)
class Taken:
    """What was paid for a sale and what is left of it; ``cash_back`` went back in cash for what came otherwise.

    ``tipped`` are the payments whose tips go back, once all the goods do.
    """

    payments: tuple[Payment, ...]
    cash_back: int = 0
    tipped: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """What a payment shrinks by, the money that goes back for that, and the tip that goes back beside it."""

    payment: Payment
    minor: int
    money: int
    left: Payment | None = None
    tip: int = 0


def refunded(
    taken: Taken, amount: Money, tender: TenderType | None, rules: RefundRules, number: str | None = None
) -> tuple[tuple[Payment, ...], tuple[Refund, ...]]:
    """The payments that are left when so much goes back, and what is handed over in which tender.

    Payments shrink newest first, those of the named tender before others; those at nothing go, with their tip: that
    was not for the goods. Each tender gives back by its own rule, cash in coins and others to the cent, and the last of
    a payment is all that is left of it: so all that ever goes back is what was paid, but for cents there is no coin
    for, and never more. What came by a card or voucher goes to its number, unless there is a ``number`` that the named
    tender goes to. A payment terminal gives back to the cards that paid, and no more than they did, whatever the shop's
    rule is. Raises NotAllowedNow where money goes back only by what it came by, and the named tender is none of these,
    and NumberWanted.
    """
    name = tender.name if tender else None
    if tender is not None and tender.on_terminal:
        _refuse_stranger(taken.payments, tender.name, number)
        rules, number = replace(rules, any_tender=False), None
    if name and not rules.any_tender:
        _refuse_other(taken.payments, name, number)
    shrunk = _cuts(taken.payments, amount.minor, RefundTo(name, number) if name else None, rules)
    tips = [_Cut(each, 0, 0, tip=_minor(each.tip)) for each in taken.tipped if each.tip]
    by_tender: dict[RefundTo, list[_Cut]] = {}
    for each in (*shrunk, *tips):
        kind = _kind(each.payment, name, rules)
        to = _to(each.payment, RefundTo(kind, number if kind == name else None), taken.payments, rules)
        by_tender.setdefault(to, []).append(each)
    refunds = tuple(_refund(to, found, taken.cash_back, rules) for to, found in by_tender.items())
    gone = {each.payment.payment_id: each.left for each in shrunk}
    left = (gone.get(each.payment_id, each) for each in taken.payments)
    return tuple(each for each in left if each is not None), refunds


def _refuse_stranger(payments: Sequence[Payment], name: str, number: str | None) -> None:
    """Raises NotAllowedNow for a card that paid nothing of this."""
    ends = (number or "").lstrip("…")
    if not any(each.type == name and (each.number or "").endswith(ends) for each in payments):
        raise _not_paid_with(f"{name} {number or ''}".rstrip(), payments)


def _refuse_other(payments: Sequence[Payment], name: str, number: str | None) -> None:
    """Raises NotAllowedNow for a tender, card or voucher that paid nothing of this; one with no number can be any."""
    if not any(each.type == name and (number is None or each.number in {None, number}) for each in payments):
        raise _not_paid_with(f"{name} {number or ''}".rstrip(), payments)


def _not_paid_with(name: str, payments: Sequence[Payment]) -> NotAllowedNow:
    known = ", ".join(dict.fromkeys(f"{each.type} {each.number or ''}".rstrip() for each in payments))
    return NotAllowedNow(
        "This was not paid with {name}. It goes back with what it was paid in: {known}.", name=name, known=known
    )


def cash_back_of(
    before: Sequence[Payment], after: Sequence[Payment], refunds: Sequence[Refund], rules: RefundRules
) -> int:
    """What went back in cash, when these payments became those, for what had not come in cash: before its rounding."""
    otherwise = sum(each.given.minor - _minor(each.tip) for each in refunds if not rules.is_cash(each.type))
    return max(0, _not_in_cash(before, rules) - _not_in_cash(after, rules) - otherwise)


def _minor(tip: Money | None) -> int:
    return tip.minor if tip else 0


def _to(payment: Payment, named: RefundTo, payments: Sequence[Payment], rules: RefundRules) -> RefundTo:
    """What money for a payment goes to: the number that was named, its own, or by another tender the newest of that.

    Raises NumberWanted where the other tender wants one, and there is none.
    """
    if rules.is_cash(named.tender):
        return RefundTo(named.tender)
    if named.number is not None and (rules.any_tender or payment.number is None):
        return named
    if payment.type == named.tender:
        return RefundTo(named.tender, payment.number)
    known = (each.number for each in reversed(payments) if each.type == named.tender and each.number)
    to = RefundTo(named.tender, next(known, None))
    rules.refuse_numberless(to)
    return to


def _not_in_cash(payments: Sequence[Payment], rules: RefundRules) -> int:
    return sum(each.amount.minor + each.rounding.minor for each in payments if not rules.is_cash(each.type))


def _kind(payment: Payment, name: str | None, rules: RefundRules) -> str:
    """The tender that money for a payment goes back by."""
    return name if name and rules.any_tender else payment.type


def _cuts(payments: Sequence[Payment], minor: int, named: RefundTo | None, rules: RefundRules) -> list[_Cut]:
    """What each payment shrinks by, newest first: before others the card or voucher that is named, and its tender."""
    name, number = (named.tender, named.number) if named else (None, None)
    newest = list(payments)[::-1]
    order = sorted(newest, key=lambda each: (each.type != name, bool(number) and each.number != number))
    cuts = []
    for payment in order:
        less = min(minor, payment.amount.minor)
        if less:
            cuts.append(_cut(payment, less, rules, in_coins=rules.is_cash(_kind(payment, name, rules))))
            minor -= less
    return cuts


def _cut(payment: Payment, less: int, rules: RefundRules, *, in_coins: bool) -> _Cut:
    """A payment less so much. Of cash the drawer keeps what the rest comes to in coins, where it gives coins."""
    currency, rest = payment.amount.currency, payment.amount.minor - less
    had = payment.amount.minor + payment.rounding.minor
    if not rest:
        money = had
    elif rules.is_cash(payment.type) and in_coins:
        money = had - min(had, rules.in_coins(rest, payment.amount))
    else:
        money = min(less, had)
    if in_coins and rules.is_cash(payment.type):
        money = rules.at_most(money, payment.amount)
    amount, nothing = Money(rest, currency), Money.zero(currency)
    kept = Money(had - money, currency)
    left = replace(
        payment, amount=amount, rounding=kept - amount, taken=kept + (payment.tip or nothing), change=nothing,
        foreign=None,
    )  # fmt: skip
    return _Cut(payment, less, money, left if rest else None)


def _refund(to: RefundTo, cuts: Sequence[_Cut], cash_back: int, rules: RefundRules) -> Refund:
    """What goes back of a cash payment is what the drawer kept for it; cash for what came otherwise is in coins."""
    like = cuts[0].payment.amount
    amount, tip = sum(each.minor for each in cuts), sum(each.tip for each in cuts)
    swapped = sum(each.money + each.tip for each in cuts if not rules.is_cash(each.payment.type))
    given = sum(each.money + each.tip for each in cuts)
    if rules.is_cash(to.tender):
        given += rules.at_most(cash_back + swapped, like) - rules.at_most(cash_back, like) - swapped
    currency = like.currency
    tipped = Money(tip, currency) if tip else None
    return Refund(to.tender, Money(amount, currency), Money(given, currency), number=to.number, tip=tipped)
