"""A process with Qt's own tables, none of the terminal's code and no style sheet: the limit of a scan.

``python -m tests.benchmarks.bare_table`` opens a window of 1280x800 filled by a table of six columns over the C++
`QStandardItemModel`, one for each number of lines on its command line. Section sizes are fixed and otherwise Qt's own,
rows of Qt's default height too, because the goal was derived from such a table: it shows more rows than the till's
rows of finger height would leave room for. For each number that it reads it appends one row there, scrolls to it and
paints what Qt itself repaints, and answers with the CPU time that took in milliseconds; then the row goes again.
"""

import gc
import sys
from time import process_time

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QMainWindow, QTableView, QWidget

_COLUMNS = 6


class BareTable:
    """One window."""

    def __init__(self, lines: int) -> None:
        self._model = QStandardItemModel(0, _COLUMNS)
        self._view = QTableView()
        self._view.setModel(self._model)
        self._view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._window = QMainWindow()
        self._window.setCentralWidget(self._view)
        self._window.resize(1280, 800)
        show_now(self._window)
        for _ in range(lines):
            self._append()
        paint_now(self._window)

    def cpu_of_a_row(self) -> float:
        """Append one row, paint it, and take it away again outside the measured time."""
        begun = process_time()
        self._append()
        paint_now(self._window)
        took = process_time() - begun
        self._model.removeRow(self._model.rowCount() - 1)
        paint_now(self._window)
        return took * 1000

    def _append(self) -> None:
        row = self._model.rowCount()
        texts = (f"{row}", f"Whole grain crackers, variety {row}", "1", f"{row % 9}.99", "6.25 %", f"{row % 9}.99")
        self._model.appendRow([QStandardItem(text) for text in texts])
        self._view.scrollToBottom()


def show_now(window: QWidget) -> None:
    """Show a window, and wait until the window system lets it paint."""
    window.show()
    if not QTest.qWaitForWindowExposed(window):
        raise TimeoutError("the window system never showed the window")


def paint_now(window: QWidget) -> None:
    """Do what Qt has put off: layouts first, then paint what changed, as the system's next frame would ask for."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))


def main(sizes: list[int]) -> None:
    """Answer until nobody asks."""
    app = QApplication([])
    tables = {size: BareTable(size) for size in sizes}
    gc.disable()
    for line in sys.stdin:
        sys.stdout.write(f"{tables[int(line)].cpu_of_a_row()}\n")
        sys.stdout.flush()
    app.quit()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
