"""What comes back for an open sale: until that one is closed nothing has come back, and its worth is a credit there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Currency, Money, total_of

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.domain.amendment import Amendment
    from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class Exchange:
    """So much of each line of an ended sale.

    ``amendment`` says who took it back, who approved that, and what a return without an exchange would give back by
    which tender; ``tender`` is the one that was named for it, with the ``number`` that it goes to.
    """

    transaction_id: str
    back: tuple[tuple[str, Decimal], ...]
    amendment: Amendment
    tender: str | None = None
    number: str | None = None

    def credit(self, currency: Currency) -> Money:
        """What the goods that come back are worth."""
        return total_of([each.amount for each in self.amendment.refunds], currency)

    def settles(self, due: Money) -> Money:
        """What the credit settles of a due: all of it, as far as it goes."""
        return max(Money.zero(due.currency), min(due, self.credit(due.currency)))


def refuse_exchange(exchange: Exchange | None, doing: Message) -> None:
    """Raises NotAllowedNow for what is not done to a sale that goods come back for: it has one end, or is voided."""
    if exchange is not None:
        raise NotAllowedNow("Goods come back for this sale. Finish it, or void it, before {doing} it.", doing=doing)
