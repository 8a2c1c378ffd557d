"""The offers that are claimed right before money is taken: they stand with the open sale, on disk as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.offlineoffers import offline_names
from pos_terminal.domain.offer import ChosenOffer, OfferCode, OfferFlow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.holds import Hold
    from pos_terminal.application.opening import Opening
    from pos_terminal.domain.basket import Basket


class ChosenOffers:
    """What was chosen for the open sale and not claimed yet. Every step is durable, and raises StorageFailed."""

    def __init__(self, desk: Desk, opening: Opening) -> None:
        self._desk = desk
        self._opening = opening

    def choose(self, offer: OfferCode, flow: OfferFlow) -> None:
        """Have an offer claimed before money is taken; one that is chosen already stays as it is."""
        basket = self._desk.open_sale()
        if not self.has(offer.code):
            self._put(basket, (*basket.chosen, ChosenOffer(offer, flow)))

    def forget(self, codes: Collection[str]) -> bool:
        """It is claimed, or not wanted any more; whether any of these was chosen."""
        basket = self._desk.basket
        kept = tuple(each for each in basket.chosen if each.offer.code not in codes) if basket else ()
        if basket is None or kept == basket.chosen:
            return False
        self._put(basket, kept)
        return True

    def forget_all(self) -> None:
        """Nothing is to be claimed any more."""
        basket = self._desk.basket
        self.forget([each.offer.code for each in basket.chosen] if basket else ())

    def has(self, code: str) -> bool:
        """Whether an offer waits to be claimed right before money is taken."""
        basket = self._desk.basket
        return basket is not None and any(each.offer.code == code for each in basket.chosen)

    def to_claim(self, held: Iterable[Hold]) -> list[ChosenOffer]:
        """What is neither on the sale already, as after a crash between claim and note, nor claimed offline after all.

        ``held`` is what is claimed for the sale.
        """
        basket = self._desk.basket
        if basket is None or not basket.chosen:
            return []
        gone = offline_names(basket).union(*(each.names for each in held))
        return [each for each in basket.chosen if each.offer.code not in gone]

    def _put(self, basket: Basket, chosen: tuple[ChosenOffer, ...]) -> None:
        basket.chosen = chosen
        self._opening.taken(basket)
