"""The member's offers on the open sale: applied, kept in step with what is sold, and settled before money is taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.chosenoffers import ChosenOffers
from pos_terminal.application.holding import below
from pos_terminal.application.holds import Hold, HoldState
from pos_terminal.application.offlineoffers import claimed_offline, offline_names, take_off
from pos_terminal.application.visit import CartPrint, cart_print
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pos_terminal.application.asking import Errand
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.holding import Holding
    from pos_terminal.application.opening import Opening
    from pos_terminal.application.ports import Clock
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.wording.message import Message

_MINUTE = 60.0
_MOST_RENEWALS = 8


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


@dataclass(frozen=True, slots=True)
class _Claimed:
    """The sale as it was when an offer was last claimed for it, and when that was (monotonic)."""

    seen: CartPrint
    at: float


@dataclass(frozen=True, slots=True)
class _Renewals:
    """How often an offer was claimed again for the same lines, and since when."""

    lines: object
    since: float
    times: int = 0


@dataclass(slots=True)
class _Known:
    """What the desk knows of one sale's offers, in memory alone: no other sale hears of it.

    ``asked`` and ``claimed`` are by hold.
    """

    sale_id: str | None = None
    asked: dict[int, _Claimed] = field(default_factory=dict)
    claimed: dict[int, _Claimed] = field(default_factory=dict)
    renewed: dict[OfferCode, _Renewals] = field(default_factory=dict)

    def renew(self, offer: OfferCode, lines: object, now: float) -> None:
        """Count a renewal. Raises PlatformUnreachable for one after many, for the same lines within a minute."""
        before = self.renewed.get(offer)
        if before is None or before.lines != lines or now - before.since > _MINUTE:
            before = _Renewals(lines, now)
        if before.times >= _MOST_RENEWALS:
            raise PlatformUnreachable(
                "The platform keeps changing what this offer takes off. Go on without it, or try again in a minute."
            )
        self.renewed[offer] = replace(before, times=before.times + 1)


class Offering:
    """Offers of the open sale. All methods run at the desk; errands go out elsewhere."""

    def __init__(self, desk: Desk, ports: OfferPorts, rules: OfferRules) -> None:
        self._desk = desk
        self._ports = ports
        self.rules = rules
        self._chosen = ChosenOffers(desk, ports.opening)
        self._of_sale = _Known()

    def apply(self, offer: OfferCode, flow: OfferFlow | None = None) -> Errand[Discount | None]:
        """Claim an offer for the sale; where the shop claims right before money is taken, only choose it (None).

        Raises NotAllowedNow without a sale with items, and for an offer that is on it as it is, such as a code scanned
        twice. The errand raises as that of `Holding.claim`; None also when it had to come back: `next` claims it.
        """
        basket = self._desk.open_sale()
        if not basket.lines:
            raise NotAllowedNow("The sale has no items yet. Scan them first, then apply the offer.")
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

    @property
    def _known(self) -> _Known:
        basket = self._desk.basket
        sale_id = None if basket is None else basket.head.transaction_id
        if self._of_sale.sale_id != sale_id:
            self._of_sale = _Known(sale_id)
        return self._of_sale

    def _claim(self, offer: OfferCode, flow: OfferFlow) -> Errand[Discount | None]:
        basket = self._desk.open_sale()
        if self._is_leaving(offer):
            return self._returned(offer, flow)
        waiting = next((each for each in self._ports.holding.held() if each.offer == offer and each.lock), None)
        if waiting is not None:
            return self._noted(waiting, self._ports.holding.settle(waiting))
        errand = self._ports.holding.claim(offer, flow)
        hold = next(each for each in self._ports.holding.held() if each.offer == offer)
        seen = cart_print(basket, below(basket, hold.names))
        self._known.asked[hold.hold_id] = _Claimed(seen, self._ports.clock.monotonic())
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
        """What is claimed and has to be asked about, in order."""
        return (each for each in self._in_order(basket) if each.lock is not None or self._is_stale(basket, each))

    def _in_order(self, basket: Basket) -> list[Hold]:
        """What is claimed, lowest in the stack first, and what has no discount yet last."""
        orders = {each.reference_id: each.stack_order for each in basket.discounts}

        def order(hold: Hold) -> tuple[float, int]:
            return min((orders[name] for name in hold.names if name in orders), default=float("inf")), hold.hold_id

        gone = offline_names(basket)
        return sorted((each for each in self._ports.holding.held() if not each.names & gone), key=order)

    def _is_stale(self, basket: Basket, hold: Hold) -> bool:
        """Whether the sale is another one than the one the offer was claimed for, or the claim is too old."""
        if hold.state is not HoldState.LOCKED:
            return False
        known = self._known.claimed.get(hold.hold_id)
        sale = cart_print(basket, [each for each in basket.discounts if each.reference_id not in hold.names])
        if known is None or not known.seen.still_stands(cart_print(basket, below(basket, hold.names)), sale):
            return True
        is_old = self._ports.clock.monotonic() - known.at > self.rules.oldest
        return is_old and hold.flow is OfferFlow.LOCK and not basket.is_tendering

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
