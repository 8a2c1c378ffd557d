"""A process with one till on a large catalog, and forty of Qt's own buttons beside it.

``python -m tests.benchmarks.found_till CONFIG`` opens the till of a stocked store at its sale screen. For each line
that it reads it does one thing and answers with the CPU time until that was painted, in milliseconds: ``type WORDS``
types words into the search field; ``turn`` shows the next page of the grid; ``buttons`` makes forty buttons and shows
them.
"""

import gc
import sys
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QWidget

from pos_terminal.app.terminal import opened_terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.sale import SaleView
from tests.benchmarks.bare_table import paint_now, show_now
from tests.benchmarks.painted_till import sign_on
from tests.benchmarks.stores import settings_of

BUTTONS, _ACROSS = 40, 8


@dataclass(frozen=True, slots=True)
class FoundTill:
    """The till, and an empty window as large as its own."""

    window: TillWindow
    view: SaleView
    beside: QWidget

    def cpu_of(self, asked: str) -> float:
        """What it costs; the search is emptied again outside the measured time."""
        what, _, words = asked.partition(" ")
        if what == "buttons":
            return self._cpu_of_buttons()
        browse = self.view.browse
        begun = process_time()
        if what == "type":
            browse.field.words_changed.emit(words)
        else:
            browse.page_asked.emit(1)
        paint_now(self.window.window)
        took = process_time() - begun
        if what == "type":
            browse.field.words_changed.emit("")
            paint_now(self.window.window)
        return took * 1000

    def _cpu_of_buttons(self) -> float:
        begun = process_time()
        page = QWidget(self.beside)
        grid = QGridLayout(page)
        for number in range(BUTTONS):
            grid.addWidget(QPushButton(f"Item {number}"), number // _ACROSS, number % _ACROSS)
        page.resize(self.beside.size())
        page.show()
        paint_now(self.beside)
        took = process_time() - begun
        page.setParent(None)
        paint_now(self.beside)
        return took * 1000


def main(config: Path) -> None:
    """Answer until nobody asks."""
    app = QApplication([])
    with opened_terminal(settings_of(config)) as terminal:
        sign_on(terminal)
        window = TillWindow(terminal, app)
        beside = QWidget()
        try:
            _answer(_shown(window, beside))
        finally:
            beside.close()
            window.close()


def _shown(window: TillWindow, beside: QWidget) -> FoundTill:
    window.shell.go(Place.SALE)
    show_now(window.window)
    paint_now(window.window)
    beside.resize(window.window.size())
    show_now(beside)
    view = window.window.findChild(SaleView)
    if not isinstance(view, SaleView):
        raise TypeError("the sale is not on the screen")
    return FoundTill(window, view, beside)


def _answer(till: FoundTill) -> None:
    gc.disable()
    for line in sys.stdin:
        sys.stdout.write(f"{till.cpu_of(line.strip())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
