"""Leads the taps of the tender screen to whoever acts on them."""

from pos_terminal.presentation.panels import ChoicePanel, EntryPanel
from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.ui.screens.choice_pane import ChoicePane
from pos_terminal.ui.screens.panels import EntryPane
from pos_terminal.ui.screens.tender import TenderView
from pos_terminal.ui.theme.look import Look


def connect_tender(view: TenderView, presenter: TenderPresenter, look: Look) -> None:
    """Lead the taps to the presenter, also those on what it asks."""
    view.key_pressed.connect(presenter.key_pressed)
    view.kind_tapped.connect(presenter.kind_tapped)
    view.cash_asked.connect(presenter.cash_tapped)
    view.tip_asked.connect(presenter.tip_tapped)
    view.payment_removed.connect(presenter.payment_removed)
    view.payer_asked.connect(presenter.payer_tapped)
    view.back_asked.connect(presenter.back_tapped)
    view.notice.dismissed.connect(presenter.dismissed)

    def entry() -> EntryPane:
        pane = EntryPane(look)
        pane.keypad.pressed.connect(presenter.key_pressed)
        pane.confirmed.connect(presenter.confirmed)
        pane.cancelled.connect(presenter.cancelled)
        return pane

    def choice() -> ChoicePane:
        pane = ChoicePane(look)
        pane.chosen.connect(presenter.chosen)
        pane.cancelled.connect(presenter.cancelled)
        return pane

    view.panes.add(EntryPanel, entry)
    view.panes.add(ChoicePanel, choice)
