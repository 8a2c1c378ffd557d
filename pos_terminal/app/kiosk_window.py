"""Opens the kiosk's window on a terminal that shoppers work themselves."""

from __future__ import annotations

import gc
import sys
from functools import partial
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pos_terminal import crash
from pos_terminal.app.attendance_side import attended_by, gate_of
from pos_terminal.app.ending import end_together
from pos_terminal.app.event_loop import run_event_loop
from pos_terminal.app.faulting import tell_of_fault
from pos_terminal.app.goods_pictures import show_goods
from pos_terminal.app.hearing import hearing_of
from pos_terminal.app.kiosk_side import KioskSide, kiosk_rules, mount_of, speech_of
from pos_terminal.app.member_side import member_services
from pos_terminal.app.sound_side import sounds_of
from pos_terminal.app.stalls import StallLog
from pos_terminal.app.watchdog import Watchdog
from pos_terminal.presentation.age_check import AgeCheck
from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.presentation.fault import FaultPresenter
from pos_terminal.presentation.kiosk.kiosk import Kiosk
from pos_terminal.presentation.kiosk.speaking import Speaking
from pos_terminal.presentation.kiosk.touching import Touching
from pos_terminal.presentation.settling import Settling
from pos_terminal.ui.first_paint import FirstPaint
from pos_terminal.ui.kiosk.window import KioskWindow
from pos_terminal.ui.minding import Minding
from pos_terminal.ui.panel import fill_panel
from pos_terminal.ui.theme.look import Look, application
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.worker import Worker, fails, unheard
from pos_terminal.wording import speak_as_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.presentation.member_services import MemberServices

_TICK_MS, _GLANCE_MS, _ALIVE_MS = 1000, 200, 5000
_FIRST = (1080, 1920)


class KioskTill(QObject):
    """The window of one kiosk with everything that moves it; `close` ends its threads and timers."""

    def __init__(self, terminal: Terminal, app: QApplication) -> None:
        super().__init__()
        self.terminal = terminal
        self.look = Look(ThemeName(terminal.settings.screen.theme))
        self.look.apply(app)
        self.look.cover_all_scripts()
        self.window = KioskWindow(self.look, app, mount_of(terminal.settings))
        self.worker = Worker("desk")
        self.asking, self.reading, self.picturing = Worker("loyalty"), Worker("reader"), Worker("pictures")
        show_goods(self.look, terminal.settings, self.picturing)
        self.speech = speech_of(terminal.settings)
        self._sounds = sounds_of(terminal.settings)
        self.hearing = hearing_of(terminal, app)
        self.gate = gate_of(terminal.settings)
        self.kiosk = self._kiosk(app)
        self.touch = Touching(self.kiosk)
        self._minding = Minding(FaultPresenter(terminal.notices, self.touch.program_failed), StallLog())
        self.window.connect_to(self.touch)
        self.hearing.scanned.connect(self.touch.scanned)
        ticks = ((_TICK_MS, self.touch.ticked), (_GLANCE_MS, self.touch.glanced), (_ALIVE_MS, Watchdog().alive))
        self._timers = [self._every(*each) for each in ticks]
        self.window.resize(*_FIRST)
        self.kiosk.opened()

    def painted(self) -> None:
        """The first screen is there: hear the scanner, and let delivery and devices begin."""
        self.hearing.begin()
        gc.enable()
        gc.freeze()
        Thread(target=self._load_the_rest, name="warm-up").start()
        self._minding.begin()

    def close(self) -> None:
        """Stop timers and the workers; the terminal itself is closed by whoever opened it."""
        for timer in self._timers:
            timer.stop()
        end_together(
            [each for each in (self.hearing, self._sounds, self.speech, self.gate, self._minding) if each is not None]
        )
        for worker in (self.worker, self.asking):
            worker.close()
        for worker in (self.reading, self.picturing):
            worker.let_go()
        self.window.allow_close()

    def _kiosk(self, app: QApplication) -> Kiosk:
        terminal = self.terminal
        members = self._members()
        side = KioskSide(terminal, lambda: self._sounds)
        workers, leave = (self.worker, self.reading), partial(app.exit, 0)
        voice = Speaking(self.window, self.speech) if self.speech is not None else None
        services = side.services(members, workers, leave, (voice, attended_by(terminal, self.gate)))
        asked = Approval(
            ApprovalServices(terminal.desk, terminal.approving, terminal.tilling, self.worker, terminal.clock.monotonic)
        )
        settling = Settling(members, asked, AgeCheck(terminal.desk, services.adjusting, asked))
        kiosk = Kiosk(services, kiosk_rules(terminal.settings), settling, voice or self.window)
        if voice is not None:
            voice.comfort = lambda: kiosk.helping.comfort
            self.window.lock.focused.connect(voice.focused)
        return kiosk

    def _members(self) -> MemberServices:
        """A kiosk draws no pictures of offers: it shows the one that is best."""
        self.asking.run(self.terminal.loyalty_side.transport.get_ready, unheard, fails)
        return member_services(self.terminal, self.asking, None)

    def _load_the_rest(self) -> None:
        import_module("pos_terminal.adapters.escpos.qr")
        self.terminal.start_background()
        if self.gate is not None:
            self.gate.begin()
        import_module("pos_terminal.adapters.sessionm.exchange")  # HTTP, before a tap waits for it

    def _every(self, milliseconds: int, tick: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(tick)
        timer.start(milliseconds)
        return timer


def open_kiosk(terminal: Terminal) -> int:
    """Show the kiosk over the whole panel until an attendant closes it; the exit status."""
    app = application(sys.argv[0])
    app.setQuitOnLastWindowClosed(False)
    speak_as_in(terminal.settings.terminal.culture)
    crash.catch_everything(partial(tell_of_fault, terminal.board))
    till = KioskTill(terminal, app)
    fill_panel(till.window)
    first_paint = FirstPaint(till.window, till.painted)
    try:
        return run_event_loop(app)
    finally:
        first_paint.call_off()
        till.close()
