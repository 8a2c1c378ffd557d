"""Every offer that is known of for the open sale, as it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal.application.offlineoffers import USED_UNHEARD, claimed_offline
from pos_terminal.domain.offer import OfferFlow, OfferStanding, OfferState
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.holding import Holding
    from pos_terminal.application.holds import Hold
    from pos_terminal.application.visit import Visit
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount


class OfferList:
    """Puts together what the platform has listed and what the desk has claimed."""

    def __init__(self, desk: Desk, holding: Holding) -> None:
        self._desk = desk
        self._holding = holding

    def standings(self) -> tuple[OfferStanding, ...]:
        """The offers on the sale first, then those on their way back, then the rest of the member's wallet."""
        basket, visit = self._desk.basket, self._desk.visit
        if basket is None:
            return ()
        found = {each.reference_id: _offline(each) for each in claimed_offline(basket)}
        for hold in self._holding.held():
            each = _claimed(basket, visit, hold)
            found.setdefault(each.offer_id, each)
        for hold in self._holding.leaving() if basket.member else ():
            name = hold.reference_id or hold.offer.code
            found.setdefault(name, _leaving(visit, name))
        for chosen in basket.chosen:  # also where the wallet is not told again yet after a start
            found.setdefault(chosen.offer.code, _in_wallet(visit, chosen.offer.code))
        elsewhere = self._elsewhere() if visit and visit.wallet else {}
        for offer_id in visit.wallet if visit else ():
            found.setdefault(offer_id, elsewhere.get(offer_id, _in_wallet)(visit, offer_id))
        return tuple(found.values())

    def _elsewhere(self) -> dict[str, Callable[[Visit | None, str], OfferStanding]]:
        """What sales before this one have to do with, and how it stands for that."""
        elsewhere: dict[str, Callable[[Visit | None, str], OfferStanding]] = {}
        elsewhere |= dict.fromkeys(self._holding.unheard_names(), _unheard)
        return elsewhere | dict.fromkeys(self._holding.leaving_names(), _leaving)


def _offline(discount: Discount) -> OfferStanding:
    reason = "Not verified: it is used without asking the platform."
    name, amount, picture = discount.display_name, discount.amount, discount.image_url
    return OfferStanding(discount.reference_id, name, amount, OfferState.RESERVED, reason, picture, is_offline=True)


def _leaving(visit: Visit | None, offer_id: str) -> OfferStanding:
    return replace(_listed(visit, offer_id, OfferState.UNKNOWN, "It is being given back."), is_leaving=True)


def _unheard(visit: Visit | None, offer_id: str) -> OfferStanding:
    return _listed(visit, offer_id, OfferState.NOT_YET, _(USED_UNHEARD))


def _claimed(basket: Basket, visit: Visit | None, hold: Hold) -> OfferStanding:
    name = hold.reference_id or hold.offer.code
    if hold.lock is not None:
        return _listed(visit, name, OfferState.UNKNOWN, "The platform has not answered yet.")
    state = OfferState.USED if hold.flow is OfferFlow.REDEEM else OfferState.RESERVED
    on_sale = next((each for each in basket.discounts if each.reference_id in hold.names), None)
    if on_sale is None:
        return _listed(visit, name, state)
    return OfferStanding(name, on_sale.display_name, on_sale.amount, state, "", on_sale.image_url)


def _in_wallet(visit: Visit | None, offer_id: str) -> OfferStanding:
    refusal = visit.refusals.get(offer_id) if visit else None
    if refusal:
        return replace(_listed(visit, offer_id, OfferState.NOT_YET, str(refusal)), was_refused=True)
    if visit is not None and _is_senseless(visit, offer_id):
        reason = _("What the platform says it is worth cannot be used.")
        return replace(_listed(visit, offer_id, OfferState.NOT_YET, reason), amount=None)
    if strange := _strange(visit, offer_id):
        return strange
    if visit is None or visit.fitting is None or offer_id in visit.fitting:
        return _listed(visit, offer_id, OfferState.AVAILABLE)
    return _listed(visit, offer_id, OfferState.NOT_YET, _("It does not fit the items of this sale yet."))


def _is_senseless(visit: Visit, offer_id: str) -> bool:
    fitting = (visit.fitting or {}).get(offer_id)
    return offer_id in visit.unfit or (fitting is not None and bool(fitting.oddity or fitting.amount.minor < 0))


def _strange(visit: Visit | None, offer_id: str) -> OfferStanding | None:
    """One of which the platform says what nobody here knows: it may be asked for, and its answer counts."""
    listed = _told(visit, offer_id)
    if listed is None or not listed.strange_status:
        return None
    reason = _("The platform says {status} of it.", status=repr(listed.strange_status))
    return replace(_listed(visit, offer_id, OfferState.UNKNOWN, reason), is_strange=True)


def _told(visit: Visit | None, offer_id: str) -> Discount | None:
    """What the platform listed of it: for the cart where it was asked with one."""
    fitting = (visit.fitting or {}).get(offer_id) if visit else None
    return fitting or (visit.wallet.get(offer_id) if visit else None)


def _listed(visit: Visit | None, offer_id: str, state: OfferState, reason: str = "") -> OfferStanding:
    """An offer by what the platform listed of it; its amount only where it was asked with the cart."""
    listed = _told(visit, offer_id)
    if listed is None:
        return OfferStanding(offer_id, offer_id, None, state, reason)
    is_for_cart = visit is not None and offer_id in (visit.fitting or {})
    amount = listed.amount if is_for_cart and listed.is_worth_told else None
    return OfferStanding(offer_id, listed.display_name, amount, state, reason, listed.image_url)
