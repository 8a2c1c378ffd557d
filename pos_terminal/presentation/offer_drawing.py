"""An offer as every screen tells of it, the kiosk too: what it is and takes off, where it stands, what can be done."""

from collections.abc import Mapping

from pos_terminal.domain.offer import OfferStanding, OfferState
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.member_services import MemberServices
from pos_terminal.presentation.member_state import CardTone, OfferAction, OfferCard
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _, later

_LOOKS: Mapping[OfferState, tuple[str, str, CardTone, OfferAction | None]] = {
    OfferState.AVAILABLE: (later("Available"), "ticket", CardTone.OPEN, OfferAction.APPLY),
    OfferState.RESERVED: (later("Reserved for this sale"), "circle-check", CardTone.HELD, OfferAction.REMOVE),
    OfferState.USED: (later("Used on this sale"), "check", CardTone.USED, OfferAction.REMOVE),
    OfferState.NOT_YET: (later("Not yet"), "lock", CardTone.SHUT, None),
    OfferState.UNKNOWN: (later("Being confirmed: no answer yet"), "alert-triangle", CardTone.DOUBTFUL, OfferAction.ASK),
}
_CLAIMS = frozenset({OfferAction.APPLY, OfferAction.RETRY, OfferAction.OFFLINE})


class OfferDrawing:
    """Makes cards of offers for the open sale."""

    def __init__(self, services: MemberServices) -> None:
        self._services = services
        self._offline: frozenset[str] = frozenset()

    def look_again(self) -> None:
        """Find out which offers may be claimed without the platform now."""
        offline = self._services.offline
        self._offline = frozenset() if offline is None else offline.open_to()

    def card(self, standing: OfferStanding, busy: str = "", picture: bytes | None = None) -> OfferCard:
        """One offer; ``busy`` says what is under way for it."""
        words, icon, tone, action = self._look(standing)
        reason = _reason(standing)
        return OfferCard(
            offer_id=standing.offer_id,
            name=plain(standing.name).strip() or _("Offer"),
            value=amount_text(-standing.amount) if standing.amount is not None and standing.amount.minor else "",
            worth=amount_text(standing.amount) if standing.amount is not None and standing.amount.minor else "",
            state=f"{words}: {_lowered(reason)}" if reason else words,
            icon=icon,
            tone=tone,
            action=action if self._is_possible(action) else None,
            busy=busy,
            picture=picture,
        )

    def _look(self, standing: OfferStanding) -> tuple[str, str, CardTone, OfferAction | None]:
        words, icon, tone, action = _LOOKS[standing.state]
        words = _(words)
        if standing.is_offline:
            return _("Not verified: used offline"), "alert-triangle", CardTone.DOUBTFUL, action
        is_open = standing.state is OfferState.AVAILABLE or standing.is_strange
        if is_open and self._services.offering.is_chosen(standing.offer_id):
            return _("Reserved when paying"), "circle-check", CardTone.HELD, OfferAction.REMOVE
        if standing.is_strange:
            return _("Not known"), icon, CardTone.OPEN, OfferAction.APPLY
        offline = self._services.offline
        if offline is not None and standing.state is OfferState.AVAILABLE and standing.offer_id in self._offline:
            return _("Offline, {age}", age=offline.age()), "cloud-off", tone, OfferAction.OFFLINE
        if standing.is_leaving:
            return _("Being given back"), icon, tone, None
        return words, icon, tone, OfferAction.RETRY if standing.was_refused else action

    def _is_possible(self, action: OfferAction | None) -> bool:
        """Offers are claimed for items, and before money is taken."""
        basket = self._services.desk.basket
        if basket is None or action not in _CLAIMS:
            return basket is not None
        return bool(basket.lines) and not basket.is_tendering


def _reason(standing: OfferStanding) -> str:
    """Why it is not to be had yet, or not known; of a refusal only what comes behind the colon."""
    if standing.state is not OfferState.NOT_YET and not standing.is_strange:
        return ""
    reason = plain(standing.reason).strip()
    return (reason.partition(": ")[2] or reason) if standing.was_refused else reason


def _lowered(reason: str) -> str:
    """A sentence as it goes on behind a colon."""
    return reason.removesuffix(".") if reason[:2].isupper() else reason[:1].lower() + reason[1:].removesuffix(".")
