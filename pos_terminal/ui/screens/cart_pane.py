"""The sale screen's paying half: the cart, the totals, cash keys and the key that pays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.sale_state import SaleState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import text_width
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.cart_view import CartView
from pos_terminal.ui.widgets.cash_keys import CashKeys
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.member_bar import MemberBarButton
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.ui.widgets.totals import TotalsView
from pos_terminal.wording import _

_AIR = 12
"""What keeps title and service apart; the title has what the service needs not."""


class CartPane(Card):
    """Draws what is sold and what it comes to; totals and keys never scroll away."""

    counted = Signal(int)
    cash_asked = Signal(object)
    """The `Money` of a quick amount."""
    pay_asked = Signal()
    other_asked = Signal()
    totals_tapped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title = ElidedLabel(_("Cart"), step="title")
        self._service = ElidedLabel(step="body", tone="secondary")
        self._up = ActionButton(look, icon="chevron-up", kind=Kind.QUIET)
        self._down = ActionButton(look, icon="chevron-down", kind=Kind.QUIET)
        self.bar = MemberBarButton(look)
        self.notice = NoticeBar(look)
        self.list = CartView(look)
        self._list_or_hint = QStackedWidget()
        # Lines can be scrolled, a notice cannot: it has its whole height first.
        self._list_or_hint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._totals = TotalsView(look)
        target = look.tokens.target
        self._cash = CashKeys(look)
        self._pay = AmountButton(look, kind=Kind.PRIMARY, height=target["pos_primary"] + 4)
        self._other = ActionButton(look, _("Other"), icon="wallet", kind=Kind.OUTLINE, height=target["pos_primary"] + 4)
        self._arrange()
        self._connect()

    def show_state(self, state: SaleState) -> None:
        """Draw the cart."""
        self._title.show_text(state.title)
        self._service.show_text(state.service)
        self._service.setMaximumWidth(text_width(self._look, "body", state.service) + _AIR)
        self._service.setVisible(bool(state.service))
        self.notice.show_notice(state.notice)
        self._list_or_hint.setCurrentIndex(0 if state.rows else 1)
        self.list.show_rows(state.rows, state.selected_line)
        self._totals.show_totals(state.totals, state.left_to_pay)
        self._cash.show_keys(state.cash_keys)
        self._pay.show_icon(state.pay_icon)
        self._pay.show_amount(state.pay_label, state.pay_amount)
        self._pay.setEnabled(state.can_pay)
        self._other.setEnabled(state.can_pay)
        self._other.setAccessibleDescription("" if state.can_pay else state.pay_label)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 3)
        head.addWidget(self._service, 2)
        head.addWidget(self._up)
        head.addWidget(self._down)
        self._service.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._title.setMinimumHeight(self._look.tokens.target["pos_min"])
        self._up.setAccessibleName(_("Earlier lines"))
        self._down.setAccessibleName(_("Later lines"))
        self._list_or_hint.addWidget(self.list)
        self._list_or_hint.addWidget(_empty_hint(self._look))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 14)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._list_or_hint, 1)
        column.addWidget(Rule())
        column.addWidget(self._totals)
        column.addSpacing(4)
        column.addWidget(self._cash)
        column.addLayout(self._pay_row())

    def _pay_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._pay, 1)
        row.addWidget(self._other)
        return row

    def _connect(self) -> None:
        actions = self.list.line_actions
        actions.less_asked.connect(self._one_less)
        actions.more_asked.connect(self._one_more)
        self._pay.clicked.connect(self.pay_asked)
        self._other.clicked.connect(self.other_asked)
        self._up.clicked.connect(self._scroll_up)
        self._down.clicked.connect(self._scroll_down)
        self._cash.asked.connect(self.cash_asked)
        self._totals.tapped.connect(self.totals_tapped)
        bar = self.list.verticalScrollBar()
        bar.rangeChanged.connect(self._show_scroll_keys)
        self._show_scroll_keys()

    def _show_scroll_keys(self) -> None:
        overflows = self.list.verticalScrollBar().maximum() > 0
        self._up.setVisible(overflows)
        self._down.setVisible(overflows)

    def _one_less(self) -> None:
        self.counted.emit(-1)

    def _one_more(self) -> None:
        self.counted.emit(1)

    def _scroll_up(self) -> None:
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() - bar.pageStep())

    def _scroll_down(self) -> None:
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep())


def _empty_hint(look: Look) -> QWidget:
    hint = QWidget()
    column = QVBoxLayout(hint)
    column.setSpacing(10)
    column.addStretch(1)
    icon = IconLabel(look, "shopping-cart", role="border_control", size=56)
    words = PlainLabel(_("Scan or tap an item to start"), step="label", tone="secondary")
    words.setWordWrap(True)
    for label in (icon, words):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    column.addStretch(1)
    return hint
