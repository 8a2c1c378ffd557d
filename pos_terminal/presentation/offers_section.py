"""Members' offers at the manager's desk: what is held and for how long, and giving one back for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.offerdesk import HeldOffer, OfferDesk, OfferStanding, deed_of
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.figures import age_text
from pos_terminal.presentation.masking import masked_code
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.ports import Clock
    from pos_terminal.presentation.back_office import SectionHost

MOST_USED = 20
"""How many that sales ended with are listed, the newest first; the command finds those of any sale."""
_REASONS = (
    later("The sale is gone"),
    later("The shopper did not get it"),
    later("Taken by mistake"),
    later("The platform's support asked for it"),
)
_TITLES = {
    OfferStanding.STUCK: later("Held, and their sale is gone"),
    OfferStanding.RETURNING: later("Offers being given back"),
    OfferStanding.OF_OPEN_SALE: later("Held for sales that have not ended"),
    OfferStanding.UNVERIFIED: later("Claimed offline, not verified"),
    OfferStanding.USED: later("Used with a sale"),
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OffersServices:
    """What the section works with."""

    clock: Clock
    offers: OfferDesk


class OffersScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class OffersSection:
    """Implements `SectionPresenter`."""

    def __init__(self, services: OffersServices, screen: OffersScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._found: dict[str, HeldOffer] = {}
        self._used: Sequence[HeldOffer] = ()
        self._opened: HeldOffer | None = None

    def entered(self) -> None:
        """The list, as it stands now."""
        self._opened = None
        try:
            self._used = self._services.offers.used(MOST_USED)
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))
        self._show()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """What is given back goes on meanwhile. What was used is looked up when somebody comes: it takes longer."""
        if self._opened is None:
            self._show()

    def row_chosen(self, key: str) -> None:
        """Look at an offer; or the reason why it is given back."""
        if self._opened is not None:
            self._host.attempt(partial(self._give_back, self._opened, _REASONS[int(key)]))
        elif key in self._found:
            self._opened = self._found[key]
            self._show()

    def acted(self) -> None:
        """Open the sale's receipt."""
        if self._opened is not None:
            self._host.to_receipt(self._opened.transaction_id)

    def back_asked(self) -> None:
        """To the list."""
        self.entered()

    def _give_back(self, offer: HeldOffer, reason: str) -> Notice:
        self._services.offers.check(offer)
        self._host.office.allow(Action.SETTLE_OFFER, deed_of(offer, reason))
        self._services.offers.give_back(offer)
        self.entered()
        return Notice(_("The offer is being given back."))

    def _show(self) -> None:
        try:
            self._screen.show_panel(self._list() if self._opened is None else self._one(self._opened))
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))

    def _list(self) -> ReportPanel:
        outstanding = self._services.offers.outstanding()
        returning = {each.hold_id for each in outstanding}
        offers = [*outstanding, *(each for each in self._used if each.hold_id not in returning)]
        self._found = {str(each.hold_id): each for each in offers}
        rows = [row for standing, title in _TITLES.items() for row in self._section(standing, _(title), offers)]
        if not rows:
            rows.append(ReportRow(_("No offer is held.")))
        return ReportPanel(_("Offers"), "", tuple(rows), leave="")

    def _section(self, standing: OfferStanding, title: str, offers: Sequence[HeldOffer]) -> list[ReportRow]:
        tone = "danger" if standing is OfferStanding.STUCK else ""
        rows = [
            ReportRow(brief(each.offer_id), self._age(each), detail=_told(each), tone=tone, key=str(each.hold_id))
            for each in offers
            if each.standing is standing
        ]
        return [ReportRow(title, is_title=True), *rows] if rows else []

    def _one(self, offer: HeldOffer) -> ReportPanel:
        rows = [
            ReportRow(_(_TITLES[offer.standing]), is_title=True),
            ReportRow(_("Held for"), self._age(offer)),
            ReportRow(_("Sale"), plain(offer.transaction_id)),
        ]
        if offer.member:
            rows.append(ReportRow(_("Member"), masked_code(offer.member)))
        if offer.reason:
            rows.append(ReportRow(_("Last said by the platform"), detail=plain(offer.reason)))
        sentence = _("The platform counts it as used: it is reinstated.") if offer.is_used else ""
        if offer.standing in {OfferStanding.STUCK, OfferStanding.USED}:
            rows.append(ReportRow(_("Give it back. Why?"), is_title=True))
            rows += [ReportRow(_(reason), key=str(at)) for at, reason in enumerate(_REASONS)]
        has_receipt = offer.standing in {OfferStanding.UNVERIFIED, OfferStanding.USED} and not offer.is_of_open_sale
        act = _("Open the receipt") if has_receipt else ""
        return ReportPanel(brief(offer.offer_id), sentence, tuple(rows), act, "receipt", leave=_("Back"))

    def _age(self, offer: HeldOffer) -> str:
        return age_text(self._services.clock.now() - offer.since)


def _told(offer: HeldOffer) -> str:
    member = _("Member {code}", code=masked_code(offer.member)) if offer.member else ""
    return " · ".join(filter(None, (apart(offer.transaction_id), member, apart(offer.reason))))
