"""A printer that the system shows as a file, such as ``/dev/usb/lp0``."""

import os
import select
from contextlib import suppress
from dataclasses import dataclass

from pos_terminal.adapters.escpos.faults import printer_at, reason_of
from pos_terminal.domain.receipt import FaultCause, PrinterFault
from pos_terminal.wording.message import Message

_CHUNK = 2048


@dataclass(frozen=True, slots=True)
class DevicePlace:
    """A printer at a file of devices."""

    device: str

    @property
    def name(self) -> Message:
        """With its file."""
        return printer_at(self.device)

    def connected(self) -> "DeviceLine":
        """Opens the file, never makes it. Raises PrinterFault when that cannot be done."""
        flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        try:
            with suppress(PermissionError):
                return DeviceLine(os.open(self.device, os.O_RDWR | flags), is_heard=True)
            return DeviceLine(os.open(self.device, os.O_WRONLY | flags), is_heard=False)
        except OSError as error:
            raise PrinterFault(
                FaultCause.UNREACHABLE,
                Message(
                    "{device} cannot be reached ({why}). Check its cable, that it is on, "
                    "and that this user may use it (on Linux: the group lp).",
                    device=self.name,
                    why=reason_of(error),
                ),
            ) from error


class DeviceLine:
    """An open file."""

    def __init__(self, descriptor: int, *, is_heard: bool) -> None:
        self._descriptor = descriptor
        self._is_heard = is_heard

    def send(self, content: bytes, seconds: float) -> int:
        """Raises TimeoutError when nothing was taken, OSError when the device is gone."""
        if not select.select([], [self._descriptor], [], max(0.0, seconds))[1]:
            raise TimeoutError
        with suppress(BlockingIOError):
            return os.write(self._descriptor, content[:_CHUNK])
        raise TimeoutError

    def receive(self, seconds: float) -> bytes:
        """Raises OSError when the device is gone. A device that has nothing to say may say so at once, for ever."""
        if not self._is_heard or not select.select([self._descriptor], [], [], max(0.0, seconds))[0]:
            return b""
        with suppress(BlockingIOError):
            return os.read(self._descriptor, _CHUNK)
        return b""

    def finish(self) -> None:
        """The system holds what is left."""

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
