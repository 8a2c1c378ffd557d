"""A USB bus with one printer on it: implements what pyusb asks of a backend, and leads the bytes to a socket."""

import errno
import socket
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import usb.backend
import usb.core

OUT, BACK = 0x02, 0x83
"""The endpoints, not where some library would guess them."""


class Described(SimpleNamespace):
    """A descriptor: what a test says nothing of is 0, and a field of several is empty."""

    extra_descriptors = array("B")

    def __getattr__(self, name: str) -> int:
        if name.startswith("__"):
            raise AttributeError(name)
        return 0


@dataclass
class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb ships no types
    """Implements the backend of pyusb."""

    port: int
    vendor: int = 0x04B8
    product: int = 0x0202
    interface_class: int = 7
    is_plugged_in: bool = True
    log: list[str] = field(default_factory=list)
    """What was done to the interface, in order."""
    line: socket.socket | None = None

    def enumerate_devices(self) -> Iterator[str]:
        if self.is_plugged_in:
            yield "printer"

    def get_parent(self, dev: str) -> None:
        """It hangs on the root."""

    def get_device_descriptor(self, dev: str) -> Described:
        return Described(idVendor=self.vendor, idProduct=self.product, bNumConfigurations=1, port_numbers=())

    def get_configuration_descriptor(self, dev: str, config: int) -> Described:
        if config:
            raise IndexError
        return Described(bNumInterfaces=1, bConfigurationValue=1)

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> Described:
        if intf or alt:
            raise IndexError
        return Described(bNumEndpoints=2, bInterfaceClass=self.interface_class, bInterfaceNumber=0)

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> Described:
        return Described(bEndpointAddress=(OUT, BACK)[ep], bmAttributes=2, wMaxPacketSize=64)

    def open_device(self, dev: str) -> str:
        return dev

    def close_device(self, dev_handle: str) -> None:
        self.log.append("closed")
        if self.line is not None:
            self.line.close()
            self.line = None

    def get_configuration(self, dev_handle: str) -> int:
        return 1

    def set_configuration(self, dev_handle: str, config_value: int) -> None:
        self.log.append("configured")

    def claim_interface(self, dev_handle: str, intf: int) -> None:
        self.log.append("claimed")
        self.line = socket.create_connection(("127.0.0.1", self.port), 5)
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)

    def release_interface(self, dev_handle: str, intf: int) -> None:
        self.log.append("released")

    def is_kernel_driver_active(self, dev_handle: str, intf: int) -> bool:
        return self.log[-1:] != ["detached"]

    def detach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        self.log.append("detached")

    def attach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        self.log.append("attached")

    def bulk_write(self, dev_handle: str, ep: int, intf: int, data: "array[int]", timeout: int) -> int:
        assert ep == OUT
        line = self._there(timeout)
        try:
            return line.send(data.tobytes())
        except TimeoutError as error:
            raise usb.core.USBTimeoutError("timed out", errno=errno.ETIMEDOUT) from error

    def bulk_read(self, dev_handle: str, ep: int, intf: int, buff: "array[int]", timeout: int) -> int:
        assert ep == BACK
        line = self._there(timeout)
        try:
            content = line.recv(len(buff))
        except TimeoutError as error:
            raise usb.core.USBTimeoutError("timed out", errno=errno.ETIMEDOUT) from error
        if not content:
            raise usb.core.USBError("no such device", errno=errno.ENODEV)
        buff[: len(content)] = array("B", content)
        return len(content)

    def _there(self, timeout: int) -> socket.socket:
        assert timeout > 0, "0 is for ever"
        if self.line is None or not self.is_plugged_in:
            raise usb.core.USBError("no such device", errno=errno.ENODEV)
        self.line.settimeout(timeout / 1000)
        return self.line
