"""A process with one till and a sale of so many lines on its screen, as in a shop.

``python -m tests.benchmarks.painted_till FOLDER LINES`` stocks a store in the folder and rings up the lines. For each
line that it reads it scans one item more on the real window, presenters, services and SQLite, and answers with the CPU
time until that was painted, in milliseconds; then the item goes again.
"""

import gc
import sys
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from PySide6.QtWidgets import QApplication

from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.domain.money import Money
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.sale import SaleView
from tests.benchmarks.bare_table import paint_now, show_now
from tests.benchmarks.goods import goods, write_catalog
from tests.benchmarks.stores import CASHIER, prepared_store, settings_of


@dataclass(frozen=True, slots=True)
class PaintedTill:
    """The till, and the code of something that is not in its sale."""

    window: TillWindow
    view: SaleView
    next_code: str

    def cpu_of_a_scan(self) -> float:
        """Scan one more, paint it, and take it away again outside the measured time."""
        begun = process_time()
        self.window.hearing.scanned.emit(self.next_code)
        paint_now(self.window.window)
        took = process_time() - begun
        self.view.cart.list.line_actions.remove_asked.emit()
        self.view.cart.notice.dismissed.emit()
        paint_now(self.window.window)
        return took * 1000


def main(folder: Path, lines: int) -> None:
    """Answer until nobody asks."""
    app = QApplication([])
    products = list(goods(lines + 1))
    write_catalog(folder / "catalog.csv", iter(products))
    with opened_terminal(settings_of(prepared_store(folder, folder / "catalog.csv"))) as terminal:
        sign_on(terminal)
        for product in products[:lines]:
            terminal.selling.scan(product.gtin)
        window = TillWindow(terminal, app)
        try:
            _answer(_shown(window, products[lines].gtin))
        finally:
            window.close()


def sign_on(terminal: Terminal) -> None:
    """The cashier is at the till, and the shift is open."""
    terminal.desk.operator = terminal.staff.employee(CASHIER)
    terminal.tilling.open_shift(Money.zero(terminal.settings.currency))


def _shown(window: TillWindow, next_code: str) -> PaintedTill:
    window.shell.go(Place.SALE)
    show_now(window.window)
    paint_now(window.window)
    view = window.window.findChild(SaleView)
    if not isinstance(view, SaleView):
        raise TypeError("the sale is not on the screen")
    return PaintedTill(window, view, next_code)


def _answer(till: PaintedTill) -> None:
    gc.disable()
    for _ in sys.stdin:
        sys.stdout.write(f"{till.cpu_of_a_scan()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
