"""Pictures of the screens, taken of the real window on a real terminal while its event loop runs."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pos_terminal.app.event_loop import run_event_loop
from pos_terminal.app.terminal import Terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.application.asking import fetched
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.item import Item
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.domain.money import Money
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.tender import CASH
from pos_terminal.presentation.places import Place
from pos_terminal.ui.theme.look import application
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.member_bar import MemberBarButton

SIZES = ((1280, 800), (1920, 1080))
THEMES = (ThemeName.LIGHT, ThemeName.DARK)
_LINES = 12
_MEMBER, _OFFER = "5550100001", "uo-101"
"""Somebody whom the embedded platform knows, and an offer of theirs."""
_SETTLE_MS = 60
_PICTURES_MS = 1500
"""What the pictures of the member's offers get to arrive in."""
_FIRST_MS = 1500
"""What the last screen gets: the receipt's picture is drawn in the background."""


def grab_screens(terminal: Terminal, folder: Path) -> list[Path]:
    """Sign-on, an empty and a filled sale, tender and change, in every size and theme; the files that were made.

    The terminal has somebody signed on and no open sale; the sale that is rung up for the pictures is closed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = application("")
    till = TillWindow(terminal, app)
    till.window.show()
    camera = _Camera(till, folder)
    try:
        run_event_loop(app)
    finally:
        till.close()
    return camera.taken


class _Camera(QObject):
    """Takes one picture a tick, so that each layout has settled; ends the event loop after the last."""

    def __init__(self, till: TillWindow, folder: Path) -> None:
        super().__init__()
        self.taken: list[Path] = []
        self._till = till
        self._folder = folder
        self._steps = self._day()
        self._themes = list(THEMES)
        self._on: ThemeName | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_SETTLE_MS)

    def _tick(self) -> None:
        self._timer.setInterval(next(self._steps, 0))
        if not self._timer.interval():
            self._timer.stop()
            QApplication.quit()

    def _day(self) -> Iterator[int]:
        """The places in the order a cashier sees them; each step says how long the next one waits."""
        terminal = self._till.terminal
        operator = terminal.desk.signed_on()
        terminal.signing.sign_off()
        yield from self._take(Place.SIGN_ON, "sign-on")
        terminal.desk.operator, terminal.desk.finished = operator, None
        yield from self._take(Place.SALE, "sale-empty")
        for item in _a_basket(terminal):
            terminal.selling.add_item(item.item_id)
        yield from self._take(Place.SALE, "sale-12-lines")
        yield from self._member(terminal)
        card = terminal.checkout.rules.tenders[1].name
        terminal.checkout.tender(card, Money(1000, terminal.settings.currency))
        yield from self._take(Place.TENDER, "tender")
        terminal.checkout.tender(CASH, terminal.checkout.cash_keys()[-2])
        terminal.checkout.complete()
        self._till.shell.go(Place.CHANGE)
        yield _FIRST_MS
        yield from self._take(Place.CHANGE, "change")

    def _member(self, terminal: Terminal) -> Iterator[int]:
        """A member with an offer on the sale, where the platform has them; afterwards the sale is nobody's again."""
        with suppress(Refused):
            fetched(terminal.membership.look_up(LookupKey(KeyKind.PHONE, _MEMBER)))
            whose = terminal.desk.open_sale().member
            code = OfferCode(_OFFER, OfferCodeType.USER_OFFER_ID, whose.user_id if whose else None)
            fetched(terminal.offering.apply(code))
            refreshed = terminal.membership.refresh()
            if refreshed is not None:
                fetched(refreshed)
            self._till.shell.go(Place.SALE)
            yield _PICTURES_MS
            yield from self._take(Place.SALE, "sale-member")
            bars = (each for each in self._till.window.findChildren(MemberBarButton) if each.isVisible())
            next(bars).click()
            yield from self._take(Place.SALE, "member")
            terminal.membership.remove()

    def _take(self, place: Place, name: str) -> Iterator[int]:
        """The place in every theme, beginning with the one that is on: a change restyles all that there is."""
        till = self._till
        self.taken += [self._picture(name, size, theme) for theme in THEMES for size in SIZES]
        for theme in self._themes:
            if theme is not self._on:
                till.use(theme)
                self._on = theme
            for size in SIZES:
                till.window.resize(*size)
                till.shell.go(place)
                yield _SETTLE_MS
                till.window.grab().save(str(self._picture(name, size, theme)))
        self._themes.reverse()

    def _picture(self, name: str, size: tuple[int, int], theme: ThemeName) -> Path:
        return self._folder / f"{name}-{size[0]}x{size[1]}-{theme.value}.png"


def _a_basket(terminal: Terminal) -> list[Item]:
    items = terminal.selling.items_in(None, 0, 200)
    plain = [each for each in items if not (each.is_modifier or each.is_weighed or each.open_price)]
    return plain[:_LINES]
