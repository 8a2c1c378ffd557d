"""A page for each device: how it is in words, what it shows at this moment, and what it can be tried by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.measured_label import MeasureKind
from pos_terminal.domain.printer_state import PaperLevel, PrinterError, PrinterStatus
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.presentation.device_services import KITCHEN_PRINTER, ScanEcho, ScanMeaning
from pos_terminal.presentation.plain import brief, plain
from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from pos_terminal.domain.display_row import DisplayRow
    from pos_terminal.presentation.device_services import DeviceState

PRINTER, DRAWER, SCANNER, SCALE, DISPLAY = "printer", "drawer", "scanner", "scale", "customer display"
SPARE, CARDS = "spare printer", "payment terminal"
PAGE, OPEN, SHOW, SEEN = "page", "open", "show", "seen"
"""The keys of what a device can be tried by."""
_NAMES = {
    PRINTER: later("Printer"),
    SPARE: later("Spare printer"),
    DRAWER: later("Drawer"),
    SCANNER: later("Scanner"),
    SCALE: later("Scale"),
    DISPLAY: later("Customer display"),
    CARDS: later("Payment terminal"),
}
_LEVELS = {
    PaperLevel.UNKNOWN: later("Not known"),
    PaperLevel.PRESENT: later("There is some"),
    PaperLevel.LOW: later("Nearly out"),
    PaperLevel.OUT: later("Out"),
}
_ERRORS = {
    PrinterError.NONE: later("None"),
    PrinterError.CUTTER: later("Jam at the cutter"),
    PrinterError.RECOVERABLE: later("Stopped"),
    PrinterError.COOLING: later("Too hot"),
    PrinterError.UNRECOVERABLE: later("Broken"),
}
_MEANINGS = {
    ScanMeaning.ITEM: later("Goods"),
    ScanMeaning.MEMBER_CARD: later("A loyalty card"),
    ScanMeaning.OFFER: later("An offer"),
    ScanMeaning.RECEIPT: later("A receipt"),
    ScanMeaning.BADGE: later("An operator's badge"),
    ScanMeaning.PAYMENT_CARD: later("A payment card"),
    ScanMeaning.UNREADABLE: later("No code: its own check fails"),
    ScanMeaning.UNKNOWN: later("Nothing that this till knows"),
}
_WEIGHTS = {
    ScaleState.STEADY: later("Steady"),
    ScaleState.MOVING: later("Not steady"),
    ScaleState.EMPTY: later("Empty"),
    ScaleState.BELOW_ZERO: later("Below zero"),
    ScaleState.TOO_HEAVY: later("Too heavy"),
}
_UNITS = {MeasureKind.WEIGHT_KG: "kg", MeasureKind.WEIGHT_LB: "lb"}


def name_of(device: str) -> str:
    """How people call it, in the language of the moment."""
    if device.startswith(KITCHEN_PRINTER):
        return _("Kitchen printer {name}", name=brief(device.removeprefix(KITCHEN_PRINTER)))
    return _(_NAMES[device]) if device in _NAMES else plain(device.capitalize())


def standing(state: DeviceState) -> ReportRow:
    """Whether it is ready, with what to do where it is not."""
    doubt = state.doubts.remark
    is_ready = state.is_well and doubt is None
    return ReportRow(
        _("State"),
        _("Ready") if is_ready else _("See to it"),
        detail=plain(str(doubt.told if doubt is not None and state.is_well else state.said)),
        tone="success" if is_ready else "warning",
    )


def head_rows(state: DeviceState) -> list[ReportRow]:
    """How it is, and where it hangs."""
    return [standing(state), ReportRow(_("Connection"), detail=plain(str(state.place)))]


def printer_rows(state: DeviceState) -> list[ReportRow]:
    """What its status bits say, what was in its way last, and two ways to try it."""
    status = state.status
    error = _(_ERRORS[status.error]) if status.error is not None else _("Not known")
    rows = [
        ReportRow(_("It says of itself"), is_title=True),
        ReportRow(_("Answers"), _told(status.has_answered)),
        ReportRow(_("On line"), _told(status.is_online), detail=_why_offline(status)),
        ReportRow(_("Paper"), _(_LEVELS[status.paper])),
        ReportRow(_("Cover"), _told(status.is_cover_open, _("Open"), _("Closed"))),
        ReportRow(_("Error"), error),
    ]
    if state.fault:
        rows.append(ReportRow(_("Last fault"), detail=plain(str(state.fault))))
    rows += doubt_rows(state)
    if state.device != PRINTER:
        return rows
    tries = [ReportRow(_("Print a test page"), key=PAGE), ReportRow(_("Open the drawer"), key=OPEN)]
    return [*rows, _try(), *tries]


def doubt_rows(state: DeviceState) -> list[ReportRow]:
    """How many of its papers may not have come out, and that somebody has seen to them; nothing where all did."""
    if not state.doubts.count:
        return []
    count = ReportRow(_("May not have come out"), str(state.doubts.count), tone="warning")
    return [count, ReportRow(_("I have seen to them"), key=SEEN)]


def drawer_rows(state: DeviceState) -> list[ReportRow]:
    """Whether it stands open, as far as its sensor says so."""
    rows = [ReportRow(_("Drawer"), _told(state.is_open, _("Open"), _("Closed")), is_total=True)]
    if state.is_open is None and state.status.drawer_pin is not None:
        note = _("What that means shows once the drawer was opened for a sale and closed again.")
        rows.append(ReportRow(_("Sensor"), _("High") if state.status.drawer_pin else _("Low"), detail=note))
    return [*rows, _try(), ReportRow(_("Open the drawer"), key=OPEN)]


def scanner_rows(echo: ScanEcho | None, count: int) -> list[ReportRow]:
    """What came last; ``count`` is how many characters it had."""
    rows = [ReportRow(_("Last scan"), is_title=True)]
    if echo is None:
        return [*rows, ReportRow(_("Scan anything. It rings nothing up."))]
    code = brief(echo.shown) if echo.shown else _("Never shown")
    said = echo.symbology or _("The scanner does not say it")
    rows += [
        ReportRow(_("It is"), meaning_of(echo), is_total=True),
        ReportRow(_("Code"), detail=code),
        ReportRow(_("Characters"), str(count)),
        ReportRow(_("Symbology"), detail=said),
    ]
    more = ((_("Item"), echo.name), (_("On its label"), echo.batch), (_("Not sold"), echo.why))
    return rows + [ReportRow(label, detail=plain(words)) for label, words in more if words]


def meaning_of(echo: ScanEcho) -> str:
    """What a scan is, in words."""
    return _(_MEANINGS[echo.meaning])


def scale_rows(reading: ScaleReading) -> list[ReportRow]:
    """What the scale shows at this moment."""
    measure = reading.measure
    weight = f"{measure.value:f} {_UNITS.get(measure.kind, '')}".strip() if measure else "–"
    words = _(_WEIGHTS[reading.state]) if reading.state in _WEIGHTS else _("No answer")
    why = "" if reading.is_well else plain(reading.sentence)
    return [
        ReportRow(_("On the scale now"), is_title=True),
        ReportRow(_("Weight"), weight, is_total=True),
        ReportRow(_("It is"), words, detail=why, tone="success" if reading.state is ScaleState.STEADY else ""),
    ]


def display_rows(shown: tuple[DisplayRow, DisplayRow] | None) -> list[ReportRow]:
    """What the shopper reads at this moment."""
    rows = [ReportRow(_("The shopper reads now"), is_title=True)]
    if shown is None:
        return [*rows, ReportRow(_("Nothing"))]
    rows += [ReportRow(plain(each.words) or "–", plain(each.amount)) for each in shown]
    return [*rows, _try(), ReportRow(_("Show words to try it"), key=SHOW)]


def _try() -> ReportRow:
    return ReportRow(_("Try it"), is_title=True)


def _told(fact: bool | None, yes: str = "", no: str = "") -> str:  # noqa: FBT001 - a bit of a status
    if fact is None:
        return _("Not known")
    return (yes or _("Yes")) if fact else (no or _("No"))


def _why_offline(status: PrinterStatus) -> str:
    if status.awaits_key:
        return _("It waits for its key.")
    return _("Its feed key is held.") if status.is_feeding else ""
