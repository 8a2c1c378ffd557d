"""A means of payment: icon, name, and the amount that a tap takes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from pos_terminal.presentation.tender_state import TenderKey
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import BESIDE_STEPS, AmountLabel, step_that_fits, text_width
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.text import ElidedLabel

_NAME_STEPS = ("label", "body_strong", "caption")
_GAP = 10


class TenderButton(ActionButton):
    """Tells which means was tapped. A long amount stands under the name, a long name is drawn smaller, then cut."""

    tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, kind=Kind.TENDER, height=look.tokens.target["pos_tender"])
        self._look = look
        self._key = TenderKey("", "", "")
        self._picture = IconLabel(look, "cash", role="text_primary", size=28)
        self._words = ElidedLabel(step=_NAME_STEPS[0])
        self._amount = AmountLabel(look, BESIDE_STEPS, tone="secondary")
        for label in (self._picture, self._words, self._amount):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(0)
        self._both.addWidget(self._words, 1)
        self._both.addWidget(self._amount, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 18, 4)
        self._row.setSpacing(12)
        self._row.addWidget(self._picture)
        self._row.addLayout(self._both, 1)
        row_width_policy(self)
        self.clicked.connect(self._clicked)
        look.changed.connect(self._arrange)

    def show_key(self, key: TenderKey) -> None:
        """Draw this means."""
        self._key = key
        self._picture.show_icon(key.icon, "text_primary")
        self._words.show_text(key.words)
        self._amount.show_text(key.amount)
        self.setAccessibleName(f"{key.words} {key.amount}".strip())
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        margins = self._row.contentsMargins()
        # Not the layout's own width: that is still the old one while a resize is told of.
        room = self.width() - margins.left() - margins.right() - self._picture.sizeHint().width() - self._row.spacing()
        name = text_width(self._look, _NAME_STEPS[0], self._key.words)
        amount = text_width(self._look, BESIDE_STEPS[0], self._key.amount)
        beside = not self._key.amount or name + amount + _GAP <= room
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._both.direction() is not way:
            self._both.setDirection(way)
        self._words.show_step(step_that_fits(self._look, _NAME_STEPS, self._key.words, room))
        side = Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading
        self._amount.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        for label, width in ((self._words, name), (self._amount, amount)):
            self._both.setStretchFactor(label, max(width, 1) if beside else 0)

    def _clicked(self) -> None:
        self.tapped.emit(self._key.name)
