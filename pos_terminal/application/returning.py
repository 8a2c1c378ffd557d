"""Taking goods back that were sold on this terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.application.aftersale import code_in, refund_words, sale_named
from pos_terminal.application.pieces import Pieces
from pos_terminal.application.serials import NO_SERIALS, Coming, SerialsBack
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.returned import refuse_return, returned
from pos_terminal.domain.rights import Action
from pos_terminal.domain.tender import tender_named
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from pos_terminal.application.aftersale import AfterSale
    from pos_terminal.application.serials import SerialsShown
    from pos_terminal.domain.amendment import Amendment, Refund
    from pos_terminal.domain.exchanged import Returned
    from pos_terminal.domain.item import Item
    from pos_terminal.domain.refunding import RefundTo
    from pos_terminal.domain.returned import ReturnRules
    from pos_terminal.domain.tender import TenderType
    from pos_terminal.domain.transaction import Transaction


class Returning:
    """Takes goods of ended sales back.

    The platform is told the same transaction with less in it, and takes the points back by itself. An offer goes back
    to the member's wallet when nothing of it is taken off any more, behind the snapshot that says so; one that still
    takes something off what is left stays used.
    """

    def __init__(self, ground: AfterSale, rules: ReturnRules, item_of: Callable[[str], Item | None]) -> None:
        """``item_of`` finds an item of the catalog, also one that is not sold any more."""
        self._ground = ground
        self.rules = rules
        self.serials = SerialsBack(item_of)
        self._pieces = Pieces(ground.sales, ground.tilling.store_time.business_day)

    def return_items(
        self,
        transaction_id: str,
        back: Mapping[str, Decimal],
        tender: str | RefundTo | None = None,
        reason: str = "",
        serials: SerialsShown = NO_SERIALS,
    ) -> Transaction:
        """Take so much of these lines back, and give back what they cost, with their modifiers.

        ``transaction_id`` may be the number on the receipt, or its code. ``tender`` is what the money goes back by;
        None: by what it came by, newest first. What goes back to a card or voucher goes to the number that it came by,
        unless another is named. A ``reason`` is wanted where the shop lists some; somebody has to stand for a serial
        number that cannot be read. Raises BadArgument for what cannot come back, NotAllowedNow while a sale is open,
        for one that is voided and for a tender that the shop does not refund by, and ApprovalNeeded.
        """
        ground, coming = self._ground, Coming(back, serials, reason)
        history, made = self.planned(transaction_id, back, tender)
        self.refuse_other_pieces(history[-1], coming)
        amendment = self.approved(history, made, coming)
        return ground.ending.write(made(ground.tilling.now(), amendment), sends=True, prints=True)

    def refuse_other_pieces(self, sale: Transaction, coming: Coming) -> None:
        """Raises BadArgument where goods that have serial numbers are not shown to be those that were sold.

        One that cannot be read is shown by the line that it was sold on. NotAllowedNow where they came back since,
        without a receipt.
        """
        lines = [each.line for each in sale.lines if each.line.line_id in coming.back]
        self.serials.refuse_others(lines, coming)
        for line in lines:
            self._pieces.refuse_back(line, sale.transaction_id)

    def approved(self, history: Sequence[Transaction], made: Returned, coming: Coming) -> Amendment:
        """Who takes this back and who stands for it, journalled. To be asked last; raises as `return_items`."""
        ground, now = self._ground, history[-1]
        reason = self._reason(coming.reason)
        would = made(ground.tilling.now(), ground.unapproved())
        actions = [Action.RETURN_ITEMS, *ground.refund_actions(history, would)]
        actions += [Action.RETURN_UNREADABLE] if coming.unread else []
        about = Message("{refund}, of sale {number}", refund=refund_words(would), number=now.transaction_id)
        deed = Deed(reason, now.transaction_id, coming.details, is_entered=bool(coming.unread), about=about)
        return ground.allowed(actions, deed)

    def refunds(
        self, transaction_id: str, back: Mapping[str, Decimal], tender: str | RefundTo | None = None
    ) -> tuple[Refund, ...]:
        """What `return_items` would give back, and by which tender; nothing is done. Raises as it does, unapproved."""
        _, made = self.planned(transaction_id, back, tender)
        would = made(self._ground.tilling.now(), self._ground.unapproved()).amendment
        return would.refunds if would else ()

    def planned(
        self,
        transaction_id: str,
        back: Mapping[str, Decimal],
        tender: str | RefundTo | None,
        *,
        gives_tips: bool = True,
    ) -> tuple[Sequence[Transaction], Returned]:
        """The sale's snapshots, and what makes of them the sale with less in it; ``gives_tips`` as `ReturnRules`."""
        ground = self._ground
        now = ground.found(transaction_id)
        refuse_return(now)
        history = ground.sales.history(now.transaction_id)
        to = self.wanted(tender)
        kind = None if to is None else self._tender(to.tender)
        rules = replace(self.rules, gives_tips=gives_tips)
        return history, returned(history, back, kind, rules, to.number if to else None)

    def wanted(self, tender: str | RefundTo | None) -> RefundTo | None:
        """What was named for the money, its number as far as it may be kept. Raises CardNumberRefused."""
        return None if tender is None else self._ground.wanted(tender)

    def _reason(self, words: str) -> str:
        reasons = self._ground.reasons
        if not words and not reasons.lists.get("return_items"):
            return ""
        return reasons.given("return_items", Message("Taking items back"), words)

    def recall(self, code: str) -> Transaction | None:
        """Show the ended sale that a scanned receipt stands for; None where a sale is open, or the code is another."""
        desk, sales = self._ground.desk, self._ground.sales
        desk.signed_on()
        if desk.basket is not None or sales.find(code_in(code)) is None:
            return None
        desk.finished = sale_named(sales, code)
        return desk.finished

    def _tender(self, name: str) -> TenderType:
        kind = tender_named(self.rules.refunds.tenders, name)
        if kind is None:
            known = ", ".join(each.name for each in self.rules.refunds.tenders)
            raise BadArgument("The shop gives nothing back by {name}. It has: {known}.", name=repr(name), known=known)
        return kind
