"""What the screens know of offers while the platform is away: which may be sold with, and how old their worth is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.presentation.figures import age_text
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.plain import brief
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.offlineoffers import OfflineOffers


@dataclass(frozen=True, slots=True)
class OfflineSide:
    """Offers that are claimed without the platform; ``now`` is the wall clock."""

    desk: Desk
    offers: OfflineOffers
    now: Callable[[], datetime]

    def open_to(self) -> frozenset[str]:
        """The offers that may be claimed so for the sale as it is now."""
        return self.offers.open_to()

    def age(self) -> str:
        """How long ago the platform told what they are worth: `told 12 min ago`."""
        visit = self.desk.visit
        return _("told {age} ago", age=age_text(self.now() - visit.at)) if visit is not None else ""

    def claim(self, offer_id: str) -> Notice:
        """Sell with an offer of the last wallet. Raises NotAllowedNow where that may not be, and ApprovalNeeded."""
        claimed = self.offers.claim(offer_id)
        return Notice(_("{offer} is on this sale. Nobody has verified it.", offer=brief(claimed.display_name)))
