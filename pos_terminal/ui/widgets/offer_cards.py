"""Offers one under the other, scrolled when they are many; and a strip of as many as one row holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.member_state import OfferCard
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.offer_card import OfferCardButton

_GAP = 8
_LEAST_CARD = 250
_MORE = 96


class OfferList(QScrollArea):
    """Cards are made once and shown other offers; those that nobody needs are hidden."""

    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cards: list[OfferCardButton] = []
        self._shown: tuple[OfferCard, ...] = ()
        self._strip = QWidget()
        self._column = QVBoxLayout(self._strip)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidget(self._strip)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_cards(self, cards: tuple[OfferCard, ...]) -> None:
        """Draw these offers."""
        if cards == self._shown:
            return
        if len(cards) != len(self._shown):
            self._strip.hide()  # else every card that is shown makes the whole layout work
        self._shown = cards
        while len(self._cards) < len(cards):
            button = OfferCardButton(self._look)
            button.acted.connect(self.acted)
            self._column.insertWidget(len(self._cards), button)
            self._cards.append(button)
        for number, button in enumerate(self._cards):
            if number < len(cards):
                button.show_card(cards[number])
            button.setVisible(number < len(cards))
        self._strip.show()


class OfferStrip(QWidget):
    """As many cards as can be read in one row; the others are behind a key."""

    acted = Signal(str)
    more_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cards: list[OfferCardButton] = []
        self._shown: tuple[OfferCard, ...] = ()
        self._more = ActionButton(look)
        self._more.setFixedWidth(_MORE)
        self._more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._more.clicked.connect(self.more_asked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_cards(self, cards: tuple[OfferCard, ...]) -> None:
        """Draw these offers, as many as there is room for."""
        if cards != self._shown:
            self._shown = cards
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        cards = self._shown
        room = self._fitting(self.width())
        if len(cards) > room:
            room = self._fitting(self.width() - _MORE - _GAP)
        while len(self._cards) < min(room, len(cards)):
            button = OfferCardButton(self._look)
            button.acted.connect(self.acted)
            self._row.insertWidget(len(self._cards), button, 1)
            self._cards.append(button)
        for number, button in enumerate(self._cards):
            is_shown = number < min(room, len(cards))
            if is_shown:
                button.show_card(cards[number])
            button.setVisible(is_shown)
        hidden = len(cards) - room
        self._more.show_label(f"{hidden} more", f"{hidden} more offers")
        self._more.setVisible(hidden > 0)

    def _fitting(self, width: int) -> int:
        return max(1, (width + _GAP) // (round(_LEAST_CARD * self._look.text_factor) + _GAP))
