"""Subtotal, tax, discount and the total, which never scrolls away and is never cut."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.sale_state import TotalsBox
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import AmountLabel, AmountParts, text_width
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _


class TotalsView(QWidget):
    """Draws a `TotalsBox`; a tap asks why."""

    tapped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts = ("", "")
        self._first = AmountLabel(look, ("body", "caption"), tone="secondary")
        self._first.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._second = AmountParts(look, " · ", tone="success")
        self._word = PlainLabel(_("Total"), step="label")
        self._total = AmountLabel(look)
        figure = QHBoxLayout()
        figure.setSpacing(8)
        figure.addWidget(self._word)
        figure.addWidget(self._total, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addLayout(figure)
        self._second.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.tapped.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The tax alone where both have no room: what is left is the total without it."""
        both, tax = self._parts
        has_room = text_width(self._look, "caption", both) <= self.width()
        self._first.show_text(both if has_room else _("Tax {tax}", tax=tax))

    def show_totals(self, totals: TotalsBox, left_to_pay: str) -> None:
        """Draw the totals; the large figure is what goes back, else what is left of a sale paid in part."""
        self._parts = (_("Subtotal {subtotal}   Tax {tax}", subtotal=totals.subtotal, tax=totals.tax), totals.tax)
        self._fit()
        first = (_("of {total}", total=totals.total),) if left_to_pay else _discount(totals)
        self._second.show_parts(*first, totals.credit)
        self._second.show_tone("warning" if totals.doubt else "success")
        self._second.setVisible(bool(self._second.text()))
        word, figure = _large(totals, left_to_pay)
        self._word.show_text(word)
        self._total.show_text(figure)
        self._total.setAccessibleName(f"{word} {figure}")


def _large(totals: TotalsBox, left_to_pay: str) -> tuple[str, str]:
    if totals.give_back:
        return _("To give back"), totals.give_back
    return (_("Left to pay"), left_to_pay) if left_to_pay else (_("Total"), totals.total)


def _discount(totals: TotalsBox) -> tuple[str, ...]:
    """The discount, with a mark while the platform has not confirmed it for the sale as it is now."""
    return (_("Discount {amount}", amount=totals.discount), totals.doubt) if totals.discount else ()
