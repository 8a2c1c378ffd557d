"""What the device worker does in one turn: receipts, second copies of sales, and what people are told of both."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pos_terminal.app.printer_watch import PRINTER_PATIENCE, PrinterWatch, PrintPatience
from pos_terminal.application.standing import SpoolState
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import date

    from pos_terminal.application.drawer import DrawerBell, DrawerWatch
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.ports import Clock
    from pos_terminal.application.spooling import Spool
    from pos_terminal.settings import Settings

LAST_PAPER = PRINTER_PATIENCE
"""Seconds that quitting waits for a paper under way."""
_UNCOPIED = later("No second copy")
_log = logging.getLogger("pos.devices")


def path_of_receipt(settings: Settings, job_id: str) -> str | None:
    """The path of a job's bytes, for a printer that is a folder; None for others, and for no job."""
    from pos_terminal.app.printing import receipt_folder

    folder = receipt_folder(settings)
    return str(folder / f"{job_id}.bin") if folder and job_id else None


def await_paper(printing: Future[float | None], seconds: float) -> None:
    """Wait for a turn of the device worker, at most this long; whatever happens to the paper, the sale is done."""
    from concurrent.futures import wait

    wait([printing], seconds)
    if not printing.done() or printing.exception():
        _log.warning("receipt=late seconds=%s", seconds)


DRAWER_SHUT = later("Drawer shut")
_OPEN = later("Drawer open")
_LEFT_OPEN = Message("The cash drawer stands open. Close it.")
_LOOK = 2.0
"""Seconds between two looks at a drawer that may stand open."""


class Paperwork:
    """How it stands with drawer, paper and copies; `turn` runs in the device worker, the rest anywhere."""

    def __init__(self, board: NoticeBoard, bell: DrawerBell, watch: DrawerWatch, clock: Clock) -> None:
        self.state = SpoolState(waiting=False)
        self.last_job = ""
        self._board = board
        self._bell = bell
        self._watch = watch
        self.printer = PrinterWatch(clock)
        self._patience = PrintPatience(clock)
        self._forgotten: date | None = None

    def forget(self, through: date) -> None:
        """Documents of days up to this one were erased: the next turn takes them out of the second copies."""
        self._forgotten = through

    def turn(self, spool: Spool) -> float:
        """Open the drawer, print, copy some of what is not copied yet, look at the printer; seconds until the next."""
        if self._bell.taken():
            self._open(spool)
        self._print(spool)
        if self._forgotten:
            spool.forget_erased(self._forgotten)
            self._forgotten = None
        is_more = spool.keep_copies()
        self._tell(spool.uncopied)
        if is_more:
            return 0.0
        self._look_after(spool)
        self.state = self.state._replace(gone=self.printer.seen(spool, self.state))
        waits = [self._patience.left] * self.state.waiting + [_LOOK] * (self._watch.is_on and not self.state.torn)
        return min(*waits, self.printer.pause) if waits else self.printer.pause

    def _print(self, spool: Spool) -> None:
        """Print, unless a printer that broke off is left alone for now, whatever was sold meanwhile."""
        if not self._patience.is_over:
            return
        self.state = spool.run()._replace(gone=self.printer.down)
        self.last_job = self.state.last_job_id or self.last_job
        self._patience.tried(self.state)

    def _open(self, spool: Spool) -> None:
        why = spool.open_drawer()
        tell_of_drawer(self._board, why)
        if not why:
            self._watch.opened()

    def _look_after(self, spool: Spool) -> None:
        """Tell of a drawer that is left open, until it is closed."""
        if self._watch.wants_a_look:
            self._watch.sees(spool.drawer_pin())
        self._board.tell(_OPEN, _LEFT_OPEN if self._watch.is_left_open else "")

    def _tell(self, why: str) -> None:
        """Pin up why sales are not copied; take it down once they are."""
        sentence = Message("Ended sales are in the database alone, and not in their second copy. {why}", why=why)
        self._board.tell(_UNCOPIED, sentence if why else "")


def tell_of_drawer(board: NoticeBoard, why: Message) -> None:
    """Pin up why the drawer stayed shut, and what to do; take it down once it opened."""
    shut = Message("The drawer could not be opened. {why} Until then open it with its key.", why=why)
    board.tell(DRAWER_SHUT, shut if why else "")
