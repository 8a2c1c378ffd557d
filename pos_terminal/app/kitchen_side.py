"""The kitchen's printers in a thread of their own: one that is away holds up no receipt, and no order is lost."""

from __future__ import annotations

import json
import logging
from concurrent.futures import wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sqlite.kitchenorders import SqliteKitchenOrders, SqliteKitchenQueue
from pos_terminal.adapters.sqlite.menu import SqliteMenu
from pos_terminal.adapters.system import SystemIds
from pos_terminal.application.kitchen import Kitchen, KitchenPorts, KitchenRules
from pos_terminal.application.paper_run import PaperRun
from pos_terminal.domain.kitchen_station import stations

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.ports import Headroom, Printer, Sales, WriteLock
    from pos_terminal.application.queueing import QueuedPrint
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.kitchen_station import Station
    from pos_terminal.domain.receipt import Document
    from pos_terminal.settings import Settings

KITCHEN = "Kitchen"
"""How the notices of its printers begin; the printer's name follows."""
_PATIENCE = 5.0
"""Seconds until a printer that failed is tried again, and until one that is busy is left at the end."""
_log = logging.getLogger("pos.kitchen")
_Run = tuple[str, PaperRun]


@dataclass(frozen=True, slots=True)
class KitchenGround:
    """What the printers work on: the settings, the database and its lock, and where faults are told."""

    settings: Settings
    connect: Callable[[], sqlite3.Connection]
    lock: WriteLock
    board: NoticeBoard


class KitchenSide:
    """Prints the orders, each printer its own; a fault stands on the notice board under the printer's name."""

    def __init__(self, ground: KitchenGround, known: tuple[Station, ...]) -> None:
        self._ground = ground
        self._stations = known
        self._loop: Loop[tuple[_Run, ...]] = Loop("kitchen", self._runs, self._turn)
        self.nudge()

    def nudge(self) -> None:
        """There may be something to print; returns at once."""
        self._loop.nudge()
        self._loop.start()

    def wait(self, seconds: float) -> None:
        """Wait until what is queued is printed or has failed, at most so long."""
        wait([self._loop.ask(self._turn)], seconds)

    def close(self) -> bool:
        """End the thread; whether it ended in time."""
        return self._loop.close(_PATIENCE)

    def _turn(self, runs: tuple[_Run, ...]) -> float | None:
        is_waiting = False
        for name, run in runs:
            state = run.run()
            fault = f"{state.cause} Orders wait for it." if state.waiting else ""
            self._ground.board.tell(f"{KITCHEN} {name}", fault or (state.remark.sentence if state.remark else ""))
            is_waiting = is_waiting or state.waiting
        return _PATIENCE if is_waiting else None

    @contextmanager
    def _runs(self) -> Iterator[tuple[_Run, ...]]:
        connection = self._ground.connect()
        names = json.dumps([each.name for each in self._stations])
        with ExitStack() as undo:
            runs = []
            for at, station in enumerate(self._stations):
                printer = station_printer(self._ground.settings, station)
                undo.callback(printer.close)
                queue = SqliteKitchenQueue(connection, self._ground.lock, station.name, names, takes_rest=not at)
                document = _documents(self._ground.settings, queue)
                runs.append((station.name, PaperRun(queue, printer, document, _log.warning)))
            yield tuple(runs)


def kitchen_stations(settings: Settings) -> tuple[Station, ...]:
    """The kitchen's printers as the settings have them; none where no channel has a kitchen."""
    return stations(settings.kitchen.printers) if settings.kitchen.channels else ()


def station_printer(settings: Settings, station: Station) -> Printer:
    """The printer of a station; one that says what is wrong for an address of none."""
    from pos_terminal.adapters.escpos.drivers.catalogue import ADDRESS, meant
    from pos_terminal.adapters.escpos.drivers.linked import Asking, Manners
    from pos_terminal.adapters.escpos.drivers.printers import open_printer
    from pos_terminal.app.printing import UnusablePrinter, printer_memory
    from pos_terminal.app.rules import paper

    manners = Manners(Asking(settings.printer.status), pulse=b"", memory=printer_memory(settings))
    try:
        driver, target = meant(ADDRESS, station.address)
        target = str(settings.path(target)) if driver == "file" else target
        return open_printer(driver, target, paper(settings), None, manners)
    except ValueError as error:
        return UnusablePrinter(str(error), f"[kitchen] {station.name}")


def kitchen_of(
    ground: KitchenGround, at: tuple[Desk, Tilling], stored: tuple[sqlite3.Connection, Headroom], sales: Sales
) -> tuple[Kitchen, KitchenSide | None]:
    """What tells the kitchen, and its printers; None where the shop has none. ``stored``: what the desk writes with."""
    settings, known = ground.settings, kitchen_stations(ground.settings)
    side = KitchenSide(ground, known) if known else None
    rules = KitchenRules(frozenset(settings.kitchen.channels), known)
    (connection, room), (desk, tilling) = stored, at
    orders = SqliteKitchenOrders(connection, ground.lock, SystemIds(), room)
    ports = KitchenPorts(orders, SqliteMenu(connection), sales, side.nudge if side else _nothing)
    return Kitchen(desk, ports, tilling, rules), side


def _documents(settings: Settings, queue: SqliteKitchenQueue) -> Callable[[QueuedPrint, int], Document | None]:
    """Lays orders out; what that wants is loaded in the thread that prints."""
    from pos_terminal.app.printing import kitchen_writer

    write = kitchen_writer(settings)

    def document(job: QueuedPrint, copy: int) -> Document | None:
        order = queue.order(job.seq or 0)
        return None if order is None else write(order, copy)

    return document


def _nothing() -> None:
    """There is no printer."""
