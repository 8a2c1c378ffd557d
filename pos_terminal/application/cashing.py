"""Cash put into the drawer or taken out of it beside the sales, and the drawer opened for nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.reasons import Reasons, kept_words
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import Movement, MovementKind, Stander
from pos_terminal.wording.message import NOTHING_SAID, Message, Spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.till_ports import TillRecords
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.rights import Action
    from pos_terminal.domain.tender import CashRounding


@dataclass(frozen=True, slots=True)
class CashPorts:
    """What is written with, and what follows once it is on disk: the drawer opens, and then the slip is printed."""

    records: TillRecords
    authority: Authority
    new_id: Callable[[], str]
    open_drawer: Callable[[], None]
    print_paper: Callable[[], None]


@dataclass(frozen=True, slots=True)
class CashRules:
    """The shop's settings: the most that moves at once, the coins there are, and the reasons to choose from."""

    largest: Money
    rounding: CashRounding | None = None
    reasons: Reasons = field(default_factory=Reasons)

    def cash(self, amount: Money) -> Money:
        """The amount, which can be handed over. Raises BadArgument."""
        if self.rounding and self.rounding.due(amount) != amount:
            raise BadArgument(
                "{amount} cannot be paid in cash: the smallest coin is {increment}.",
                amount=amount,
                increment=self.rounding.increment,
            )
        return amount


class Cashing:
    """Does it, journals it, and has its slip printed."""

    def __init__(self, desk: Desk, ports: CashPorts, tilling: Tilling, rules: CashRules) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self.rules = rules

    def no_sale(self, reason: str = "") -> Movement:
        """Open the drawer for nothing. Raises NotAllowedNow while a sale is open, and as `Authority.allow`."""
        kind = MovementKind.NO_SALE
        self._refuse_open_sale()
        listed = self.rules.reasons.lists.get(kind.value)
        reason = self._reason(kind, reason) if listed else kept_words(reason)
        return self._move(kind, Money.zero(self.rules.largest.currency), reason)

    def move(self, kind: MovementKind, amount: Money, reason: str) -> Movement:
        """Put so much cash in, pay it out, or pick it up.

        Raises BadArgument for an amount that cannot be meant or without a reason, NotAllowedNow while a sale is open or
        for more than the drawer should hold, and as `Authority.allow`.
        """
        self._refuse_open_sale()
        if amount.minor <= 0:
            raise BadArgument("{action} wants an amount of more than nothing.", action=kind.action.words)
        if amount > self.rules.largest:
            raise BadArgument("At most {largest} moves at once. Look at the amount again.", largest=self.rules.largest)
        amount, reason = self.rules.cash(amount), self._reason(kind, reason)
        if kind.takes_out and amount > self.in_drawer():
            raise NotAllowedNow(
                "The drawer should not hold that much. Look at the amount, or book what was put in first."
            )
        return self._move(kind, amount, reason)

    def in_drawer(self) -> Money:
        """What the drawer should hold now."""
        session = self._desk.session
        nothing = Money.zero(self.rules.largest.currency)
        return self._ports.records.expected_cash(session.session_id) if session else nothing

    def _move(self, kind: MovementKind, amount: Money, reason: str) -> Movement:
        about = (
            NOTHING_SAID
            if amount.is_zero
            else Message("{move} {amount}: {reason}", move=Spoken(_words_of, kind), amount=amount, reason=reason)
        )
        deed = Deed(reason, details={"amount": str(amount)}, about=about)
        by = stander(self._desk, self._ports.authority, kind.action, deed)
        session = self._tilling.shift_for_sale(Money.zero(amount.currency))
        now, day = self._tilling.now(), self._tilling.today()
        movement = Movement(kind, amount, reason, by, now, day, session.session_id)
        self._ports.records.move(movement, self._ports.new_id())
        self._ports.open_drawer()
        self._ports.print_paper()
        return movement

    def _reason(self, kind: MovementKind, words: str) -> str:
        return self.rules.reasons.given(kind.value, kind.action.words, words)

    def _refuse_open_sale(self) -> None:
        self._desk.signed_on()
        if self._desk.basket is not None:
            raise NotAllowedNow("A sale is open. Finish it, suspend it or void it first.")


def stander(desk: Desk, authority: Authority, action: Action, deed: Deed) -> Stander:
    """Who does something at the till, and who stands for it; ask this last. Raises as `Authority.allow`."""
    operator, stands = desk.signed_on(), authority.allow(action, deed)
    if stands.employee_id == operator.employee_id:
        return Stander(operator.employee_id, operator.display_name)
    return Stander(operator.employee_id, operator.display_name, stands.employee_id, stands.display_name)


def _words_of(kind: MovementKind) -> str:
    return kind.words
