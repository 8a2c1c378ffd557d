"""Amounts, quantities, rates and times as a culture writes them, with the digits that every code page has."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import NumberPattern, parse_pattern

from pos_terminal.domain.money import Money

_DIGITS = "latn"
_QUANTITY_DECIMALS = (0, 6)
_RATE_DECIMALS = (0, 3)
_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NO_BREAK_SPACE = "\u00a0"


class Culture:
    """How one culture writes.

    The digits are 0 to 9 everywhere: times have no others, and amounts should not differ from them on one receipt.

    Args:
        name: such as ``en_US`` or ``de-CH``; one that is not known writes as ``en_US``.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def amount(self, money: Money) -> str:
        """The bare number, with exactly the currency's decimals."""
        return self._with_decimals(self._locale.decimal_formats[None], money)

    def price(self, money: Money) -> str:
        """The amount with the currency's sign where the culture puts it.

        A code that stands for a sign is kept apart from the digits (CLDR, currencySpacing): ``KWD 8.685``.
        """
        written = self._with_decimals(self._locale.currency_formats["standard"], money)
        return _LETTER_BESIDE_DIGIT.sub(_NO_BREAK_SPACE, written)

    def quantity(self, quantity: Decimal) -> str:
        """A number of pieces or a weight, without trailing zeros."""
        return self._written(self._locale.decimal_formats[None], quantity, _QUANTITY_DECIMALS)

    def rate(self, rate: Decimal) -> str:
        """A fraction as a percentage."""
        return self._written(self._locale.percent_formats[None], rate, _RATE_DECIMALS)

    def time(self, local: datetime) -> str:
        """Day and time of day, short."""
        return format_datetime(local, "short", locale=self._locale)

    def day(self, day: date) -> str:
        """A day, with its year."""
        return format_date(day, "medium", locale=self._locale)

    def weekday(self, day: date, *, has_year: bool) -> str:
        """A day with its name, as a list of days has it; ``has_year``: where the days are of several years."""
        return format_skeleton("yMMMEd" if has_year else "MMMEd", day, locale=self._locale)

    def _with_decimals(self, pattern: NumberPattern, money: Money) -> str:
        # The culture's own table of currencies differs from ISO 4217 (IQD without decimals), so it is not asked.
        decimals = money.currency.exponent
        return self._written(pattern, money.amount, (decimals, decimals), money.currency.code)

    def _written(
        self, pattern: NumberPattern, value: Decimal, decimals: tuple[int, int], currency: str | None = None
    ) -> str:
        own = parse_pattern(pattern.pattern)
        own.frac_prec = decimals
        written: str = own.apply(
            value, self._locale, currency=currency, currency_digits=False, numbering_system=_DIGITS
        )
        return written

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(self._name.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            return Locale("en", "US")
