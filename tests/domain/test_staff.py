from datetime import date

import pytest

from pos_terminal.domain.staff import Employee, Role, pin_fault


@pytest.mark.parametrize(
    ("role", "pin", "fault"),
    [
        (Role.CASHIER, "4711", None),
        (Role.CASHIER, "471147114711", None),
        (Role.CASHIER, "471", "4 to 12 digits"),
        (Role.CASHIER, "4711471147114", "4 to 12 digits"),
        (Role.CASHIER, "", "digits only"),
        (Role.CASHIER, "47a1", "digits only"),
        (Role.CASHIER, "٤٧١١", "digits only"),
        (Role.CASHIER, " 4711", "digits only"),
        (Role.CASHIER, "1111", "repeated digit"),
        (Role.SUPERVISOR, "47114", "6 to 12 digits"),
        (Role.SUPERVISOR, "471147", None),
        (Role.MANAGER, "47114", "6 to 12 digits"),
        (Role.MANAGER, "471147", None),
        (Role.MANAGER, "000000", "repeated digit"),
    ],
)
def test_a_pin_is_as_good_as_the_role_wants(role: Role, pin: str, fault: str | None) -> None:
    found = pin_fault(role, pin)

    assert found is None if fault is None else found is not None and fault in str(found)


@pytest.mark.parametrize(
    ("first", "last", "shown"), [("Dana", "Reyes", "Dana R."), ("Dana", "", "Dana"), ("", "Reyes", "R.")]
)
def test_receipts_name_somebody_by_first_name_and_initial(first: str, last: str, shown: str) -> None:
    assert Employee("7", first, last).display_name == shown


@pytest.mark.parametrize(
    ("start", "end", "works"),
    [
        (None, None, True),
        (date(2026, 3, 14), None, True),
        (date(2026, 3, 15), None, False),
        (None, date(2026, 3, 14), False),
        (None, date(2026, 3, 15), True),
    ],
)
def test_somebody_works_from_the_start_date_to_the_day_before_the_end_date(
    start: date | None, end: date | None, *, works: bool
) -> None:
    assert Employee("7", "Dana", "Reyes", start_date=start, end_date=end).works_on(date(2026, 3, 14)) is works
