"""Reports at the manager's desk: which and of which days above, the table with its bars, and ways to take it away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from pos_terminal.presentation.reports_services import ReportsState
from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.report_table import ReportTable
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel, TwoLineLabel
from pos_terminal.wording import _


class ReportsPane(QWidget):
    """Draws a `ReportsState`."""

    earlier_asked = Signal()
    later_asked = Signal()
    back_asked = Signal()
    csv_asked = Signal()
    pdf_asked = Signal()
    print_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Reports"))
        self.names, self.lengths, self.table = ChipRow(look), ChipRow(look), ReportTable(look)
        self.sale = ReportPane(look)
        self._report = Card()
        self._title = ElidedLabel(step="title", names=self.table)
        self._facts = TwoLineLabel(step="caption", tone="secondary")
        self._empty = PlainLabel(step="body", tone="secondary")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._earlier, self._later = ActionButton(look, icon="chevron-left"), ActionButton(look, icon="chevron-right")
        self._back = ActionButton(look, icon="arrow-left")
        self._turn = ActionButton(look, icon="chart-bar")
        self._csv, self._pdf = (
            ActionButton(look, "CSV"),
            ActionButton(look, "PDF"),
        )
        self._print = ActionButton(look, icon="printer")
        self._shows_bars = False
        self._lay_out()
        self._connect()

    def show_state(self, state: ReportsState) -> None:
        """Draw the report, its entries, or one sale."""
        self._show_words()
        self.names.show_chips(state.names)
        self.lengths.show_chips(state.lengths)
        self._later.setEnabled(state.has_later)
        sheet = state.sheet
        self._title.show_text(sheet.title if sheet else "" if state.sentence else _("Reading…"))
        self._facts.show_text(" · ".join(sheet.facts) if sheet else "")
        self._back.setVisible(state.is_behind)
        self.table.show_sheet(sheet)
        self.table.setVisible(not state.sentence)
        self._empty.show_text(state.sentence)
        self._empty.setVisible(bool(state.sentence))
        for key in (self._csv, self._pdf, self._print):
            key.setEnabled(bool(sheet and sheet.rows) and not state.is_behind)
        if state.sale is not None:
            self.sale.show_panel(state.sale)
        self._bring(self._report if state.sale is None else self.sale)

    def _bring(self, pane: QWidget) -> None:
        if self._stack.currentWidget() is not pane:
            self._stack.setCurrentWidget(pane)
            pane.setFocus()

    def _show_words(self) -> None:
        self._earlier.setAccessibleName(_("Earlier days"))
        self._later.setAccessibleName(_("Later days"))
        self._back.show_label(_("To the report"))
        self._print.show_label(_("Print"))
        self._turn.show_label(_("Figures") if self._shows_bars else _("Chart"))

    def _turned(self) -> None:
        self._shows_bars = not self._shows_bars
        self._show_words()
        self.table.show_bars(shown=self._shows_bars)

    def _fitted(self, both: bool) -> None:  # noqa: FBT001 - as the signal tells it
        self._turn.setVisible(not both)

    def _connect(self) -> None:
        for key, signal in (
            (self._earlier, self.earlier_asked),
            (self._later, self.later_asked),
            (self._back, self.back_asked),
            (self._csv, self.csv_asked),
            (self._pdf, self.pdf_asked),
            (self._print, self.print_asked),
        ):
            key.clicked.connect(signal)
        self._turn.clicked.connect(self._turned)
        self.table.fitted.connect(self._fitted)
        self.sale.left.connect(self.back_asked)

    def _lay_out(self) -> None:
        days, head, words = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row in (days, head):
            row.setSpacing(8)
        days.addWidget(self.lengths, 1)
        days.addWidget(self._earlier)
        days.addWidget(self._later)
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head.addWidget(self._back)
        head.addLayout(words, 1)
        for key in (self._turn, self._csv, self._pdf, self._print):
            head.addWidget(key)
        self._turn.hide()
        column = QVBoxLayout(self._report)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.names)
        column.addLayout(days)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._report)
        self._stack.addWidget(self.sale)
