"""The cart's rows as a Qt model that is told only what changed: a thousand lines cost what ten do."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pos_terminal.presentation.cart import CartRow

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CartModel(QAbstractTableModel):
    """Rows compared by identity; never reset, because a reset loses scroll position and repaints everything."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CartRow, ...] = ()

    @property
    def rows(self) -> tuple[CartRow, ...]:
        return self._rows

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None

    def row_of(self, line_id: str) -> int:
        """Where this line is drawn, or -1."""
        for number in range(len(self._rows) - 1, -1, -1):
            if self._rows[number].line_id == line_id:
                return number
        return -1

    def show_rows(self, rows: tuple[CartRow, ...]) -> None:
        """Draw these rows, telling the view the smallest change that leads there."""
        old = self._rows
        if rows == old:
            return
        if len(rows) > len(old) and rows[: len(old)] == old:
            self._insert(len(old), rows)
            return
        start = _common(old, rows)
        end = _common(old[start:][::-1], rows[start:][::-1])
        self._replace(start, end, rows)

    def _replace(self, start: int, end: int, rows: tuple[CartRow, ...]) -> None:
        """Rows between `start` and the last `end` differ: change what both have, then insert or remove the rest."""
        before, after = len(self._rows) - start - end, len(rows) - start - end
        both = min(before, after)
        if both:
            self._rows = rows[: start + both] + self._rows[start + both :]
            self.dataChanged.emit(self.index(start, 0), self.index(start + both - 1, 0))
        if after > before:
            self._insert(start + both, rows)
        elif before > after:
            self.beginRemoveRows(_ROOT, start + both, start + before - 1)
            self._rows = rows
            self.endRemoveRows()

    def _insert(self, first: int, rows: tuple[CartRow, ...]) -> None:
        self.beginInsertRows(_ROOT, first, first + len(rows) - len(self._rows) - 1)
        self._rows = rows
        self.endInsertRows()


def _common(first: tuple[CartRow, ...], second: tuple[CartRow, ...]) -> int:
    """How many rows both begin with."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one is not other:
            break
        count += 1
    return count
