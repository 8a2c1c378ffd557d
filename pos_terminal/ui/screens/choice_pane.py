"""A few things to choose from, one tap each, and a way out that is always there."""

from PySide6.QtCore import Qt, Signal

from pos_terminal.presentation.panels import ChoicePanel
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, row_width_policy
from pos_terminal.ui.widgets.choice_keys import ChoiceKeys
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _


class ChoicePane(Card):
    """Draws a `ChoicePanel`."""

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = ChoiceKeys(look)
        self._keys.chosen.connect(self.chosen)
        self._title = ElidedLabel(step="title", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        cancel = ActionButton(look, _("Cancel"), icon="arrow-left", height=look.tokens.target["pos_primary"])
        row_width_policy(cancel)
        cancel.clicked.connect(self.cancelled)
        centre(self, (self._title, self._sentence, self._keys, cancel))

    def show_panel(self, panel: ChoicePanel) -> None:
        """Draw the choices."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._keys.show_choices(panel.choices)
