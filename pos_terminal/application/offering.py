"""The member's offers on the open sale: applied, kept in step with what is sold, and settled before money is taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.chosenoffers import ChosenOffers
from pos_terminal.application.claims import Claimed, Claims, in_order
from pos_terminal.application.holding import below
from pos_terminal.application.offlineoffers import claimed_offline, take_off
from pos_terminal.application.visit import cart_print
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pos_terminal.application.asking import Errand
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.holding import Holding
    from pos_terminal.application.holds import Hold
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.ports import Clock
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class OfferRules:
    """The shop's settings that offers follow: ``oldest`` is how many seconds a lock may have before money is taken."""

    flow: OfferFlow = OfferFlow.LOCK
    at_tender: bool = False
    oldest: float = 600.0


@dataclass(frozen=True, slots=True)
class OfferPorts:
    """What offering works with. ``give_back`` waits, in any thread, until what is to be given back has been asked."""

    holding: Holding
    opening: Opening
    clock: Clock
    give_back: Callable[[], None]


class Offering:
    """Offers of the open sale. All methods run at the desk; errands go out elsewhere."""

    def __init__(self, desk: Desk, ports: OfferPorts, rules: OfferRules) -> None:
        self._desk = desk
        self._ports = ports
        self.rules = rules
        self._chosen = ChosenOffers(desk, ports.opening)
        self._of_sale = Claims()

    def apply(self, offer: OfferCode, flow: OfferFlow | None = None) -> Errand[Discount | None]:
        """Claim an offer for the sale; where the shop claims right before money is taken, only choose it (None).

        Raises NotAllowedNow without a sale with items, for one that is paid, and for an offer that is on it as it is,
        such as a code scanned twice. The errand raises as that of `Holding.claim`; None also when it had to come back,
        or another offer's answer is not in, which it may stand on: then it `waits`, and `next` claims it.
        """
        basket = self._desk.open_sale()
        if not basket.lines:
            raise NotAllowedNow("The sale has no items yet. Scan them first, then apply the offer.")
        if basket.is_tendering and basket.balance.minor <= 0:
            raise NotAllowedNow("This sale is paid. Remove a tender first, then apply the offer.")
        held = (each for each in self._ports.holding.held() if offer.code in each.names)
        if any(each.offer != offer or self._is_settled(basket, each) for each in held):
            raise NotAllowedNow("This offer is on the sale already.")
        if basket.is_tendering and basket.member is None and offer.type is OfferCodeType.TTL_CODE:
            raise NotAllowedNow(
                "Money was taken for this sale, and this code would change whose it is. Remove the tenders first."
            )
        flow = flow or self.rules.flow
        if flow is OfferFlow.LOCK and self.rules.at_tender and offer.type is OfferCodeType.USER_OFFER_ID:
            self._ports.holding.refuse_unheard(offer)
            self._chosen.choose(offer, flow)
            return _nothing_to_ask
        return self._claim(offer, flow)

    def remove(self, offer_id: str) -> None:
        """Give an offer up. Raises NotAllowedNow when it is not on the sale."""
        basket = self._desk.open_sale()
        was_chosen = self._chosen.forget({offer_id})
        held = next((each for each in self._ports.holding.held() if offer_id in each.names), None)
        offline = [each for each in claimed_offline(basket) if each.reference_id == offer_id]
        if held is not None:
            self._ports.holding.give_up(held)
        elif offline:
            take_off(basket, offline, self._ports.opening)
        elif not was_chosen:
            raise NotAllowedNow("This offer is not on the sale.")

    def let_go(self) -> None:
        """Give all offers of the open sale back: its member changes, it is put aside, or nobody is there any more."""
        self._chosen.forget_all()
        for hold in self._ports.holding.held():
            self._ports.holding.give_up(hold)
        if (basket := self._desk.basket) is not None and (offline := claimed_offline(basket)):
            take_off(basket, offline, self._ports.opening)

    def next(self) -> Errand[Discount | None] | None:
        """What must be asked before money is taken; None: the last word about every offer is in.

        Claims without an answer, those that the sale has changed under or that are too old, and those that were chosen.
        """
        basket = self._desk.basket
        if basket is None:
            return None
        for hold in self._unsettled(basket):
            if hold.lock is not None:
                return self._noted(hold, self._ports.holding.settle(hold))
            return self._renewed(basket, hold)
        for each in self._chosen.to_claim(self._ports.holding.held()):
            return self._claim(each.offer, each.flow)
        return None

    def refuse_unsettled(self) -> None:
        """Raises NotAllowedNow while something about the offers must be asked before money is taken."""
        if self.next_is_due():
            raise NotAllowedNow("The platform has not confirmed the offers for this sale as it is now.")

    def due(self) -> tuple[str, ...]:
        """The offers that `next` has something to ask about, by the id that `remove` takes."""
        basket = self._desk.basket
        if basket is None:
            return ()
        held = [hold.reference_id or hold.offer.code for hold in self._unsettled(basket)]
        chosen = [each.offer.code for each in self._chosen.to_claim(self._ports.holding.held())]
        return tuple(dict.fromkeys((*held, *chosen)))

    def next_is_due(self) -> bool:
        """Whether `next` has something to ask; asks and stores nothing."""
        return bool(self.due())

    def is_chosen(self, offer_id: str) -> bool:
        """Whether an offer waits to be claimed right before money is taken."""
        return self._chosen.has(offer_id)

    def waits(self, offer_id: str) -> bool:
        """Whether an offer was applied, and is to be claimed by `next` as soon as what it waits for is known."""
        return not self.rules.at_tender and self._chosen.has(offer_id)

    @property
    def _known(self) -> Claims:
        basket = self._desk.basket
        sale_id = None if basket is None else basket.head.transaction_id
        if self._of_sale.sale_id != sale_id:
            self._of_sale = Claims(sale_id)
        return self._of_sale

    def _claim(self, offer: OfferCode, flow: OfferFlow) -> Errand[Discount | None]:
        basket = self._desk.open_sale()
        if self._is_leaving(offer):
            return self._returned(offer, flow)
        asked = [each for each in self._ports.holding.held() if each.lock]
        own = next((each for each in asked if each.offer == offer), None)
        if own is not None:
            return self._noted(own, self._ports.holding.settle(own))
        if asked:  # one at a time: two of the same place in the stack would both be worth too much
            self._ports.holding.refuse_unheard(offer)
            self._chosen.choose(offer, flow)
            return _nothing_to_ask
        errand = self._ports.holding.claim(offer, flow)
        hold = next(each for each in self._ports.holding.held() if each.offer == offer)
        seen = cart_print(basket, below(basket, hold.names))
        self._known.asked[hold.hold_id] = Claimed(seen, self._ports.clock.monotonic())
        return self._noted(hold, errand)

    def _noted(self, hold: Hold, errand: Errand[Discount]) -> Errand[Discount | None]:
        """The errand, and what it means for the offer when it comes back."""

        def go() -> Callable[[], Discount]:
            return partial(self._landed, hold, errand())

        return go

    def _landed(self, hold: Hold, land: Callable[[], Discount]) -> Discount:
        try:
            discount = land()
        except PlatformRefused as refusal:
            self._chosen.forget({hold.offer.code})
            self._refused(hold, refusal.words)
            raise
        self._chosen.forget({hold.offer.code})
        known = self._known
        if hold.hold_id in known.asked:  # after a restart nobody knows what it was asked for: it is claimed again
            known.claimed[hold.hold_id] = known.asked[hold.hold_id]
        self._attribute(discount)
        return discount

    def _renewed(self, basket: Basket, hold: Hold) -> Errand[Discount | None]:
        """Claim again what is on the sale; what was used is put back first."""
        self._known.renew(hold.offer, cart_print(basket).lines, self._ports.clock.monotonic())
        if hold.flow is OfferFlow.REDEEM:
            self._chosen.choose(hold.offer, hold.flow)  # first: pulled between the two, it is claimed again
            self._ports.holding.give_up(hold)
        return self._claim(hold.offer, hold.flow)

    def _returned(self, offer: OfferCode, flow: OfferFlow) -> Errand[Discount | None]:
        """Wait until an offer is back in the wallet; it is claimed by the next errand."""

        def land() -> None:
            if self._is_leaving(offer):
                raise PlatformUnreachable(
                    "The platform has not confirmed yet that this offer is back. Ask again, or go on without it."
                )

        def go() -> Callable[[], None]:
            self._ports.give_back()
            return land

        self._chosen.choose(offer, flow)
        return go

    def _unsettled(self, basket: Basket) -> Iterator[Hold]:
        """What is claimed and has to be asked about: what has no answer first, for the others may stand on it."""
        held = in_order(basket, self._ports.holding.held())
        found = [each for each in held if each.lock is not None or self._is_stale(basket, each)]
        return iter(sorted(found, key=lambda each: each.lock is None))

    def _is_stale(self, basket: Basket, hold: Hold) -> bool:
        return self._known.is_stale(basket, hold, self._ports.clock.monotonic() - self.rules.oldest)

    def _is_settled(self, basket: Basket, hold: Hold) -> bool:
        return hold.flow is OfferFlow.LOCK and hold.lock is None and not self._is_stale(basket, hold)

    def _is_leaving(self, offer: OfferCode) -> bool:
        return any(offer.code in each.names for each in self._ports.holding.leaving())

    def _refused(self, hold: Hold, words: Message) -> None:
        if self._desk.visit is not None:
            self._desk.visit.refusals[hold.reference_id or hold.offer.code] = words

    def _attribute(self, discount: Discount) -> None:
        """A scanned code tells whose it is: the sale is theirs (spec, Discount ``user_id``)."""
        basket = self._desk.basket
        if basket is not None and basket.member is None and discount.user_id:
            basket.member = Attribution(discount.user_id)
            self._ports.opening.taken(basket)


def _nothing_to_ask() -> Callable[[], None]:
    return lambda: None
