"""Sales to go on with, where the grid is: one page of rows at a time, as many as there is room for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.panels import HeldPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.paged_rows import PagedRows
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel
from pos_terminal.wording import _


class HeldPane(Card):
    """Draws a `HeldPanel`."""

    chosen = Signal(str)
    acted = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel(step="headline", names=self)
        self._sentence = ElidedLabel(step="body", tone="secondary")
        self._list = PagedRows(look)
        primary = look.tokens.target["pos_primary"]
        self._back = ActionButton(look, _("Back to sale"), icon="arrow-left", height=primary)
        self._act = ActionButton(look, icon="printer", kind=Kind.OUTLINE, height=primary)
        self._pages = PageKeys(look, (_("Earlier sales"), _("Later sales")), primary)
        self._arrange()
        self._list.chosen.connect(self.chosen)
        self._list.turned.connect(self._pages.show_page)
        self._back.clicked.connect(self.left)
        self._act.clicked.connect(self.acted)
        self._pages.earlier_asked.connect(self._list.turn_back)
        self._pages.later_asked.connect(self._list.turn_on)

    def show_panel(self, panel: HeldPanel) -> None:
        """Draw the sales; another list begins at its first page."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._act.show_label(panel.act)
        self._act.setVisible(bool(panel.act))
        self._list.show_rows(panel.sales)

    def _arrange(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._back)
        last.addWidget(self._act)
        last.addStretch(1)
        last.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._list, 1)
        column.addLayout(last)
