"""Lines of one sale shared out over several: the parts add up to the line, in cents and in quantity."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pos_terminal.domain.line import Line
from pos_terminal.domain.money import EXACT, Currency, Money, allocate

_QUANTITY_DECIMALS = 6


def split_evenly(line: Line, ways: int) -> tuple[Line, ...]:
    """A line in so many equal parts; odd cents go to the first ones. Raises ValueError for no part at all."""
    return split_line(line, (1,) * ways)


def split_line(line: Line, shares: Sequence[Decimal | int]) -> tuple[Line, ...]:
    """The parts of a line in proportion to ``shares`` (not negative), one for each; a modifier is shared out alike.

    Cents come first: each part's ``extended`` is its share of the line's. Its quantity follows from its cents (for
    pieces cents divided by the unit price), to 6 decimals that add up to the line's; what costs nothing goes by
    ``shares`` themselves. So unit price times quantity still rounds to a part's cents, up to unit prices of some
    hundred thousand cents, where the sixth decimal becomes too coarse. A share that gets no cent of a line that costs
    something has a quantity of 0: it is for the caller to leave it out. Ids stay those of the line.

    Raises ValueError for no shares or a negative one.
    """
    cents = allocate(line.extended, shares)
    is_free = line.extended.is_zero
    quantities = _quantities(line, shares if is_free else [abs(part.minor) for part in cents])
    return tuple(
        replace(line, quantity=quantity, extended=part) for quantity, part in zip(quantities, cents, strict=True)
    )


def _quantities(line: Line, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """The line's quantity in proportion to ``weights``: shared out like money whose smallest unit is a millionth."""
    millionths = Currency("quantity", _QUANTITY_DECIMALS)
    whole = int(line.quantity.scaleb(_QUANTITY_DECIMALS, EXACT))
    # Without trailing zeros, and hundreds not as 1E+2.
    return [part.amount.normalize() + 0 for part in allocate(Money(whole, millionths), weights)]
