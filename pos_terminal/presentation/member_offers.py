"""Offers from the sale screen: applied, removed and asked about by one tap each, and their worth kept up to date."""

from collections.abc import Callable, Sequence
from functools import partial

from pos_terminal.application.asking import Errand
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.errors import NotAllowedNow, PlatformUnreachable, Refused
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.presentation.approval import Approval
from pos_terminal.presentation.member_services import MemberServices, Redrawn
from pos_terminal.presentation.member_state import OfferAction, OfferCard
from pos_terminal.presentation.notice import NOTHING, problem
from pos_terminal.wording import _, later

SETTLED_SECONDS = 0.4
"""How long the cart must be left alone before its offers' worth is asked for."""
_APPLYING = later("Reserving …")
_ASKING = later("Asking …")


def _nothing() -> None:
    """Nothing follows."""


class MemberOffers:
    """Acts on taps on offers; every path draws the sale."""

    def __init__(self, services: MemberServices, sale: Redrawn, approval: Approval) -> None:
        self.busy: dict[str, str] = {}
        self._under_way = 0
        self._services = services
        self._approval = approval
        self._offline: frozenset[str] = frozenset()
        self._show, self._redraw = sale.show, sale.redraw
        self._seen: object = None
        self._due: float | None = None
        self._is_refreshing = False

    def tapped(self, card: OfferCard) -> None:
        """The key of a card; nothing while it is busy."""
        if card.busy or card.action is None:
            return
        try:
            if card.action is OfferAction.REMOVE:
                self._services.offering.remove(card.offer_id)
                self._show(NOTHING)
            elif card.action is OfferAction.OFFLINE:
                self._claim_offline(card.offer_id)
            elif card.action is OfferAction.ASK:
                self._ask_again(card.offer_id)
            else:
                self._apply(card.offer_id)
        except Refused as refusal:
            self._show(problem(refusal.sentence))

    def noticed(self, cart: object) -> None:
        """The cart as it is drawn now: once it is another one and left alone, its offers are asked about."""
        if cart != self._seen:
            self._seen = cart
            self._due = self._services.monotonic() + SETTLED_SECONDS

    @property
    def is_asking(self) -> bool:
        """Whether the platform is being asked about offers."""
        return self._is_refreshing or bool(self.busy)

    def ticked(self) -> None:
        """A moment went by: the platform may have been lost, or be back."""
        offline = self._services.offline
        if offline is not None and (now_open := offline.open_to()) != self._offline:
            self._offline = now_open
            self._redraw()
        if self._due is None or self._is_refreshing or self._services.monotonic() < self._due:
            return
        self._due = None
        errand = self._services.membership.refresh()
        if errand is not None:
            self._is_refreshing = True
            self._services.run(errand, self._refreshed, self._not_refreshed)

    def _apply(self, offer_id: str) -> None:
        basket = self._services.desk.open_sale()
        member = basket.member
        whose = member.user_id if member is not None and member.is_verified else None
        errand = self._services.offering.apply(OfferCode(offer_id, OfferCodeType.USER_OFFER_ID, whose))
        self._run(offer_id, _(_APPLYING), errand)

    def _claim_offline(self, offer_id: str) -> None:
        if self._services.offline is not None:
            self._approval.attempt(partial(self._services.offline.claim, offer_id), self._show)

    def _ask_again(self, offer_id: str) -> None:
        errand = self._services.offering.next()
        if errand is None:
            self._show(NOTHING)
        else:
            self._run(offer_id, _(_ASKING), errand)

    def apply_all(self, offers: Sequence[OfferCode]) -> None:
        """Claim these for the open sale, one after the other; what is refused is told, and the next one goes on."""
        if not offers:
            return
        first, then = offers[0], partial(self._apply_rest, self._services.desk.ended, offers[1:])
        try:
            errand = self._services.offering.apply(first)
        except Refused as refusal:
            self._show(problem(refusal.sentence))
            then()
        else:
            self.busy[first.code] = _(_APPLYING)
            self._redraw()
            self._ask(first.code, errand, then)

    def _apply_rest(self, ended: int, offers: Sequence[OfferCode]) -> None:
        """Nothing more is claimed once another sale is open."""
        if self._services.desk.ended == ended:
            self.apply_all(offers)

    def _run(self, offer_id: str, words: str, errand: Errand[Discount | None]) -> None:
        self.busy[offer_id] = words
        self._show(NOTHING)
        if not (self._under_way and self._services.offering.waits(offer_id)):
            self._ask(offer_id, errand, _nothing)

    def _ask(self, offer_id: str, errand: Errand[Discount | None], then: Callable[[], None]) -> None:
        self._under_way += 1
        self._services.run(errand, partial(self._done, offer_id, then), partial(self._refused, offer_id, then))

    def _done(self, offer_id: str, then: Callable[[], None], _discount: Discount | None) -> None:
        if not self._services.offering.waits(offer_id):
            self.busy.pop(offer_id, None)
        self._ended(then)
        self._redraw()

    def _refused(self, offer_id: str, then: Callable[[], None], refusal: Refused) -> None:
        """An answer to what was given up meanwhile is nobody's business any more."""
        self.busy.pop(offer_id, None)
        if isinstance(refusal, PlatformUnreachable):
            self._stop_waiting()
        if isinstance(refusal, NotAllowedNow):
            self._redraw()
        else:
            self._show(problem(refusal.sentence))
        self._ended(then)

    def _ended(self, then: Callable[[], None]) -> None:
        """One answer is in: what waited for it has its turn."""
        self._under_way -= 1
        then()
        if self._under_way:
            return
        offering = self._services.offering
        waiting = next((each for each in self.busy if offering.waits(each)), None)
        try:
            errand = offering.next() if waiting is not None else None
        except Refused as refusal:
            self._stop_waiting()
            self._show(problem(refusal.sentence))
            return
        if waiting is None or errand is None:
            self._stop_waiting()
        else:
            self._ask(waiting, errand, _nothing)

    def _stop_waiting(self) -> None:
        """What was applied and not asked about yet is claimed before money is taken."""
        self.busy.clear()
        self._redraw()

    def _refreshed(self, _nothing: None) -> None:
        self._is_refreshing = False
        self._redraw()

    def _not_refreshed(self, _refusal: Refused) -> None:
        """What was known stays; the next change of the cart asks again."""
        self._is_refreshing = False
