"""A printer on USB, spoken to without a driver of the system: endpoints are looked up, the device is never reset."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pos_terminal.adapters.escpos.faults import PRINTER, BadAddress, reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRINTER_CLASS = 7
_LARGEST = 0xFFFF
_CHUNK = 2048
_SHORTEST_MS = 10
_HOW = Message("The usb printer's target is vendor:product, such as 04b8:0202, or vendor:product:serial number.")


@dataclass(frozen=True, slots=True)
class UsbPlace:
    """A printer by its numbers; none: the first device that says it is a printer.

    ``backend`` is what reaches the devices; None: the system's libusb.
    """

    vendor: int | None = None
    product: int | None = None
    serial: str = ""
    backend: Any = None

    @classmethod
    def parsed(cls, target: str) -> Self:
        """A place from ``04b8:0202``, ``04b8:0202:J4XF012345``, or nothing.

        Raises:
            ValueError: a sentence with what is wrong.
        """
        bare = target.removeprefix("usb://").strip()
        if not bare:
            return cls()
        parts = bare.split(":", 2)
        try:
            vendor, product = (int(part, 16) for part in parts[:2])
        except ValueError:
            raise BadAddress(_HOW) from None
        if not (0 <= vendor <= _LARGEST and 0 <= product <= _LARGEST):
            raise BadAddress(_HOW)
        return cls(vendor, product, parts[2] if len(parts) > 2 else "")  # noqa: PLR2004 - vendor, product, serial

    @property
    def name(self) -> Message:
        """With its numbers."""
        if self.vendor is None or self.product is None:
            return Message("{device} on USB", device=PRINTER)
        numbers = f"{self.vendor:04x}:{self.product:04x}"
        return Message("{device} on USB ({numbers})", device=PRINTER, numbers=numbers)

    def connected(self) -> UsbLine:
        """Takes the printer for itself alone. Raises PrinterFault when that cannot be done."""
        import usb.core

        try:
            for device in self._devices():
                if line := _line(device):
                    return line
        except usb.core.NoBackendError as error:
            raise PrinterFault(
                FaultCause.SETUP,
                Message(
                    "Printers on USB need the library libusb 1.0, which is not on this machine (Debian: libusb-1.0-0)."
                ),
            ) from error
        except (OSError, ValueError) as error:
            raise PrinterFault(
                FaultCause.UNREACHABLE,
                Message(
                    "{device} cannot be used ({why}). Check that no other program uses it, and that this user may.",
                    device=self.name,
                    why=reason_of(error) if isinstance(error, OSError) else str(error),
                ),
            ) from error
        raise PrinterFault(
            FaultCause.UNREACHABLE,
            Message("{device} is not there. Check that it is on, its cable, and its numbers.", device=self.name),
        )

    def _devices(self) -> Iterator[Any]:
        import usb.core

        numbers = {"idVendor": self.vendor, "idProduct": self.product} if self.vendor is not None else {}
        for device in usb.core.find(find_all=True, backend=self.backend, **numbers):
            if not self.serial or device.serial_number == self.serial:
                yield device


def _line(device: Any) -> UsbLine | None:  # noqa: ANN401 - pyusb ships no types
    """A line to the device's printing interface; None for a device that has none."""
    import usb.util

    found = next((each for setting in device for each in setting if each.bInterfaceClass == _PRINTER_CLASS), None)
    if found is None:
        return None
    ends = {usb.util.endpoint_direction(each.bEndpointAddress): each for each in found if each.bmAttributes & 3 == 2}  # noqa: PLR2004 - bulk
    out, back = ends.get(usb.util.ENDPOINT_OUT), ends.get(usb.util.ENDPOINT_IN)
    if out is None:
        return None
    number = found.bInterfaceNumber
    was_taken = False
    with suppress(NotImplementedError):
        was_taken = device.is_kernel_driver_active(number)
        if was_taken:
            device.detach_kernel_driver(number)
    usb.util.claim_interface(device, number)
    return UsbLine(device, (out, back), number, gives_back=was_taken)


class UsbLine:
    """A claimed interface."""

    def __init__(self, device: Any, ends: tuple[Any, Any], number: int, *, gives_back: bool) -> None:  # noqa: ANN401 - pyusb ships no types
        self._device = device
        self._out, self._in = ends
        self._number = number
        self._gives_back = gives_back

    def send(self, content: bytes, seconds: float) -> int:
        """Raises TimeoutError when nothing was taken, OSError when the printer is gone."""
        import usb.core

        try:
            return int(self._out.write(content[:_CHUNK], timeout=_milliseconds(seconds)))
        except usb.core.USBTimeoutError as error:
            raise TimeoutError from error

    def receive(self, seconds: float) -> bytes:
        """Raises OSError when the printer is gone."""
        import usb.core

        if self._in is None:
            return b""
        try:
            return bytes(self._in.read(self._in.wMaxPacketSize, timeout=_milliseconds(seconds)))
        except usb.core.USBTimeoutError:
            return b""

    def finish(self) -> None:
        """What was written is in the printer."""

    def close(self) -> None:
        """Give the printer back, to the system's driver if that had it."""
        import usb.util

        with suppress(OSError, NotImplementedError):
            usb.util.release_interface(self._device, self._number)
            if self._gives_back:
                self._device.attach_kernel_driver(self._number)
        usb.util.dispose_resources(self._device)


def _milliseconds(seconds: float) -> int:
    """Libusb takes 0 for ever."""
    return max(_SHORTEST_MS, round(seconds * 1000))
