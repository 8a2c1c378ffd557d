"""Card payments as part of their sale: what was approved becomes a payment, and what leaves the sale goes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.keeping import keep
from pos_terminal.domain.card_charge import CardState

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.card_ports import Charges
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Baskets, Sales
    from pos_terminal.domain.card_charge import CardCharge
    from pos_terminal.domain.tender import Payment


@dataclass(frozen=True, slots=True)
class CardSalePorts:
    """What is written with. ``leaves`` is told when something is to go back to a card."""

    charges: Charges
    baskets: Baskets
    sales: Sales
    leaves: Callable[[], None] = lambda: None


class CardSale:
    """The open sale, as far as cards pay it."""

    def __init__(self, desk: Desk, ports: CardSalePorts) -> None:
        self._desk = desk
        self._ports = ports

    def pay(self, charge: CardCharge) -> bool:
        """Make what was approved a payment of the sale, which stands still until that is on disk.

        Whether it is one: in a sale that needs less by now it is not, and goes back. Raises StorageFailed.
        """
        desk, payment = self._desk, charge.paid()
        desk.charge = charge
        basket = desk.basket
        if basket is None or payment.amount > basket.balance:
            self.leave(charge)
            return False
        basket.pay(payment)
        keep(desk, self._ports.baskets)
        desk.charge = None
        return True

    def leave(self, charge: CardCharge) -> None:
        """The sale goes on without it; what it was charged, or turns out to have been, goes back."""
        self._ports.charges.leave(charge)
        if self._desk.charge is not None and self._desk.charge.charge_id == charge.charge_id:
            self._desk.charge = None
        self._ports.leaves()

    def removed(self, payment: Payment) -> None:
        """A payment was taken out of the open sale: what its card was charged goes back."""
        basket = self._desk.basket
        found = [] if basket is None else self._ports.charges.of_sale(basket.head.transaction_id)
        for charge in found:
            if charge.payment_id == payment.payment_id and charge.state is CardState.APPROVED:
                self.leave(charge)

    def recover(self) -> None:
        """What a start finds: a charge of the open sale whose outcome is not known, or that is not a payment yet."""
        basket = self._desk.basket
        for charge in self._ports.charges.unsettled():
            if basket is None or charge.transaction_id != basket.head.transaction_id:
                self._recover_other(charge)
            elif charge.state is CardState.ASKING:
                self._desk.charge = charge
            elif all(each.payment_id != charge.payment_id for each in basket.payments):
                if basket.next_payment > int(charge.payment_id):
                    self.leave(charge)  # it was taken out of the sale again
                else:
                    self.pay(charge)

    def _recover_other(self, charge: CardCharge) -> None:
        """Of a sale that is not open: it was closed with it, or its last steps were lost with a damaged database."""
        ended = self._ports.sales.transaction(charge.transaction_id)
        if ended is not None and not ended.is_voided and charge.payment_id in {e.payment_id for e in ended.payments}:
            self._ports.charges.take(charge)
        else:
            self.leave(charge)
