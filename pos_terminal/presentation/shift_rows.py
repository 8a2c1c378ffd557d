"""A shift's report, as it was written out, in rows of figures to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.wording import _

if TYPE_CHECKING:
    from pos_terminal.domain.till_view import ShiftWritten


def shift_rows(written: ShiftWritten) -> tuple[ReportRow, ...]:
    """Its facts, and then its sections."""
    rows = [ReportRow(_("Shift"), is_title=True), *(ReportRow(plain(each)) for each in written.facts)]
    for section in written.sections:
        rows.append(ReportRow(plain(section.title), is_title=True))
        rows += [ReportRow(plain(each.label), each.amount, is_total=each.is_sum) for each in section.rows]
    return tuple(rows)
