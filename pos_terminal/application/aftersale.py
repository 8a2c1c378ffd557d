"""What may be done to a sale once it was closed stands on the same ground: found, allowed, and written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.card_number import showable
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.refund_rights import cash_out, refund_actions
from pos_terminal.domain.refunding import RefundRules, RefundTo
from pos_terminal.domain.rights import Action
from pos_terminal.domain.symbology import printed_code
from pos_terminal.domain.tender import tender_words
from pos_terminal.wording import _
from pos_terminal.wording.message import Message, Spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.acts import Deed
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ending import Ending
    from pos_terminal.application.ports import Sales
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.code_range import CodeRange
    from pos_terminal.domain.money import Money
    from pos_terminal.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AfterSale:
    """What is needed to change an ended sale of this terminal.

    ``in_drawer`` says what the drawer should hold now.
    """

    desk: Desk
    sales: Sales
    ending: Ending
    tilling: Tilling
    authority: Authority
    in_drawer: Callable[[], Money]
    reasons: Reasons = field(default_factory=Reasons)
    refund_rules: RefundRules = field(default_factory=lambda: RefundRules(()))
    cards: tuple[CodeRange, ...] = ()
    """What the shop's own cards begin with: no number that begins so is a payment card's."""

    def found(self, transaction_id: str) -> Transaction:
        """A sale of this terminal as it is now, by its number, its receipt's code, or what the QR code holds.

        Raises NotSignedOn, NotAllowedNow while another sale is open, and BadArgument for one that it did not sell.
        """
        self.refuse_open_sale()
        return sale_named(self.sales, transaction_id)

    def refuse_open_sale(self) -> None:
        """Raises NotSignedOn, and NotAllowedNow while another sale is open."""
        self.desk.signed_on()
        if self.desk.basket is not None:
            raise NotAllowedNow("A sale is open. Finish it first, or void it.")

    def unapproved(self, reason: str = "") -> Amendment:
        """The operator's doing, as far as nobody has to be asked for it: for a look at what would be."""
        operator = self.desk.signed_on()
        return Amendment(operator.employee_id, operator.display_name, reason)

    def wanted(self, to: str | RefundTo) -> RefundTo:
        """What money is to go back by, its number as far as it may be kept. Raises CardNumberRefused."""
        return RefundTo(to) if isinstance(to, str) else RefundTo(to.tender, showable(to.number, self.cards))

    def refund_actions(self, before: Sequence[Transaction], would: Transaction) -> tuple[Action, ...]:
        """What the money that would go back is beside the step itself; ``before`` are the sale's snapshots so far."""
        found, out = refund_actions(before, would, self.refund_rules), cash_out(would, self.refund_rules)
        return (*found, Action.CASH_BEYOND_DRAWER) if out and out > self.in_drawer().minor else found

    def allowed(self, actions: Sequence[Action], deed: Deed) -> Amendment:
        """Who does it and who stands for it, journalled.

        ``actions`` are all that the step is. To be asked last. Raises as `Authority.allow`.
        """
        operator, stands = self.desk.signed_on(), self.authority.allow(actions[0], deed, actions[1:])
        is_other = stands.employee_id != operator.employee_id
        return Amendment(
            employee_id=operator.employee_id,
            employee_name=operator.display_name,
            reason=deed.reason,
            approved_by=stands.employee_id if is_other else None,
            approver_name=stands.display_name if is_other else "",
        )


def refund_words(would: Transaction) -> Message:
    """What would go back, as whoever approves it reads it: how much, and by which tender."""
    refunds = would.amendment.refunds if would.amendment else ()
    given = [
        Message("{amount} by {tender}", amount=each.given, tender=Spoken(tender_words, each.type))
        for each in refunds
        if each.given.minor and each.credited_to is None
    ]
    return Message("Refund {amounts}", amounts=Spoken(_and, *given)) if given else Message("No money back")


def _and(first: Message, *others: Message) -> str:
    words = str(first)
    for each in others:
        words = _("{some} and {other}", some=words, other=each)
    return words


def sale_named(sales: Sales, name: str) -> Transaction:
    """An ended sale by its number, its receipt's code, or what the QR code holds.

    Raises BadArgument for an unknown one, and NotAllowedNow for one that is not closed yet.
    """
    code = code_in(name)
    sale = sales.find(code)
    found = sales.transaction(sale) if sale else None
    if found is None:
        raise BadArgument("This till has no sale {code}. Look at the number on the receipt.", code=code)
    if not found.is_closed:
        raise NotAllowedNow(
            "Sale {sale} is not closed yet: it is held. Go on with it first.",
            sale=found.transaction_id,
        )
    return found


def code_in(scanned: str) -> str:
    """The code in what was scanned or keyed: of a QR code's address it is the last part."""
    return printed_code(scanned).strip().rpartition("/")[2]
