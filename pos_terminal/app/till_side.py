"""What is done to the till itself: cash that moves beside the sales, and shifts; built at its first use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.sqlite.prints import SqlitePrints
from pos_terminal.adapters.sqlite.tillrecords import SqliteTillRecords
from pos_terminal.adapters.system import SystemIds
from pos_terminal.app.premises import keys
from pos_terminal.app.rules import cash_rules, reason_over
from pos_terminal.app.trained import trained_since
from pos_terminal.application.cashing import Cashing, CashPorts
from pos_terminal.application.closing import ShiftClosing

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.app.sales_side import Ground


@dataclass(frozen=True, slots=True)
class TillSide:
    """The services of the till itself."""

    cashing: Cashing
    closing: ShiftClosing
    prints: SqlitePrints


def till_side(ground: Ground, open_drawer: Callable[[], None], print_paper: Callable[[], None]) -> TillSide:
    """Build them."""
    settings, ids = ground.settings, SystemIds()
    stored, terms = (ground.connection, ground.lock), (__version__, trained_since(settings))
    records = SqliteTillRecords(*stored, keys(settings).key("journal"), terms, ground.room)
    ports = CashPorts(records, ground.authority, ids.uuid, open_drawer, print_paper)
    rules = cash_rules(settings)
    closing = ShiftClosing(ground.desk, ports, ground.tilling, rules, reason_over(settings))
    cashing = Cashing(ground.desk, ports, ground.tilling, rules)
    return TillSide(cashing, closing, SqlitePrints(*stored, ids, ground.room))
