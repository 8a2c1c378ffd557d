"""Goods that come back without a receipt: the step that is asked, over the whole width."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.find_panel import FindPanel
from pos_terminal.presentation.goods_state import GoodsState
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel
from pos_terminal.presentation.return_panels import RefundPanel
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.ui.screens.approval_pane import ApprovalCorner
from pos_terminal.ui.screens.choice_pane import ChoicePane
from pos_terminal.ui.screens.find_pane import FindPane
from pos_terminal.ui.screens.lines_pane import LinesPane
from pos_terminal.ui.screens.panels import EntryPane
from pos_terminal.ui.screens.refund_pane import RefundPane
from pos_terminal.ui.screens.words_pane import WordsPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.notice_bar import NoticeBar


class GoodsBackView(QWidget):
    """Draws a `GoodsState`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.notice = NoticeBar(look)
        self.lines = LinesPane(look)
        self.finder = FindPane(look)
        self.entry = EntryPane(look)
        self.choice = ChoicePane(look)
        self.refund = RefundPane(look)
        self.number = WordsPane(look)
        self._step = QStackedWidget()
        for pane in (self.lines, self.finder, self.entry, self.choice, self.refund, self.number):
            self._step.addWidget(pane)
        self.approval = ApprovalCorner(look, self._step)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.notice)
        column.addWidget(self._step, 1)

    def show_state(self, state: GoodsState) -> None:
        """Draw the step."""
        self.notice.show_notice(state.notice)
        panel = state.panel
        if isinstance(panel, FindPanel):
            self.finder.show_panel(panel)
            self._bring(self.finder)
        elif isinstance(panel, EntryPanel):
            self.entry.show_panel(panel)
            self._bring(self.entry)
        elif isinstance(panel, ChoicePanel):
            self.choice.show_panel(panel)
            self._bring(self.choice)
        elif isinstance(panel, RefundPanel):
            self.refund.show_panel(panel)
            self._bring(self.refund)
        elif isinstance(panel, WordsPanel):
            self.number.show_panel(panel)
            self._bring(self.number)
        elif isinstance(panel, ApprovalPanel):
            self._bring(self.approval.drawn(panel))
        else:
            self.lines.show_panel(panel)
            self._bring(self.lines)

    def _bring(self, pane: QWidget) -> None:
        """Show a pane with the focus on it: left alone, Qt would give it to the first button."""
        if self._step.currentWidget() is not pane:
            self._step.setCurrentWidget(pane)
            pane.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        shown = self._step.currentWidget()
        if shown is not None:
            shown.setFocus()
