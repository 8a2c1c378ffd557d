"""What the terminal is in the middle of: who is signed on, the open shift, the open sale, the one just finished."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pos_terminal.application.past import Past
from pos_terminal.domain.errors import NotAllowedNow, NotSignedOn
from pos_terminal.domain.staff import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.visit import Visit
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.card_charge import CardCharge
    from pos_terminal.domain.member import Member
    from pos_terminal.domain.staff import Employee
    from pos_terminal.domain.till import TillSession
    from pos_terminal.domain.transaction import Transaction


def _as_ever(employee: Employee) -> Employee:
    return employee


@dataclass(slots=True)
class Desk:
    """The state that every activity of this terminal shares; kept on one thread."""

    operator: Employee | None = None
    session: TillSession | None = None
    basket: Basket | None = None
    charge: CardCharge | None = None
    """What the payment terminal was asked for the open sale, until it is known and a payment; the sale stands still."""
    finished: Transaction | None = None
    came_back: Transaction | None = None
    """Where an exchange has just finished: the sale that its goods came back of, as that is now."""
    suspended: Basket | None = None
    """The sale that was put aside just now, shown like a finished one until the next one starts."""
    approver: Employee | None = None
    """Who approved the next step."""
    visit: Visit | None = None
    """What the platform said of the sale's member; in memory alone. When the sale ends, all goes but the name and the
    points, and these when the next one begins or the operator leaves."""
    beside: Member | None = None
    """What the platform said of whoever is to be rewarded beside the sale's member; for as long as the visit."""
    ended: int = 0
    """How many sales have left the desk since the start: what was asked before another sale is not about the next."""

    past: Past = field(default_factory=Past)
    """What the open sale was before its last steps."""

    as_now: Callable[[Employee], Employee | None] = field(default=_as_ever)
    """Somebody as they are in force now; None where they do not work here any more.

    Who was signed on when they left ends their sale, and begins or takes up no other.
    """

    def signed_on(self) -> Employee:
        """The operator. Raises NotSignedOn."""
        if self.operator is None:
            raise NotSignedOn
        return self.operator

    def operator_in_force(self) -> Employee:
        """The operator with the role that they have now; a cashier's, where they left. Raises NotSignedOn."""
        operator = self.signed_on()
        return self.as_now(operator) or replace(operator, role=Role.CASHIER)

    def open_sale(self) -> Basket:
        """The open sale, to change it. Raises NotSignedOn, NotAllowedNow without one or while a card is asked for."""
        basket = self.sale_shown()
        self.refuse_charging()
        return basket

    def sale_shown(self) -> Basket:
        """The open sale, to look at it. Raises NotSignedOn, or NotAllowedNow when there is none."""
        self.signed_on()
        if self.basket is None:
            raise NotAllowedNow("No sale is open. Scan an item to start one.")
        return self.basket

    @property
    def is_unpaid(self) -> bool:
        """Whether a sale is open that no money was taken or asked for."""
        return self.basket is not None and not self.basket.is_tendering and self.charge is None

    def refuse_leaver(self) -> None:
        """Raises NotAllowedNow where the operator does not work here any more."""
        operator = self.signed_on()
        if self.as_now(operator) is None:
            raise NotAllowedNow("{name} does not work here any more. Sign off.", name=operator.display_name)

    def refuse_charging(self) -> None:
        """Raises NotAllowedNow while the payment terminal is asked, or nobody knows what became of that."""
        if self.charge is not None:
            raise NotAllowedNow(
                "The payment terminal was asked for a card, and its answer is not known yet. Wait for it, or find out."
            )

    def finish(self, transaction: Transaction) -> None:
        """The open sale has ended; it is shown until the next one starts."""
        self.basket = self.suspended = None
        self.past.begin(None)
        self.ended += 1
        self.finished, self.came_back = transaction, None
        self.visit = self.visit.over() if self.visit else None
        self.beside = self.beside.remembered() if self.beside else None

    def put_aside(self) -> None:
        """The open sale is suspended; what its member is called is forgotten."""
        self.basket, self.suspended = None, self.basket
        self.past.begin(None)
        self.ended += 1
        self.visit = self.beside = self.finished = None

    def take_up(self, basket: Basket) -> None:
        """A suspended sale is the open one again."""
        self.basket = basket
        self.past.begin(basket)
        self.ended += 1
        self.visit = self.beside = self.finished = self.suspended = None

    def become(self, basket: Basket) -> None:
        """The open sale was parted, or others were put into it; no step before that can be taken back."""
        self.basket = basket
        self.past.begin(basket)
