"""Offers claimed while the platform cannot be asked: only where the shop wants it, and only what it can bear to lose.

The platform takes such an offer out of the wallet without a check, and says nothing when it was used elsewhere (spec,
Discount ``status`` OFFLINE). So the offer comes from the wallet as it was last told for exactly these items, under a
limit for the member and one for the store, with a manager's approval, and it is listed until it was delivered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.application.visit import cart_print
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.reckoning import unfitting
from pos_terminal.domain.rights import Action
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.visit import CartPrint
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount


USED_UNHEARD = later("A sale that the platform does not have yet was sold with this offer.")
"""Why an offer that the platform would still give is not to be had."""


@dataclass(frozen=True, slots=True)
class OfflineRules:
    """The shop's settings: whether it is done at all, and what may be outstanding for one member and for the store."""

    is_on: bool
    most_for_member: Money
    most_for_store: Money


@dataclass(frozen=True, slots=True)
class OfflineClaim:
    """An offer that was sold with and is not delivered yet; ``user_id`` is the member's.

    ``closed_at`` is when the sale ended or was put aside; of one that is open, when it began.
    """

    transaction_id: str
    reference_id: str
    display_name: str
    amount: Money
    user_id: str | None
    closed_at: datetime


class OfflineClaims(Protocol):
    """What was claimed so and has not reached the platform."""

    def outstanding(self) -> Sequence[OfflineClaim]:
        """Every such claim of an ended sale, oldest first."""

    def put_aside(self) -> Sequence[OfflineClaim]:
        """Every such claim of a suspended sale, which may still be sold with it."""

    def names(self) -> frozenset[str]:
        """The ids of all these offers: the platform gives them still, and nobody claims them a second time."""


@dataclass(frozen=True, slots=True)
class OfflinePorts:
    """What claiming works with.

    ``offline_form`` marks the platform's own object for a discount OFFLINE, in this place of the stack.
    """

    claims: OfflineClaims
    opening: Opening
    can_ask: Callable[[], bool]
    offline_form: Callable[[str, int], str]
    authority: Authority


class OfflineOffers:
    """Claims offers for the open sale without the platform."""

    def __init__(self, desk: Desk, ports: OfflinePorts, rules: OfflineRules) -> None:
        self._desk = desk
        self._ports = ports
        self.rules = rules
        self._seen: dict[str, CartPrint] = {}

    def open_to(self) -> frozenset[str]:
        """The offers that may be claimed for the sale as it is now, limits and approval aside; none while one can ask.

        They are as old as the visit: that is when the platform told what they are worth for exactly these items.
        """
        visit, basket = self._desk.visit, self._desk.basket
        if not self.rules.is_on or visit is None or basket is None or self._ports.can_ask():
            return frozenset()
        if visit.asked_for != cart_print(basket, basket.discounts):
            return frozenset()
        told = frozenset(name for name, each in (visit.fitting or {}).items() if each.is_worth_told)
        return told - self._ports.claims.names() if told else told

    def claim(self, offer_id: str) -> Discount:
        """Sell with an offer of the last wallet. Raises NotAllowedNow where that may not be, and ApprovalNeeded."""
        basket = self._desk.open_sale()
        listed = self._listed(basket, offer_id)
        wrong = unfitting(basket.lines, basket.discounts, listed)
        if wrong:
            raise NotAllowedNow("This offer cannot be used here: {wrong}.", wrong=wrong)
        self._refuse_too_much(listed)
        self._ports.authority.allow(Action.OFFLINE_OFFER, _deed(listed))
        order = max((each.stack_order + 1 for each in basket.discounts), default=0)
        received = None if listed.received is None else self._ports.offline_form(listed.received, order)
        claimed = replace(listed, status=DiscountStatus.OFFLINE, received=received, stack_order=order)
        self._seen[offer_id] = cart_print(basket, basket.discounts)
        basket.put_discounts((*basket.discounts, claimed))
        self._ports.opening.taken(basket)
        return claimed

    def refuse_stale(self) -> None:
        """Take off what was claimed for another sale than there is now, by its items or by what the offer stands on.

        Nobody can be asked what it would be worth.

        Raises NotAllowedNow, once, where something went: the total has changed. After a restart nobody knows what it
        was claimed for.
        """
        basket = self._desk.basket
        claimed = claimed_offline(basket)
        if basket is None or not claimed:  # the lines are looked at for those alone who have such an offer
            return
        if stale := [each for each in claimed if not self._still_stands(basket, each)]:
            take_off(basket, stale, self._ports.opening)
            names = ", ".join(each.display_name for each in stale)
            raise NotAllowedNow(
                "Nobody can be asked what {offer} is worth for the sale as it is now: it was taken off. Look at the "
                "new total.",
                offer=names,
            )

    def _still_stands(self, basket: Basket, claimed: Discount) -> bool:
        told = self._seen.get(claimed.reference_id)
        below = [each for each in basket.discounts if each.stack_order < claimed.stack_order]
        others = [each for each in basket.discounts if each is not claimed]
        return told is not None and told.still_stands(cart_print(basket, below), cart_print(basket, others))

    def _listed(self, basket: Basket, offer_id: str) -> Discount:
        """What the platform said last of the offer for exactly these items."""
        visit = self._desk.visit
        if not self.rules.is_on:
            raise NotAllowedNow("Offers are not used while the platform cannot be asked.")
        if self._ports.can_ask():
            raise NotAllowedNow("The platform can be asked: apply the offer again.")
        listed = (visit.fitting or {}).get(offer_id) if visit else None
        if (
            listed is None
            or not listed.is_worth_told
            or visit is None
            or visit.asked_for != cart_print(basket, basket.discounts)
        ):
            raise NotAllowedNow("What this offer is worth for these items was not told before the platform was lost.")
        if offer_id in self._ports.claims.names():
            raise NotAllowedNow(USED_UNHEARD)
        return listed

    def _refuse_too_much(self, listed: Discount) -> None:
        currency = listed.amount.currency
        outstanding = [*self._ports.claims.outstanding(), *self._ports.claims.put_aside()]
        here = [each.amount for each in claimed_offline(self._desk.basket)]
        store = total_of([*here, *(each.amount for each in outstanding), listed.amount], currency)
        theirs = [each.amount for each in outstanding if each.user_id == listed.user_id]
        member = total_of([*here, *theirs, listed.amount], currency)
        if member > self.rules.most_for_member:
            raise NotAllowedNow(
                "At most {amount} is used for one member until it is confirmed.",
                amount=self.rules.most_for_member,
            )
        if store > self.rules.most_for_store:
            raise NotAllowedNow(
                "At most {amount} is used in all until it is confirmed.",
                amount=self.rules.most_for_store,
            )


def _deed(listed: Discount) -> Deed:
    about = Message("{offer}, {amount} off", offer=listed.display_name, amount=listed.amount)
    return Deed(details={"offer_id": listed.reference_id, "amount": str(listed.amount)}, about=about)


def claimed_offline(basket: Basket | None) -> list[Discount]:
    """What a sale was given without asking the platform."""
    return [each for each in (basket.discounts if basket else ()) if each.status is DiscountStatus.OFFLINE]


def offline_names(basket: Basket) -> set[str]:
    """What was sold with offline after all needs no answer any more: its sale takes it out of the wallet."""
    return {each.reference_id for each in claimed_offline(basket)}


def take_off(basket: Basket, discounts: Sequence[Discount], opening: Opening) -> None:
    """Take such discounts off the sale again, durably; the platform knows nothing of them."""
    gone = {each.reference_id for each in discounts}
    basket.put_discounts(tuple(each for each in basket.discounts if each.reference_id not in gone))
    opening.taken(basket)
