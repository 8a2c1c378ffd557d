"""The receipts' screen: the list and what is asked on one side, the chosen sale on the other."""

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel
from pos_terminal.presentation.receipts_state import ReceiptPanel, ReceiptsState
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.presentation.return_panels import LinesPanel, RefundPanel
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.ui.screens.approval_pane import ApprovalCorner
from pos_terminal.ui.screens.choice_pane import ChoicePane
from pos_terminal.ui.screens.lines_pane import LinesPane
from pos_terminal.ui.screens.panels import EntryPane
from pos_terminal.ui.screens.receipt_list_pane import ReceiptListPane
from pos_terminal.ui.screens.refund_pane import RefundPane
from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.screens.sale_card import SaleCardPane
from pos_terminal.ui.screens.side import side_width
from pos_terminal.ui.screens.words_pane import WordsPane
from pos_terminal.ui.theme.look import Look


class ReceiptsView(QWidget):
    """Draws a `ReceiptsState`."""

    def __init__(self, look: Look, *, cart_first: bool = False) -> None:
        """`cart_first` puts the chosen sale where reading starts, as the cart is on the sale screen."""
        super().__init__()
        self.receipts = ReceiptListPane(look)
        self.entry = EntryPane(look)
        self.choice = ChoicePane(look)
        self.lines = LinesPane(look)
        self.refund = RefundPane(look)
        self.number = WordsPane(look)
        self.report = ReportPane(look)
        self.card = SaleCardPane(look)
        self._finding = QStackedWidget()
        for pane in (self.receipts, self.entry, self.choice, self.lines, self.refund, self.number, self.report):
            self._finding.addWidget(pane)
        self.approval = ApprovalCorner(look, self._finding)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._finding, 1)
        row.insertWidget(0 if cart_first else 1, self.card)

    def show_state(self, state: ReceiptsState) -> None:
        """Draw the receipts."""
        self.receipts.show_list(state.receipts)
        self.card.show_card(state.card, state.notice, is_asking=state.panel is not None)
        self._show_panel(state.panel)

    def _show_panel(self, panel: ReceiptPanel | None) -> None:
        if isinstance(panel, EntryPanel):
            self.entry.show_panel(panel)
            self._bring(self.entry)
        elif isinstance(panel, ChoicePanel):
            self.choice.show_panel(panel)
            self._bring(self.choice)
        elif isinstance(panel, LinesPanel):
            self.lines.show_panel(panel)
            self._bring(self.lines)
        elif isinstance(panel, RefundPanel):
            self.refund.show_panel(panel)
            self._bring(self.refund)
        elif isinstance(panel, WordsPanel):
            self.number.show_panel(panel)
            self._bring(self.number)
        elif isinstance(panel, ReportPanel):
            self.report.show_panel(panel)
            self._bring(self.report)
        elif isinstance(panel, ApprovalPanel):
            self._bring(self.approval.drawn(panel))
        else:
            self._bring(self.receipts)

    def _bring(self, pane: QWidget) -> None:
        """Show a pane with the focus on it: left alone, Qt would give it to the first button."""
        if self._finding.currentWidget() is not pane:
            self._finding.setCurrentWidget(pane)
            pane.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        shown = self._finding.currentWidget()
        if shown is not None:
            shown.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.setFixedWidth(side_width(self.width()))
