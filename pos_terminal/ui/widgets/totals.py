"""Subtotal, tax, discount and the total, which is never smaller than 40 dp and never scrolls away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.sale_state import TotalsBox
from pos_terminal.ui.widgets.text import PlainLabel

_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class TotalsView(QWidget):
    """Draws a `TotalsBox`."""

    def __init__(self) -> None:
        super().__init__()
        self._first = PlainLabel(step="body", tone="secondary")
        self._second = PlainLabel(step="body_strong", tone="success")
        self._word = PlainLabel("Total", step="title")
        self._total = PlainLabel(step="total")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._first, 0, 0)
        grid.addWidget(self._second, 0, 1, _TRAILING)
        grid.addWidget(self._word, 1, 0)
        grid.addWidget(self._total, 1, 1, _TRAILING)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_totals(self, totals: TotalsBox, left_to_pay: str) -> None:
        """Draw the totals; with something paid already, what is left is the large figure."""
        self._first.show_text(f"Subtotal {totals.subtotal}   Tax {totals.tax}")
        if left_to_pay:
            self._second.show_text(f"of {totals.total}")
        else:
            self._second.show_text(f"Discount {totals.discount}" if totals.discount else "")
        self._word.show_text("Left to pay" if left_to_pay else "Total")
        figure = left_to_pay or totals.total
        self._total.show_text(figure)
        self._total.setAccessibleName(f"Total {figure}")
