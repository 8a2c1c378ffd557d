"""The employees at the manager's desk: a list or a person, or a PIN that is being typed."""

from PySide6.QtWidgets import QStackedWidget

from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import EntryPanel
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.ui.screens.panels import EntryPane
from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.theme.look import Look


class StaffPane(QStackedWidget):
    """Draws what the section shows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.report = ReportPane(look)
        self.entry = EntryPane(look)
        for pane in (self.report, self.entry):
            self.addWidget(pane)
        self.setFocusProxy(self.report)

    def show_panel(self, panel: Panel) -> None:
        """Draw it, and lead what is typed to it."""
        if isinstance(panel, ReportPanel):
            self.report.show_panel(panel)
            self._bring(self.report)
        elif isinstance(panel, EntryPanel):
            self.entry.show_panel(panel)
            self._bring(self.entry)

    def _bring(self, pane: ReportPane | EntryPane) -> None:
        if self.currentWidget() is not pane:
            self.setCurrentWidget(pane)
            self.setFocusProxy(pane)
            pane.setFocus()
