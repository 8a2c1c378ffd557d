"""The devices of a terminal that runs: asked in the thread that has the printer, so that nobody gets in its way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.app.pole_side import DISPLAY_LOST
from pos_terminal.application.noticeboard import SCANNER_LOST
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.presentation.device_services import DeviceServices, DeviceState, PageSent

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.app.terminal import Terminal

_PATIENCE = 60.0
"""Seconds until a page that waits behind a long receipt is given up."""


def device_services(terminal: Terminal) -> DeviceServices:
    """What the screen asks."""
    return DeviceServices(
        partial(_states, terminal), partial(_page, terminal), partial(_asked, lambda: _vouched(terminal))
    )


def _states(terminal: Terminal) -> tuple[DeviceState, ...]:
    from pos_terminal.app.devices import paper_reports

    settings = terminal.settings
    reports = terminal.devices.ask(lambda _: paper_reports(settings)).result(_PATIENCE)
    found = [DeviceState(each.device, each.place, each.is_well, each.said) for each in reports]
    found.append(_kept(terminal, "scanner", settings.scanner.target or settings.scanner.driver, SCANNER_LOST))
    if settings.display.pole:
        found.append(_kept(terminal, "customer display", settings.display.pole, DISPLAY_LOST))
    return tuple(found)


def _kept(terminal: Terminal, device: str, place: str, lost: str) -> DeviceState:
    """A device whose line this till keeps open: it is well unless a notice says otherwise."""
    why = next((each.sentence for each in terminal.notices() if each.words == lost), "")
    return DeviceState(device, place, not why, why or "in use by this till")


def _page(terminal: Terminal) -> PageSent:
    from pos_terminal.app.testpage import print_test_page

    def printed() -> PageSent:
        page = terminal.devices.ask(lambda _: print_test_page(terminal.settings)).result(_PATIENCE)
        return PageSent(page.said, page.wants_witness)

    return _asked(printed)


def _vouched(terminal: Terminal) -> PageSent:
    from pos_terminal.app.testpage import vouch

    return PageSent(vouch(terminal.settings, came_out=True))


def _asked(work: Callable[[], PageSent]) -> PageSent:
    """What came of it, also where the printer or its settings are not well."""
    try:
        return work()
    except PrinterFault as fault:
        return PageSent(fault.sentence)
    except ValueError as error:
        return PageSent(f"[printer] {error}")
    except TimeoutError:
        return PageSent("The printer has other papers to print first. Try again in a minute.")
