"""The cart's list: fixed line heights, one selected line that opens in place to show its buttons."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView

from pos_terminal.presentation.cart import CartRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.cart_delegate import CartDelegate
from pos_terminal.ui.widgets.cart_model import CartModel
from pos_terminal.ui.widgets.line_actions import LineActions
from pos_terminal.wording import _

_ACTIONS_HEIGHT = 68
_COUNTED_MS = 400
"""So long a line that was counted up is seen to be: once, and never three times a second."""


class CartView(QTableView):
    """Draws rows; never sizes to contents (a scan at 1,000 lines would cost a hundred times as much)."""

    line_tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("cart")
        self.setAccessibleName(_("Cart"))
        self._look = look
        self._cart = CartModel(self)
        self._drawing = CartDelegate(look, self._cart, self)
        self._open_at = QPersistentModelIndex()
        self._counted = QTimer(self)
        self._counted.setSingleShot(True)
        self._counted.timeout.connect(self._count_seen)
        self.line_actions = LineActions(look, self.viewport())
        self.setModel(self._cart)
        self.setItemDelegate(self._drawing)
        self._fix_sizes()
        # Nothing is drawn under the list only to be covered: a card's round corners cost as much as the list.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._tapped)
        look.changed.connect(self._look_changed)

    @property
    def cart(self) -> CartModel:
        """The rows that are drawn."""
        return self._cart

    def show_rows(self, rows: tuple[CartRow, ...], selected_line: str) -> None:
        """Draw these rows, with this line open; the open line is scrolled into view when it or its row is new."""
        before = self._cart.rows
        at = self._cart.row_of(selected_line) if selected_line else -1
        self._cart.show_rows(rows)
        self._open(selected_line, grown=len(rows) > len(before))
        if 0 <= at < len(rows) and rows[at].line_id == selected_line and rows[at].pieces > before[at].pieces:
            self._drawing.counted_line = selected_line
            self._counted.start(_COUNTED_MS)

    def _count_seen(self) -> None:
        self._drawing.counted_line = ""
        self.viewport().update()

    def _open(self, line_id: str, *, grown: bool) -> None:
        row = self._cart.row_of(line_id) if line_id else -1
        moved = row != self._open_at.row() or line_id != self._drawing.selected_line
        if moved:
            self._close_row()
            self._drawing.selected_line = line_id
        if row < 0:
            self.line_actions.hide()
            if grown:
                self.scrollToBottom()
            return
        if moved:
            self._open_at = QPersistentModelIndex(self._cart.index(row, 0))
            self.setRowHeight(row, self._drawing.line_height() + _ACTIONS_HEIGHT)
            self.updateGeometries()  # else the range is that of before the line grew, and its buttons stay below it
            self.scrollTo(self._cart.index(row, 0))
        self.line_actions.fit(self._cart.rows[row])
        self._place_actions()
        self.line_actions.show()

    def _close_row(self) -> None:
        if self._open_at.isValid():
            self.setRowHeight(self._open_at.row(), self._drawing.line_height())
        self._open_at = QPersistentModelIndex()

    def _place_actions(self) -> None:
        if not self._open_at.isValid():
            return
        rect = self.visualRect(self._cart.index(self._open_at.row(), 0))
        self.line_actions.setGeometry(rect.left(), rect.bottom() + 1 - _ACTIONS_HEIGHT, rect.width(), _ACTIONS_HEIGHT)

    def _tapped(self, index: QModelIndex) -> None:
        self.line_tapped.emit(self._cart.rows[index.row()].line_id)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._counted.stop()
        self._drawing.counted_line = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("bg_surface"))
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._open_at.isValid():  # a message above takes room: the line being worked on stays in view
            self.scrollTo(self._cart.index(self._open_at.row(), 0))
        self._place_actions()

    def _fix_sizes(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._drawing.line_height())

    def _look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._drawing.line_height())
        if self._open_at.isValid():
            self.setRowHeight(self._open_at.row(), self._drawing.line_height() + _ACTIONS_HEIGHT)
            self._place_actions()
        self.viewport().update()
