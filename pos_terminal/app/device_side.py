"""The devices of a terminal that runs: asked in the thread that has the printer, so that nobody gets in its way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pos_terminal.app.scan_echo import scan_echo
from pos_terminal.app.settings_file import ConfigFile, setting_changes
from pos_terminal.application.noticeboard import DISPLAY_LOST, SCANNER_LOST
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.presentation.device_services import (
    KITCHEN_PRINTER,
    DeviceProfiles,
    DeviceServices,
    DeviceState,
    PageSent,
)
from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from pos_terminal.app.devices import DeviceReport
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background
    from pos_terminal.application.spooling import Spool
    from pos_terminal.presentation.device_services import ShopperDisplay

_T = TypeVar("_T")
_PATIENCE = 8.0
"""Seconds until what waits behind a long receipt is given up, and again until what has begun is."""
_BUSY = Message("The printer has other papers to print first. Try again in a minute.")
_SLOW = Message("The printer takes longer than it should. See what comes out before you try again.")
_IN_USE = Message("in use by this till")
_AT_PRINTER = frozenset({"printer", "spare printer", "drawer"})


class _NotInTime(Exception):
    """The printer had other papers, or was slow; ``told`` is what to do."""

    def __init__(self, told: Message) -> None:
        super().__init__(told.in_english)
        self.told = told


def device_services(
    terminal: Terminal, background: Background, display: ShopperDisplay, patience: float = _PATIENCE
) -> DeviceServices:
    """What the screen asks, in ``background``; ``patience`` is the seconds that a busy printer is waited for.

    ``display`` is what shows something to the shopper.
    """
    return DeviceServices(
        look=partial(_states, terminal, patience),
        look_at=partial(_states_at, terminal, patience),
        print_page=partial(_page, terminal, patience),
        vouch=partial(_asked, lambda: _vouched(terminal, patience)),
        settle=lambda device: _asked(lambda: _settled(terminal, patience, device)),
        background=background,
        echo=partial(scan_echo, terminal),
        weight=partial(_weight, terminal),
        display=display,
        profiles=_profiles(terminal),
    )


def _profiles(terminal: Terminal) -> DeviceProfiles:
    settings = terminal.settings

    def choose(name: str) -> None:
        setting_changes(settings, terminal.clock, terminal.authority.allow).change("terminal", "devices", name)

    return DeviceProfiles(settings.terminal.devices, ConfigFile(settings.file, terminal.clock).profiles, choose)


def _weight(terminal: Terminal) -> ScaleReading:
    scale = terminal.sales_side.scale
    return scale.newest() if scale is not None else ScaleReading(ScaleState.LOST)


def _states(terminal: Terminal, patience: float) -> tuple[DeviceState, ...]:
    found = [*_papers(terminal, patience), *_kitchen(terminal), _scanner(terminal)]
    found += [*_scale(terminal), *_card(terminal)]
    if (address := _display_address(terminal)) is not None:
        found.append(_kept(terminal, "customer display", address, DISPLAY_LOST))
    return tuple(found)


def _states_at(terminal: Terminal, patience: float, device: str) -> tuple[DeviceState, ...]:
    """How one device is, with those at the same line; nothing for one whose page asks it by itself."""
    if device in _AT_PRINTER:
        return tuple(_papers(terminal, patience))
    if device == "payment terminal":
        return tuple(_card(terminal))
    if device.startswith(KITCHEN_PRINTER):
        return tuple(_kitchen(terminal))
    return (_scanner(terminal),) if device == "scanner" else ()


def _kitchen(terminal: Terminal) -> list[DeviceState]:
    from pos_terminal.app.kitchen_side import kitchen_stations, said_of

    printers = terminal.sales_side.kitchen_printers
    if printers is None:
        return []
    found = []
    for station in kitchen_stations(terminal.settings):
        state = printers.state(station.name)
        why = said_of(state)
        device = DeviceState(
            f"{KITCHEN_PRINTER}{station.name}", station.address, not why, why or _IN_USE, doubts=state.doubts
        )
        found.append(device)
    return found


def _scanner(terminal: Terminal) -> DeviceState:
    scanner = terminal.settings.scanner
    return _kept(terminal, "scanner", scanner.target or scanner.driver, SCANNER_LOST)


def _scale(terminal: Terminal) -> list[DeviceState]:
    from pos_terminal.app.devices import said_by_scale

    scale = terminal.sales_side.scale
    return [_state_of(said_by_scale(terminal.settings.scale.target, scale.steady()))] if scale is not None else []


def _card(terminal: Terminal) -> list[DeviceState]:
    from pos_terminal.app.devices import said_by_terminal

    card = terminal.cards.terminal
    return [_state_of(said_by_terminal(terminal.settings, card))] if card is not None else []


def _display_address(terminal: Terminal) -> str | None:
    """Where the shopper reads; None: nowhere."""
    display = terminal.settings.display
    return display.pole or (f"screen {display.screen}" if display.screen else None)


def _papers(terminal: Terminal, patience: float) -> list[DeviceState]:
    from pos_terminal.app.devices import paper_reports

    settings = terminal.settings
    try:
        reports = _in_time(terminal.devices.ask(lambda _: paper_reports(settings)), patience)
    except _NotInTime as busy:
        return [DeviceState("printer", settings.printer.target or settings.printer.driver, False, busy.told)]
    pin = reports[0].status.drawer_pin
    found = [_state_of(each) for each in reports]
    found[0] = replace(found[0], fault=_last_fault(terminal), doubts=terminal.printer_state().doubts)
    return [replace(each, is_open=_is_open(terminal, pin)) if each.device == "drawer" else each for each in found]


def _is_open(terminal: Terminal, pin: bool | None) -> bool | None:  # noqa: FBT001 - a pin is high or low
    return terminal.drawer.watch.is_open(pin) if terminal.settings.drawer.port == "printer" else None


def _last_fault(terminal: Terminal) -> Message:
    """What was in the printer's way last since this start, with the hour."""
    if (last := terminal.paperwork.printer.last) is None:
        return NOTHING_SAID
    at, why = last
    hour = f"{at.astimezone(terminal.tilling.store_time.zone):%H:%M}"
    return Message("{first} {second}", first=hour, second=why)


def _state_of(report: DeviceReport) -> DeviceState:
    return DeviceState(report.device, report.place, report.is_well, report.said, report.status)


def _in_time(asked: Future[_T], patience: float) -> _T:
    """The answer. Raises _NotInTime with what to do; what had not begun by then is never done."""
    try:
        return asked.result(patience)
    except TimeoutError as late:
        if asked.cancel():
            raise _NotInTime(_BUSY) from late
    try:
        return asked.result(patience)
    except TimeoutError as late:
        raise _NotInTime(_SLOW) from late


def _kept(terminal: Terminal, device: str, place: str, lost: str) -> DeviceState:
    """A device whose line this till keeps open: it is well unless a notice says otherwise."""
    why = next((each.told for each in terminal.notices() if each.words == lost), "")
    return DeviceState(device, place, not why, why or _IN_USE)


def _page(terminal: Terminal, patience: float) -> PageSent:
    from pos_terminal.app.testpage import print_test_page

    def printed() -> PageSent:
        page = _in_time(terminal.devices.ask(lambda _: print_test_page(terminal.settings)), patience)
        return PageSent(page.said, page.wants_witness)

    return _asked(printed)


def _vouched(terminal: Terminal, patience: float) -> PageSent:
    from pos_terminal.app.testpage import vouch

    page = PageSent(vouch(terminal.settings, came_out=True))
    _settled(terminal, patience)
    return page


def _settled(terminal: Terminal, patience: float, device: str = "printer") -> PageSent:
    def settle(spool: Spool) -> None:
        spool.settle_doubts()
        terminal.paperwork.turn(spool)

    kitchen = terminal.sales_side.kitchen_printers
    if kitchen is not None and device.startswith(KITCHEN_PRINTER):
        _in_time(kitchen.settle(device.removeprefix(KITCHEN_PRINTER)), patience)
    else:
        _in_time(terminal.devices.ask(settle), patience)
    return PageSent(Message("Good. They count as come out."))


def _asked(work: Callable[[], PageSent]) -> PageSent:
    """What came of it, also where the printer or its settings are not well."""
    try:
        return work()
    except PrinterFault as fault:
        return PageSent(fault.told)
    except ValueError as error:
        from pos_terminal.adapters.escpos.faults import told_by

        return PageSent(told_by(error, "[printer]"))
    except _NotInTime as busy:
        return PageSent(busy.told)
