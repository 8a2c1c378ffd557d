"""Lines that are taken out again: by whom, and why where the shop lists reasons."""

from pos_terminal.application.acts import Deed
from pos_terminal.application.authority import Authority
from pos_terminal.application.reasons import Reasons, kept_words
from pos_terminal.domain.basket import Line
from pos_terminal.domain.rights import Action
from pos_terminal.wording.message import Message


def allow_removal(authority: Authority, reasons: Reasons, line: Line, reason: str) -> None:
    """Have somebody stand for it that a line goes; why is in the journal, whoever does it. A modifier goes freely.

    Raises BadArgument without one of the shop's reasons where it lists some; ApprovalNeeded or NotAllowedNow as the
    shop's rights say.
    """
    if line.modifies_line_id is not None:
        return
    if reasons.lists.get(Action.REMOVE_LINE):
        reason = reasons.given(Action.REMOVE_LINE, Action.REMOVE_LINE.words, reason)
    reason = kept_words(reason)
    quantity = f"{line.quantity:f}" if line.unit == "each" else f"{line.quantity:f} {line.unit}"
    details = {"line_id": line.line_id, "item_id": line.item_id, "quantity": quantity, "amount": str(line.extended)}
    about = Message(
        "{quantity} × {item} for {price}, taken out", quantity=quantity, item=line.name, price=line.extended
    )
    authority.allow(Action.REMOVE_LINE, Deed(reason, details=details, about=about))
