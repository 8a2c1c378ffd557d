"""The end of a sale: change in the largest figures there are, the receipt beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScroller, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.change import ChangeState
from pos_terminal.presentation.pill import Pill
from pos_terminal.ui.screens.side import side_width
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import LARGE_STEPS, AmountLabel
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.paid_rows import PaidRows
from pos_terminal.ui.widgets.status_bar import StatusPill
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_CENTRE = Qt.AlignmentFlag.AlignCenter


class ChangeView(QWidget):
    """Draws a `ChangeState`."""

    done_asked = Signal()
    retry_asked = Signal()
    copy_asked = Signal()

    def __init__(self, look: Look, *, cart_first: bool = False) -> None:
        """`cart_first` puts the receipt where reading starts, as the cart is on the sale screen."""
        super().__init__()
        self._icon = IconLabel(look, "circle-check", role="success", size=72)
        self._headline = PlainLabel(step="title", tone="secondary")
        self._change = AmountLabel(look, ("change_due", *LARGE_STEPS))
        self._paid = PaidRows(look)
        self._saved = PlainLabel(step="label", tone="success")
        self._next = PlainLabel(_("Scan an item to start the next sale"), step="label", tone="secondary")
        self._done = ActionButton(
            look, _("Done"), icon="check", kind=Kind.PRIMARY, height=look.tokens.target["pos_primary"] + 4
        )
        self._done.setMinimumWidth(320)
        self.receipt = ReceiptCard(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._amount_card(), 1)
        row.insertWidget(0 if cart_first else 1, self.receipt)
        self._done.clicked.connect(self.done_asked)
        self.receipt.retry.clicked.connect(self.retry_asked)
        self.receipt.again.clicked.connect(self.copy_asked)

    def show_state(self, state: ChangeState) -> None:
        """Draw the change, how it was paid, and the receipt."""
        self._icon.show_icon("coins" if state.has_change else "circle-check", "success")
        self._headline.show_text(state.headline)
        self._change.show_text(state.change)
        self._change.setAccessibleName(f"{state.headline} {state.change}")
        self._paid.show_paid(state.paid)
        self._saved.show_text(_("Saved {amount}", amount=state.saved))
        self._saved.setVisible(bool(state.saved))
        self.receipt.show_state(state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.receipt.setFixedWidth(side_width(self.width()))

    def _amount_card(self) -> QWidget:
        card = Card()
        done = QHBoxLayout()
        done.addStretch(1)
        done.addWidget(self._done)
        done.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 28)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._icon, self._headline, self._change):
            label.setAlignment(_CENTRE)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._paid)
        self._saved.setAlignment(_CENTRE)
        column.addWidget(self._saved)
        column.addStretch(3)
        self._next.setAlignment(_CENTRE)
        column.addWidget(self._next)
        column.addSpacing(8)
        column.addLayout(done)
        return card


class ReceiptCard(Card):
    """The receipt as printed when there is a picture of it, else what it comes to; and how printing stands."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title = PlainLabel(_("Receipt"), step="title")
        self._number = ElidedLabel(step="caption", tone="secondary")
        self._picture = PlainLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._bytes = b""
        self._pill = StatusPill(look, Pill("", "printer"), wraps=True)
        keys = (_("Try again"), _("Print again"))
        self.retry, self.again = (ActionButton(look, words, icon="printer") for words in keys)
        self._total = AmountLabel(look)
        self._total.setAlignment(_CENTRE)
        self._area = _scrolled(self._picture)
        self._either = QStackedWidget()
        self._either.addWidget(self._summary())
        self._either.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._number)
        column.addWidget(Rule())
        column.addWidget(self._either, 1)
        for each in (self._pill, self.retry, self.again):
            column.addWidget(each)

    def show_state(self, state: ChangeState) -> None:
        """Draw the receipt and how printing stands."""
        self._number.show_text(state.number)
        self._total.show_text(state.total)
        self._pill.show_pill(state.receipt)
        self.retry.setVisible(state.can_retry)
        self.again.setVisible(state.can_print_again)
        if state.picture != self._bytes:
            self._bytes = state.picture
            self._draw_picture()
        self._either.setCurrentIndex(1 if self._bytes else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_picture()

    def _draw_picture(self) -> None:
        if not self._bytes:
            self._picture.clear()
            return
        picture = QPixmap()
        picture.loadFromData(self._bytes)
        ratio = self.devicePixelRatioF()
        width = min(round((self.width() - 56) * ratio), picture.width())
        scaled = picture.scaledToWidth(max(width, 1), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        self._picture.setPixmap(scaled)

    def _summary(self) -> QWidget:
        summary = QWidget()
        column = QVBoxLayout(summary)
        column.addStretch(1)
        icon = IconLabel(self._look, "receipt", role="border_control", size=56)
        word = PlainLabel(_("Total"), step="title", tone="secondary")
        for label in (icon, word, self._total):
            label.setAlignment(_CENTRE)
            column.addWidget(label)
        column.addStretch(1)
        return summary


def _scrolled(picture: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(picture)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
