"""Taking payment: what a tender settles, the change it gives, and cash that is rounded to the coins there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.money import Currency, Money, RoundingMode
from pos_terminal.domain.paymentworking import CoinRules, Coins, PaymentWorking
from pos_terminal.wording import later_in, pgettext

CASH = "Cash"
_EVERYWHERE = (
    later_in("tender", "Cash"),
    later_in("tender", "Credit Card"),
    later_in("tender", "Debit Card"),
    later_in("tender", "Gift Card"),
    later_in("tender", "Certificate"),
)
"""The tenders that every shop has until it says otherwise; a shop's own are called what it calls them."""
NUMBERED = ("Gift Card", "Certificate")
"""Those of them that have numbers."""


@dataclass(frozen=True, slots=True)
class TenderType:
    """A means of payment the shop takes. ``name`` goes to the platform as the payment's ``type``."""

    name: str
    is_cash: bool = False
    wants_number: bool = False
    """Whether it is nothing without a number: a gift card's, a certificate's, the account it is put on."""
    on_terminal: bool = False
    """Whether the payment terminal takes it; such a tender is never keyed in."""
    takes_number: bool = False
    """Whether it has one that can be left out."""

    @property
    def asks_number(self) -> bool:
        """Whether a screen asks for its number."""
        return self.wants_number or self.takes_number


def tender_named(tenders: Iterable[TenderType], name: str) -> TenderType | None:
    """The tender of this name, however it is written; None where there is none."""
    wanted = name.strip().casefold()
    return next((kind for kind in tenders if kind.name.casefold() == wanted), None)


def tender_words(name: str) -> str:
    """What people read for a tender of this name."""
    known = next((each for each in _EVERYWHERE if each[1] == name), None)
    return pgettext(*known) if known else name


@dataclass(frozen=True, slots=True)
class CashRounding:
    """How a due is rounded when it is settled in cash.

    ``increment`` is the smallest coin in major units. ``total_rule`` and ``change_rule`` are decimal rounding modes:
    some countries let a tie fall the shopper's way in the change too.
    """

    increment: Decimal
    total_rule: str = ROUND_HALF_UP
    change_rule: str = ROUND_HALF_UP

    def due(self, amount: Money) -> Money:
        """What is taken in cash for a due of ``amount``."""
        return self._rounded(amount, self.total_rule)

    def change(self, amount: Money) -> Money:
        """What is given back in cash for a change of ``amount``."""
        return self._rounded(amount, self.change_rule)

    @property
    def words(self) -> CoinRules:
        """How it rounds, as an explanation says it."""
        due, change = (each.removeprefix("ROUND_").lower() for each in (self.total_rule, self.change_rule))
        return CoinRules(self.increment, due, change)

    def _rounded(self, amount: Money, rule: str) -> Money:
        steps = (amount.amount / self.increment).quantize(Decimal(1), rounding=rule)
        return Money.of(steps * self.increment, amount.currency)


_SCHEMES = {
    "australia": CashRounding(Decimal("0.05")),
    "canada": CashRounding(Decimal("0.05")),
    "denmark": CashRounding(Decimal("0.50"), ROUND_HALF_UP, ROUND_HALF_DOWN),
    "new_zealand_a": CashRounding(Decimal("0.10")),
    "new_zealand_b": CashRounding(Decimal("0.10"), ROUND_HALF_DOWN),
    "south_africa": CashRounding(Decimal("0.05"), ROUND_FLOOR, ROUND_CEILING),
    "sweden": CashRounding(Decimal(1), ROUND_HALF_UP, ROUND_HALF_DOWN),
    "switzerland": CashRounding(Decimal("0.05")),
}
_RULES = {RoundingMode.HALF_UP: ROUND_HALF_UP, RoundingMode.HALF_EVEN: "ROUND_HALF_EVEN"}


def cash_rounding(setting: str, currency: Currency, mode: RoundingMode) -> CashRounding | None:
    """The rule behind the setting ``cash_rounding``: empty, an increment such as 0.05, or a country's scheme.

    Raises ValueError, naming the schemes there are, for anything else.
    """
    if not setting:
        return None
    rule = _SCHEMES.get(setting) or _by_increment(setting, currency, mode)
    if rule is None or rule.increment % currency.quantum:
        names = ", ".join(sorted(_SCHEMES))
        raise ValueError(f"cash_rounding takes an increment in {currency.code} such as 0.05, or one of {names}")
    return rule


def _by_increment(setting: str, currency: Currency, mode: RoundingMode) -> CashRounding | None:
    try:
        increment = Money.of(setting, currency)
    except ValueError:
        return None
    rule = _RULES.get(mode, ROUND_UP)
    return CashRounding(increment.amount, rule, rule) if increment.minor > 0 else None


@dataclass(frozen=True, slots=True)
class Payment:
    """A tender applied to a sale (spec, Payment).

    ``amount`` is what it settles of the due. ``taken`` is what the shopper handed over, ``change`` what went back;
    ``rounding`` is what cash rounding added to the due (negative: took off it), ``tip`` what the shopper gave on top:
    taken = amount + rounding + tip + change. ``taken`` is the worth of ``foreign`` where that was handed over.
    ``credit_of``: the sale whose goods came back for this one; then nothing was handed over.
    """

    payment_id: str
    type: str
    amount: Money
    taken: Money
    change: Money
    rounding: Money
    payment_time: datetime
    receipt_code: str | None = None
    user_id: str | None = None
    user_id_type: str | None = None
    additional_user_id: str | None = None
    additional_user_id_type: str | None = None
    number: str | None = None
    tip: Money | None = None
    foreign: ForeignCash | None = None
    credit_of: str | None = None
    slip: tuple[str, ...] = field(default=(), compare=False)
    """What the payment terminal has for the receipt of a card; kept with the charge, not with the sale."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a tender of ``taken`` settles a balance: see `Payment` for the parts."""

    amount: Money
    taken: Money
    change: Money
    rounding: Money


def settle_cash(
    balance: Money, taken: Money | None, rule: CashRounding | None, working: PaymentWorking | None = None
) -> Settlement:
    """Cash towards a balance; no amount means exactly what is due in coins. More than that gives change.

    Raises ValueError for less than nothing towards a balance that is due.
    """
    due = rule.due(balance) if rule else balance
    taken = due if taken is None else taken
    nothing = Money.zero(balance.currency)
    if taken < min(due, nothing):
        raise ValueError(f"{taken} is less than nothing")
    if taken < due:
        return Settlement(taken, taken, nothing, nothing)
    change = left = taken - due
    if rule:
        change = rule.change(left)
    settled = Settlement(balance, taken, change, taken - change - balance)
    if working is not None:
        amounts = (balance, due, taken, left, change, settled.rounding)
        working.cash(Coins(*(each.amount for each in amounts)), rule.words if rule else None)
    return settled


def settle_exact(balance: Money, taken: Money | None) -> Settlement:
    """A tender that gives no change. Raises ValueError for more than the balance, and for less than nothing."""
    taken = balance if taken is None else taken
    nothing = Money.zero(balance.currency)
    least, most = sorted((nothing, balance))
    if not least <= taken <= most:
        raise ValueError(f"only {balance} is due, and this tender gives no change")
    return Settlement(taken, taken, nothing, nothing)


def cash_keys(due: Money, rule: CashRounding | None = None) -> tuple[Money, ...]:
    """The quick amounts for a cash sale: exact, then up to three larger useful ones, rising, none twice.

    The next five and ten, then the next note, scaled to the currency's size so that yen offer 1,000 and 5,000 where
    dollars offer 10 and 50.
    """
    exact = rule.due(due) if rule else due
    if exact.minor <= 0:
        return (exact,)
    unit = 10**due.currency.exponent if due.currency.exponent else 100
    steps = [_next(exact.minor, size * unit) for size in (5, 10)]
    notes = [note * unit for note in _NOTES if note * unit > exact.minor]
    larger = sorted({*steps, *notes, _next(exact.minor, 100 * unit)} - {exact.minor})
    return tuple(Money(key, due.currency) for key in [exact.minor, *larger[:3]])


_NOTES = (20, 50, 100, 200, 500)


def _next(minor: int, size: int) -> int:
    """The smallest multiple of ``size`` that is not less."""
    return -(-minor // size) * size
