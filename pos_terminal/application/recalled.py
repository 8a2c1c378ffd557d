"""Goods of which the maker called lots back: those lots are not sold, and the others once somebody has looked."""

from pos_terminal.application.acts import Deed
from pos_terminal.application.authority import Authority
from pos_terminal.application.serials import bare
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.item import Item
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message


def is_recalled(line: Line, item: Item) -> bool:
    """Whether the label says a lot that was called back; blanks, and large letters for small ones, are no other lot."""
    return bool(line.lot) and bare(line.lot or "") in map(bare, item.recalled_lots)


def allow_unread_lot(authority: Authority, basket: Basket, line: Line, item: Item | None) -> None:
    """Have somebody look at the lot of goods of which some were called back, where no scan said it; it is journalled.

    Raises ApprovalNeeded or NotAllowedNow as the shop's rights say.
    """
    if item is None or line.lot or not item.recalled_lots:
        return
    lots = ", ".join(item.recalled_lots)
    details = {"line_id": line.line_id, "item_id": line.item_id, "quantity": f"{line.quantity:f}", "recalled": lots}
    about = Message("{item}: read its lot. Called back are: {lots}", item=line.name, lots=lots)
    authority.allow(Action.SELL_UNREAD_LOT, Deed("", basket.head.transaction_id, details, is_entered=True, about=about))
