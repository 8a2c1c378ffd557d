"""The map of the tables, where the grid is: an area at a time, with what can be done beside a tap."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.tables_panel import TablesPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.table_map import TableMap
from pos_terminal.ui.widgets.text import ElidedLabel
from pos_terminal.wording import _


class TablesPane(Card):
    """Draws a `TablesPanel`."""

    chosen = Signal(str)
    area_chosen = Signal(str)
    moving_asked = Signal()
    merging_asked = Signal()
    acted = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel(step="title", names=self)
        self._sentence = ElidedLabel(step="body", tone="secondary")
        self._areas = ChipRow(look)
        self._map = TableMap(look)
        primary = look.tokens.target["pos_primary"]
        self._back = ActionButton(look, icon="arrow-left", height=primary)
        self._back.setAccessibleName(_("Back to sale"))
        self._move = ActionButton(look, _("Move sale"), kind=Kind.OPTION, height=primary)
        self._merge = ActionButton(look, kind=Kind.OPTION, height=primary)
        self._merge.show_label(_("Merge"), _("Merge tables"))
        self._act = ActionButton(look, icon="check", kind=Kind.PRIMARY, height=primary)
        for button in (self._move, self._merge):
            button.setCheckable(True)
        self._pages = PageKeys(look, (_("Earlier tables"), _("Later tables")), primary)
        self._arrange()
        self._connect()

    def show_panel(self, panel: TablesPanel) -> None:
        """Draw the tables, and what a tap on one does."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._areas.show_chips(panel.areas)
        self._areas.setVisible(bool(panel.areas))
        self._map.show_tiles(panel.tiles)
        self._move.setVisible(not panel.is_merging)
        self._move.setEnabled(panel.can_move)
        self._move.setChecked(panel.is_moving)
        self._merge.setEnabled(panel.can_merge)
        self._merge.setChecked(panel.is_merging)
        self._act.show_label(panel.act)
        self._act.setVisible(bool(panel.act))
        self._act.setEnabled(panel.can_act)

    def _arrange(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(8)
        for button in (self._back, self._move, self._merge, self._act):
            last.addWidget(button)
        last.addStretch(1)
        last.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        for part in (self._title, self._sentence, self._areas):
            column.addWidget(part)
        column.addWidget(self._map, 1)
        column.addLayout(last)

    def _connect(self) -> None:
        self._areas.chosen.connect(self.area_chosen)
        self._map.chosen.connect(self.chosen)
        self._map.turned.connect(self._pages.show_page)
        self._pages.earlier_asked.connect(self._map.turn_back)
        self._pages.later_asked.connect(self._map.turn_on)
        self._back.clicked.connect(self.left)
        self._move.clicked.connect(self.moving_asked)
        self._merge.clicked.connect(self.merging_asked)
        self._act.clicked.connect(self.acted)
