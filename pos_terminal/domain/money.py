"""Money: whole minor units of one currency, rounded in one place and shared out without losing a cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache
from math import lcm
from typing import Self

_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENT_OF = {code: exponent for exponent, codes in _EXPONENTS.items() for code in codes.split()}
_CODE_LENGTH = 3
_LARGEST_MINOR = 2**53 - 1
_LARGEST_DIGITS = 16


class RoundingMode(StrEnum):
    """How a value between two steps is decided."""

    HALF_UP = "half_up"
    """A tie goes away from zero (the usual commercial rounding)."""
    HALF_EVEN = "half_even"
    """A tie goes to the even step."""
    AWAY_FROM_ZERO = "away_from_zero"
    """Anything beyond a step goes to the next one away from zero."""


_DECIMAL_ROUNDING = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.AWAY_FROM_ZERO: ROUND_UP,
}
_ONE = Decimal(1)

EXACT = Context(prec=60)
"""For reckoning before the one rounding: the usual 28 digits would themselves round a long sum."""


def round_to(value: Decimal, increment: Decimal, mode: RoundingMode = RoundingMode.HALF_UP) -> Decimal:
    """``value`` rounded to a multiple of ``increment`` (0.01, 0.05, 1, 5 …), which must be positive."""
    steps = EXACT.divide(value, increment).quantize(_ONE, _DECIMAL_ROUNDING[mode], EXACT)
    return EXACT.multiply(steps, increment)


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code, with the number of decimals that its smallest unit has."""

    code: str
    exponent: int

    @classmethod
    def of(cls, code: str) -> "Currency":
        """The currency with this ISO 4217 code. Raises ValueError unless it is three capital letters."""
        return _currency(code)

    @property
    def quantum(self) -> Decimal:
        """The smallest amount: 0.01 for USD, 1 for JPY, 0.001 for KWD."""
        return Decimal(1).scaleb(-self.exponent)


@lru_cache(maxsize=32)
def _currency(code: str) -> Currency:
    if not (len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() and code.isupper()):
        raise ValueError(f"{code!r} is not a currency code: three capital letters are wanted, such as USD")
    return Currency(code, _EXPONENT_OF.get(code, 2))


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount: ``minor`` whole units (cents) of ``currency``. Arithmetic across currencies is a TypeError."""

    minor: int
    currency: Currency

    @classmethod
    def zero(cls, currency: Currency) -> Self:
        """Nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def of(cls, text: str | Decimal, currency: Currency) -> Self:
        """The amount written as a decimal, with at most as many decimals as the currency has.

        Raises ValueError for anything else: letters, thousands separators, NaN, more decimals than the currency's,
        or an amount beyond 2^53 minor units.
        """
        if isinstance(text, str) and not (text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()):
            raise ValueError(f"{text!r} is not an amount: digits and one point are wanted, such as 12.50")
        value = Decimal(text)
        if not value.is_finite():
            raise ValueError(f"{text} is not an amount")
        # Looked at before it is written out: 1E+999999 has a million digits.
        if value and value.adjusted() + currency.exponent > _LARGEST_DIGITS:
            raise ValueError(f"{text} is too large an amount")
        money = cls.rounded(value, currency)
        if money.amount != value:
            raise ValueError(f"{text} has more decimals than {currency.code} has ({currency.exponent})")
        if abs(money.minor) > _LARGEST_MINOR:
            raise ValueError(f"{text} is too large an amount")
        return money

    @classmethod
    def rounded(cls, value: Decimal, currency: Currency, mode: RoundingMode = RoundingMode.HALF_UP) -> Self:
        """``value`` in major units, rounded to the currency's smallest unit."""
        scaled = value.scaleb(currency.exponent, EXACT).quantize(_ONE, _DECIMAL_ROUNDING[mode], EXACT)
        return cls(int(scaled), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with exactly the currency's number of decimals."""
        return Decimal(self.minor).scaleb(-self.currency.exponent)

    @property
    def figure(self) -> tuple[Decimal, int]:
        """The amount and its decimals, as messages have it written (`wording.Exact`)."""
        return self.amount, self.currency.exponent

    @property
    def is_zero(self) -> bool:
        """Whether there is nothing."""
        return self.minor == 0

    def __str__(self) -> str:
        """The plain decimal: ``12.50``, ``-3``, ``0.005``."""
        exponent = self.currency.exponent
        if not exponent:
            return str(self.minor)
        sign = "-" if self.minor < 0 else ""
        whole, rest = divmod(abs(self.minor), 10**exponent)
        return f"{sign}{whole}.{rest:0{exponent}d}"

    def __add__(self, other: "Money") -> "Money":
        """The sum."""
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """The difference."""
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        """The same amount the other way."""
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        """Whether this is less."""
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        """Whether this is not more."""
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: "Money") -> bool:
        """Whether this is more."""
        return other < self

    def __ge__(self, other: "Money") -> bool:
        """Whether this is not less."""
        return other <= self

    def _same(self, other: "Money") -> None:
        if self.currency is not other.currency and self.currency != other.currency:
            raise TypeError(f"{self.currency.code} and {other.currency.code} cannot be reckoned together")


def total_of(amounts: Sequence[Money], currency: Currency) -> Money:
    """The sum of amounts in one currency; nothing for none."""
    return sum(amounts, Money.zero(currency))


def allocate(total: Money, weights: Sequence[Decimal | int]) -> list[Money]:
    """Shares of ``total`` in proportion to ``weights`` (not negative) that add up to it exactly.

    Largest-remainder method; equal remainders favour the earlier share. Weights that are all zero share evenly.
    Raises ValueError for no weights or a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("sharing out wants at least one weight, and none below zero")
    parts = _whole_numbers(weights)
    if not any(parts):
        parts = [1] * len(parts)
    whole, size, sign = sum(parts), abs(total.minor), -1 if total.minor < 0 else 1
    shares, remainders = map(list, zip(*(divmod(size * part, whole) for part in parts), strict=True))
    for index in sorted(range(len(parts)), key=remainders.__getitem__, reverse=True)[: size - sum(shares)]:
        shares[index] += 1
    return [Money(sign * share, total.currency) for share in shares]


def _whole_numbers(weights: Sequence[Decimal | int]) -> list[int]:
    """Whole numbers in the same proportion, so that remainders are compared exactly."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (common // denominator) for numerator, denominator in ratios]
