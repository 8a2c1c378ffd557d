"""Goods that come back for others: begun with what comes back, settled with the sale of the others in one commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.application.serials import NO_SERIALS, Coming
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.exchange import Exchange
from pos_terminal.domain.exchanged import Exchanged, exchanged
from pos_terminal.domain.returned import returned
from pos_terminal.domain.tender import tender_named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from pos_terminal.application.opening import Opening
    from pos_terminal.application.ports import Sales
    from pos_terminal.application.returning import Returning
    from pos_terminal.application.serials import SerialsShown
    from pos_terminal.domain.amendment import Refund
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.refunding import RefundTo
    from pos_terminal.domain.returned import ReturnRules


@dataclass(frozen=True, slots=True)
class Ends:
    """Reckons both ends of an exchange when its sale is closed, from the sale that goods come back of as it is then."""

    sales: Sales
    rules: ReturnRules

    def of(self, basket: Basket, exchange: Exchange, now: datetime) -> Exchanged:
        """Both ends. Raises NotAllowedNow where what comes back has changed since."""
        rules = replace(self.rules, gives_tips=False)
        named = None if exchange.tender is None else tender_named(rules.refunds.tenders, exchange.tender)
        history = self.sales.history(exchange.transaction_id)
        made = returned(history, dict(exchange.back), named, rules, exchange.number)
        return exchanged(basket, exchange, made, (now, rules.refunds))


class Exchanging:
    """Begins exchanges: a new sale is open, with what comes back as its credit.

    Nothing has come back before that sale is closed; where it is voided, nothing ever has.
    """

    def __init__(self, returning: Returning, opening: Opening, sales: Sales) -> None:
        self._returning = returning
        self._opening = opening
        self._sales = sales

    def begin(
        self,
        transaction_id: str,
        back: Mapping[str, Decimal],
        tender: str | RefundTo | None = None,
        reason: str = "",
        serials: SerialsShown = NO_SERIALS,
    ) -> Basket:
        """Take so much of these lines back for what is sold now. ``tender``: what is over goes back by it.

        Approved, and refused, as `Returning.return_items`, as if all of it went back. Raises DiskLow, too.
        """
        history, made = self._returning.planned(transaction_id, back, tender, gives_tips=False)
        coming = Coming(back, serials, reason)
        self._returning.refuse_other_pieces(history[-1], coming)
        basket = self._opening.sale()
        amendment = self._returning.approved(history, made, coming)
        would = made(basket.head.open_time, amendment).amendment or amendment
        to = self._returning.wanted(tender)
        named = (to.tender, to.number) if to else (None, None)
        comes_back = Exchange(history[-1].transaction_id, tuple(back.items()), would, *named)
        basket.head = replace(basket.head, exchange=comes_back)
        self._opening.taken(basket)
        return basket

    def given_back(self, exchange: Exchange) -> tuple[Refund, ...]:
        """What was handed over and credited for goods that came back, once the exchange has ended."""
        sale = self._sales.transaction(exchange.transaction_id)
        return sale.amendment.refunds if sale and sale.amendment else ()


def nothing_comes_back(basket: Basket, exchange: Exchange, now: datetime) -> Exchanged:  # noqa: ARG001 - as `Ends.of`
    """Raises NotAllowedNow, always: the end of an exchange at a till that takes nothing back."""
    raise NotAllowedNow("This till takes nothing back of {sale}. Void this sale.", sale=exchange.transaction_id)
