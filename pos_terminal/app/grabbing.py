"""Pictures of the screens, taken of the real window on a real terminal."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos_terminal.app.terminal import Terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import CASH
from pos_terminal.presentation.places import Place
from pos_terminal.ui.theme.tokens import ThemeName

SIZES = ((1280, 800), (1920, 1080))
_LINES = 12


def grab_screens(terminal: Terminal, folder: Path) -> Iterator[Path]:
    """Sign-on, an empty and a filled sale, tender and change, in every size and theme; the files, as they are made.

    The terminal has somebody signed on and no open sale; the sale that is rung up for the pictures is closed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("there is a Qt application without widgets already")
    till = TillWindow(terminal, app)
    till.window.show()
    try:
        yield from _Camera(till, app, folder).day()
    finally:
        till.close()


class _Camera:
    """Takes each place in each size and theme."""

    def __init__(self, till: TillWindow, app: QApplication, folder: Path) -> None:
        self._till = till
        self._app = app
        self._folder = folder

    def day(self) -> Iterator[Path]:
        """The places in the order a cashier sees them."""
        terminal = self._till.terminal
        yield from self._take(Place.SIGN_ON, "sign-on")
        terminal.desk.finished = None
        yield from self._take(Place.SALE, "sale-empty")
        for item in _a_basket(terminal):
            terminal.selling.add_item(item.item_id)
        yield from self._take(Place.SALE, "sale-12-lines")
        card = terminal.checkout.rules.tenders[1].name
        terminal.checkout.tender(card, Money(1000, terminal.settings.currency))
        yield from self._take(Place.TENDER, "tender")
        terminal.checkout.tender(CASH, terminal.checkout.cash_keys()[-1])
        terminal.checkout.complete()
        yield from self._take(Place.CHANGE, "change")

    def _take(self, place: Place, name: str) -> Iterator[Path]:
        window = self._till.window
        for theme in (ThemeName.LIGHT, ThemeName.DARK):
            self._till.look.use(self._app, theme)
            for width, height in SIZES:
                window.resize(width, height)
                self._till.shell.go(place)
                path = self._folder / f"{name}-{width}x{height}-{theme.value}.png"
                window.grab().save(str(path))
                yield path
        self._till.look.use(self._app, ThemeName.LIGHT)


def _a_basket(terminal: Terminal) -> list[Item]:
    items = terminal.selling.items_in(None, 0, 200)
    plain = [each for each in items if not (each.is_modifier or each.is_weighed or each.open_price)]
    return plain[:_LINES]
