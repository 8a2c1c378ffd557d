"""Claiming offers in tests: an errand is done where it is made, with one try unless the test wants more."""

from pos_terminal.application.asking import Asker, fetched
from pos_terminal.application.holding import Holding
from pos_terminal.application.ports import Clock
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.offer import OfferCode, OfferFlow


def one_try(clock: Clock) -> Asker:
    """Asks once."""
    return Asker(clock, lambda _: None, seconds=0.0)


def nobody_waits() -> None:
    """Nothing works behind the desk: the test gives offers back itself."""


def claim(holding: Holding, offer: OfferCode, flow: OfferFlow = OfferFlow.LOCK) -> Discount:
    """Claim an offer, and wait."""
    return fetched(holding.claim(offer, flow))


def settle(holding: Holding) -> tuple[Discount, ...]:
    """Ask again for every claim of the sale whose outcome is not known, and wait."""
    waiting = [each for each in holding.held() if each.lock is not None]
    return tuple(fetched(holding.settle(each)) for each in waiting)
