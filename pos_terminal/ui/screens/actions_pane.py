"""What can be done beside selling, where the grid is: a key for each, in a grid, and a way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from pos_terminal.presentation.panels import ActionsPanel, TillAction
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel

_GAP = 8
_KEY_WIDTH = 240
"""The least width of a key: its words are never cut."""
_KEY_HEIGHT = 72


class ActionsPane(Card):
    """Draws an `ActionsPanel`; as many keys beside each other as there is room for."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._keys: dict[ActionButton, str] = {}
        self._title = PlainLabel(step="headline")
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        back = ActionButton(look, "Back to sale", icon="arrow-left", height=look.tokens.target["pos_primary"])
        back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(back, alignment=Qt.AlignmentFlag.AlignLeading)

    def show_panel(self, panel: ActionsPanel) -> None:
        """Draw the keys."""
        self._title.show_text(panel.title)
        if tuple(self._keys.values()) != tuple(each.key for each in panel.actions):
            self._build(panel.actions)
        for button, action in zip(self._keys, panel.actions, strict=True):
            button.setEnabled(action.can_press)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _build(self, actions: tuple[TillAction, ...]) -> None:
        for button in self._keys:
            button.hide()
            button.deleteLater()
        self._keys.clear()
        for action in actions:
            button = ActionButton(self._look, action.words, icon=action.icon, kind=Kind.OUTLINE, height=_KEY_HEIGHT)
            row_width_policy(button)
            button.clicked.connect(self._clicked)
            self._keys[button] = action.key
        self._place()

    def _place(self) -> None:
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 48
        columns = max(1, (room + _GAP) // (_KEY_WIDTH + _GAP))
        for number, button in enumerate(self._keys):
            self._grid.addWidget(button, number // columns, number % columns)
        for number in range(self._grid.columnCount()):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton) and button in self._keys:
            self.chosen.emit(self._keys[button])
