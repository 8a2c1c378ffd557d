"""Taking payment: an amount on a keypad, the means on keys, what was paid and what is left on the other side."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import AgePanel, ApprovalPanel
from pos_terminal.presentation.tender_state import TenderKey, TenderState
from pos_terminal.ui.screens.approval_pane import ApprovalCorner
from pos_terminal.ui.screens.due_card import DueCard
from pos_terminal.ui.screens.member_panes import MemberPanes
from pos_terminal.ui.screens.pane_rack import PaneRack
from pos_terminal.ui.screens.side import side_width
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.cash_keys import CashKeys
from pos_terminal.ui.widgets.keypad import Keypad, typed_key
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.tender_button import TenderButton
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _


class TenderView(QWidget):
    """Draws a `TenderState`."""

    key_pressed = Signal(str)
    kind_tapped = Signal(str)
    cash_asked = Signal(object)
    """The `Money` of a quick amount."""
    tip_asked = Signal()
    payment_removed = Signal(str)
    payer_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, look: Look, *, cart_first: bool = False) -> None:
        """`cart_first` puts the paying side where reading starts."""
        super().__init__()
        self._look = look
        self._kinds: list[TenderButton] = []
        self.notice = NoticeBar(look)
        self._display = NumberDisplay(look)
        self.keypad = Keypad(look)
        self._cash = CashKeys(look)
        self._back = ActionButton(look, _("Back to sale"), icon="arrow-left")
        self._tip = ActionButton(look, icon="coins", kind=Kind.OUTLINE)
        self._kind_column = QVBoxLayout()
        self._due = DueCard(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        self._amount = QStackedWidget()
        self._typed = self._amount_side()
        self._amount.addWidget(self._typed)
        self.member_panes = MemberPanes(look, self._amount)
        self.panes = PaneRack(self._amount)
        self.approval = ApprovalCorner(look, self._amount)
        row.addWidget(self._amount, 1)
        row.insertWidget(0 if cart_first else 1, self._due)
        self._back.clicked.connect(self.back_asked)
        self._tip.clicked.connect(self.tip_asked)
        self.keypad.pressed.connect(self.key_pressed)
        self._due.payment_removed.connect(self.payment_removed)
        self._due.payer_asked.connect(self.payer_asked)
        self._cash.asked.connect(self.cash_asked)

    def show_state(self, state: TenderState) -> None:
        """Draw what is left and what was paid."""
        self.notice.show_notice(state.notice)
        self._display.show_number(state.entry, _("Amount"), typed=state.is_typed)
        self.keypad.offer_point(state.has_decimals)
        self._cash.show_keys(state.cash_keys)
        self._show_kinds(state.keys)
        self._due.show_state(state)
        self._tip.setVisible(state.tip is not None)
        self._tip.show_label(f"{_('Tip')}  {state.tip or ''}".strip())
        self._show_panel(state.panel)

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

    def _show_panel(self, panel: Panel | None) -> None:
        """Show what is asked, with the focus on it; afterwards the keyboard types amounts again."""
        pane: QWidget | None = None
        if isinstance(panel, ApprovalPanel):
            pane = self.approval.drawn(panel)
        elif isinstance(panel, UnansweredPanel | AgePanel):
            pane = self.member_panes.drawn(panel)
        elif panel is not None:
            pane = self.panes.drawn(panel)
        shown = pane or self._typed
        if self._amount.currentWidget() is not shown:
            self._amount.setCurrentWidget(shown)
            (pane or self).setFocus()

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
        head.addWidget(PlainLabel(_("Take payment"), step="title"), 1)
        head.addWidget(self._tip)
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
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._display)
        column.addWidget(self._cash)
        column.addWidget(self.keypad, 100)
        column.addStretch(1)
        return column
