"""Holding a member's offer for the open sale: on disk before the wire, and settled before money is taken.

What the desk cannot settle itself it hands to `Releasing`; a sale's commit turns its holds to sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.application.keeping import keep
from pos_terminal.application.replies import Outcome, Reply, Why
from pos_terminal.domain.errors import NotAllowedNow, PlatformRefused, PlatformUnreachable
from pos_terminal.domain.transaction import cart

if TYPE_CHECKING:
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
    """What holding works with."""

    holds: Holds
    loyalty: Loyalty
    wire: OfferWire
    baskets: Baskets
    ids: Ids


class Holding:
    """Locks offers for the open sale and gives them back."""

    def __init__(self, desk: Desk, ports: HoldPorts, tilling: Tilling) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling

    def lock(self, offer: OfferCode) -> Discount:
        """Lock an offer for the sale as it is now, and take off what it is worth.

        Raises PlatformRefused when the platform says no, and PlatformUnreachable when nothing is known: then `settle`
        asks again, or `release` gives the offer up.
        """
        basket = self._desk.open_sale()
        ports, now = self._ports, self._tilling.now()
        held = next((each for each in self._held(basket) if each.offer == offer), None)
        request = ports.wire.lock(ports.ids.uuid(), offer, cart(basket, now))
        if held is None:
            sale = (basket.head.transaction_id, basket.head.pos_employee_id)
            return self._try(ports.holds.begin(offer, sale, request, now))
        if held.lock is not None or held.unlock is not None:
            raise NotAllowedNow("The last word about this offer is not in yet. Ask again, or sell without it.")
        return self._try(ports.holds.relock(held, request))

    def settle(self) -> tuple[Discount, ...]:
        """Ask again, under the same ids, for every lock of this sale whose outcome is not known.

        Raises as `lock`. After a crash this comes before any tender.
        """
        waiting = [each for each in self._held(self._desk.open_sale()) if each.lock is not None]
        return tuple(self._try(each) for each in waiting)

    def release(self, offer: OfferCode) -> None:
        """Give an offer up: its discount goes at once, the offer itself behind the desk's back.

        Raises NotAllowedNow when it is not held for this sale.
        """
        basket = self._desk.open_sale()
        held = next((each for each in self._held(basket) if each.offer == offer), None)
        if held is None:
            raise NotAllowedNow("This offer is not on the sale.")
        self._put(basket, held, None)
        self._ports.holds.release(held.hold_id)

    @property
    def unsettled(self) -> tuple[OfferCode, ...]:
        """The offers of the open sale whose lock has no known outcome: while there is one, no tender may be taken."""
        return tuple(each.offer for each in self._held(self._desk.open_sale()) if each.lock is not None)

    def _held(self, basket: Basket) -> list[Hold]:
        return [each for each in self._ports.holds.held_for(basket.head.transaction_id) if not each.is_leaving]

    def _try(self, hold: Hold) -> Discount:
        lock = hold.lock
        if lock is None:
            raise NotAllowedNow("There is nothing to ask about this offer.")
        ports, request_id = self._ports, lock.request.request_id
        ports.holds.attempted(request_id, self._tilling.now())
        reply, discount = ports.loyalty.lock(lock.request, hold.offer)
        if discount is not None:
            self._put(self._desk.open_sale(), hold, discount)
            ports.holds.locked(request_id, discount, self._tilling.now())
            return discount
        return self._without(hold, lock, reply)

    def _without(self, hold: Hold, lock: OfferRequest, reply: Reply) -> Discount:
        """There is no discount: because of a no, or because nothing is known."""
        ports, request_id, now = self._ports, lock.request.request_id, self._tilling.now()
        if reply.outcome is Outcome.REJECTED:
            self._put(self._desk.open_sale(), hold, None)
            ports.holds.refused(request_id, reply.said, now)
            raise PlatformRefused(f"The platform does not give this offer: {reply.text or reply.said}")
        if reply.why is Why.FAILING and lock.is_failed_by_definition and hold.reference_id is not None:
            self._put(self._desk.open_sale(), hold, None)
            ports.holds.doubtful(request_id, f"platform failing: {reply.said}", now)
            raise PlatformRefused("The platform keeps failing on this offer. Sell without it, or try again later.")
        ports.holds.unknown(request_id, reply.said, reply.why)
        raise PlatformUnreachable("The platform has not said yet whether it holds this offer. Ask again, or go on.")

    def _put(self, basket: Basket, hold: Hold, discount: Discount | None) -> None:
        """Have this discount stand for the hold, in the place of its last one.

        The sale first, and then what is known of the hold: killed between the two, the lock is asked about again or the
        offer is given back; the other way round the sale could close with a discount that is not held.
        """
        others = tuple(each for each in basket.discounts if each.reference_id not in hold.names)
        wanted = others if discount is None else (*others, discount)
        if wanted != basket.discounts:
            basket.put_discounts(wanted)
            keep(self._desk, self._ports.baskets)
