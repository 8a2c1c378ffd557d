"""What the screen knows the till's devices by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pos_terminal.domain.printer_state import NO_DOUBT, PapersInDoubt, PrinterStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.ports import Background
    from pos_terminal.domain.display_row import DisplayRow
    from pos_terminal.domain.scale_reading import ScaleReading
    from pos_terminal.wording.message import Message

KITCHEN_PRINTER = "kitchen printer "
"""How the name of a kitchen's printer begins among the devices; that of its station follows."""
_NOTHING_SAID = PrinterStatus()


@dataclass(frozen=True, slots=True)
class DeviceState:
    """How one device is, by its name (``printer``, ``drawer`` …); ``said``: what to do, or how it is.

    ``status`` is what a printer said of itself, ``fault`` what was in its way last, and when; ``is_open`` is the
    drawer, None where nobody knows; ``doubts`` are the papers of this printer that may not have come out.
    """

    device: str
    place: str | Message
    is_well: bool
    said: str | Message
    status: PrinterStatus = _NOTHING_SAID
    fault: str | Message = ""
    is_open: bool | None = None
    doubts: PapersInDoubt = NO_DOUBT


@dataclass(frozen=True, slots=True)
class PageSent:
    """What became of a test page; ``wants_witness``: somebody has to say whether it came out."""

    said: str | Message
    wants_witness: bool = False


class ScanMeaning(StrEnum):
    """What a code is to this till, in the order in which that is found out."""

    ITEM = "item"
    MEMBER_CARD = "member_card"
    OFFER = "offer"
    RECEIPT = "receipt"
    BADGE = "badge"
    PAYMENT_CARD = "payment_card"
    UNREADABLE = "unreadable"
    """Its own check fails, or there is nothing in it."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScanEcho:
    """A scan as anybody may read it: a counter has more readers than the cashier.

    ``shown`` is the code, empty where nobody may read it. ``symbology`` is its name, empty where the scanner does not
    say it; ``name`` that of an item, and ``batch`` which of it; ``why``: why it would not be sold.
    """

    meaning: ScanMeaning
    shown: str = ""
    symbology: str = ""
    name: str = ""
    batch: str = ""
    why: str = ""


class ShopperDisplay(Protocol):
    """What the shopper reads, on a display of two rows or on a screen."""

    def shown(self) -> tuple[DisplayRow, DisplayRow] | None:
        """Its rows; None: there is no such display."""

    def try_out(self) -> None:
        """Show words to try it, for a few seconds."""


@dataclass(frozen=True, slots=True)
class DeviceProfiles:
    """The sets of devices that the config file has; ``used``: that of this till, empty: none by name.

    ``choose`` is for the next start. It raises Refused.
    """

    used: str
    names: Callable[[], tuple[str, ...]]
    choose: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DeviceServices:
    """What takes its time is for ``background``, which nobody else waits behind; the others answer at once.

    In the background ``look`` asks each device how it is, ``look_at`` one and those that hang on it, ``print_page``
    prints a test page, ``vouch`` keeps that it came out, and ``settle`` that the papers in doubt of a printer were seen
    to. ``echo`` says what a code is that was scanned, and ``weight`` what the scale shows.
    """

    look: Callable[[], tuple[DeviceState, ...]]
    look_at: Callable[[str], tuple[DeviceState, ...]]
    print_page: Callable[[], PageSent]
    vouch: Callable[[], PageSent]
    settle: Callable[[str], PageSent]
    background: Background
    echo: Callable[[str], ScanEcho]
    weight: Callable[[], ScaleReading]
    display: ShopperDisplay
    profiles: DeviceProfiles
