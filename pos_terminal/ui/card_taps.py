"""Leads the keys beside a card on the payment terminal to whoever asks for it."""

from pos_terminal.presentation.card_pay import CardPanel, CardPay
from pos_terminal.ui.screens.card_pane import CardPane
from pos_terminal.ui.screens.pane_rack import PaneRack
from pos_terminal.ui.theme.look import Look


def connect_card(panes: PaneRack, look: Look, card: CardPay | None) -> None:
    """Draw how it stands with a card among these panes; None: nobody asks for cards."""
    if card is None:
        return

    def built() -> CardPane:
        pane = CardPane(look)
        pane.chosen.connect(card.chosen)
        return pane

    panes.add(CardPanel, built)
