"""What becomes of a sale's offers while it is held: told as it is put aside, and offered again as it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.panels import Choice, ChoicePanel
from pos_terminal.presentation.plain import brief
from pos_terminal.presentation.questions import ChoiceQuestion
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_terminal.application.suspending import Suspending
    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.discount import Discount
    from pos_terminal.presentation.sale import SalePresenter

_AGAIN, _WITHOUT = "again", "without"


class HeldOffers:
    """Says which offers went back or stay reserved; what went back is claimed again by one tap."""

    def __init__(self, sale: SalePresenter, suspending: Suspending) -> None:
        self._sale = sale
        self._suspending = suspending

    def told(self, before: Basket | None) -> str:
        """What became of the offers of a sale that was put aside just now; empty where it had none."""
        if before is None:
            return ""
        number, total = before.head.transaction_id, amount_text(before.totals.total)
        if gone := self._suspending.let_go_of(number):
            return ngettext(
                "The offer {offers} went back: without it the held sale comes to {total}.",
                "The offers {offers} went back: without them the held sale comes to {total}.",
                len(gone),
                offers=_names(gone),
                total=total,
            )
        if not (kept := self._suspending.kept_for(number)):
            return ""
        return ngettext(
            "The offer {offers} stays reserved for it.",
            "The offers {offers} stay reserved for it.",
            len(kept),
            offers=_names(kept),
        )

    def again(self, basket: Basket) -> ChoiceQuestion | None:
        """Whether what went back is to be claimed again for a sale that goes on; None: nothing did."""
        gone = self._suspending.let_go_of(basket.head.transaction_id)
        if not gone or not basket.lines:
            return None
        offers = tuple(OfferCode(each.reference_id, OfferCodeType.USER_OFFER_ID, each.user_id) for each in gone)

        def chosen(key: str) -> None:
            self._sale.answered()
            if key == _AGAIN:
                self._sale.member.applied_again(offers)

        sentence = _("Given back when this sale was held: {offers}", offers=_names(gone))
        choices = (Choice(_AGAIN, _("Apply again"), "check"), Choice(_WITHOUT, _("Go on without"), "x"))
        return ChoiceQuestion(ChoicePanel(_("Apply the offers again?"), sentence, choices), chosen)


def _names(offers: Sequence[Discount]) -> str:
    return ", ".join(brief(each.display_name) for each in offers)
