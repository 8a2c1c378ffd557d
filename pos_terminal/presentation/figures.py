"""Amounts, quantities and times as the screen writes them: as the culture of the moment does (`wording/notation`)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from pos_terminal.domain.money import Currency, Money
from pos_terminal.wording import _, ngettext
from pos_terminal.wording.notation import notation

_AN_HOUR = 60
_PART_PLACES = 3
_A_DAY = 24 * _AN_HOUR
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "AUD": "$", "CAD": "$", "NZD": "$"}


def amount_text(money: Money) -> str:
    """An amount with all decimals of its currency and grouped thousands: `1,234.50`, `−3.00`, `1,200`."""
    return notation().number(money.amount, money.currency.exponent)


def currency_sign(currency: Currency) -> str:
    """What shoppers know the currency by; its code where there is no sign of its own."""
    return _SIGNS.get(currency.code, currency.code)


def short_amount_text(money: Money) -> str:
    """An amount as a key shows it: whole amounts lose their decimals (`25`, `22.63`)."""
    whole, rest = divmod(abs(money.minor), 10**money.currency.exponent)
    return amount_text(money) if rest or money.minor < 0 else count_text(whole)


def typed_text(digits: str) -> str:
    """Digits as somebody is typing them, with the point of the moment."""
    return notation().typed(digits)


def count_text(count: int) -> str:
    """How many there are, with grouped thousands: `100,000`."""
    return notation().number(count)


def exact_text(value: Decimal) -> str:
    """A weight or a price as a device told it, with all of its decimals: `0.500`."""
    return notation().number(value)


def percent_text(hundredths: Decimal | int) -> str:
    """So many of a hundred, without trailing zeros: `7.5%`."""
    return notation().percent(_plain(Decimal(hundredths)))


def quantity_text(quantity: Decimal) -> str:
    """A quantity without trailing zeros: `2`, `0.755`, `1,000`."""
    return notation().number(_plain(quantity))


def pieces_quantity_text(quantity: Decimal) -> str:
    """A number of pieces as a small ground has room for it: whole ones as they are, parts in four characters."""
    if quantity == quantity.to_integral_value():
        return quantity_text(quantity)
    whole = len(str(int(quantity)))
    return quantity_text(round(quantity, max(0, _PART_PLACES - whole)))


def points_text(points: Decimal) -> str:
    """Points with grouped thousands, without trailing zeros: `1,240`, `12.5`."""
    return quantity_text(points)


def clock_text(moment: datetime) -> str:
    """The time of day, on twelve hours or on 24: `3:02 PM`, `15:02`."""
    return notation().time(moment)


def age_text(age: timedelta) -> str:
    """How long ago, as short as a person says it: `12 min`, `2 h`, `3 days`."""
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return _("less than a minute")
    if minutes < _AN_HOUR:
        return _("{minutes} min", minutes=minutes)
    if minutes < 2 * _A_DAY:
        return _("{hours} h", hours=minutes // _AN_HOUR)
    return ngettext("{count} day", "{count} days", minutes // _A_DAY)


def day_text(day: date) -> str:
    """A day as people say it: `Monday, November 23`."""
    return notation().weekday(day)


def date_text(day: date) -> str:
    """A day in digits, with its year: `11/23/2026`."""
    return notation().date(day)


def _plain(value: Decimal) -> Decimal:
    return value.normalize() + 0
