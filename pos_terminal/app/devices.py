"""The devices as the settings have them, asked how they are: nothing is printed and no drawer is opened."""

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.escpos.faults import PRINTER, fault_in, renamed, told_by
from pos_terminal.app.card_terminals import payment_terminal
from pos_terminal.app.printing import acquaintance_of, opened_printer, printer_place
from pos_terminal.app.scale_side import NONE as NO_SCALE
from pos_terminal.app.scale_side import asked_scale
from pos_terminal.app.scanner_side import KEYBOARD, scanner_place
from pos_terminal.app.scanner_side import NAME as SCANNER
from pos_terminal.domain.measured_label import MeasureKind
from pos_terminal.domain.printer_state import PaperLevel, PrinterStatus
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.domain.scale_reading import ScaleReading
from pos_terminal.presentation.device_services import KITCHEN_PRINTER
from pos_terminal.settings import Settings
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.adapters.escpos.drivers.linked import Place
    from pos_terminal.application.card_ports import PaymentTerminal
    from pos_terminal.application.ports import Printer


_NOTHING_SAID = PrinterStatus()
_DISPLAY = "customer display"
_UNHEARD = Message(
    "takes what it is sent and never said a word, so that nobody knows whether receipts come out. "
    "Print a test page, and say whether it came out."
)
_NAMES = {"printer": PRINTER, "spare printer": Message("The spare printer")}


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """How one device is; ``said`` is what is wrong and what to do, or how it is otherwise."""

    device: str
    place: str | Message
    is_well: bool
    said: Message
    status: PrinterStatus = _NOTHING_SAID


@dataclass(frozen=True, slots=True)
class DriverRow:
    """One kind of printer there is."""

    driver: str
    words: str
    target: str
    addresses: tuple[str, ...]
    is_tried: bool
    is_simulated: bool
    is_used: bool


def drivers(settings: Settings | None) -> tuple[DriverRow, ...]:
    """All kinds of printers, and which one this till uses; None: it is not set up yet."""
    from pos_terminal.adapters.escpos.drivers.catalogue import DRIVERS

    try:
        used = printer_place(settings)[0] if settings else ""
    except ValueError:
        used = ""
    return tuple(
        DriverRow(
            driver=name,
            words=each.words,
            target=each.target,
            addresses=tuple(f"{scheme}://" for scheme in each.schemes),
            is_tried=each.is_tried,
            is_simulated=each.is_simulated,
            is_used=name == used,
        )
        for name, each in DRIVERS.items()
    )


def printer_report(settings: Settings) -> DeviceReport:
    """The printer that the settings name."""
    try:
        place = " ".join(printer_place(settings)).strip()
    except ValueError as error:
        return DeviceReport("printer", settings.printer.target, False, told_by(error, "[printer]"))
    report = _asked("printer", place, lambda: opened_printer(settings))
    return replace(report, said=_UNHEARD) if report.is_well and _is_a_stranger(settings, report) else report


def _is_a_stranger(settings: Settings, report: DeviceReport) -> bool:
    """Whether the printer never said a word, and nobody has said so for it that its paper comes out."""
    if report.status.has_answered or settings.printer.status == "none":
        return False
    known = acquaintance_of(settings)
    return known is not None and not (known.answers or known.is_vouched_for)


def device_reports(settings: Settings) -> tuple[DeviceReport, ...]:
    """Printer, spare printer, drawer, the kitchen's printers, scanner, scale, payment terminal, customer display."""
    papers = (*paper_reports(settings), *kitchen_reports(settings))
    others = (scale_report(settings), card_report(settings), display_report(settings))
    return (*papers, _scanner(settings), *filter(None, others))


def paper_reports(settings: Settings) -> tuple[DeviceReport, ...]:
    """Printer, spare printer and drawer."""
    printer = printer_report(settings)
    found = [printer]
    if settings.printer.failover:
        found.append(_asked("spare printer", settings.printer.failover, lambda: _spare(settings)))
    return (*found, _drawer(settings, printer))


def kitchen_reports(settings: Settings) -> tuple[DeviceReport, ...]:
    """The kitchen's printers."""
    from pos_terminal.app.kitchen_side import kitchen_stations, station_printer

    return tuple(
        _asked(f"{KITCHEN_PRINTER}{each.name}", each.address, partial(station_printer, settings, each))
        for each in kitchen_stations(settings)
    )


def display_report(settings: Settings) -> DeviceReport | None:
    """The customer display of two rows, which can be reached and never answers; None where there is none."""
    from pos_terminal.adapters.escpos.pole_display import NAME
    from pos_terminal.app.device_places import addressed_place

    address = settings.display.pole
    if not address:
        return None
    try:
        place = addressed_place(settings, address)
    except ValueError as error:
        return DeviceReport(_DISPLAY, address, False, told_by(error, "[display] pole:"))
    return _reached(_DISPLAY, NAME, address, place)


def scale_report(settings: Settings) -> DeviceReport | None:
    """The scale, asked what it shows; None where there is none."""
    if settings.scale.driver == NO_SCALE:
        return None
    with closing(asked_scale(settings)) as scale:
        return said_by_scale(settings.scale.target, scale.reading())


def card_report(settings: Settings) -> DeviceReport | None:
    """The payment terminal, asked how it is; None where there is none."""
    terminal = payment_terminal(settings)
    if terminal is None:
        return None
    with closing(terminal):
        return said_by_terminal(settings, terminal)


def said_by_terminal(settings: Settings, terminal: "PaymentTerminal") -> DeviceReport:
    """How a payment terminal is."""
    report, card = terminal.report(), settings.card_terminal
    return DeviceReport("payment terminal", card.address or card.driver, report.is_well, report.said)


def said_by_scale(place: str, reading: ScaleReading) -> DeviceReport:
    """How a scale is that answers so, or does not."""
    measure = reading.measure
    if measure is None or not reading.is_well:
        return DeviceReport("scale", place, reading.is_well, reading.words)
    unit = {MeasureKind.WEIGHT_KG: "kg", MeasureKind.WEIGHT_LB: "lb"}.get(measure.kind, "")
    return DeviceReport("scale", place, True, Message("shows {weight}", weight=f"{measure.value:f} {unit}".strip()))


def _spare(settings: Settings) -> "Printer":
    from pos_terminal.adapters.escpos.drivers.printers import open_printer
    from pos_terminal.app.rules import paper

    return open_printer("url", settings.printer.failover, paper(settings))


def _asked(device: str, place: str, opened: "Callable[[], Printer]") -> DeviceReport:
    try:
        with closing(opened()) as printer:
            status = printer.status()
    except ValueError as error:
        return DeviceReport(device, place, False, told_by(error, "[printer]"))
    except PrinterFault as problem:
        return DeviceReport(device, place, False, problem.told)
    if fault := fault_in(status, _name_of(device)):
        return DeviceReport(device, place, False, fault[1], status)
    if not status.has_answered:
        return DeviceReport(device, place, True, Message("is there, and says nothing of its state"), status)
    if status.paper is PaperLevel.LOW:
        return DeviceReport(device, place, True, Message("prints; its paper runs out. Have a new roll at hand"), status)
    return DeviceReport(device, place, True, Message("is ready"), status)


def _name_of(device: str) -> Message:
    return _NAMES.get(device) or Message("Kitchen printer {name}", name=device.removeprefix(KITCHEN_PRINTER))


def _drawer(settings: Settings, printer: DeviceReport) -> DeviceReport:
    port = settings.drawer.port
    if port == "none":
        return DeviceReport("drawer", port, True, Message("there is none"))
    if port != "printer":
        return _own_drawer(port)
    place = Message("at the printer, pin {pin}", pin=settings.drawer.pin)
    if not printer.is_well:
        return DeviceReport("drawer", place, False, Message("it opens once the printer is there and well"))
    pin = printer.status.drawer_pin
    said = Message("its sensor is high") if pin else Message("its sensor is low")
    if pin is None:
        said = Message("its sensor cannot be read")
    return DeviceReport("drawer", place, True, said, printer.status)


def _own_drawer(port: str) -> DeviceReport:
    from pos_terminal.adapters.escpos.drawer import DRAWER
    from pos_terminal.adapters.escpos.drivers.printers import open_place

    try:
        place = open_place(port)
    except ValueError as error:
        return DeviceReport("drawer", port, False, told_by(error, "[drawer]"))
    return _reached("drawer", DRAWER, port, place)


def _scanner(settings: Settings) -> DeviceReport:
    scanner = settings.scanner
    if scanner.driver == KEYBOARD:
        types = Message("it types: scan something to see that it is there")
        return DeviceReport("scanner", Message("keyboard"), True, types)
    try:
        place = scanner_place(settings)
    except ValueError as error:
        return DeviceReport("scanner", scanner.target, False, told_by(error, "[scanner]"))
    return _reached("scanner", SCANNER, scanner.target, place)


def _reached(device: str, name: Message, address: str, place: "Place") -> DeviceReport:
    try:
        place.connected().close()
    except PrinterFault as fault:
        return DeviceReport(device, address, False, renamed(fault, name).told)
    return DeviceReport(device, address, True, Message("its port is there"))
