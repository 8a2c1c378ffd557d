"""A column in the middle of a card, for screens that ask one thing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

_WIDTH = 460


def centre(card: QWidget, parts: Sequence[QWidget | QLayout], stretched: QWidget | None = None) -> None:
    """Lay the parts out one above the other, no wider than a hand spans; `stretched` takes the height that is left."""
    inner = QWidget()
    inner.setMaximumWidth(_WIDTH)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    if stretched is not None:
        column.addStretch(1)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part, 100 if part is stretched else 0)
        else:
            column.addLayout(part)
    if stretched is not None:
        column.addStretch(1)
    row = QHBoxLayout(card)
    row.setContentsMargins(16, 12, 16, 12)
    row.addStretch(1)
    if stretched is None:
        row.addWidget(inner, 100, Qt.AlignmentFlag.AlignVCenter)
    else:
        row.addWidget(inner, 100)
    row.addStretch(1)
