"""The journal at the manager's desk: kinds and days above, entries below, and a keyboard where words are asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.journal_section import JournalState
from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.screens.words_pane import WordsPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.wording import _


class JournalPane(QWidget):
    """Draws a `JournalState`."""

    earlier_asked = Signal()
    later_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Journal"))
        self.kinds, self.lengths = ChipRow(look), ChipRow(look)
        self.entries, self.words = ReportPane(look), WordsPane(look)
        self._earlier, self._later = ActionButton(look, icon="chevron-left"), ActionButton(look, icon="chevron-right")
        self._above, self._list = QWidget(), QWidget()
        self._lay_out()
        self._earlier.clicked.connect(self.earlier_asked)
        self._later.clicked.connect(self.later_asked)

    def show_state(self, state: JournalState) -> None:
        """Draw the entries, one of them, or the question."""
        self._earlier.setAccessibleName(_("Earlier days"))
        self._later.setAccessibleName(_("Later days"))
        self.kinds.show_chips(state.kinds)
        self.lengths.show_chips(state.lengths)
        self._later.setEnabled(state.has_later)
        self._above.setVisible(not state.is_entry)
        self.entries.show_panel(state.panel)
        if state.question is not None:
            self.words.show_panel(state.question)
        self._bring(self._list if state.question is None else self.words)

    def _bring(self, pane: QWidget) -> None:
        if self._stack.currentWidget() is not pane:
            self._stack.setCurrentWidget(pane)
            pane.setFocus()

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.lengths, 1)
        days.addWidget(self._earlier)
        days.addWidget(self._later)
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(8)
        above.addWidget(self.kinds)
        above.addLayout(days)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._above)
        column.addWidget(self.entries, 1)
        self._list.setFocusProxy(self.entries)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.words)
