"""The best of a member's offers is on the sale before it is paid, with its reason; the shopper can take it off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferState
from pos_terminal.presentation.kiosk.state import KioskKey, Look
from pos_terminal.presentation.member_offers import SETTLED_SECONDS
from pos_terminal.presentation.member_state import CardTone
from pos_terminal.presentation.notice import NOTHING, problem
from pos_terminal.presentation.offer_drawing import OfferDrawing
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from pos_terminal.application.asking import Errand
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.offer import OfferStanding
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskServices

OFFER = "offer:"


class Rewarding:
    """Asks what the offers are worth for the basket as it is, and claims the one that takes off most."""

    def __init__(self, services: KioskServices, stage: Stage) -> None:
        self._services = services
        self._members = services.members
        self._drawing = OfferDrawing(services.members)
        self._stage = stage
        self._seen: object = None
        self._due: float | None = None
        self._errands = 0
        self._is_asking = False
        self._declined: set[str] = set()
        self._is_wanted = False

    @property
    def is_asking(self) -> bool:
        """Whether the platform is being asked, or is about to be."""
        return self._is_asking or self._due is not None

    def begin(self) -> None:
        """The next shopper's offers are others."""
        self._errands += 1
        self._is_asking, self._is_wanted = False, False
        self._declined.clear()
        self._seen, self._due = None, None

    def wanted(self) -> None:
        """The shopper is done choosing: from now on the best one is to be on the sale."""
        self._is_wanted = True
        self.noticed()
        self._best()

    def noticed(self) -> None:
        """The kiosk is drawn: where the basket is another one, what the offers are worth is asked once it rests."""
        basket = self._services.desk.basket
        if basket is None or basket.member is None:
            return
        cart = (basket.head.transaction_id, basket.member, tuple(basket.lines.values()), basket.discounts)
        if cart != self._seen:
            self._seen = cart
            self._due = self._members.monotonic() + SETTLED_SECONDS

    def ticked(self) -> None:
        """A moment went by."""
        if self._due is None or self._is_asking or self._members.monotonic() < self._due:
            return
        self._due = None
        errand = self._members.membership.refresh()
        if errand is None:
            self._stage.redraw()  # nothing is looked for any more, and the way on is open again
            self._best()
            return
        self._is_asking = True
        self._members.run(errand, partial(self._refreshed, self._errands), partial(self._not_told, self._errands))

    def keys(self) -> tuple[KioskKey, ...]:
        """The offers that are on the sale or could be, each with what it takes off and why it is there."""
        standings = self._known()
        told = sum(each.amount is not None and each.amount.minor > 0 for each in standings)
        return tuple(self._key(each, told) for each in standings)

    def tapped(self, key: str) -> None:
        """Take this offer off, or put it on."""
        offer_id = key.removeprefix(OFFER)
        standing = next((each for each in self._known() if each.offer_id == offer_id), None)
        if standing is None or self._is_asking:
            return
        self._is_wanted = False  # from here on the shopper chooses
        try:
            if self._is_on(standing):
                self._members.offering.remove(offer_id)
                self._stage.show()
            else:
                self._apply(offer_id)
        except Refused as refusal:
            self._stage.show(problem(refusal.sentence))

    def _known(self) -> list[OfferStanding]:
        """Those that are on the sale, then those that are worth something, the most first."""
        standings = [each for each in self._members.offers.standings() if not (each.is_leaving or each.is_strange)]
        shown = [each for each in standings if each.state is not OfferState.NOT_YET]
        return sorted(shown, key=lambda each: -(each.amount.minor if each.amount else 0))

    def _key(self, standing: OfferStanding, told: int) -> KioskKey:
        card = self._drawing.card(standing)
        if card.tone is CardTone.DOUBTFUL:
            detail = card.state
        elif card.is_on and card.worth:
            detail = ngettext(
                "Takes {amount} off your basket.", "Takes {amount} off: the most of your {count} offers.", max(told, 1),
                amount=card.worth,
            )  # fmt: skip
        else:
            detail = _("Would take {amount} off.", amount=card.worth) if card.worth else ""
        words = _("Take off") if card.is_on else _("Add")
        icon = "alert-triangle" if card.tone is CardTone.DOUBTFUL else "circle-check" if card.is_on else "plus"
        name = brief(card.name)
        look = Look.CHOSEN if card.is_on else Look.PLAIN
        spoken = ", ".join(each for each in (name, detail, words) if each)
        return KioskKey(f"{OFFER}{card.offer_id}", name, icon, detail, look, not self._is_asking, spoken)

    def _is_on(self, standing: OfferStanding) -> bool:
        return self._drawing.card(standing).is_on

    def _best(self) -> None:
        """Claim the one that takes off most, where none is claimed yet."""
        basket = self._services.desk.basket
        if not self._is_wanted or self._is_asking or basket is None or basket.member is None or basket.is_tendering:
            return
        known = self._known()
        if any(self._is_on(each) for each in known):
            return
        open_to = [each for each in known if each.amount and each.amount.minor > 0]
        best = next((each for each in open_to if each.offer_id not in self._declined and not each.was_refused), None)
        if best is None:
            return
        try:
            self._apply(best.offer_id)
        except Refused:
            self._declined.add(best.offer_id)

    def _apply(self, offer_id: str) -> None:
        member = self._services.desk.open_sale().member
        whose = member.user_id if member is not None and member.is_verified else None
        code = OfferCode(offer_id, OfferCodeType.USER_OFFER_ID, whose)
        self._ask(offer_id, self._members.offering.apply(code))

    def _ask(self, offer_id: str, errand: Errand[Discount | None]) -> None:
        self._is_asking = True
        self._stage.redraw()
        told = (partial(self._applied, self._errands, offer_id), partial(self._refused, self._errands, offer_id))
        self._members.run(errand, *told)

    def _applied(self, errands: int, offer_id: str, _discount: Discount | None) -> None:
        """It is on the basket, or what it waited for is known and it has its turn."""
        if errands != self._errands:
            return
        self._is_asking = False
        errand = self._members.offering.next() if self._members.offering.waits(offer_id) else None
        if errand is None:
            self._stage.show(NOTHING)
        else:
            self._ask(offer_id, errand)

    def _refused(self, errands: int, offer_id: str, _refusal: Refused) -> None:
        """The next best one is tried; a shopper is told of what they get, not of what they do not."""
        if errands == self._errands:
            self._is_asking = False
            self._declined.add(offer_id)
            self._stage.redraw()
            self._best()

    def _refreshed(self, errands: int, _nothing: None) -> None:
        if errands == self._errands:
            self._is_asking = False
            self._stage.redraw()
            self._best()

    def _not_told(self, errands: int, _refusal: Refused) -> None:
        """What was known stays."""
        if errands == self._errands:
            self._is_asking = False
            self._stage.redraw()
