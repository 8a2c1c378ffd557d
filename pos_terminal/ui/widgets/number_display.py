"""The number that is being typed, large, with its unit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import AmountLabel
from pos_terminal.ui.widgets.text import PlainLabel


class NumberDisplay(QFrame):
    """Shows what was typed; what a tap would take while nothing was is told in a quieter colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("display")
        self.setFixedHeight(look.tokens.target["pos_tender"])
        self._unit = PlainLabel(step="label", tone="secondary")
        self._number = AmountLabel(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._unit)
        row.addWidget(self._number, 1)
        self._number.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def show_number(self, text: str, unit: str, *, typed: bool) -> None:
        """Draw the number."""
        self._number.show_text(text)
        self._number.show_tone("" if typed else "disabled")
        self._unit.show_text(unit)
        self.setAccessibleName(f"{text} {unit}".strip())
