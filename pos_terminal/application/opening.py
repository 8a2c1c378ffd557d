"""Opening a sale: its id, its shift, and who rings it up; the first item or the member starts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.keeping import keep
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.money import Money
from pos_terminal.domain.numbering import numbered

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Baskets
    from pos_terminal.application.selling_rules import SellingRules
    from pos_terminal.application.tilling import Tilling


class Opening:
    """Gives the sale that a step goes to; a new one is the desk's only once the step has worked."""

    def __init__(self, desk: Desk, baskets: Baskets, tilling: Tilling, rules: SellingRules) -> None:
        self._desk = desk
        self._baskets = baskets
        self._tilling = tilling
        self._rules = rules

    def sale(self) -> Basket:
        """The open sale, or a new one.

        Raises NotSignedOn, NotAllowedNow while a card is asked for and to somebody who left, and DiskLow where there is
        no room for another.
        """
        self._desk.signed_on()
        self._desk.refuse_charging()
        if self._desk.basket is not None:
            return self._desk.basket
        self._desk.refuse_leaver()
        return self.new()[0]

    def new(self) -> tuple[Basket, int]:
        """A sale that begins now, beside its number, which is taken once something of the sale is on disk.

        Raises as `sale`.
        """
        coming = self.coming()
        return coming, self.take()

    def coming(self) -> Basket:
        """A sale that would begin now, with the number that `take` gives next. Raises as `sale`."""
        operator = self._desk.signed_on()
        epoch, number = self._baskets.coming_number()
        head = BasketHead(
            transaction_id=numbered(self._rules.register_id, epoch, number),
            open_time=self._tilling.now(),
            channel=self._rules.channels[0],
            pos_employee_id=operator.employee_id,
            sm_employee_id=operator.sm_employee_id,
            operator_name=operator.display_name,
        )
        return Basket(head, self._rules.policy)

    def take(self) -> int:
        """The number of the sale that begins now: no other sale is given it. Raises DiskLow."""
        _, number = self._baskets.next_number()
        self._desk.visit = self._desk.beside = None  # the last sale's member has nothing to do with this one
        return number

    def taken(self, basket: Basket) -> None:
        """Store a step on this sale, which is the desk's from now on. Raises StorageFailed, with nothing changed."""
        if self._desk.basket is None:
            self._tilling.shift_for_sale(Money.zero(self._rules.policy.currency))
            self._desk.basket = basket
        keep(self._desk, self._baskets)
        self._desk.finished = self._desk.suspended = None
