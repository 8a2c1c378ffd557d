"""Where a shopper is in their purchase."""

from enum import IntEnum


class Step(IntEnum):
    """The steps, in their order; what is asked between them is a page."""

    ATTRACT = 0
    CHOOSE = 1
    CHECK = 2
    PAY = 3
    END = 4
    CLOSED = 5
    """No shopper is taken."""
