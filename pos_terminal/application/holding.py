"""Claiming a member's offer for the open sale: on disk before the wire, and settled before money is taken.

What the desk cannot settle itself it hands to `Releasing`; a sale's commit turns its holds to sold.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.keeping import keep
from pos_terminal.application.offlineoffers import USED_UNHEARD
from pos_terminal.application.releasing import claimed
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable, Refused
from pos_terminal.domain.offer import OfferFlow
from pos_terminal.domain.reckoning import unfitting
from pos_terminal.domain.transaction import cart
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pos_terminal.application.asking import Asker, Errand
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.hold_ports import Holds
    from pos_terminal.application.holds import Hold, OfferRequest
    from pos_terminal.application.platform_ports import Loyalty, OfferWire
    from pos_terminal.application.ports import Baskets, Ids
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.domain.offer import OfferCode


@dataclass(frozen=True, slots=True)
class HoldPorts:
    """What claiming works with.

    ``to_give_back`` is told when there is an offer to give back behind the desk; ``unheard`` are the offers that were
    sold with offline and that the platform would still give.
    """

    holds: Holds
    loyalty: Loyalty
    wire: OfferWire
    baskets: Baskets
    ids: Ids
    asker: Asker
    to_give_back: Callable[[], None]
    unheard: Callable[[], frozenset[str]] = frozenset


class Holding:
    """Claims offers for the open sale and gives them back. All methods run at the desk; errands go out elsewhere."""

    def __init__(self, desk: Desk, ports: HoldPorts, tilling: Tilling) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling

    def claim(self, offer: OfferCode, flow: OfferFlow = OfferFlow.LOCK) -> Errand[Discount]:
        """Claim an offer for the sale as it is now, or claim it again after the sale has changed.

        The errand gives what it takes off. It raises PlatformRefused when the platform says no, and PlatformUnreachable
        when nothing is known: then `settle` asks again, or `release` gives the offer up. Raises NotAllowedNow while the
        last word about this offer is not in, another sale's hold of it is not given back yet, or one that was sold with
        it offline has not arrived.
        """
        basket = self._desk.open_sale()
        ports, now = self._ports, self._tilling.now()
        held = next((each for each in self.held() if each.offer == offer), None)
        if held is not None and (held.lock is not None or held.unlock is not None):
            raise NotAllowedNow("The last word about this offer is not in yet. Ask again, or sell without it.")
        if held is not None and OfferFlow.REDEEM in {held.flow, flow}:
            raise NotAllowedNow("This offer is on the sale already. Remove it first.")
        asked = cart(basket, now, below(basket, held.names if held is not None else {offer.code}))
        request = (ports.wire.redeem if flow is OfferFlow.REDEEM else ports.wire.lock)(ports.ids.uuid(), offer, asked)
        if held is not None:
            return self.settle(ports.holds.relock(held, request))
        self.refuse_unheard(offer)
        sale = (basket.head.transaction_id, basket.head.pos_employee_id)
        return self.settle(ports.holds.begin(offer, sale, request, now, flow))

    def settle(self, hold: Hold) -> Errand[Discount]:
        """Ask, or ask again under the same id, what became of a claim. The errand is that of `claim`."""
        lock = hold.lock
        if lock is None:
            raise NotAllowedNow("There is nothing to ask about this offer.")
        ports = self._ports
        ports.holds.attempted(lock.request.request_id, self._tilling.now())

        def errand() -> Callable[[], Discount]:
            replies, discount = ports.asker.ask(partial(claimed, ports.loyalty, hold, lock.request))
            return partial(self._answered, hold, lock, replies, discount)

        return errand

    def release(self, offer: OfferCode) -> None:
        """Give an offer up: its discount goes at once, the offer itself behind the desk's back.

        Raises NotAllowedNow when it is not held for this sale.
        """
        held = next((each for each in self.held() if each.offer == offer), None)
        if held is None:
            raise NotAllowedNow("This offer is not on the sale.")
        self.give_up(held)

    def give_up(self, hold: Hold) -> None:
        """Take a hold's discount off the sale, and have the offer given back. Raises NotAllowedNow as the basket."""
        self._put(self._desk.open_sale(), hold, None)
        self._ports.holds.release(hold.hold_id)
        self._ports.to_give_back()

    def held(self) -> list[Hold]:
        """What is claimed for the open sale, or may be; nothing without one."""
        basket = self._desk.basket
        found = [] if basket is None else self._ports.holds.held_for(basket.head.transaction_id)
        return [each for each in found if not each.is_leaving]

    def leaving(self) -> list[Hold]:
        """What was claimed for the open sale and is on its way back."""
        basket = self._desk.basket
        found = [] if basket is None else self._ports.holds.held_for(basket.head.transaction_id)
        return [each for each in found if each.is_leaving]

    def leaving_names(self) -> frozenset[str]:
        """What is on its way back, by every id it is known by, whichever sale it was claimed for."""
        return self._ports.holds.leaving_names()

    def refuse_unheard(self, offer: OfferCode) -> None:
        """Raises NotAllowedNow for an offer that was sold with offline, while that sale has not arrived."""
        if offer.code in self.unheard_names():
            raise NotAllowedNow(USED_UNHEARD)

    def unheard_names(self) -> frozenset[str]:
        """What was sold with offline and has not arrived."""
        return self._ports.unheard()

    @property
    def unsettled(self) -> tuple[OfferCode, ...]:
        """The offers of the open sale whose claim has no known outcome: while there is one, no tender may be taken."""
        return tuple(each.offer for each in self.held() if each.lock is not None)

    def _answered(
        self, hold: Hold, lock: OfferRequest, replies: Sequence[Reply], discount: Discount | None
    ) -> Discount:
        """Back at the desk: note every try, and go on with what the last one said."""
        request_id = lock.request.request_id
        if not self._is_open_still(hold, request_id):
            if discount is not None and (taken := self._taken_in(hold)) is not None:
                return taken
            raise self._too_late(request_id, replies, discount)
        self._note_earlier(request_id, replies)
        if discount is not None:
            return self._accepted(hold, request_id, discount)
        return self._without(hold, replies[-1])

    def _note_earlier(self, request_id: str, replies: Sequence[Reply]) -> None:
        for earlier in replies[:-1]:
            self._ports.holds.unknown(request_id, earlier.said, earlier.why)
            self._ports.holds.attempted(request_id, self._tilling.now())

    def _is_open_still(self, hold: Hold, request_id: str) -> bool:
        """Whether the sale still wants it: an answer may come when it has ended, or the offer was given up."""
        basket = self._desk.basket
        if basket is None or basket.head.transaction_id != hold.transaction_id:
            return False
        open_claims = (each.lock.request for each in self.held() if each.lock and each.hold_id == hold.hold_id)
        return any(each.request_id == request_id for each in open_claims)

    def _taken_in(self, hold: Hold) -> Discount | None:
        """What the sale has of the hold, whose claim was asked about twice and answered once already."""
        basket = self._desk.basket
        held = next((each for each in self.held() if each.hold_id == hold.hold_id and each.lock is None), None)
        if basket is None or held is None:
            return None
        return next((each for each in basket.discounts if each.reference_id in held.names), None)

    def _too_late(self, request_id: str, replies: Sequence[Reply], discount: Discount | None) -> Refused:
        """The answer is noted all the same, so that giving back knows; the hold is on its way back."""
        holds, reply = self._ports.holds, replies[-1]
        with suppress(LookupError):  # giving back, or the same question asked twice, has had its answer by now
            self._note_earlier(request_id, replies)
            if discount is not None:
                holds.locked(request_id, discount, self._tilling.now())
            elif reply.outcome is Outcome.REJECTED:
                holds.refused(request_id, reply.said, self._tilling.now())
            else:
                holds.unknown(request_id, reply.said, reply.why)
        self._ports.to_give_back()
        return NotAllowedNow("The sale went on without this offer.")

    def _accepted(self, hold: Hold, request_id: str, discount: Discount) -> Discount:
        basket = self._desk.open_sale()
        if any(discount.reference_id in each.names for each in self.held() if each.hold_id != hold.hold_id):
            # The same lock by another name: giving this one back would free the other's.
            self._ports.holds.refused(request_id, "on the sale already", self._tilling.now())
            raise PlatformRefused("This offer is on the sale already.")
        wrong = _wrong_with(basket, hold, discount)
        if discount.reference_id in self.leaving_names():  # which frees this lock, too
            wrong = Message("it is still on its way back; try again soon")
        if discount.reference_id in self.unheard_names():
            wrong = Message("a sale that the platform does not have yet was sold with it")
        self._put(basket, hold, None if wrong else discount)
        self._ports.holds.locked(request_id, discount, self._tilling.now())
        if wrong:
            self._ports.holds.release(hold.hold_id)
            self._ports.to_give_back()
            raise PlatformRefused("This offer cannot be used here: {wrong}.", wrong=wrong)
        return discount

    def _without(self, hold: Hold, reply: Reply) -> Discount:
        """There is no discount: because of a no, or because nothing is known."""
        ports, lock, now = self._ports, self._open(hold), self._tilling.now()
        request_id = lock.request.request_id
        if reply.outcome is Outcome.REJECTED:
            self._put(self._desk.open_sale(), hold, None)
            ports.holds.refused(request_id, reply.said, now)
            ports.to_give_back()
            raise PlatformRefused(
                "The platform does not give this offer: {reason}", reply.code, reason=reply.text or reply.said
            )
        if (hopeless := _hopeless(hold, lock, reply)) is not None:
            self._put(self._desk.open_sale(), hold, None)
            why = "unusable answer" if reply.is_unusable else "platform failing"
            ports.holds.doubtful(request_id, f"{why}: {reply.said}", now)
            ports.to_give_back()
            raise hopeless
        ports.holds.unknown(request_id, reply.said, reply.why)
        raise _in_doubt(reply)

    def _open(self, hold: Hold) -> OfferRequest:
        """The claim as it stood before the try that was answered just now."""
        found = next(each.lock for each in self.held() if each.hold_id == hold.hold_id)
        if found is None:
            raise ValueError(f"hold {hold.hold_id} has no open claim")
        return replace(found, tries=found.tries - 1)

    def _put(self, basket: Basket, hold: Hold, discount: Discount | None) -> None:
        """Have this discount stand for the hold, in the place of its last one.

        The sale first, and then what is known of the hold: killed between the two, the claim is asked about again or
        the offer is given back; the other way round the sale could close with a discount that is not held.
        """
        others = tuple(each for each in basket.discounts if each.reference_id not in hold.names)
        wanted = others if discount is None else (*others, discount)
        if wanted != basket.discounts:
            basket.put_discounts(wanted)
            keep(self._desk, self._ports.baskets)


def below(basket: Basket, names: Collection[str]) -> tuple[Discount, ...]:
    """The discounts that one of these names stands on: those lower in the stack where it is there, else all.

    Of two that were given the same place the one that came last stands on the other, so that it is claimed again.
    """
    stack = sorted(basket.discounts, key=lambda each: each.stack_order)
    own = next((place for place, each in enumerate(stack) if each.reference_id in names), len(stack))
    return tuple(stack[:own])


def _wrong_with(basket: Basket, hold: Hold, discount: Discount) -> Message:
    """Why a discount must not be taken off, in a few words; nothing where it may."""
    member = basket.member
    if member is not None and member.is_verified and discount.user_id not in {None, member.user_id}:
        return Message("it belongs to another member")
    return unfitting(basket.lines, below(basket, hold.names), discount)


def _hopeless(hold: Hold, lock: OfferRequest, reply: Reply) -> PlatformRefused | None:
    """What to say of a claim that is asked about no more, and given back to be sure; None: it is asked about again."""
    if hold.reference_id is None:  # nobody could say what to give back for a code alone
        return None
    if reply.why is Why.FAILING and lock.is_failed_by_definition:
        return PlatformRefused("The platform keeps failing on this offer. Sell without it, or try again later.")
    if reply.is_unusable:
        return PlatformRefused(
            "The platform's answer about this offer cannot be used. Sell without it, or try again later."
        )
    return None


def _in_doubt(reply: Reply) -> PlatformUnreachable:
    if reply.is_unusable:
        return PlatformUnreachable(
            "The platform's answer about this offer cannot be used. Ask again, or go on without it."
        )
    return PlatformUnreachable("The platform has not said yet whether it holds this offer. Ask again, or go on.")
