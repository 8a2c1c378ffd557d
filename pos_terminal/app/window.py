"""Opens the window on a terminal: the only place that brings Qt and the services together."""

import gc
import sys
from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pos_terminal import crash
from pos_terminal.app.attendance_side import lines_of
from pos_terminal.app.ending import end_together
from pos_terminal.app.event_loop import run_event_loop
from pos_terminal.app.faulting import tell_of_fault
from pos_terminal.app.pictures import receipt_picture
from pos_terminal.app.status_side import status_services
from pos_terminal.app.switching import in_use, turn
from pos_terminal.app.terminal import Terminal
from pos_terminal.presentation.places import Place, PlacePresenter
from pos_terminal.presentation.shell import Shell
from pos_terminal.presentation.status import StatusPresenter
from pos_terminal.ui.first_paint import FirstPaint
from pos_terminal.ui.panel import fill_panel, show_on_panel
from pos_terminal.ui.places import Places, Placing, TillServices, builder, warm_up
from pos_terminal.ui.theme.look import Look, application
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.theme.writing import RETOLD, retell, write_as_spoken
from pos_terminal.ui.window import Window
from pos_terminal.ui.worker import Worker, fails, unheard
from pos_terminal.wording import speak_as_in

if TYPE_CHECKING:
    from pos_terminal.adapters.sound.player import SystemSounds
    from pos_terminal.app.catalog_side import CatalogSide
    from pos_terminal.presentation.card_pay import CardServices
    from pos_terminal.presentation.check_services import CheckServices
    from pos_terminal.presentation.drawer_services import DrawerServices
    from pos_terminal.presentation.line_services import LineServices
    from pos_terminal.presentation.member_services import MemberServices
    from pos_terminal.presentation.office_services import OfficeServices
    from pos_terminal.presentation.past_services import PastServices
    from pos_terminal.ui.customer_displays import CustomerDisplays
    from pos_terminal.ui.hearing import Hearing
    from pos_terminal.ui.minding import Minding

_STATUS_MS = 500
_TICK_MS = 1000
_GLANCE_MS = 200
_FIRST = (1280, 800)
SWITCHED = 64
"""The status of an event loop that ends because a training begins or ends."""
_THEMES = (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST)


class TillWindow(QObject):
    """The window of one terminal with everything that moves it; `close` ends its threads and timers."""

    def __init__(self, terminal: Terminal, app: QApplication) -> None:
        super().__init__()
        self.terminal = terminal
        self._app = app
        screen = terminal.settings.screen
        self.look = Look(ThemeName(screen.theme), float(screen.text_factor))
        self.look.apply(app)
        write_as_spoken(app, self.look)
        self.window = Window(self.look, app, "pos_terminal", is_training=terminal.is_training)
        self.worker = Worker("desk")
        self.asking, self.picturing, self.trying = Worker("loyalty"), Worker("pictures"), Worker("devices")
        self.charging = Worker("cards")
        placing = Placing(self.look, self.window, screen.cart_side == "left")
        self._places = places = Places(self._services(), placing)
        self.shell = Shell(self.window, self._build)
        self._build_place = builder(places, self.shell)
        self.window.status.sign_off_asked.connect(self._sign_off)
        self.window.status.theme_asked.connect(self._next_theme)
        self._status = StatusPresenter(status_services(terminal), self.window.status)
        ticks = ((_STATUS_MS, self._status.ticked), (_TICK_MS, places.ticked), (_GLANCE_MS, places.glanced))
        self.customer: CustomerDisplays | None = None
        self._kiosks = lines_of(terminal)
        self._timers = [self._every(*each) for each in ticks]
        self.window.resize(*_FIRST)
        self._status.ticked()
        self.shell.go(Place.SIGN_ON)

    @cached_property
    def hearing(self) -> "Hearing":
        """Hears scanners, and whether anybody is there, from the first paint on: a start has thousands of events."""
        from pos_terminal.app.hearing import hearing_of
        from pos_terminal.app.locking import idle_lock

        hearing = hearing_of(self.terminal, self._app)
        hearing.scanned.connect(self.shell.scanned)
        self._lock = idle_lock(self.terminal, self._sign_off)
        hearing.touched.connect(self._lock.touched)
        self._timers.append(self._every(_TICK_MS, self._lock.ticked))
        return hearing

    @cached_property
    def _playing(self) -> "SystemSounds":
        from pos_terminal.app.sound_side import sounds_of

        return sounds_of(self.terminal.settings)

    @cached_property
    def _feed(self) -> "CatalogSide":
        """Where catalogs come from; most tills ask nobody."""
        from pos_terminal.app.catalog_side import CatalogSide

        return CatalogSide(self.terminal)

    @cached_property
    def _minding(self) -> "Minding":
        """Tells faults and notes stalls, from the first paint on: what goes wrong before is on the notice board."""
        from pos_terminal.app.stalls import StallLog
        from pos_terminal.presentation.fault import FaultPresenter
        from pos_terminal.ui.minding import Minding

        return Minding(FaultPresenter(self.terminal.notices, self.window.fault.show_notice), StallLog())

    def use(self, theme: ThemeName) -> None:
        """Show this theme from now on."""
        self.look.use(self._app, theme, self.look.text_factor)

    def painted(self) -> None:
        """The first screen is there: hear the scanner, load the next ones, then let delivery and devices begin."""
        self.hearing.begin()
        gc.enable()
        gc.freeze()  # what a start leaves behind stays to the end: no later collection looks at it again
        Thread(target=self._load_the_rest, name="warm-up").start()
        self.customer = self._customer()
        import_module("pos_terminal.app.goods_pictures").show_goods(self.look, self.terminal.settings, self.picturing)
        self._minding.begin()

    def _load_the_rest(self) -> None:
        """In a thread of its own, so that a PIN can be typed meanwhile."""
        warm_up()
        for name in ("sales_side", "loyalty_side"):
            import_module(f"pos_terminal.app.{name}")
        self.terminal.start_background()
        if self.terminal.settings.catalog.sources and not self.terminal.is_training:
            self._feed.start()
        if self._kiosks is not None:
            self._kiosks.begin()
        import_module("pos_terminal.adapters.sessionm.exchange")  # HTTP, before a tap waits for it

    def close(self) -> None:
        """Stop timers and the workers; the terminal itself is closed by whoever opened it."""
        for timer in self._timers:
            timer.stop()
        begun = map(vars(self).get, ("customer", "hearing", "_playing", "_feed", "_kiosks", "_minding"))
        end_together([each for each in begun if each is not None])
        for worker in (self.worker, self.asking, self.picturing):
            worker.close()
        for worker in (self.trying, self.charging):
            worker.let_go()
        self.window.close()

    def _services(self) -> TillServices:
        terminal = self.terminal
        return TillServices(
            desk=terminal.desk,
            selling=lambda: terminal.selling,
            checkout=lambda: terminal.checkout,
            signing=terminal.signing,
            approving=terminal.approving,
            tilling=terminal.tilling,
            background=self.worker,
            monotonic=terminal.clock.monotonic,
            source=terminal,
            members=self._members,
            cards=self._cards,
            lines=self._lines,
            checks=self._checks,
            reprinting=lambda: terminal.sales_side.reprinting,
            explaining=lambda: terminal.sales_side.explaining,
            past=self._past,
            drawer=self._drawer,
            office=lambda: self._office,
            retry_paper=terminal.devices.nudge,
            sounds=lambda: self._playing,
            idle_seconds=float(terminal.settings.platform.lock_max_age),
            store_name=terminal.settings.store.name or terminal.settings.terminal.store_id,
            till_name=terminal.settings.terminal.register_id,
            speak=retell,
            is_office=terminal.settings.terminal.mode == "manager" and not terminal.is_training,
            receipt_picture=receipt_picture(terminal.settings, terminal.database, is_training=terminal.is_training),
        )

    def _lines(self) -> "LineServices":
        from pos_terminal.app.cart_services import line_services

        return line_services(self.terminal)

    def _cards(self) -> "CardServices":
        from pos_terminal.app.card_screen import card_services

        return card_services(self.terminal, self.charging, self.trying)

    def _checks(self) -> "CheckServices":
        from pos_terminal.app.cart_services import check_services

        return check_services(self.terminal)

    def _past(self) -> "PastServices":
        from pos_terminal.app.past_side import past_services

        return past_services(self.terminal)

    def _drawer(self) -> "DrawerServices":
        from pos_terminal.app.till_screens import drawer_services

        return drawer_services(self.terminal, partial(self._app.exit, SWITCHED), self.trying, lambda: self.customer)

    def _members(self) -> "MemberServices":
        from pos_terminal.app.member_side import member_services, picture_services

        self.asking.run(self.terminal.loyalty_side.transport.get_ready, unheard, fails)
        return member_services(self.terminal, self.asking, picture_services(self.terminal, self.picturing))

    @cached_property
    def _office(self) -> "OfficeServices":
        from pos_terminal.app.office_side import office_services

        return office_services(self.terminal, self.worker, self.asking, self._drawer(), (self._feed, self._kiosks))

    def _customer(self) -> "CustomerDisplays | None":
        """What the shopper reads; nothing of it is loaded where there is none."""
        terminal, display = self.terminal, self.terminal.settings.display
        if not (display.pole or display.screen):
            return None
        from pos_terminal.app.customer_side import customer_side
        from pos_terminal.ui.customer_displays import CustomerDisplays

        side = customer_side(terminal, lambda: self.shell.place, self._places.member)
        return CustomerDisplays(side, self.look, self.window)

    def _build(self, place: Place) -> PlacePresenter:
        return self._build_place(place)

    def _every(self, milliseconds: int, tick: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(tick)
        timer.start(milliseconds)
        return timer

    def _sign_off(self) -> None:
        if self.terminal.desk.operator is not None:
            self.terminal.sign_off()
        self._places.signed_off()
        self._status.ticked()
        self.shell.go(Place.SIGN_ON)

    def _next_theme(self) -> None:
        self.use(_THEMES[(_THEMES.index(self.look.theme) + 1) % len(_THEMES)])


def open_window(terminal: Terminal, *, full_screen: bool = False) -> int:
    """Show the terminal, over the whole panel or in a window on it, until it is closed; the exit status.

    Where a training was begun, it goes on.
    """
    if panel := terminal.settings.screen.panel:
        import_module("pos_terminal.app.panel_side").scale_for(panel)
    return show_windows(terminal, application(sys.argv[0]), full_screen=full_screen)


def show_windows(terminal: Terminal, app: QApplication, *, full_screen: bool) -> int:
    """One window after the other, for trainings that begin or end and for another language, until one is closed."""
    speak_as_in(terminal.settings.terminal.culture)
    while (status := _shown(in_use(terminal), app, full_screen=full_screen)) in {SWITCHED, RETOLD}:
        if status == SWITCHED:
            turn(terminal)
    return status


def _shown(terminal: Terminal, app: QApplication, *, full_screen: bool) -> int:
    crash.catch_everything(partial(tell_of_fault, terminal.board))
    till = TillWindow(terminal, app)
    (fill_panel if full_screen else show_on_panel)(till.window)
    first_paint = FirstPaint(till.window, till.painted)
    try:
        return run_event_loop(app)
    finally:
        first_paint.call_off()
        app.setQuitOnLastWindowClosed(False)  # or another window's loop would end as it begins
        till.close()
        app.setQuitOnLastWindowClosed(True)
        till.window.deleteLater()
