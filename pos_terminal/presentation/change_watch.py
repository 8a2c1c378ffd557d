"""Change that the drawer should not hold is told of before the cash for it is taken: then something smaller helps."""

from collections.abc import Callable

from pos_terminal.application.checkout import Checkout
from pos_terminal.application.desk import Desk
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import TenderType, settle_cash
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.wording import _


class ChangeWatch:
    """Tells it once; whoever taps again means it."""

    def __init__(self, desk: Desk, checkout: Checkout, in_drawer: Callable[[], Money]) -> None:
        """``in_drawer`` says what the drawer should hold; nobody knows that where no float was counted."""
        self._desk = desk
        self._checkout = checkout
        self._in_drawer = in_drawer
        self._told: tuple[str, Money, Money] | None = None

    def warning(self, kind: TenderType, amount: Money | None) -> Notice:
        """What to tell before so much is taken; nothing where there is enough, or where it was told already."""
        basket, session = self._desk.basket, self._desk.session
        told, self._told = self._told, None
        if basket is None or session is None or not session.opening_float.minor or amount is None or not kind.is_cash:
            return NOTHING
        tap = (basket.head.transaction_id, basket.balance, amount)
        change = max(amount - basket.balance, Money.zero(amount.currency))
        if change.minor:
            change = settle_cash(basket.balance, amount, self._checkout.rules.cash_rounding).change
        held = self._in_drawer() if change.minor and tap != told else change
        if change <= held:
            return NOTHING
        self._told = tap
        return problem(
            _(
                "The drawer should hold {held} only, and the change is {change}. Ask for less, or tap again.",
                held=amount_text(held),
                change=amount_text(change),
            )
        )
