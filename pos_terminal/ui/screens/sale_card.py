"""One past sale where the cart stands on the sale screen: lines, totals, tenders, and what can be done to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.pill import Pill
from pos_terminal.presentation.receipts_state import SaleCard
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.cart_view import CartView
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.status_bar import StatusPill
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.ui.widgets.totals import TotalsView
from pos_terminal.wording import _

_PILLS = 2
_NO_PILL = Pill("", "receipt")
_LARGE, _LOW = 1.5, 720
"""In so large a text a lower card has no room for a notice beside the lines: these come back once it is answered."""


class SaleCardPane(Card):
    """Draws a `SaleCard`, or a hint while no sale is chosen; totals and keys never scroll away."""

    return_asked = Signal()
    void_asked = Signal()
    reprint_asked = Signal()
    gift_asked = Signal()
    explain_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown = ""
        self.notice = NoticeBar(look)
        self._number = ElidedLabel(step="title")
        self._facts = ElidedLabel(step="body", tone="secondary")
        self._pills = [StatusPill(look, _NO_PILL) for _ in range(_PILLS)]
        self.list = CartView(look)
        self._totals = TotalsView(look)
        self._paid = PlainLabel(step="body", tone="secondary")
        self._given = PlainLabel(step="body_strong", tone="warning")
        for label in (self._paid, self._given):
            label.setWordWrap(True)
        self._return = ActionButton(
            look, _("Return items"), icon="receipt-refund", kind=Kind.OUTLINE, height=look.tokens.target["pos_primary"]
        )
        self._void = AmountButton(look, kind=Kind.DANGER, icon="ban")
        self._void.show_amount(_("Void sale"))
        self._gift = ActionButton(look, _("Gift receipt"), icon="gift-card")
        # Without icons, for which large text leaves no room beside the others.
        self._explain, self._reprint = ActionButton(look, _("Explain")), ActionButton(look, _("Print again"))
        self._either = QStackedWidget()
        self._either.addWidget(_hint(look))
        self._either.addWidget(self._body())
        column = _column(self, (14, 12, 14, 14))
        column.addWidget(self.notice)
        column.addWidget(self._either, 1)
        self._connect()

    def show_card(self, card: SaleCard | None, notice: Notice, *, is_asking: bool) -> None:
        """Draw the sale; while something is asked beside it, nothing else is begun."""
        self.notice.show_notice(notice)
        self._either.setCurrentIndex(0 if card is None else 1)
        for button in (self._return, self._void, self._reprint, self._gift, self._explain):
            button.setEnabled(not is_asking)
        if card is None:
            return
        self._number.show_text(card.number)
        self._facts.show_text(card.facts)
        for number, widget in enumerate(self._pills):
            widget.setVisible(number < len(card.pills))
            if number < len(card.pills):
                widget.show_pill(card.pills[number])
        is_another = self._shown != card.number
        self._shown = card.number
        self.list.show_rows(card.rows, "")
        if is_another:
            self.list.scrollToTop()  # a cart is worked on at its end, a receipt is read from its beginning
        self._totals.show_totals(card.totals, "")
        self._paid.show_text(_("Paid: {paid}", paid=card.paid) if card.paid else "")
        self._given.show_text(_("Given back: {amounts}", amounts=card.given_back))
        self._given.setVisible(bool(card.given_back))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_large = self._look.text_factor >= _LARGE
        self._return.show_icon("" if is_large else "receipt-refund")
        self._gift.show_icon("" if is_large else "gift-card")
        is_tight = is_large and self.height() < _LOW
        self.list.setVisible(not (is_tight and self.notice.isVisibleTo(self)))

    def _connect(self) -> None:
        self._return.clicked.connect(self.return_asked)
        self._void.clicked.connect(self.void_asked)
        self._reprint.clicked.connect(self.reprint_asked)
        self._gift.clicked.connect(self.gift_asked)
        self._explain.clicked.connect(self.explain_asked)

    def _body(self) -> QWidget:
        body, pills = QWidget(), QHBoxLayout()
        gap = self._look.tokens.target["pos_gap_destructive"]
        rows = (_key_row((self._explain, self._gift), 8), _key_row((self._void, self._reprint), gap))
        pills.setSpacing(8)
        for widget in self._pills:
            pills.addWidget(widget)
        pills.addStretch(1)
        row_width_policy(self._return)
        column = _column(body, (0, 0, 0, 0))
        column.addWidget(self._number)
        column.addWidget(self._facts)
        column.addLayout(pills)
        column.addWidget(self.list, 1)
        column.addWidget(Rule())
        for part in (self._totals, self._paid, self._given, self._return):
            column.addWidget(part)
        for row in rows:
            column.addLayout(row)
        return body


def _key_row(buttons: tuple[ActionButton, ...], gap: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for button in buttons:
        row_width_policy(button)
        row.addWidget(button)
    return row


def _column(parent: QWidget, margins: tuple[int, int, int, int]) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(*margins)
    column.setSpacing(8)
    return column


def _hint(look: Look) -> QWidget:
    hint = QWidget()
    column = QVBoxLayout(hint)
    column.setSpacing(10)
    column.addStretch(1)
    icon = IconLabel(look, "receipt", role="border_control", size=56)
    words = PlainLabel(_("Tap a sale, or scan its receipt"), step="label", tone="secondary")
    words.setWordWrap(True)
    for label in (icon, words):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    column.addStretch(1)
    return hint
