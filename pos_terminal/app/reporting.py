"""Reports of shifts, read beside the terminal that sells, and as programs and people are shown them."""

from collections.abc import Sequence

from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.shiftstandings import standing_of
from pos_terminal.adapters.sqlite.tillwords import report_facts
from pos_terminal.adapters.sqlite.zreports import SqliteShiftReports
from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.premises import DATABASE_NAME
from pos_terminal.app.printing import receipts_of
from pos_terminal.app.rules import receipt_fonts
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.app.trained import trained_since
from pos_terminal.application.anchoring import anchor_of
from pos_terminal.application.queueing import JournalHead, PaperKind
from pos_terminal.application.till_ports import ClosedShift, TillPaper
from pos_terminal.domain.shift_report import ShiftReport
from pos_terminal.settings import Settings


def open_shift(settings: Settings) -> ShiftReport | None:
    """What the open shift comes to; None while none is open. Raises DatabaseUnusable when there is no database yet."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return SqliteShiftReports(database.connect(), trained_since(settings)).x(SystemClock().now())


def closed_shift(settings: Settings, number: int | None = None) -> ClosedShift | None:
    """The Z of this number, or the last one; None where there is none. Raises DatabaseUnusable."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return SqliteShiftReports(database.connect()).z(number)


def closed_shifts(settings: Settings) -> Sequence[ClosedShift]:
    """Every Z, the newest first. Raises DatabaseUnusable."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return SqliteShiftReports(database.connect()).all()


def report_of_shift(settings: Settings, report: ShiftReport, entry: JournalHead | None = None) -> dict[str, object]:
    """A report for programs, with how far the platform has it now; of a Z with the journal's head at its close."""
    facts = report_facts(report)
    facts["platform"] = _standing_facts(settings, report)
    if entry is not None:
        facts |= {"journal": anchor_of(entry), "journal_seq": entry.seq, "journal_hash": entry.hash}
    return facts


def _standing_facts(settings: Settings, report: ShiftReport) -> dict[str, object]:
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        standing = standing_of(database.connect(), report.number, report.figures.net.currency)
    facts: dict[str, object] = {
        name: {"count": each.count, "amount": str(each.amount)}
        for name, each in (
            ("taken", standing.taken),
            ("queued", standing.queued),
            ("parked", standing.parked),
            ("apart", standing.apart),
        )
    }
    return facts | {"agrees": standing.agrees_with(report.figures)}


def report_text(settings: Settings, report: TillPaper, entry: JournalHead | None = None) -> str:
    """A report or a count for people: its paper as text. Raises PrinterFault where its layout has a mistake."""
    document = receipts_of(settings).till_paper(report, 0, entry)
    return plain_text(document, settings.printer.columns, receipt_fonts())


def print_again(settings: Settings, closed: ClosedShift, seconds: float, kind: PaperKind) -> tuple[int, str]:
    """Print a Z or its count once more: which copy it is, and why it is not on paper yet, or nothing. Raises Refused.

    ``kind`` is a receipt for the whole Z.
    """
    with opened_terminal(settings) as terminal:
        copy = terminal.till_side.prints.copy_of_entry(closed.entry.seq, kind)
        terminal.wait_for_paper(seconds)
        return copy, terminal.printer_state().cause
