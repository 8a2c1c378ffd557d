"""Offers one under the other, scrolled when they are many; and a strip of as many as one row holds."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.member_state import OfferCard
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.offer_card import CARD_HEIGHT, OfferCardButton
from pos_terminal.wording import _

_GAP = 8
_LEAST_CARD = 250
_MORE = 96
_AT_ONCE = 6


class OfferList(QScrollArea):
    """Cards are made once and shown other offers; those that nobody needs are hidden.

    As many as can be seen are made at once, the others some at a time between frames: they lie below.
    """

    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cards: list[OfferCardButton] = []
        self._shown: tuple[OfferCard, ...] = ()
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._grow)
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
        look.changed.connect(self._reserve)

    def show_cards(self, cards: tuple[OfferCard, ...]) -> None:
        """Draw these offers."""
        if cards == self._shown:
            return
        if len(cards) != len(self._shown):
            self._strip.hide()  # else every card that is shown makes the whole layout work
        self._shown = cards
        self._reserve()
        self._make(self._seen_at_once() - len(self._cards))
        for number, button in enumerate(self._cards):
            if number < len(cards):
                button.show_card(cards[number])
            button.setVisible(number < len(cards))
        self._strip.show()

    def _grow(self) -> None:
        """Make the next cards below those that are there."""
        self._make(_AT_ONCE)

    def _make(self, count: int) -> None:
        """Make so many more at most, and the rest when nobody waits for a frame."""
        for card in self._shown[len(self._cards) :][: max(count, 0)]:
            button = OfferCardButton(self._look)
            button.acted.connect(self.acted)
            button.show_card(card)
            self._column.insertWidget(len(self._cards), button)
            self._cards.append(button)
        if len(self._cards) < len(self._shown):
            self._more.start()

    def _seen_at_once(self) -> int:
        """More cards than these lie outside the window whatever the layout makes of it."""
        return self.window().height() // self._step() + 1

    def _reserve(self) -> None:
        """Make room for all, also for those that are not made yet: nothing moves when they come."""
        self._strip.setMinimumHeight(max(len(self._shown) * self._step() - _GAP, 0))

    def _step(self) -> int:
        return round(CARD_HEIGHT * self._look.text_factor) + _GAP


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
            room = self._fitting(self.width() - self._width_of_more(len(cards)) - _GAP)
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
        self._more.show_label(_("{count} more", count=hidden), _("{count} more offers", count=hidden))
        self._more.setVisible(hidden > 0)

    def _width_of_more(self, most: int) -> int:
        """The key's width: it stays as it is however many are behind it."""
        self._more.show_label(_("{count} more", count=most))
        width = max(_MORE, self._more.sizeHint().width())
        self._more.setFixedWidth(width)
        return width

    def _fitting(self, width: int) -> int:
        return max(1, (width + _GAP) // (round(_LEAST_CARD * self._look.text_factor) + _GAP))
