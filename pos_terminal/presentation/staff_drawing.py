"""The employees' pages at the manager's desk, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.staff import Role
from pos_terminal.presentation.figures import date_text
from pos_terminal.presentation.people import role_words
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pos_terminal.application.staffkeeping import StaffCard


def staff_rows(cards: Sequence[StaffCard]) -> tuple[ReportRow, ...]:
    """Who works here, and below them who does not any more or not yet."""
    here = [each for each in cards if each.works_today]
    gone = [each for each in cards if not each.works_today]
    rows: list[ReportRow] = []
    for title, people in ((_("Works here"), here), (_("Not today"), gone)):
        if people:
            rows += [ReportRow(title, is_title=True), *map(_staff_row, people)]
    return tuple(rows) or (ReportRow(_("Nobody may sign on. Import the employees first.")),)


def person_rows(card: StaffCard) -> tuple[ReportRow, ...]:
    """What is known of somebody, and what can be done about them."""
    employee = card.employee
    rows = [
        ReportRow(_("Facts"), is_title=True),
        ReportRow(_("Number"), plain(employee.employee_id)),
        ReportRow(_("Role"), role_words(employee.role)),
        ReportRow(_("Begins"), _day(employee.start_date)),
        ReportRow(_("Ends"), _day(employee.end_date)),
        ReportRow(_("Badge"), _("Yes") if employee.badge else _("No")),
        ReportRow("PIN", _pin_words(card), tone="danger" if card.is_locked else ""),
        ReportRow(_("What to do"), is_title=True),
    ]
    if card.is_locked:
        rows.append(ReportRow(_("Unlock"), key="unlock"))
    rows.append(ReportRow(_("New PIN"), key="pin"))
    others = [each for each in Role if each is not employee.role]
    rows += [ReportRow(_("Make {role}", role=role_words(each)), key=each.value) for each in others]
    if employee.end_date is None:
        rows.append(ReportRow(_("Ends work today"), key="end", tone="danger"))
    else:
        rows.append(ReportRow(_("Goes on working"), key="go_on"))
    return tuple(rows)


def _staff_row(card: StaffCard) -> ReportRow:
    employee = card.employee
    name = plain(f"{employee.first_name} {employee.last_name}".strip())
    ends = _("until {day}", day=date_text(employee.end_date)) if employee.end_date else ""
    detail = "  ".join(each for each in (plain(employee.employee_id), _pin_words(card), ends) if each)
    tone = "danger" if card.is_locked else ""
    return ReportRow(name, role_words(employee.role), detail=detail, tone=tone, key=employee.employee_id)


def _pin_words(card: StaffCard) -> str:
    if card.is_locked:
        return _("Locked")
    return _("Has a PIN") if card.has_pin else _("No PIN")


def _day(day: date | None) -> str:
    return "–" if day is None else date_text(day)
