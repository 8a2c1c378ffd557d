"""Keys in a grid, one page at a time: as many as there is room for, none lower than a finger needs."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.panels import TillAction
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.paging import Paging

_GAP = 8
_WIDTH = 240
"""The least width of a key while text has its usual size; large text has fewer keys beside each other."""
_HEIGHT = 64


class PagedKeys(QWidget):
    """As many keys beside each other, and rows of them, as fit."""

    chosen = Signal(str)
    turned = Signal(int, int)
    """Which page is shown, and how many there are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: dict[ActionButton, str] = {}
        self._paging = Paging()
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        look.changed.connect(self._place)

    def show_actions(self, actions: tuple[TillAction, ...]) -> None:
        """Draw these; other actions than the ones that are drawn begin at the first page."""
        if tuple(self._keys.values()) != tuple(each.key for each in actions):
            self._build(actions)
        for button, action in zip(self._keys, actions, strict=True):
            button.setEnabled(action.can_press)

    def turn_to_first(self) -> None:
        """The first page: who comes back to the keys looks for them where they were."""
        self._paging.begin()
        self._place()

    def turn_back(self) -> None:
        """The page before."""
        self._paging.back()
        self._place()

    def turn_on(self) -> None:
        """The page after."""
        self._paging.on()
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Room for one key: what the keys drawn now need does not keep the pane from becoming lower."""
        return QSize(_WIDTH, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _build(self, actions: tuple[TillAction, ...]) -> None:
        for button in self._keys:
            button.hide()
            button.deleteLater()
        self._keys.clear()
        for action in actions:
            button = AmountButton(self._look, kind=Kind.OUTLINE, height=_HEIGHT, icon=action.icon)
            button.show_amount(action.words)
            button.setParent(self)
            button.clicked.connect(self._clicked)
            self._keys[button] = action.key
        self.turn_to_first()

    def _place(self) -> None:
        width = round(_WIDTH * self._look.text_factor)
        columns = max(1, (self.width() + _GAP) // (width + _GAP))
        room = columns * max(1, (self.height() + _GAP) // (_HEIGHT + _GAP))
        first, page, pages = self._paging.page(len(self._keys), room)
        for number, button in enumerate(self._keys):
            at = number - first
            is_shown = 0 <= at < room
            if is_shown:
                self._grid.addWidget(button, at // columns, at % columns)
            button.setVisible(is_shown)
        for number in range(self._grid.columnCount()):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self.turned.emit(page, pages)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton) and button in self._keys:
            self.chosen.emit(self._keys[button])
