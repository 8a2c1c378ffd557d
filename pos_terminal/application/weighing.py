"""Weights that somebody types where no scale and no label says them: a shop may keep that from some of its people."""

from pos_terminal.application.acts import Deed
from pos_terminal.application.authority import Authority
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message


def allow_keyed_weight(authority: Authority, basket: Basket, line: Line) -> None:
    """Have somebody stand for the weight, or the tare, that was typed for this line; what is counted needs nobody.

    Raises ApprovalNeeded or NotAllowedNow as the shop's rights say.
    """
    if not line.is_weighed:
        return
    details = {"line_id": line.line_id, "item_id": line.item_id, "weight": f"{line.quantity:f} {line.unit}"}
    tare = {} if line.tare is None else {"tare": f"{line.tare:f} {line.unit}"}
    about = Message(
        "{weight} of {item} for {price}, typed",
        weight=f"{line.quantity:f} {line.unit}",
        item=line.name,
        price=line.extended,
    )
    deed = Deed(transaction_id=basket.head.transaction_id, details=details | tare, about=about)
    authority.allow(Action.KEYED_WEIGHT, deed)
