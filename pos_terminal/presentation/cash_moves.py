"""Cash beside the sales on the screen: how much and why, and the drawer opens; with approval if need be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.money import Money
from pos_terminal.domain.movement import MovementKind
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.questions import FigureQuestion, Key, why
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from decimal import Decimal

    from pos_terminal.presentation.approval import Approval
    from pos_terminal.presentation.drawer_services import DrawerServices
    from pos_terminal.presentation.sale import SalePresenter

_WHY = {
    MovementKind.CASH_IN: (later("Change"), later("Float"), later("Other reason")),
    MovementKind.CASH_OUT: (later("Purchase"), later("Supplier"), later("Tips paid out"), later("Other reason")),
    MovementKind.PICKUP: (later("To the safe"), later("To the bank"), later("Other reason")),
}
"""Where the shop lists none."""
_DONE = {
    MovementKind.CASH_IN: later("{amount} was paid in. The slip is printing."),
    MovementKind.CASH_OUT: later("{amount} was paid out. The slip is printing."),
    MovementKind.PICKUP: later("{amount} was picked up. The slip is printing."),
}


class CashMoves:
    """Leads through it; each path ends in `show` of the sale."""

    def __init__(self, sale: SalePresenter, services: DrawerServices, approval: Approval) -> None:
        self._sale = sale
        self._cashing = services.cashing
        self._approval = approval

    def no_sale(self) -> None:
        """Open the drawer; why, only where the shop lists reasons."""
        listed = self._cashing.rules.reasons.lists.get(MovementKind.NO_SALE.value, ())
        if listed:
            self._sale.ask(
                replace(why(_("The drawer opens without a sale."), listed, self._attempt_no_sale), gives_way=False)
            )
        else:
            self._attempt_no_sale("")

    def asked(self, kind: MovementKind) -> None:
        """How much?"""
        currency = self._cashing.rules.largest.currency
        self._sale.ask(
            FigureQuestion(
                title=kind.words,
                hint=_("How much cash?"),
                entry=Entry(decimals=currency.exponent),
                key=Key(kind.words, partial(self._entered, kind)),
                unit=currency.code,
                gives_way=False,
            )
        )

    def _entered(self, kind: MovementKind, value: Decimal) -> None:
        amount = Money.rounded(value, self._cashing.rules.largest.currency)
        reasons = self._cashing.rules.reasons.lists.get(kind.value, ()) or _WHY[kind]
        asked = why(f"{kind.words}: {amount_text(amount)}", reasons, partial(self._attempt, kind, amount))
        self._sale.ask(replace(asked, gives_way=False, back=partial(self.asked, kind)))

    def _attempt(self, kind: MovementKind, amount: Money, reason: str) -> None:
        self._approval.attempt(partial(self._move, kind, amount, reason), self._sale.show)

    def _attempt_no_sale(self, reason: str) -> None:
        self._approval.attempt(partial(self._open, reason), self._sale.show)

    def _move(self, kind: MovementKind, amount: Money, reason: str) -> Notice:
        self._cashing.move(kind, amount, reason)
        self._sale.draft.question = None
        return Notice(_(_DONE[kind], amount=amount_text(amount)))

    def _open(self, reason: str) -> Notice:
        self._cashing.no_sale(reason)
        self._sale.draft.question = None
        return Notice(_("The drawer is open. The slip is printing."))
