"""Shoppers who were refused something for their age: a sale knows it, and so does what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.rights import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pos_terminal.application.authority import Authority
    from pos_terminal.domain.basket import Basket


class AgeRefusals:
    """Finds them in the journal, where every answer for an age is."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority

    def stands_in(self, sale: Basket) -> bool:
        """Whether somebody was refused in the sale, in what was merged into it, or in that which it was split from."""
        return bool(self._of(sale))

    def carry(self, whole: Basket, others: Iterable[Basket]) -> None:
        """Journal what was refused in the others as refused in the sale that they are merged into.

        To be done before they are: where the till stops in between, one refusal too many is known, and none is lost.
        Raises StorageFailed.
        """
        if self.stands_in(whole):
            return
        number = whole.head.transaction_id
        for other in others:
            merged = other.head.transaction_id
            for refused in self._of(other):
                details = {**refused, "from_transaction_id": merged}
                self._authority.note(Action.CONFIRM_AGE, Deed(f"Merged from {merged}", number, details))

    def _of(self, sale: Basket) -> list[Mapping[str, str]]:
        numbers = filter(None, (sale.head.transaction_id, sale.head.from_transaction_id))
        answers = [each for number in numbers for each in self._authority.done(number, Action.CONFIRM_AGE)]
        return [each for each in answers if each.get("outcome") == AgeOutcome.REFUSED]
