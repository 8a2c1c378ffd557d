"""How commands tell of offers that are still to be given back."""

from collections.abc import Sequence

from pos_terminal.application.queueview import ReturningOffer
from pos_terminal.cli.values import when


def offers_back(offers: Sequence[ReturningOffer], *, as_json: bool) -> object:
    """Each with its sale, since when it is held and why the last try failed: a list for programs, words for people."""
    if as_json:
        return [
            {
                "transaction_id": each.transaction_id,
                "offer_id": each.offer_id,
                "held_since": when(each.held_since),
                "last_try": when(each.last_tried),
                "reason": each.reason,
            }
            for each in offers
        ]
    return "; ".join(f"{each.offer_id} ({each.transaction_id}) {how_it_stands(each)}" for each in offers)


def how_it_stands(offer: ReturningOffer) -> str:
    """Since when it is held, and why it is not back."""
    return f"held since {offer.held_since:%Y-%m-%d %H:%M} UTC: {offer.reason or 'not tried yet'}"
