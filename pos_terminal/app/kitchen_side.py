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
from pos_terminal.app.seen_papers import ORDERS, SeenPapers
from pos_terminal.application.kitchen import Kitchen, KitchenPorts, KitchenRules
from pos_terminal.application.paper_run import PaperRun
from pos_terminal.application.standing import SpoolState
from pos_terminal.domain.kitchen_station import stations
from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

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
_AGAIN = 5.0
"""Seconds until it is looked whether somebody said elsewhere that they have seen to orders in doubt."""
_NEW = SpoolState(waiting=False)


@dataclass(slots=True)
class _Station:
    """One printer's work, and how long it is left alone where it fails."""

    name: str
    queue: SqliteKitchenQueue
    run: PaperRun
    patience: PrintPatience
    state: SpoolState = _NEW

    def print(self) -> SpoolState:
        """Print what waits; how it stands since."""
        self.state = self.run.run()._replace(unseen=self.queue.doubts())
        self.patience.tried(self.state)
        return self.state

    def settle(self, through: int) -> None:
        """Somebody has seen to the orders in doubt, up to this one."""
        self.queue.settle(through)
        if not self.queue.doubts().count:
            self.run.settled()


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
        from pos_terminal.app.printing import printer_memory

        self._ground = ground
        self._stations = known
        self._seen = SeenPapers(printer_memory(ground.settings), ORDERS)
        self._states: dict[str, SpoolState] = {}
        self._loop: Loop[tuple[_Station, ...]] = Loop("kitchen", self._runs, self._turn)
        self.nudge()

    def nudge(self) -> None:
        """There may be something to print; returns at once."""
        self._loop.nudge()
        self._loop.start()

    def wait(self, seconds: float) -> None:
        """Wait until what is queued is printed or has failed, at most so long."""
        wait([self._loop.ask(self._turn)], seconds)

    def state(self, name: str) -> SpoolState:
        """How it stands with this printer."""
        return self._states.get(name, _NEW)

    def left(self, sale: str) -> list[str]:
        """Why papers wait, and which of the sale's the kitchen may not have."""
        states = list(self._states.values())
        doubts = [each.doubts.remark for each in states if each.doubts.transaction_id == sale]
        return [str(said_of(each)) for each in states if said_of(each)] + [each.sentence for each in doubts if each]

    def settle(self, name: str) -> Future[None]:
        """Somebody has seen to this printer's orders in doubt, as far as they were told."""
        through = self.state(name).doubts.through

        def settle(known: tuple[_Station, ...]) -> None:
            for each in known:
                if each.name == name:
                    each.settle(through)
            self._turn(known)

        return self._loop.ask(settle)

    def close(self) -> bool:
        """End the thread; whether it ended in time."""
        return self._loop.close(PRINTER_PATIENCE)

    def _turn(self, known: tuple[_Station, ...]) -> float | None:
        through = self._seen.taken()
        for each in known:
            if through:
                each.settle(through)
            if each.patience.is_over:
                self._print(each)
        waits = [each.patience.left for each in known if each.state.waiting]
        return min([*waits, *(_AGAIN for each in known if each.state.doubts.count)], default=None)

    def _print(self, station: _Station) -> None:
        state = self._states[station.name] = station.print()
        doubt = state.doubts.remark
        self._ground.board.tell(f"{KITCHEN} {station.name}", said_of(state) or (doubt.told if doubt else NOTHING_SAID))

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
                runs.append(_Station(station.name, queue, run, PrintPatience(self._ground.clock)))
            yield tuple(runs)


def said_of(state: SpoolState) -> Message:
    """Why orders wait for a printer, or what else is to be seen to there; orders in doubt are told apart from that."""
    if state.waiting:
        return Message("{cause} Orders wait for it.", cause=state.why)
    return state.remark.told if state.remark is not None and not state.remark.is_of_paper else NOTHING_SAID


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
