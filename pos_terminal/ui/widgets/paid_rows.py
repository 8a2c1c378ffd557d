"""How a finished sale was paid: a means a row, in two columns when they are many, scrolled when they are more."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_terminal.presentation.change import PaidRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel

_ONE_COLUMN = 3
_GAP = 24
_ROW = 34
_WIDTH = 240
_LEAST_SHOWN = 2


class PaidRows(QScrollArea):
    """Draws the payments of a finished sale in the middle of the room there is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[_PaidLine] = []
        self._lines = 0
        strip = QWidget()
        self._grid = QGridLayout(strip)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(strip)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_paid(self, paid: tuple[PaidRow, ...]) -> None:
        """Draw these payments."""
        columns = 1 if len(paid) <= _ONE_COLUMN else 2
        self._lines = -(-len(paid) // columns)
        while len(self._rows) < len(paid):
            self._rows.append(_PaidLine(self._look))
        for number, row in enumerate(self._rows):
            self._grid.addWidget(row, number // columns, number % columns)
            row.setVisible(number < len(paid))
            if number < len(paid):
                row.show_paid(paid[number])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, self._lines * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self._lines, _LEAST_SHOWN) * _ROW)


class _PaidLine(QWidget):
    """A means and what it gave."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setMinimumWidth(_WIDTH)
        self.setFixedHeight(_ROW)
        self._icon = IconLabel(look, "cash", role="text_secondary", size=24)
        self._name = ElidedLabel(step="label", tone="secondary")
        self._amount = PlainLabel(step="label", tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)
        row.addWidget(self._amount)

    def sizeHint(self) -> QSize:
        return QSize(round(_WIDTH * self._look.text_factor), _ROW)

    def show_paid(self, paid: PaidRow) -> None:
        """Draw this payment."""
        self._icon.show_icon(paid.icon, "text_secondary")
        self._name.show_text(paid.name)
        self._amount.show_text(paid.amount)
