"""Where devices with a line or an address of their own hang: one way to open a scanner, a scale and a pole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.adapters.escpos.drivers.linked import Place
    from pos_terminal.settings import Settings
    from pos_terminal.wording.message import Message

_ADDRESSES = {"serial": "serial://", "network": "tcp://", "url": ""}


def lined_place(name: Message, driver: str, target: str) -> Place:
    """Where a device with a line of its own hangs. Raises ValueError, of the device of that name, for no place."""
    from pos_terminal.adapters.escpos.drivers.printers import open_place
    from pos_terminal.adapters.escpos.faults import BadAddress, said_of

    try:
        return open_place(f"{_ADDRESSES[driver]}{target}")
    except BadAddress as error:
        raise BadAddress(said_of(name, error.told)) from error


def addressed_place(settings: Settings, address: str) -> Place:
    """The place at an address; files are taken from the config file's folder. Raises ValueError for no address."""
    from pos_terminal.adapters.escpos.drivers.catalogue import ADDRESS, meant
    from pos_terminal.adapters.escpos.drivers.printers import open_place

    driver, target = meant(ADDRESS, address)
    if driver != "file":
        return open_place(address)
    from pos_terminal.adapters.escpos.drivers.plainfile import FilePlace

    return FilePlace(settings.path(target))
