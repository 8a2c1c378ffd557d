"""Claims of offers for tests: one of each standing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pos_terminal.application.offerdesk import HeldOffer, OfferDesk, OfferStanding
from pos_terminal.application.ports import Clock
from pos_terminal.presentation.offers_section import OffersServices


@dataclass
class OfferShelf:
    """Implements `OfferBooks`; ``refuses``: nothing can be given back. ``hurried`` counts asks of the platform."""

    clock: Clock
    refuses: bool = False
    is_empty: bool = False
    hurried: int = 0
    looks: int = 0
    """How often somebody looked for used ones."""
    back: list[int] = field(default_factory=list)

    @property
    def services(self) -> OffersServices:
        return OffersServices(self.clock, OfferDesk(self, self._hurry))

    def outstanding(self) -> Sequence[HeldOffer]:
        if self.is_empty:
            return ()
        since = self.clock.now() - timedelta(hours=3)
        stuck = HeldOffer(1, "uo-1", "lane-1-7KQ4-000128", OfferStanding.STUCK, False, since, "member-4711", None, "")
        going = replace(
            stuck, hold_id=2, offer_id="uo-2", standing=OfferStanding.RETURNING, member="", reason="timed out"
        )
        of_open = replace(stuck, hold_id=3, offer_id="uo-3", standing=OfferStanding.OF_OPEN_SALE, member="")
        offline = replace(stuck, hold_id=-1, offer_id="uo-5", standing=OfferStanding.UNVERIFIED)
        not_ended = replace(offline, hold_id=-2, offer_id="uo-6", is_of_open_sale=True)
        return [each for each in (stuck, going, of_open, offline, not_ended) if each.hold_id not in self.back]

    def used(self, most: int, transaction_id: str = "") -> Sequence[HeldOffer]:
        self.looks += 1
        if self.is_empty or not most or transaction_id not in {"", "lane-1-7KQ4-000131"}:
            return ()
        since = self.clock.now() - timedelta(hours=1)
        return [HeldOffer(4, "uo-4", "lane-1-7KQ4-000131", OfferStanding.USED, True, since, "", None, "")]

    def can_go_back(self, _hold_id: int) -> bool:
        return not self.refuses

    def give_back(self, hold_id: int) -> bool:
        if not self.refuses:
            self.back.append(hold_id)
        return not self.refuses

    def _hurry(self) -> None:
        self.hurried += 1
