"""Service at tables: what a table is called, and how many sit at it."""

from decimal import Decimal

from pos_terminal.domain.card_number import refuse_card_number
from pos_terminal.domain.errors import BadArgument

_LONGEST_TABLE = 20
_MOST_GUESTS = 999


def table_of(text: str) -> str:
    """The name of a table on one line. Raises BadArgument for none, one too long to show, and CardNumberRefused."""
    table = " ".join(text.split())
    refuse_card_number(table)
    if not table:
        raise BadArgument("A table has a name or a number.")
    if len(table) > _LONGEST_TABLE or not table.isprintable():
        raise BadArgument("The name of a table has at most {most} characters that can be read.", most=_LONGEST_TABLE)
    return table


def guest_count(number: Decimal | int) -> int:
    """How many guests a sale serves. Raises BadArgument for no whole number that can be meant."""
    if not 1 <= number <= _MOST_GUESTS or number != int(number):
        raise BadArgument("Guests are counted from 1 to {most}.", most=_MOST_GUESTS)
    return int(number)
