"""The member's part of the sale screen: who is there, their offers, and the panels about both."""

from collections.abc import Sequence

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.member import KeyKind
from pos_terminal.domain.offer import OfferCode
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.cart import CartRow
from pos_terminal.presentation.draft import Draft
from pos_terminal.presentation.member_drawing import MemberDrawing
from pos_terminal.presentation.member_lookup import MemberLookup
from pos_terminal.presentation.member_offers import MemberOffers
from pos_terminal.presentation.member_questions import LookupQuestion, MatchesQuestion, MemberQuestion
from pos_terminal.presentation.member_services import MemberServices, Redrawn
from pos_terminal.presentation.member_state import NOBODY, MemberState
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.picture_wall import PictureWall
from pos_terminal.presentation.taking import TapGuard
from pos_terminal.wording import _

_QUESTIONS = (LookupQuestion, MatchesQuestion, MemberQuestion)


class SaleMember:
    """Acts on taps about the member; every path draws the sale."""

    def __init__(
        self, services: MemberServices, draft: Draft, guard: TapGuard, sale: Redrawn, approval: Approval
    ) -> None:
        self._services = services
        self._draft = draft
        self._guard = guard
        self._show = sale.show
        self._offers = MemberOffers(services, sale, approval)
        self._pictures = PictureWall(services.pictures, sale.redraw)
        self._drawing = MemberDrawing(services, self._offers.busy, self._pictures)
        self._looked_at = MemberQuestion(self._drawing.panel)
        self.drawn = NOBODY
        """The member and the offers as they were drawn last, for others to show."""
        self.lookup = MemberLookup(services, draft, sale, self._looked_at)

    def state(self, rows: tuple[CartRow, ...]) -> MemberState:
        """What the screen shows; a cart that changed has its offers asked about when it is left alone."""
        basket = self._services.desk.basket
        if basket is not None and basket.member is not None:
            self._offers.noticed((basket.head.transaction_id, basket.member, rows, basket.discounts))
        self.drawn = self._drawing.state(is_asking=self.lookup.is_asking)
        return self.drawn

    def bar_tapped(self) -> None:
        """Look at the member, or add one."""
        basket = self._services.desk.basket
        if basket is None or basket.member is None:
            self.lookup.opened()
            return
        self._draft.question = self._looked_at
        self._show(NOTHING)

    def other_tapped(self) -> None:
        """Somebody else is to be the member, or was meant: one of several was not the right one."""
        question = self._draft.question
        self.lookup.opened(additional=isinstance(question, MatchesQuestion) and question.is_additional)

    def additional_tapped(self) -> None:
        """Add somebody to be rewarded beside the member, or take them off again."""
        basket = self._services.desk.basket
        if basket is None or basket.additional is None:
            self.lookup.opened(additional=True)
            return
        try:
            self._services.membership.remove_additional()
        except Refused as refusal:
            self._show(problem(refusal.sentence))
        else:
            self._show(Notice(_("The second member was removed from this sale.")))

    def find_tapped(self, kind: str) -> None:
        """Look up what was typed, as this kind of identifier."""
        self.lookup.found_by(KeyKind(kind))

    def offer_tapped(self, offer_id: str) -> None:
        """The key of an offer's card; a hurried second tap is dropped."""
        card = next((each for each in self._drawing.cards() if each.offer_id == offer_id), None)
        if card is not None and self._guard.accepts():
            self._offers.tapped(card)

    def applied_again(self, offers: Sequence[OfferCode]) -> None:
        """Claim offers that went back when the sale was put aside."""
        self._offers.apply_all(offers)

    def removed(self) -> None:
        """Take the member off the sale, and a second one with them; their offers go back."""
        try:
            were_two = self._services.membership.remove()
        except Refused as refusal:
            self._show(problem(refusal.sentence))
            return
        self._draft.question = None
        one, both = _("The member was removed from this sale."), _("Both members were removed from this sale.")
        self._show(Notice(both if were_two else one))

    def closed(self) -> None:
        """Leave the panel; what is being looked up is not wanted any more."""
        question = self._draft.question
        if isinstance(question, LookupQuestion) and question.asked:
            self.lookup.cancelled()
        if isinstance(question, _QUESTIONS):
            beside = not isinstance(question, MemberQuestion) and question.is_additional
            self._draft.question = self._looked_at if beside else None
        self._show(NOTHING)

    def ticked(self) -> None:
        """A moment went by: pictures come after everything else."""
        self._offers.ticked()
        if not (self._offers.is_asking or self.lookup.is_asking):
            self._pictures.ticked()
