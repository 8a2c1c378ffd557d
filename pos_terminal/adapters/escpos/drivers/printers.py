"""Makes the printer that the settings name."""

from collections.abc import Callable
from pathlib import Path

from pos_terminal.adapters.escpos.drivers.catalogue import ADDRESS, meant
from pos_terminal.adapters.escpos.drivers.folder import FolderPrinter
from pos_terminal.adapters.escpos.drivers.linked import LinkedPrinter, Manners, Place
from pos_terminal.adapters.escpos.drivers.nowhere import NoPrinter
from pos_terminal.adapters.escpos.drivers.screen import ScreenPrinter, ShownPage
from pos_terminal.adapters.escpos.drivers.spooler import Queue, SpoolerPrinter
from pos_terminal.adapters.escpos.encode import COLUMNS, Encoder, Paper
from pos_terminal.adapters.escpos.faults import BadAddress
from pos_terminal.wording.message import Message

_USUAL = Manners()

ReceiptPrinter = FolderPrinter | LinkedPrinter | SpoolerPrinter | ScreenPrinter | NoPrinter


def open_printer(
    driver: str,
    target: str,
    paper: Paper,
    printed: Callable[[ShownPage], None] | None = None,
    manners: Manners = _USUAL,
) -> ReceiptPrinter:
    """The printer of that driver. Nothing is connected, loaded or written before the first job.

    Args:
        driver: one of `DRIVERS`, or ``url``.
        target: as `DRIVERS` says.
        paper: how the printer is to be spoken to.
        printed: for ``screen``: told of each page, in the thread that prints.
        manners: how a printer that can be talked to is treated.

    Raises:
        ValueError: a sentence for the person who wrote the settings.
    """
    if paper.columns not in COLUMNS:
        known = ", ".join(map(str, COLUMNS))
        raise BadAddress(Message("A receipt has {columns} columns, not {given}.", columns=known, given=paper.columns))
    driver, target = meant(driver, target)
    if driver == "file":
        return FolderPrinter(Path(_needed(driver, target, Message("a folder"))), paper)
    if driver in {"screen", "none"}:
        return ScreenPrinter(paper, printed) if driver == "screen" else NoPrinter()
    if driver in {"cups", "windows"}:
        return SpoolerPrinter(_queue(driver, _needed(driver, target, Message("a name"))), Encoder(paper), manners.pulse)
    return LinkedPrinter(place_of(driver, target), Encoder(paper), manners)


def open_place(address: str) -> Place:
    """Where something is that can be talked to. Raises ValueError for an address of anything else."""
    driver, target = meant(ADDRESS, address)
    if driver in {"file", "screen", "none", "cups", "windows"}:
        told = Message(
            "Nothing can be opened by {address}: what hangs on a line of its own has an address such as "
            "serial:///dev/ttyUSB1.",
            address=repr(address),
        )
        raise BadAddress(told)
    return place_of(driver, target)


def place_of(driver: str, target: str) -> Place:
    """Where a printer of that driver is that can be talked to. Raises ValueError."""
    match driver:
        case "network":
            from pos_terminal.adapters.escpos.drivers.network import Address, NetworkPlace

            return NetworkPlace(Address.parsed(target))
        case "serial":
            from pos_terminal.adapters.escpos.drivers.serialport import SerialPlace

            return SerialPlace.parsed(target)
        case "usb":
            from pos_terminal.adapters.escpos.drivers.usb import UsbPlace

            return UsbPlace.parsed(target)
        case "bluetooth":
            from pos_terminal.adapters.escpos.drivers.bluetooth import BluetoothPlace

            return BluetoothPlace.parsed(target)
    from pos_terminal.adapters.escpos.drivers.device import DevicePlace

    return DevicePlace(_needed(driver, target, Message("a path")))


def _queue(driver: str, name: str) -> Queue:
    if driver == "windows":
        from pos_terminal.adapters.escpos.drivers.windows import WindowsQueue

        return WindowsQueue(name)
    from pos_terminal.adapters.escpos.drivers.cups import CupsQueue

    if name.startswith("-"):
        raise BadAddress(Message("No print queue has a name that begins with a dash."))
    return CupsQueue(name)


def _needed(driver: str, target: str, what: Message) -> str:
    if not target:
        raise BadAddress(Message("The {driver} printer needs {what} as its target.", driver=driver, what=what))
    return target
