"""The kitchen's printers in a thread of their own: one that is away holds up no receipt, and no order is lost."""

from __future__ import annotations

import json
import logging
from concurrent.futures import wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_terminal.adapters.loop import Loop
from pos_terminal.adapters.sqlite.kitchenorders import SqliteKitchenOrders, SqliteKitchenQueue
from pos_terminal.adapters.sqlite.menu import SqliteMenu
from pos_terminal.adapters.system import SystemClock, SystemIds
from pos_terminal.app.printer_watch import PRINTER_PATIENCE, PrintPatience
from pos_terminal.application.kitchen import Kitchen, KitchenPorts, KitchenRules
from pos_terminal.application.paper_run import PaperRun
from pos_terminal.domain.kitchen_station import stations
from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from pos_terminal.application.desk import Desk
    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.application.ports import Clock, Headroom, Printer, Sales, WriteLock
    from pos_terminal.application.queueing import QueuedPrint
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.kitchen_station import Station
    from pos_terminal.domain.receipt import Document
    from pos_terminal.settings import Settings

KITCHEN = "Kitchen"
"""How the notices of its printers begin; the printer's name follows."""
_log = logging.getLogger("pos.kitchen")


@dataclass(slots=True)
class _Station:
    """One printer's work, and how long it is left alone where it fails."""

    name: str
    run: PaperRun
    patience: PrintPatience
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class KitchenGround:
    """What the printers work on: the settings, the database and its lock, where faults are told, and the time."""

    settings: Settings
    connect: Callable[[], sqlite3.Connection]
    lock: WriteLock
    board: NoticeBoard
    clock: Clock = field(default_factory=SystemClock)


class KitchenSide:
    """Prints the orders, each printer its own; a fault stands on the notice board under the printer's name."""

    def __init__(self, ground: KitchenGround, known: tuple[Station, ...]) -> None:
        self._ground = ground
        self._stations = known
        self._loop: Loop[tuple[_Station, ...]] = Loop("kitchen", self._runs, self._turn)
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
        return self._loop.close(PRINTER_PATIENCE)

    def _turn(self, known: tuple[_Station, ...]) -> float | None:
        for each in known:
            if each.patience.is_over:
                self._print(each)
        return min((each.patience.left for each in known if each.is_waiting), default=None)

    def _print(self, station: _Station) -> None:
        state = station.run.run()
        station.patience.tried(state)
        station.is_waiting = state.waiting
        told = state.remark.told if state.remark else NOTHING_SAID
        if state.waiting:
            told = Message("{cause} Orders wait for it.", cause=state.why)
        self._ground.board.tell(f"{KITCHEN} {station.name}", told)

    @contextmanager
    def _runs(self) -> Iterator[tuple[_Station, ...]]:
        connection = self._ground.connect()
        names = json.dumps([each.name for each in self._stations])
        with ExitStack() as undo:
            runs = []
            for at, station in enumerate(self._stations):
                printer = station_printer(self._ground.settings, station)
                undo.callback(printer.close)
                queue = SqliteKitchenQueue(connection, self._ground.lock, station.name, names, takes_rest=not at)
                document = _documents(self._ground.settings, queue)
                run = PaperRun(queue, printer, document, _log.warning)
                runs.append(_Station(station.name, run, PrintPatience(self._ground.clock)))
            yield tuple(runs)


def kitchen_stations(settings: Settings) -> tuple[Station, ...]:
    """The kitchen's printers as the settings have them; none where no channel has a kitchen."""
    return stations(settings.kitchen.printers) if settings.kitchen.channels else ()


def station_printer(settings: Settings, station: Station) -> Printer:
    """The printer of a station; one that says what is wrong for an address of none."""
    from pos_terminal.adapters.escpos.drivers.catalogue import ADDRESS, meant
    from pos_terminal.adapters.escpos.drivers.linked import Asking, Manners
    from pos_terminal.adapters.escpos.drivers.printers import open_printer
    from pos_terminal.adapters.escpos.faults import told_by
    from pos_terminal.app.printing import UnusablePrinter, printer_memory
    from pos_terminal.app.rules import paper

    manners = Manners(Asking(settings.printer.status), pulse=b"", memory=printer_memory(settings))
    try:
        driver, target = meant(ADDRESS, station.address)
        target = str(settings.path(target)) if driver == "file" else target
        return open_printer(driver, target, paper(settings), None, manners)
    except ValueError as error:
        return UnusablePrinter(told_by(error, f"[kitchen] {station.name}"))


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
