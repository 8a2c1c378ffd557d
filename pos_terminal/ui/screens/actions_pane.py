"""What can be done beside selling, where the grid is: a key for each, a page of them at a time, and a way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.panels import ActionsPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.paged_keys import PagedKeys
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _


class ActionsPane(Card):
    """Draws an `ActionsPanel`."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = PlainLabel(step="headline", names=self)
        self._keys = PagedKeys(look)
        self._pages = PageKeys(look, (_("Earlier actions"), _("Later actions")), look.tokens.target["pos_primary"])
        back = ActionButton(look, _("Back to sale"), icon="arrow-left", height=look.tokens.target["pos_primary"])
        back.clicked.connect(self.left)
        self._keys.chosen.connect(self.chosen)
        self._keys.turned.connect(self._pages.show_page)
        self._pages.earlier_asked.connect(self._keys.turn_back)
        self._pages.later_asked.connect(self._keys.turn_on)
        last = QHBoxLayout()
        last.addWidget(back)
        last.addWidget(self._pages, 1)
        last.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._keys, 1)
        column.addLayout(last)

    def show_panel(self, panel: ActionsPanel) -> None:
        """Draw the keys."""
        self._title.show_text(panel.title)
        self._keys.show_actions(panel.actions)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keys.turn_to_first()
