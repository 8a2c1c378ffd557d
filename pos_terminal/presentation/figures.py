"""Amounts, quantities and times as the screen writes them; one place, so that a language can change them all."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from pos_terminal.domain.money import Currency, Money
from pos_terminal.wording import _, later, ngettext

_MINUS = "−"
_AN_HOUR = 60
_PART_PLACES = 3
_A_DAY = 24 * _AN_HOUR
_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "AUD": "$", "CAD": "$", "NZD": "$"}


def amount_text(money: Money) -> str:
    """An amount with all decimals of its currency and grouped thousands: `1,234.50`, `−3.00`, `1,200`."""
    exponent = money.currency.exponent
    sign = _MINUS if money.minor < 0 else ""
    return f"{sign}{abs(money.amount):,.{exponent}f}"


def currency_sign(currency: Currency) -> str:
    """What shoppers know the currency by; its code where there is no sign of its own."""
    return _SIGNS.get(currency.code, currency.code)


def short_amount_text(money: Money) -> str:
    """An amount as a key shows it: whole amounts lose their decimals (`25`, `22.63`)."""
    whole, rest = divmod(abs(money.minor), 10**money.currency.exponent)
    return amount_text(money) if rest or money.minor < 0 else f"{whole:,}"


def quantity_text(quantity: Decimal) -> str:
    """A quantity without trailing zeros: `2`, `0.755`, `100`."""
    return f"{quantity.normalize():f}"


def pieces_quantity_text(quantity: Decimal) -> str:
    """A number of pieces as a small ground has room for it: whole ones as they are, parts in four characters."""
    if quantity == quantity.to_integral_value():
        return quantity_text(quantity)
    whole = len(str(int(quantity)))
    return quantity_text(round(quantity, max(0, _PART_PLACES - whole)))


def points_text(points: Decimal) -> str:
    """Points with grouped thousands, without trailing zeros: `1,240`, `12.5`."""
    return f"{points.normalize():,f}"


def clock_text(moment: datetime) -> str:
    """The time of day, on 24 hours."""
    return f"{moment:%H:%M}"


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
    """A day as people say it: `Monday 23 November`."""
    weekday, month = _(_WEEKDAYS[day.weekday()]), _(_MONTHS[day.month - 1])
    return _("{weekday} {day} {month}", weekday=weekday, day=day.day, month=month)
