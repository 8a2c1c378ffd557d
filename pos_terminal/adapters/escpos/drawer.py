"""Opening a cash drawer: the pulses of a printer that it hangs on, and a port of its own."""

from dataclasses import dataclass

from pos_terminal.adapters.escpos.drivers.linked import Place
from pos_terminal.adapters.escpos.faults import broken, renamed
from pos_terminal.domain.receipt import PrinterFault
from pos_terminal.wording.message import Message

DRAWER = Message("The drawer")
_PINS = {2: 0, 5: 1}
_ON, _OFF = 0x19, 0xFA
"""50 ms on, 500 ms off."""
_SECONDS = 2.0


def pulse(pin: int) -> bytes:
    """ESC p: opens the drawer at that pin, 2 or 5, after all that was sent before."""
    return bytes((0x1B, 0x70, _PINS[pin], _ON, _OFF))


def pulse_at_once(pin: int) -> bytes:
    """DLE DC4: opens it whatever waits in the printer."""
    return bytes((0x10, 0x14, 0x01, _PINS[pin], 0x01))


@dataclass(frozen=True, slots=True)
class OwnDrawer:
    """A drawer with a port of its own: ``opener`` is what it wants to hear."""

    place: Place
    opener: bytes

    def open(self) -> None:
        """Open it. Raises PrinterFault, which names it."""
        try:
            self._tell()
        except PrinterFault as fault:
            raise renamed(fault, DRAWER) from fault

    def _tell(self) -> None:
        line = self.place.connected()
        try:
            rest = self.opener
            while rest:
                rest = rest[line.send(rest, _SECONDS) :]
            line.finish()
        except OSError as error:
            raise broken(self.place.name, error, is_in_doubt=False) from error
        finally:
            line.close()
