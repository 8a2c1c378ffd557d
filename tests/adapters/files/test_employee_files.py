import json
from datetime import date
from pathlib import Path

import pytest

from pos_terminal.adapters.files.employees import EmployeeFile
from pos_terminal.application.syncing import EmployeeEntry, Fault
from pos_terminal.domain.staff import Employee, Role

MAYA = {"employee_id": "1001", "first_name": "Maya", "last_name": "Rossi", "role": "cashier"}


def read(path: Path, content: str) -> list[EmployeeEntry | Fault]:
    path.write_text(content, "utf-8")
    return list(EmployeeFile(path).entries())


def faults_of(path: Path, content: str) -> list[str]:
    return [str(each) for each in read(path, content) if isinstance(each, Fault)]


@pytest.mark.parametrize("shape", [lambda people: people, lambda people: {"employees": people}], ids=["list", "object"])
def test_employees_are_read_from_json(tmp_path: Path, shape: object) -> None:
    person = {
        **MAYA,
        "start_date": "2024-01-08",
        "end_date": "2027-01-01T00:00:00.000Z",
        "badge": "B",
        "sm_employee_id": "s",
    }
    assert callable(shape)
    (entry,) = read(tmp_path / "e.json", json.dumps(shape([person])))
    assert entry == EmployeeEntry(
        1, Employee("1001", "Maya", "Rossi", Role.CASHIER, date(2024, 1, 8), date(2027, 1, 1), "s", "B")
    )


def test_employees_are_read_from_csv(tmp_path: Path) -> None:
    content = "employee_id,first_name,last_name,role,start_date\n1,Li,Wei,manager,2024-01-08\n2,Bo,Ek,supervisor,\n"
    assert read(tmp_path / "e.csv", content) == [
        EmployeeEntry(2, Employee("1", "Li", "Wei", Role.MANAGER, date(2024, 1, 8))),
        EmployeeEntry(3, Employee("2", "Bo", "Ek", Role.SUPERVISOR)),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"role": "boss"}, "line 1, role: one of cashier, supervisor, manager is wanted, not 'boss'"),
        ({"role": ""}, "line 1, role: this must be given"),
        ({"first_name": ""}, "line 1, first_name: this must be given"),
        ({"start_date": "8.1.2024"}, "line 1, start_date: a date such as 2026-03-04 is wanted, not '8.1.2024'"),
        ({"start_date": "2024-02-30"}, "line 1, start_date: a date such as 2026-03-04 is wanted, not '2024-02-30'"),
        ({"start_date": "2024-02-02", "end_date": "2024-02-01"}, "line 1, end_date: this is before the start date"),
        ({"pin": "1234"}, "line 1, pin: there is no such field; known are badge"),
    ],
)
def test_a_bad_employee_is_a_fault(tmp_path: Path, change: dict[str, str], expected: str) -> None:
    (fault,) = faults_of(tmp_path / "e.json", json.dumps([{**MAYA, **change}]))
    assert fault.startswith(expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[]", "the file has no employees"),
        ('{"staff": [{}]}', "line 1, staff: there is no such list"),
        ("{", "line 1: this"),
    ],
)
def test_a_file_without_employees_is_a_fault(tmp_path: Path, content: str, expected: str) -> None:
    assert faults_of(tmp_path / "e.json", content)[0].startswith(expected)
