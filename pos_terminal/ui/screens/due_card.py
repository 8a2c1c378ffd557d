"""The tender screen's other side: what the sale comes to, what was paid, what is left."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pos_terminal.presentation.tender_state import Payer, PaymentRow, TenderState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import AmountLabel, text_width
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.cart_view import CartView
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.payer_choice import PayerChoice
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _, later

_GAP = 8
_EDGE = 2
_LEAST_SHOWN = 2


class DueCard(Card):
    """What the sale comes to, what was paid, what is left."""

    payment_removed = Signal(str)
    payer_asked = Signal(str)
    """Whose the next payment is, as `Payer` names it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._payer = PayerChoice(look)
        self._title = PlainLabel(step="title")
        self.list = CartView(look)
        names = (later("Subtotal"), later("Discount"), later("Tax"))
        self._words = {name: PlainLabel(_(name), step="body", tone="secondary") for name in names}
        self._figures = {name: AmountLabel(look, ("body_strong", "caption")) for name in names}
        self._words["Discount"].setWordWrap(True)
        self._grid = QGridLayout()
        self._total = AmountLabel(look, ("amount", "title", "label", "body_strong", "caption"))
        self._none = PlainLabel(_("Nothing paid yet"), step="body", tone="secondary")
        self._paid = PaidList(look)
        self._word = PlainLabel(_("Left to pay"), step="label")
        self._left = AmountLabel(look)
        self._paid.removed.connect(self.payment_removed)
        self._payer.chosen.connect(self.payer_asked)
        self._arrange()

    def _arrange(self) -> None:
        grid = self._grid
        grid.setVerticalSpacing(6)
        for number, (name, label) in enumerate(self._figures.items()):
            grid.addWidget(self._words[name], number, 0)
            grid.addWidget(label, number, 1)
        grid.addWidget(PlainLabel(_("Total"), step="label"), len(self._figures), 0)
        grid.addWidget(self._total, len(self._figures), 1)
        grid.setColumnStretch(1, 1)
        left = QHBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._word)
        left.addWidget(self._left, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        column.addWidget(Rule())
        column.addLayout(grid)
        column.addWidget(Rule())
        column.addWidget(self._none)
        column.addWidget(self._paid)
        column.addWidget(self._payer)
        column.addLayout(left)

    def show_state(self, state: TenderState) -> None:
        """Draw the amounts and the payments."""
        self._title.show_text(state.title)
        self.list.show_rows(state.rows, "")
        self._figures["Subtotal"].show_text(state.subtotal)
        self._figures["Tax"].show_text(state.tax)
        self._figures["Discount"].show_text(state.discount)
        self._words["Discount"].show_text(f"{_('Discount')} · {state.doubt}" if state.doubt else _("Discount"))
        for label in (self._words["Discount"], self._figures["Discount"]):
            label.show_tone("warning" if state.doubt else "success")
            label.setVisible(bool(state.discount))
        self._total.show_text(state.total)
        figures = (state.subtotal, state.tax, state.discount, state.total)
        self._grid.setColumnMinimumWidth(1, max(text_width(self._look, "caption", each) for each in figures))
        word, figure = (_("To give back"), state.give_back) if state.give_back else (_("Left to pay"), state.left)
        self._word.show_text(word)
        self._left.show_text(figure)
        self._left.setAccessibleName(f"{word} {figure}")
        self._none.setVisible(not state.payments)
        self._paid.show_payments(state.payments)
        self._payer.show_payer(state.payer)


class PaidList(QScrollArea):
    """The payments one under the other, scrolled when they are many; the newest is in view."""

    removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[PaidLine] = []
        self._shown: tuple[PaymentRow, ...] = ()
        strip = QWidget()
        self._column = QVBoxLayout(strip)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidget(strip)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.verticalScrollBar().rangeChanged.connect(self._to_newest)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.hide()

    def show_payments(self, payments: tuple[PaymentRow, ...]) -> None:
        """Draw these payments."""
        if payments == self._shown:
            return
        self._shown = payments
        while len(self._rows) < len(payments):
            row = PaidLine(self._look)
            row.removed.connect(self.removed)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(payments))
            if number < len(payments):
                row.show_payment(payments[number])
        self.setVisible(bool(payments))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, self._height_of(len(self._shown)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height_of(min(len(self._shown), _LEAST_SHOWN)))

    def _height_of(self, count: int) -> int:
        return count * (self._rows[0].height_of_row + _GAP) - _GAP if count else 0

    def _to_newest(self, _least: int, most: int) -> None:
        self.verticalScrollBar().setValue(most)


class PaidLine(Card):
    """A payment, and the key that gives it back."""

    removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(inset=True)
        self._payment_id = ""
        self._icon = IconLabel(look, "cash", role="text_primary", size=24)
        self._name = ElidedLabel(step="body_strong")
        self._payer = ElidedLabel(step="caption", tone="loyalty")
        self._amount = PlainLabel(step="body_strong")
        self._remove = ActionButton(look, icon="x", kind=Kind.DANGER_QUIET)
        self.height_of_row = look.tokens.target["pos_min"] + 2 * (_EDGE + look.tokens.border["control"])
        self.setFixedHeight(self.height_of_row)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, _EDGE, _EDGE, _EDGE)
        row.setSpacing(12)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for label in (self._name, self._payer):
            words.addWidget(label)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self._amount)
        row.addWidget(self._remove)
        self._remove.clicked.connect(self._clicked)

    def show_payment(self, payment: PaymentRow) -> None:
        """Draw this payment."""
        self._payment_id = payment.payment_id
        self._icon.show_icon(payment.icon, "text_primary")
        self._name.show_text(payment.name)
        self._payer.show_text(payment.payer.words if payment.payer else "")
        self._payer.show_tone("loyalty" if payment.payer is Payer.MEMBER else "secondary")
        self._payer.setVisible(payment.payer is not None)
        self._amount.show_text(payment.amount)
        self._remove.setAccessibleName(_("Remove {payment}", payment=f"{payment.name} {payment.amount}"))

    def _clicked(self) -> None:
        self.removed.emit(self._payment_id)
