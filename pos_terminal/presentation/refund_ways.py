"""The ways that money may go back: as it came, or by another tender, to the number that is named for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.refunding import NumberWanted, RefundTo
from pos_terminal.presentation.return_questions import RefundNumber, RefundQuestion
from pos_terminal.presentation.tender_number import TenderNumber
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.domain.amendment import Refund
    from pos_terminal.presentation.past_services import PastServices
    from pos_terminal.presentation.return_questions import ReasonQuestion


@dataclass(frozen=True, slots=True)
class RefundWays:
    """Asks the engine what would go back each way; nothing is done."""

    services: PastServices

    def refunds(self, reason: ReasonQuestion, to: RefundTo | None) -> Sequence[Refund]:
        """What would be handed over. Raises as `Returning.refunds`, and as `PostVoiding.refunds`."""
        number = reason.sale.sold.transaction_id
        if reason.lines is None:
            return self.services.postvoiding.refunds(number)
        return self.services.returning.refunds(number, reason.lines.chosen, to)

    def first(self, reason: ReasonQuestion, words: str) -> RefundQuestion:
        """As it was paid, for this reason. Raises as `refunds`."""
        return RefundQuestion(reason, words, self.refunds(reason, None), others=self.others(reason))

    def others(self, reason: ReasonQuestion) -> tuple[str, ...]:
        """The tenders that the money may go back by, where that is another way than as it was paid."""
        if reason.lines is None:
            return ()
        usual = self.refunds(reason, None)
        kinds = (each.name for each in self.services.returning.rules.refunds.tenders)
        return tuple(each for each in kinds if self._differs(reason, each, usual))

    def asked(self, question: RefundQuestion, tender: str) -> RefundQuestion | RefundNumber:
        """Another tender: what goes back by it, or first the number that it goes to. Raises as `refunds`."""
        if not self.services.returning.rules.refunds.wants_number(tender):
            to = RefundTo(tender) if tender else None
            return question.going(to, self.refunds(question.reason, to))
        return RefundNumber(question, TenderNumber(tender, _("Use this number"), self._known(question.reason, tender)))

    def numbered(self, asked: RefundNumber) -> RefundQuestion:
        """What goes back to the number that was named. Raises as `refunds`, and CardNumberRefused."""
        to = RefundTo(asked.number.tender, asked.number.answer)
        return asked.refund.going(to, self.refunds(asked.refund.reason, to))

    def _differs(self, reason: ReasonQuestion, tender: str, usual: Sequence[Refund]) -> bool:
        try:
            would = self.refunds(reason, RefundTo(tender))
        except NumberWanted:
            return True
        except Refused:
            return False
        return would != usual or self.services.returning.rules.refunds.wants_number(tender)

    def _known(self, reason: ReasonQuestion, tender: str) -> str | None:
        """The number that it would go to where nobody names another."""
        try:
            would = self.refunds(reason, RefundTo(tender))
        except NumberWanted:
            return None
        return next((each.number for each in would if each.type == tender), None)
