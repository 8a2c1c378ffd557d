"""Who works here and who did: for what is told to others of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.employees import every_employee, remembered
from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import instant
from pos_terminal.application.upload_ports import Leaver

if TYPE_CHECKING:
    import sqlite3

    from pos_terminal.domain.staff import Employee

_LEFT = """SELECT employee_id, first_name, last_name, 'cashier', start_date, end_date, NULL, NULL, left_us
    FROM employee_left ORDER BY employee_id"""


class SqliteRoster:
    """Implements the port `Roster`, read through one connection of its thread. Reading raises StorageFailed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def employees(self) -> list[Employee]:
        """Everybody in force."""
        return every_employee(self._connection)

    @translated
    def leavers(self) -> list[Leaver]:
        """Those who were in force once."""
        return [Leaver(remembered(row[:-1]), instant(row[-1])) for row in self._connection.execute(_LEFT)]
