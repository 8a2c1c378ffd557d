"""A line that goods may come back of: less, how much, more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from pos_terminal.presentation.return_panels import BackLine
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, TwoLineLabel
from pos_terminal.wording import _

_HEIGHT = 80
_QUANTITY = 96


def height(look: Look) -> int:
    """How high a row is, for words of this size."""
    return round(_HEIGHT * look.text_factor)


class BackRow(Card):
    """Draws a `BackLine`; tells which line is to be counted."""

    counted = Signal(str, int)
    quantity_asked = Signal(str)
    price_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(inset=True)
        self._look = look
        self._line_id = ""
        self._name = TwoLineLabel(step="label")
        self._detail = ElidedLabel(step="body", tone="secondary")
        self._price = ActionButton(look, icon="pencil", kind=Kind.CONTROL)
        self._less = ActionButton(look, icon="minus", kind=Kind.CONTROL)
        self._quantity = ActionButton(look, "0", kind=Kind.CONTROL)
        self._more = ActionButton(look, icon="plus", kind=Kind.CONTROL)
        self._quantity.setMinimumWidth(_QUANTITY)
        self._restyled()
        look.changed.connect(self._restyled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self._price, self._less, self._quantity, self._more):
            row.addWidget(button)
        self._price.clicked.connect(self._price_clicked)
        self._less.clicked.connect(self._less_clicked)
        self._quantity.clicked.connect(self._quantity_clicked)
        self._more.clicked.connect(self._more_clicked)

    def show_line(self, line: BackLine) -> None:
        """Draw this line."""
        self._line_id = line.line_id
        self._name.show_text(line.name)
        self._detail.show_text(line.detail)
        self._quantity.show_label(
            line.quantity, _("{quantity} of {item} come back", quantity=line.quantity, item=line.name)
        )
        self._price.setVisible(line.has_price_key)
        self._price.setAccessibleName(_("Price paid for {item}", item=line.name))
        self._less.setAccessibleName(_("One less {item}", item=line.name))
        self._more.setAccessibleName(_("One more {item}", item=line.name))
        self._less.setEnabled(line.can_less)
        self._more.setEnabled(line.can_more)

    def _restyled(self) -> None:
        self.setFixedHeight(height(self._look))

    def _price_clicked(self) -> None:
        self.price_asked.emit(self._line_id)

    def _less_clicked(self) -> None:
        self.counted.emit(self._line_id, -1)

    def _more_clicked(self) -> None:
        self.counted.emit(self._line_id, 1)

    def _quantity_clicked(self) -> None:
        self.quantity_asked.emit(self._line_id)
