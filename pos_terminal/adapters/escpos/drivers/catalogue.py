"""The kinds of printers there are, and which one a setting or an address means."""

from collections.abc import Mapping
from dataclasses import dataclass

from pos_terminal.adapters.escpos.faults import BadAddress
from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class Driver:
    """One kind.

    Attributes:
        words: what it is.
        target: what its target says, in words; empty: it has none.
        schemes: how its addresses begin.
        is_tried: whether it was ever tried against the real thing, or a line of the system that stands for it.
        is_simulated: whether all that it was tried with is a stand-in for the library that it talks through.
        answers: whether it can say what became of a job.
    """

    words: str
    target: str
    schemes: tuple[str, ...]
    is_tried: bool = True
    is_simulated: bool = False
    answers: bool = True


DRIVERS: Mapping[str, Driver] = {
    "file": Driver("a folder: bytes, text and picture of each receipt", "folder", ("file",), answers=False),
    "network": Driver("raw TCP, usually port 9100", "host or host:port", ("tcp", "network")),
    "serial": Driver("a serial port", "port, such as /dev/ttyUSB0?baud=19200 or COM3", ("serial",)),
    "usb": Driver(
        "USB, without a driver of the system", "vendor:product, or nothing", ("usb",), False, is_simulated=True
    ),
    "device": Driver("a file of the system's driver", "path, such as /dev/usb/lp0", ("device",)),
    "cups": Driver("a raw queue of CUPS", "queue name", ("lp", "cups"), answers=False),
    "windows": Driver("a printer of Windows", "its name", ("windows",), is_tried=False, answers=False),
    "bluetooth": Driver("Bluetooth, serial profile", "address, such as 00:11:22:33:44:55", ("bluetooth",), False),
    "screen": Driver("a picture on the screen", "", ("screen",)),
    "none": Driver("no printer", "", ("none",), answers=False),
}
ADDRESS = "url"
"""The setting for: as the address says."""


def meant(driver: str, target: str) -> tuple[str, str]:
    """The kind and its target; for `ADDRESS` both are in the target, such as ``tcp://192.168.1.50``.

    Raises:
        ValueError: a sentence for the person who wrote the settings.
    """
    if driver != ADDRESS:
        if driver not in DRIVERS:
            known = ", ".join((*DRIVERS, ADDRESS))
            raise BadAddress(
                Message("There is no printer driver {driver}; there are {known}.", driver=repr(driver), known=known)
            )
        return driver, target
    scheme, mark, rest = target.partition("://")
    found = next((name for name, each in DRIVERS.items() if mark and scheme in each.schemes), None)
    if found is None:
        known = ", ".join(f"{each.schemes[0]}://" for each in DRIVERS.values())
        raise BadAddress(
            Message(
                "{target} is no address of a device: it begins with one of {known}.", target=repr(target), known=known
            )
        )
    return found, rest
