"""The employees and their PINs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import translated
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.sqlite.onecommit import OneCommit
from pos_terminal.adapters.sqlite.pin_attempts import PinAttempts
from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.staff import Employee, Role, pin_fault

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from pos_terminal.adapters.sqlite.pin_hashing import PinHashing
    from pos_terminal.application.ports import Clock, WriteLock
    from pos_terminal.application.syncing import Changes

_ALL = """SELECT employee_id, first_name, last_name, role, start_date, end_date, sm_employee_id, badge FROM employee
    ORDER BY first_name, last_name, employee_id"""
_ONE = """SELECT employee_id, first_name, last_name, role, start_date, end_date, sm_employee_id, badge FROM employee
    WHERE employee_id = ?"""
_BADGE = """SELECT employee_id, first_name, last_name, role, start_date, end_date, sm_employee_id, badge FROM employee
    WHERE badge = ?"""
_INSERT = "INSERT INTO employee VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_HASH = "SELECT p.pin_hash FROM employee AS e JOIN employee_pin AS p USING (employee_id) WHERE employee_id = ?"
_SET_HASH = """INSERT INTO employee_pin VALUES (?, ?)
    ON CONFLICT (employee_id) DO UPDATE SET pin_hash = excluded.pin_hash"""
_FORGET_PINS = "DELETE FROM employee_pin WHERE employee_id NOT IN (SELECT employee_id FROM employee)"
_LEAVE = (
    """INSERT INTO employee_left SELECT employee_id, first_name, last_name, start_date, end_date, ? FROM employee"""
)
_HERE = "DELETE FROM employee_left WHERE employee_id IN (SELECT employee_id FROM employee)"
_WITH_PIN = "SELECT employee_id FROM employee_pin"


class SqliteStaff:
    """Implements the ports `Staff`, `StaffBooks` and `EmployeeRegister`. Everything raises StorageFailed."""

    def __init__(self, connection: sqlite3.Connection, lock: WriteLock, clock: Clock, hashing: PinHashing) -> None:
        self._connection = connection
        self._lock = lock
        self._clock = clock
        self._hashing = hashing
        self._attempts = PinAttempts(connection, clock)

    def employees(self) -> list[Employee]:
        """Everybody, by name."""
        return every_employee(self._connection)

    @translated
    def employee(self, employee_id: str) -> Employee | None:
        """Somebody by id."""
        row = self._connection.execute(_ONE, (employee_id,)).fetchone()
        return None if row is None else remembered(row)

    @translated
    def ids_with_pin(self) -> frozenset[str]:
        """Those who have a PIN, and so can sign on."""
        return frozenset(row[0] for row in self._connection.execute(_WITH_PIN))

    @translated
    def locked_ids(self) -> frozenset[str]:
        """Those who typed too many wrong PINs, and wait or want a manager."""
        return self._attempts.locked()

    @translated
    def wearer(self, badge: str) -> Employee | None:
        """Whose badge this is; None for a code that is nobody's."""
        row = self._connection.execute(_BADGE, (badge,)).fetchone()
        return None if row is None else remembered(row)

    @translated
    def lock_out(self, employee_id: str) -> PinOutcome | None:
        """Why nobody may sign on as this person now; None when they may."""
        with self._lock.background(), OneCommit(self._connection):
            return self._attempts.refusal(employee_id)

    @translated
    def verify(self, employee_id: str, pin: str) -> PinOutcome:
        """Whether the PIN is right. Takes the same time for somebody unknown.

        A try is counted before it is checked and forgiven when it is right: ending the program on a wrong PIN gains
        nothing.
        """
        with self._lock.background(), OneCommit(self._connection):
            refused = self._attempts.refusal(employee_id)
            if refused is None:
                self._attempts.count(employee_id)
        if refused is not None:
            return refused
        stored = self._connection.execute(_HASH, (employee_id,)).fetchone()
        check = self._hashing.check(employee_id, pin, None if stored is None else stored[0])
        if not check.is_right:
            return PinOutcome(PinVerdict.WRONG, self._attempts.tries_left(employee_id))
        with self._lock.background(), OneCommit(self._connection):
            self._attempts.forgive(employee_id)
            if check.renewed is not None:
                self._connection.execute(_SET_HASH, (employee_id, check.renewed))
        return PinOutcome(PinVerdict.RIGHT)

    def set_pin(self, employee_id: str, pin: str) -> None:
        """Give somebody a new PIN, and forget the wrong ones. Raises BadArgument when it is not good enough."""
        employee = self.employee(employee_id)
        if employee is None:
            raise BadArgument(f"There is no employee {employee_id}. Import the employees first.")
        fault = pin_fault(employee.role, pin)
        if fault is not None:
            raise BadArgument(fault)
        hashed = self._hashing.hashed(employee_id, pin)
        with self._lock.background(), OneCommit(self._connection):
            self._connection.execute(_SET_HASH, (employee_id, hashed))
            self._attempts.forgive(employee_id)

    def unlock(self, employee_id: str) -> None:
        """Let somebody try again after too many wrong PINs; for a manager."""
        with self._lock.background(), OneCommit(self._connection):
            self._attempts.forgive(employee_id)

    def replace(self, employees: Sequence[Employee]) -> Changes:
        """Put these employees in force, in one commit. PINs stay with those who stay and go with those who go.

        Those who go are remembered, for whoever has to be told that they left.
        """
        before = {each.employee_id: each for each in self.employees()}
        after = {each.employee_id: each for each in employees}
        with self._lock.background(), OneCommit(self._connection):
            self._connection.execute(_LEAVE, (micros(self._clock.now()),))
            self._connection.execute("DELETE FROM employee")
            self._connection.executemany(_INSERT, map(_row, after.values()))
            self._connection.execute(_HERE)
            self._connection.execute(_FORGET_PINS)
        kept = before.keys() & after.keys()
        from pos_terminal.application.syncing import Changes

        return Changes(
            added=len(after) - len(kept),
            changed=sum(before[employee_id] != after[employee_id] for employee_id in kept),
            retired=len(before) - len(kept),
        )


@translated
def every_employee(connection: sqlite3.Connection) -> list[Employee]:
    """Everybody in force, by name. Raises StorageFailed."""
    return [remembered(row) for row in connection.execute(_ALL)]


def working_now(connection: sqlite3.Connection, today: Callable[[], date], employee: Employee) -> Employee | None:
    """Somebody who has signed on as they are in force; None where they do not work here today. Raises StorageFailed."""
    with translated:
        row = connection.execute(_ONE, (employee.employee_id,)).fetchone()
    now = None if row is None else remembered(row)
    return now if now is not None and now.works_on(today()) else None


def remembered(row: tuple[str, str, str, str, str | None, str | None, str | None, str | None]) -> Employee:
    """Somebody, from the columns of a row."""
    employee_id, first_name, last_name, role, start, end, sm_employee_id, badge = row
    return Employee(employee_id, first_name, last_name, Role(role), _date(start), _date(end), sm_employee_id, badge)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _row(employee: Employee) -> tuple[str | None, ...]:
    return (
        employee.employee_id,
        employee.first_name,
        employee.last_name,
        employee.role.value,
        _iso(employee.start_date),
        _iso(employee.end_date),
        employee.sm_employee_id,
        employee.badge,
    )
