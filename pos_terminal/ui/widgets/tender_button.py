"""A means of payment: icon, name, and the amount that a tap takes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from pos_terminal.presentation.tender import TenderKey
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.text import PlainLabel


class TenderButton(ActionButton):
    """Tells which means was tapped."""

    tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, kind=Kind.TENDER, height=look.tokens.target["pos_tender"])
        self._name = ""
        self._amount = PlainLabel(step="body_strong", tone="secondary", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 18, 0)
        row.addStretch(1)
        row.addWidget(self._amount)
        row_width_policy(self)
        self.clicked.connect(self._clicked)

    def show_key(self, key: TenderKey) -> None:
        """Draw this means."""
        self._name = key.name
        self.show_label(f" {key.name}", f"{key.name} {key.amount}")
        self.show_icon(key.icon)
        self._amount.show_text(key.amount)

    def _clicked(self) -> None:
        self.tapped.emit(self._name)
