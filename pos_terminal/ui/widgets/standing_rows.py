"""Sentences that stay true for a while, one under the other; they take no room while there are none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.pill import Pill
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.status_bar import StatusPill


class StandingRows(QWidget):
    """Draws whole sentences, each as broad as its column."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[StatusPill] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_pills(self, pills: Sequence[Pill]) -> None:
        """Draw these."""
        while len(self._rows) < len(pills):
            row = StatusPill(self._look, pills[len(self._rows)], wraps=True)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(pills))
            if number < len(pills):
                row.show_pill(pills[number])
        self.setVisible(bool(pills))
