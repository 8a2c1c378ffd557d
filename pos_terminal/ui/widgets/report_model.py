"""A report's rows as a Qt model: its sums first, then the rows, sorted by whichever column was asked for."""

from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pos_terminal.domain.report_sheet import ReportSheet, SheetRow
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

LABEL, BAR, FIGURES = 0, 1, 2
"""The columns: what the row is, its bar, and from there on its figures."""


class ReportModel(QAbstractTableModel):
    """The rows of one sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: ReportSheet | None = None
        self._rows: tuple[SheetRow, ...] = ()

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """The sums, and the rows as they are sorted now."""
        return self._rows

    @property
    def drawn(self) -> int:
        """Which figure the bars are of; the first one where there are no bars."""
        return (self._sheet.drawn or 0) if self._sheet else 0

    def show_sheet(self, sheet: ReportSheet | None) -> None:
        """Other rows, in their own order."""
        self.beginResetModel()
        self._sheet = sheet
        self._rows = (SheetRow("", _("Total"), sheet.totals), *sheet.rows) if sheet and sheet.rows else ()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.DescendingOrder) -> None:
        """The rows by what stands in a column; the sums stay first."""
        if not self._rows or column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        sums, *rows = self._rows
        rows.sort(key=self._key(column), reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = (sums, *rows)
        self.layoutChanged.emit()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._sheet is None else FIGURES + len(self._sheet.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._sheet is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.heads[self._figure(section)] if section else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and section == LABEL:
            return plain(self._sheet.title)  # what the rows are: seen above the table, and heard here
        if role == Qt.ItemDataRole.TextAlignmentRole:
            edge = Qt.AlignmentFlag.AlignTrailing if section >= FIGURES else Qt.AlignmentFlag.AlignLeading
            return Qt.AlignmentFlag.AlignVCenter | edge
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(row.label) if index.column() == LABEL else row.cells[self._figure(index.column())]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _figure(self, column: int) -> int:
        return self.drawn if column == BAR else column - FIGURES

    def _spoken(self, row: SheetRow) -> str:
        heads = self._sheet.heads if self._sheet else ()
        return ", ".join((plain(row.label), *(f"{head} {cell}" for head, cell in zip(heads, row.cells, strict=True))))

    def _key(self, column: int) -> "_Key":
        return _Key(-1 if column == LABEL else self._figure(column))


class _Key:
    """What a row is sorted by: its words (-1), or one of its figures."""

    def __init__(self, figure: int) -> None:
        self._figure = figure

    def __call__(self, row: SheetRow) -> tuple[Decimal, str]:
        if self._figure < 0:
            return Decimal(0), row.label.casefold()
        return row.weights[self._figure], ""
