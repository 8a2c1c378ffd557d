"""Figures to read, as many as there are, with a way out that is always there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel

_WIDTH = 560
_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_STEP = 48


class ReportPane(Card):
    """Draws a `ReportPanel`."""

    acted = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows: tuple[ReportRow, ...] = ()
        self._title = ElidedLabel(step="title")
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        primary = look.tokens.target["pos_primary"]
        done = ActionButton(look, "Done", icon="arrow-left", height=primary)
        self._act = ActionButton(look, kind=Kind.PRIMARY, height=primary)
        done.clicked.connect(self.left)
        self._act.clicked.connect(self.acted)
        row_width_policy(self._act)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(done)
        last.addWidget(self._act, 1)
        self._lay_out(last)

    def show_panel(self, panel: ReportPanel) -> None:
        """Draw the figures."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        self._sentence.setVisible(bool(panel.sentence))
        self._act.show_label(panel.act)
        self._act.show_icon(panel.icon)
        self._act.setVisible(bool(panel.act))
        if panel.rows != self._rows:
            self._rows = panel.rows
            self._area.setWidget(_grid(panel.rows, is_mirrored=self.isRightToLeft()))
            self._area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _KEYS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + steps * _STEP)

    def _lay_out(self, last: QHBoxLayout) -> None:
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._title, self._sentence):
            column.addWidget(part)
        column.addWidget(self._area, 1)
        column.addLayout(last)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)


def _grid(rows: tuple[ReportRow, ...], *, is_mirrored: bool) -> QWidget:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(12 if is_mirrored else 0, 0, 0 if is_mirrored else 12, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for at, row in enumerate(rows):
        label = PlainLabel(row.label, step="label" if row.is_title else "body")
        label.setWordWrap(True)
        grid.addWidget(label, at, 0)
        if row.amount:
            amount = PlainLabel(row.amount, step="body")
            grid.addWidget(amount, at, 1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    grid.setRowStretch(len(rows), 1)
    return body
