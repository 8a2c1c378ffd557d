"""The drawer as the settings have it: on the printer, or on a port of its own and then in a thread of its own."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.app.paperwork import tell_of_drawer
from pos_terminal.application.drawer import DrawerBell, DrawerWatch, WatchRules
from pos_terminal.wording.message import NOTHING_SAID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from pos_terminal.adapters.escpos.drawer import OwnDrawer
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.ports import Clock
    from pos_terminal.settings import Settings

_log = logging.getLogger("pos.devices")
_LEVELS = {"high": True, "low": False}


class DrawerSide:
    """Opens the drawer when asked, never in the thread that asks."""

    def __init__(self, settings: Settings, board: NoticeBoard, clock: Clock) -> None:
        self._drawer = settings.drawer
        self._board = board
        rules = WatchRules(_LEVELS.get(self._drawer.open_pin), self._drawer.left_open_seconds)
        self.bell = DrawerBell()
        self.watch = DrawerWatch(clock, rules)
        self._own: Loop[OwnDrawer] = Loop("drawer", self._own_drawer, _nothing)

    def open(self, wake: Callable[[], object]) -> None:
        """Open it; ``wake`` has whoever is at the printer look at the bell."""
        if self._drawer.port == "printer":
            self.bell.ring()
            wake()
        elif self._drawer.port != "none":
            self._own.ask(_open).add_done_callback(self._tell)

    def close(self, timeout: float) -> bool:
        """End the thread of a drawer with a port of its own; whether it ended in time."""
        return self._own.close(timeout)

    def _tell(self, opened: Future[None]) -> None:
        """Tell why it stayed shut, or that it opened."""
        from pos_terminal.adapters.escpos.faults import told_by
        from pos_terminal.domain.receipt import PrinterFault

        why = opened.exception()
        if why is None:
            tell_of_drawer(self._board, NOTHING_SAID)
        elif isinstance(why, (PrinterFault, ValueError)):
            _log.warning("drawer: %s", why)
            tell_of_drawer(self._board, why.told if isinstance(why, PrinterFault) else told_by(why, "[drawer]"))

    @contextmanager
    def _own_drawer(self) -> Iterator[OwnDrawer]:
        from pos_terminal.adapters.escpos.drawer import OwnDrawer
        from pos_terminal.adapters.escpos.drivers.printers import open_place

        yield OwnDrawer(open_place(self._drawer.port), bytes.fromhex(self._drawer.opener))


def _open(drawer: OwnDrawer) -> None:
    drawer.open()


def _nothing(_drawer: OwnDrawer) -> None:
    """It is opened when somebody asks, and else left alone."""
