"""A card on the payment terminal: what is asked for and what to do, or what nobody knows yet."""

from PySide6.QtCore import Qt, Signal

from pos_terminal.presentation.card_pay import CardPanel
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.choice_keys import ChoiceKeys
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel


class CardPane(Card):
    """Draws a `CardPanel`."""

    chosen = Signal(str)
    """The key that was tapped."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = IconLabel(look, "credit-card", role="primary", size=44)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignLeading)
        self._title = PlainLabel(step="title", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
        self._keys = ChoiceKeys(look)
        self._keys.chosen.connect(self.chosen)
        centre(self, (self._icon, self._title, self._sentence, self._keys))

    def show_panel(self, panel: CardPanel) -> None:
        """Draw how it stands."""
        icon = ("alert-triangle", "warning") if panel.is_doubtful else ("credit-card", "primary")
        self._icon.show_icon(*icon)
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._keys.show_choices(panel.keys)
