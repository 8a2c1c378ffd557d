"""Figures in sections: each in a frame under its title, in one column, or in two where there is room."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.figure_row import FigureRow
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel

_TWO_COLUMNS = 840
_BAR = 12
"""Beside the frames, so that the bar of a long report lies on none of them."""
_SECTION_GAP = 16


_TALL, _LOW = 3, 2
"""How high a row is that can be tapped, beside one that cannot."""


class ReportBody(QWidget):
    """Draws the rows of a report; made anew for other rows."""

    chosen = Signal(str)

    def __init__(self, look: Look, rows: tuple[ReportRow, ...]) -> None:
        super().__init__()
        leads = any(each.key for each in rows)
        self._drawn: list[FigureRow] = []
        self._rows = rows
        found = sections(rows)
        self._weights = [sum(_TALL if row.key else _LOW for row in each) for each in found]
        self._sections = [self._section(look, each, leads=leads) for each in found]
        self._is_wide: bool | None = None
        self._columns = (QVBoxLayout(), QVBoxLayout())
        row = QHBoxLayout(self)
        mirrored = self.isRightToLeft()
        row.setContentsMargins(_BAR if mirrored else 0, 0, 0 if mirrored else _BAR, 0)
        for column in self._columns:
            column.setSpacing(_SECTION_GAP)
            row.addLayout(column, 1)
        self._arrange(wide=False)

    def takes(self, rows: tuple[ReportRow, ...]) -> bool:
        """Draw other figures in the place of these, where they are of the same things; whether they are.

        What the keyboard is at, and what was scrolled to, stays.
        """
        if list(map(_thing, rows)) != list(map(_thing, self._rows)):
            return False
        self._rows = rows
        for drawn, row in zip(
            self._drawn, (each for part in sections(rows) for each in part if not each.is_title), strict=True
        ):
            drawn.show_row(row)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=self.width() >= _TWO_COLUMNS and len(self._sections) > 1)

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._is_wide:
            return
        self._is_wide = wide
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        first, second = self._columns
        split = halfway(self._weights) if wide else len(self._sections)
        for number, section in enumerate(self._sections):
            (first if number < split else second).addWidget(section)
        for column in self._columns:
            column.addStretch(1)
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(1, 1 if wide else 0)
            row.setSpacing(2 * _SECTION_GAP if wide else 0)

    def _section(self, look: Look, rows: list[ReportRow], *, leads: bool) -> QWidget:
        box = QWidget(self)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if rows[0].is_title:
            column.addWidget(PlainLabel(rows[0].label, step="body_strong", tone="secondary"))
            rows = rows[1:]
        frame = Card(inset=True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        for row in rows:
            drawn = FigureRow(look, row, leads=leads, last=row is rows[-1])
            drawn.chosen.connect(self.chosen)
            self._drawn.append(drawn)
            inside.addWidget(drawn)
        column.addWidget(frame)
        return box


def _thing(row: ReportRow) -> tuple[str, str, bool, bool]:
    """What a row is about, whatever its figure is."""
    return row.label, row.key, row.is_title, row.is_total


def sections(rows: tuple[ReportRow, ...]) -> list[list[ReportRow]]:
    """The rows by section, each with its title first where it has one."""
    found: list[list[ReportRow]] = []
    for row in rows:
        if row.is_title or not found:
            found.append([])
        found[-1].append(row)
    return [each for each in found if len(each) > 1 or not each[0].is_title]


def halfway(weights: list[int]) -> int:
    """How many of the sections stand in the first column, so that both are about as long; one at least in each."""
    ways = range(1, len(weights))
    return min(ways, key=lambda split: abs(sum(weights[:split]) - sum(weights[split:])), default=len(weights))
