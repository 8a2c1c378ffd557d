"""Cash in other currencies: what the shop takes them for, and what was handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Currency, Money, RoundingMode

_LARGEST_RATE = 10**6


@dataclass(frozen=True, slots=True)
class ForeignCash:
    """Cash that was handed over in another currency; ``rate`` is what one of it is worth in the store's."""

    amount: Money
    rate: Decimal

    def worth(self, currency: Currency, mode: RoundingMode = RoundingMode.HALF_UP) -> Money:
        """What it is worth in the store's currency."""
        return Money.rounded(self.amount.amount * self.rate, currency, mode)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one of each other currency is worth in the store's, by code; those that are missing are not taken."""

    worth: Mapping[str, Decimal]

    def cash(self, code: str, amount: Decimal) -> ForeignCash:
        """So much cash in this currency. Raises BadArgument for one the shop does not take, and for odd amounts."""
        rate = self.worth.get(code.strip().upper())
        if rate is None:
            taken = ", ".join(self.worth) or "none"
            raise BadArgument(
                "The shop takes no cash in {code}. Other currencies it takes: {taken}.", code=repr(code), taken=taken
            )
        try:
            money = Money.of(amount, Currency.of(code.strip().upper()))
        except ValueError as error:
            raise BadArgument("Cash in {upper}: {error}.", upper=code.strip().upper(), error=error) from None
        if money.minor <= 0:
            raise BadArgument("A tender is more than nothing.")
        return ForeignCash(money, rate)


def rates(settings: Sequence[str], store: Currency) -> Rates:
    """The rates behind the setting ``foreign_cash``: each a code and what one is worth, such as ``EUR 1.08``.

    Raises ValueError, with what is wanted, for anything else.
    """
    return Rates(dict(_rate(each, store) for each in settings))


def _rate(text: str, store: Currency) -> tuple[str, Decimal]:
    code, _, worth = text.partition(" ")
    try:
        known, rate = Currency.of(code), Decimal(worth)
    except (ValueError, InvalidOperation):
        raise ValueError(_wanted(text, store)) from None
    if known == store or not rate.is_finite() or not 0 < rate < _LARGEST_RATE:
        raise ValueError(_wanted(text, store))
    return known.code, rate


def _wanted(text: str, store: Currency) -> str:
    return f"foreign_cash takes another currency with its worth in {store.code}, such as 'EUR 1.08', not {text!r}"
