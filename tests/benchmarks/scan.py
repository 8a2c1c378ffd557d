"""From a scan to its painted line, on the real window, presenters, services and SQLite, against a bare Qt table."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
from tests.benchmarks.harness import Figure, Goal, figure, no_collector
from tests.benchmarks.stores import CASHIER, prepared_store, settings_of

SIZES = (10, 100, 1000)
ROOT = Path(__file__).resolve().parents[2]
_GOALS = {size: Goal(f"scan to painted line: {size} lines", 1.6, "ms") for size in SIZES}
_GROWTH = Goal("scan at 1,000 lines against 100", 1.3, "ms")


def measured(folder: Path, rounds: int) -> list[Figure]:
    """A figure for each number of lines, and how the cost grows. A round is one scan at each size on each side."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with ExitStack() as undo:
        app = undo.enter_context(_application())
        bare = undo.enter_context(_bare())
        tills = {size: undo.enter_context(_till(app, folder / str(size), size)) for size in SIZES}
        undo.enter_context(no_collector())
        for size in SIZES:
            tills[size].cpu_of_a_scan()
        turns = [
            {size: (tills[size].cpu_of_a_scan(), bare.cpu_of_a_row(size)) for size in SIZES} for _ in range(rounds)
        ]
    figures = [figure(_GOALS[size], [turn[size] for turn in turns]) for size in SIZES]
    return [*figures, figure(_GROWTH, [(turn[1000][0], turn[100][0]) for turn in turns])]


@dataclass(frozen=True, slots=True)
class _Till:
    """A till with a sale of so many lines on its screen, and the code of something that is not among them."""

    window: TillWindow
    next_code: str

    def cpu_of_a_scan(self) -> float:
        """Scan one more, paint it, and take it away again outside the measured time."""
        begun = process_time()
        self.window.wedge.scanned.emit(self.next_code)
        paint_now(self.window.window)
        took = process_time() - begun
        view = self.window.window.findChild(SaleView)
        if not isinstance(view, SaleView):
            raise TypeError("the sale is not on the screen")
        view.cart.list.line_actions.remove_asked.emit()
        view.cart.notice.dismissed.emit()
        paint_now(self.window.window)
        return took * 1000


@contextmanager
def _till(app: QApplication, folder: Path, lines: int) -> Iterator[_Till]:
    folder.mkdir()
    products = list(goods(lines + 1))
    write_catalog(folder / "catalog.csv", iter(products))
    with opened_terminal(settings_of(prepared_store(folder, folder / "catalog.csv"))) as terminal:
        _sign_on(terminal)
        for product in products[:lines]:
            terminal.selling.scan(product.gtin)
        window = TillWindow(terminal, app)
        try:
            window.shell.go(Place.SALE)
            show_now(window.window)
            paint_now(window.window)
            yield _Till(window, products[lines].gtin)
        finally:
            window.close()


def _sign_on(terminal: Terminal) -> None:
    terminal.desk.operator = terminal.staff.employee(CASHIER)
    terminal.tilling.open_shift(Money.zero(terminal.settings.currency))


@contextmanager
def _application() -> Iterator[QApplication]:
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("there is a Qt application without widgets already")
    yield app


@dataclass(frozen=True, slots=True)
class _Bare:
    """The process with the bare tables."""

    process: "subprocess.Popen[str]"

    def cpu_of_a_row(self, size: int) -> float:
        """What one row cost in milliseconds."""
        asked, answered = self.process.stdin, self.process.stdout
        if asked is None or answered is None:
            raise RuntimeError("the bare tables cannot be asked")
        asked.write(f"{size}\n")
        asked.flush()
        return float(answered.readline())


@contextmanager
def _bare() -> Iterator[_Bare]:
    command = [sys.executable, "-m", "tests.benchmarks.bare_table", *map(str, SIZES)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield _Bare(process)
        process.communicate()
