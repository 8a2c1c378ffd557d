"""Goods that were best before an earlier day: they may be sold, and somebody stands for it."""

from datetime import datetime

from pos_terminal.application.acts import Deed
from pos_terminal.application.authority import Authority
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message


def allow_past_best(authority: Authority, basket: Basket, line: Line, local: datetime) -> None:
    """Have somebody stand for goods that are past their best at ``local``, the store's own time; it is journalled.

    Raises ApprovalNeeded or NotAllowedNow as the shop's rights say.
    """
    if not line.batch.is_past_best(local):
        return
    details = {"line_id": line.line_id, "item_id": line.item_id, "best_before": line.batch.expires}
    about = Message("{item}, best before {expiry}", item=line.name, expiry=line.batch.expires)
    deed = Deed("", basket.head.transaction_id, details, is_entered=True, about=about)
    authority.allow(Action.SELL_PAST_BEST, deed)
