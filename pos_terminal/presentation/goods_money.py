"""The ways that money may go back for goods without a receipt, and to which number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.refunding import RefundTo
from pos_terminal.presentation.goods_questions import GoodsNumber, GoodsRefund
from pos_terminal.presentation.tender_number import TenderNumber
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.application.receiptless import ReceiptlessReturns
    from pos_terminal.domain.refunding import RefundRules
    from pos_terminal.presentation.goods_lines import GoodsQuestion
    from pos_terminal.presentation.goods_pieces import GoodsPiece


@dataclass(frozen=True, slots=True)
class GoodsMoney:
    """Asks the engine what would go back each way; nothing is done."""

    receiptless: ReceiptlessReturns

    @property
    def tenders(self) -> tuple[str, ...]:
        """The tenders that the shop gives money back by."""
        return tuple(each.name for each in self._rules.tenders)

    def wants_number(self, step: GoodsRefund) -> bool:
        """Whether nobody has named yet where the money goes."""
        return step.refund.number is None and self._rules.wants_number(step.refund.type)

    def asked(self, step: GoodsRefund, tender: str) -> GoodsRefund | GoodsNumber:
        """What goes back by this tender, or first the number that it goes to. Raises as `ReceiptlessReturns.refund`."""
        if self._rules.wants_number(tender):
            return GoodsNumber(step, TenderNumber(tender, _("Use this number")))
        return self._going(step, RefundTo(tender))

    def numbered(self, asked: GoodsNumber) -> GoodsRefund:
        """What goes back to the number that was named. Raises as `asked`, and CardNumberRefused."""
        return self._going(asked.refund, RefundTo(asked.number.tender, asked.number.answer))

    def give(self, step: GoodsRefund) -> None:
        """Take the goods back, and give the money. Raises as `ReceiptlessReturns.take_back`."""
        to = RefundTo(step.refund.type, step.refund.number)
        self.receiptless.take_back(step.reason.goods.goods, step.words, to)

    def _going(self, step: GoodsRefund, to: RefundTo) -> GoodsRefund:
        return replace(step, refund=self.receiptless.refund(step.reason.goods.goods, to))

    def with_piece(self, asked: GoodsPiece) -> GoodsQuestion:
        """The goods with a piece whose number is known, and what goes back for all. Raises as `asked`."""
        goods = asked.known
        if all(each.has_price for each in goods.brought):
            return replace(goods, refund=self.receiptless.refund(goods.goods))
        return replace(goods, refund=None)

    @property
    def _rules(self) -> RefundRules:
        return self.receiptless.rules.refunds
