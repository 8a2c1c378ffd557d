"""Taking payment: an amount on a keypad, the means on keys, what was paid and what is left on the other side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.tender import PaymentRow, TenderKey, TenderState
from pos_terminal.ui.screens.side import side_width
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.cart_view import CartView
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.keypad import Keypad, typed_key
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.tender_button import TenderButton
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel

_MOST_KEYS = 4


class TenderView(QWidget):
    """Draws a `TenderState`."""

    key_pressed = Signal(str)
    kind_tapped = Signal(str)
    cash_asked = Signal(object)
    """The `Money` of a quick amount."""
    payment_removed = Signal(str)
    back_asked = Signal()

    def __init__(self, look: Look, *, cart_first: bool = False) -> None:
        """`cart_first` puts the paying side where reading starts."""
        super().__init__()
        self._look = look
        self._amounts: tuple[object, ...] = ()
        self._kinds: list[TenderButton] = []
        self.notice = NoticeBar(look)
        self._display = NumberDisplay(look)
        self.keypad = Keypad(look)
        height = look.tokens.target["pos_tender"]
        self._cash_keys = [ActionButton(look, kind=Kind.CONTROL, height=height) for _ in range(_MOST_KEYS)]
        self._back = ActionButton(look, "Back to sale", icon="arrow-left")
        self._kind_column = QVBoxLayout()
        self._due = DueCard(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._amount_side(), 1)
        row.insertWidget(0 if cart_first else 1, self._due)
        self._back.clicked.connect(self.back_asked)
        self.keypad.pressed.connect(self.key_pressed)
        self._due.payment_removed.connect(self.payment_removed)
        for button in self._cash_keys:
            button.clicked.connect(self._cash_clicked)

    def show_state(self, state: TenderState) -> None:
        """Draw what is left and what was paid."""
        self.notice.show_notice(state.notice)
        self._display.show_number(state.entry, "Amount", typed=state.is_typed)
        self.keypad.offer_point(state.has_decimals)
        self._amounts = tuple(key.amount for key in state.cash_keys)
        for number, button in enumerate(self._cash_keys):
            button.setVisible(number < len(state.cash_keys))
            if number < len(state.cash_keys):
                button.show_label(state.cash_keys[number].label, state.cash_keys[number].spoken)
        self._show_kinds(state.keys)
        self._due.show_state(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = typed_key(event)
        if key:
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._due.setFixedWidth(side_width(self.width()))

    def _show_kinds(self, keys: tuple[TenderKey, ...]) -> None:
        while len(self._kinds) < len(keys):
            button = TenderButton(self._look)
            button.tapped.connect(self.kind_tapped)
            self._kinds.append(button)
            self._kind_column.insertWidget(len(self._kinds) - 1, button)
        for number, button in enumerate(self._kinds):
            button.setVisible(number < len(keys))
            if number < len(keys):
                button.show_key(keys[number])

    def _amount_side(self) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addSpacing(8)
        head.addWidget(PlainLabel("Take payment", step="title"), 1)
        self._kind_column.setSpacing(8)
        self._kind_column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(self._typing(), 6)
        both.addLayout(self._kind_column, 5)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addLayout(both, 1)
        return card

    def _typing(self) -> QVBoxLayout:
        quick = QHBoxLayout()
        quick.setSpacing(8)
        quick.addWidget(PlainLabel("Cash", step="caption", tone="secondary"))
        for button in self._cash_keys:
            row_width_policy(button)
            quick.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._display)
        column.addLayout(quick)
        column.addWidget(self.keypad, 100)
        column.addStretch(1)
        return column

    def _cash_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActionButton):
            self.cash_asked.emit(self._amounts[self._cash_keys.index(button)])


class DueCard(Card):
    """What the sale comes to, what was paid, what is left."""

    payment_removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[PaidLine] = []
        self._title = PlainLabel(step="title")
        self.list = CartView(look)
        self._figures = {name: PlainLabel(step="body_strong") for name in ("Subtotal", "Tax")}
        self._total = PlainLabel(step="amount")
        self._none = PlainLabel("Nothing paid yet", step="body", tone="secondary")
        self._paid = QVBoxLayout()
        self._paid.setSpacing(8)
        self._left = PlainLabel(step="total")
        self._arrange()

    def _arrange(self) -> None:
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        for number, (name, label) in enumerate(self._figures.items()):
            grid.addWidget(PlainLabel(name, step="body", tone="secondary"), number, 0)
            grid.addWidget(label, number, 1, trailing)
        grid.addWidget(PlainLabel("Total", step="label"), 2, 0)
        grid.addWidget(self._total, 2, 1, trailing)
        left = QHBoxLayout()
        left.addWidget(PlainLabel("Left to pay", step="title"), 1)
        left.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        column.addWidget(Rule())
        column.addLayout(grid)
        column.addWidget(Rule())
        column.addWidget(self._none)
        column.addLayout(self._paid)
        column.addLayout(left)

    def show_state(self, state: TenderState) -> None:
        """Draw the amounts and the payments."""
        self._title.show_text(state.title)
        self.list.show_rows(state.rows, "")
        self._figures["Subtotal"].show_text(state.subtotal)
        self._figures["Tax"].show_text(state.tax)
        self._total.show_text(state.total)
        self._left.show_text(state.left)
        self._left.setAccessibleName(f"Left to pay {state.left}")
        self._none.setVisible(not state.payments)
        while len(self._rows) < len(state.payments):
            row = PaidLine(self._look)
            row.removed.connect(self.payment_removed)
            self._rows.append(row)
            self._paid.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(state.payments))
            if number < len(state.payments):
                row.show_payment(state.payments[number])


class PaidLine(Card):
    """A payment, and the key that gives it back."""

    removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(inset=True)
        self._payment_id = ""
        self._icon = IconLabel(look, "cash", role="text_primary", size=24)
        self._name = ElidedLabel(step="body_strong")
        self._amount = PlainLabel(step="body_strong")
        self._remove = ActionButton(look, icon="x", kind=Kind.DANGER_QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 4, 4)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)
        row.addWidget(self._amount)
        row.addWidget(self._remove)
        self._remove.clicked.connect(self._clicked)

    def show_payment(self, payment: PaymentRow) -> None:
        """Draw this payment."""
        self._payment_id = payment.payment_id
        self._icon.show_icon(payment.icon, "text_primary")
        self._name.show_text(payment.name)
        self._amount.show_text(payment.amount)
        self._remove.setAccessibleName(f"Remove {payment.name} {payment.amount}")

    def _clicked(self) -> None:
        self.removed.emit(self._payment_id)
