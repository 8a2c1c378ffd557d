"""The devices of a terminal that runs: asked in the thread that has the printer, so that nobody gets in its way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pos_terminal.app.rules import code_rules
from pos_terminal.application.noticeboard import DISPLAY_LOST, SCANNER_LOST
from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.domain.gtin import gtin14
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.domain.symbology import printed_code
from pos_terminal.presentation.device_services import DeviceServices, DeviceState, PageSent

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background

_T = TypeVar("_T")
_PATIENCE = 8.0
"""Seconds until what waits behind a long receipt is given up, and again until what has begun is."""
_EAN = 13
"""The longest code of a product that a check digit alone tells from a card: no card in use is so short."""
_BUSY = "The printer has other papers to print first. Try again in a minute."
_SLOW = "The printer takes longer than it should. See what comes out before you try again."


def device_services(terminal: Terminal, background: Background, patience: float = _PATIENCE) -> DeviceServices:
    """What the screen asks, in ``background``; ``patience`` is the seconds that a busy printer is waited for."""
    return DeviceServices(
        partial(_states, terminal, patience),
        partial(_page, terminal, patience),
        partial(_asked, lambda: _vouched(terminal)),
        background,
        partial(_told, terminal),
        terminal.settings.terminal.devices,
    )


def _told(terminal: Terminal, code: str) -> str:
    """The code, unless it says who somebody is or pays: a counter has more readers than the cashier."""
    printed, cards = printed_code(code), code_rules(terminal.settings).cards
    if terminal.signing.is_badge(code):
        return "an operator's badge"
    if any(each.has(printed) for each in cards):
        return "a loyalty card"
    is_product = len(printed) <= _EAN and gtin14(printed) is not None
    return code if is_product or not has_card_number(code) else "a payment card, whose number is never shown"


def _states(terminal: Terminal, patience: float) -> tuple[DeviceState, ...]:
    from pos_terminal.app.devices import said_by_scale, said_by_terminal
    from pos_terminal.app.kitchen_side import KITCHEN, kitchen_stations

    settings = terminal.settings
    found = _papers(terminal, patience)
    for station in kitchen_stations(settings):
        found.append(_kept(terminal, f"kitchen printer {station.name}", station.address, f"{KITCHEN} {station.name}"))
    found.append(_kept(terminal, "scanner", settings.scanner.target or settings.scanner.driver, SCANNER_LOST))
    scale = terminal.sales_side.scale
    if scale is not None:
        each = said_by_scale(settings.scale.target, scale.steady())
        found.append(DeviceState(each.device, each.place, each.is_well, each.said))
    if (card := terminal.cards.terminal) is not None:
        each = said_by_terminal(settings, card)
        found.append(DeviceState(each.device, each.place, each.is_well, each.said))
    if settings.display.pole:
        found.append(_kept(terminal, "customer display", settings.display.pole, DISPLAY_LOST))
    return tuple(found)


def _papers(terminal: Terminal, patience: float) -> list[DeviceState]:
    from pos_terminal.app.devices import paper_reports

    settings = terminal.settings
    try:
        reports = _in_time(terminal.devices.ask(lambda _: paper_reports(settings)), patience)
    except TimeoutError as busy:
        return [DeviceState("printer", settings.printer.target or settings.printer.driver, False, str(busy))]
    return [DeviceState(each.device, each.place, each.is_well, each.said) for each in reports]


def _in_time(asked: Future[_T], patience: float) -> _T:
    """The answer. Raises TimeoutError with what to do; what had not begun by then is never done."""
    try:
        return asked.result(patience)
    except TimeoutError as late:
        if asked.cancel():
            raise TimeoutError(_BUSY) from late
    try:
        return asked.result(patience)
    except TimeoutError as late:
        raise TimeoutError(_SLOW) from late


def _kept(terminal: Terminal, device: str, place: str, lost: str) -> DeviceState:
    """A device whose line this till keeps open: it is well unless a notice says otherwise."""
    why = next((each.sentence for each in terminal.notices() if each.words == lost), "")
    return DeviceState(device, place, not why, why or "in use by this till")


def _page(terminal: Terminal, patience: float) -> PageSent:
    from pos_terminal.app.testpage import print_test_page

    def printed() -> PageSent:
        page = _in_time(terminal.devices.ask(lambda _: print_test_page(terminal.settings)), patience)
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
    except TimeoutError as busy:
        return PageSent(str(busy))
