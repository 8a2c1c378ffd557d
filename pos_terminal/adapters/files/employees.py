"""Files of employees: JSON (a list, or an object with the list ``employees``) and CSV."""

from collections.abc import Iterator
from pathlib import Path

from pos_terminal.adapters.files.csv_rows import Columns, read_rows
from pos_terminal.adapters.files.fields import Record
from pos_terminal.adapters.files.json_stream import read_elements
from pos_terminal.application.syncing import EmployeeEntry, Fault
from pos_terminal.domain.staff import Employee, Role

_FIELDS = frozenset(
    {"employee_id", "first_name", "last_name", "role", "start_date", "end_date", "sm_employee_id", "badge"}
)
_COLUMNS = Columns(_FIELDS, frozenset({"employee_id", "first_name", "last_name", "role"}))
_SECTION = "employees"


class EmployeeFile:
    """A file of employees: CSV by its name's end, JSON otherwise."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> Iterator[EmployeeEntry | Fault]:
        """Its entries and its faults."""
        has_any = False
        for each in self._records():
            has_any = True
            if isinstance(each, Fault):
                yield each
                continue
            entry = _read(each)
            yield from each.faults
            if entry.employee.employee_id:
                yield entry
        if not has_any:
            yield Fault(None, None, "the file has no employees")

    def _records(self) -> Iterator[Record | Fault]:
        if self._path.suffix.lower() == ".csv":
            for row in read_rows(self._path, _COLUMNS):
                yield row if isinstance(row, Fault) else Record(row.line, row.values, {})
            return
        for element in read_elements(self._path, _SECTION):
            if isinstance(element, Fault):
                yield element
            elif element.section != _SECTION:
                yield Fault(element.line, element.section[:40], "there is no such list; known is employees")
            else:
                record = Record(element.line, element.values, element.lines)
                record.only(_FIELDS)
                yield record


def _read(record: Record) -> EmployeeEntry:
    employee = Employee(
        employee_id=record.required("employee_id"),
        first_name=record.required("first_name"),
        last_name=record.required("last_name"),
        role=_role(record),
        start_date=record.day("start_date"),
        end_date=record.day("end_date"),
        sm_employee_id=record.text("sm_employee_id"),
        badge=record.text("badge"),
    )
    if employee.start_date and employee.end_date and employee.end_date < employee.start_date:
        record.fault("end_date", "this is before the start date")
    return EmployeeEntry(record.line, employee)


def _role(record: Record) -> Role:
    if not record.has("role"):
        record.fault("role", "this must be given")
    return record.choice("role", Role, Role.CASHIER)
