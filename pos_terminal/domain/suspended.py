"""A sale that was put aside, as the list of them shows it."""

from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.card_number import refuse_card_number
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.money import Money

LONGEST_LABEL = 40
"""How many characters of a label a list has room for."""


@dataclass(frozen=True, slots=True)
class SuspendedSale:
    """A suspended sale: what it came to, and who put it aside when and under which words ("" for none)."""

    transaction_id: str
    label: str
    suspended_at: datetime
    employee_id: str
    operator_name: str
    total: Money
    table_id: str | None = None
    guest_count: int | None = None
    from_transaction_id: str | None = None
    pieces: int = 0
    """How many pieces lie in it; what is weighed is one."""
    open_time: datetime | None = None
    """When it was opened."""


def label_of(text: str | None) -> str:
    """The words that a sale is found by again, on one line.

    Raises BadArgument for more than fit a list, and CardNumberRefused.
    """
    label = " ".join((text or "").split())
    refuse_card_number(label)
    if len(label) > LONGEST_LABEL:
        raise BadArgument("A label has at most {most} characters. Make it shorter.", most=LONGEST_LABEL)
    if not label.isprintable():
        raise BadArgument("A label is made of letters, digits and signs that can be read.")
    return label
