"""What a kiosk works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.adjusting import Adjusting
    from pos_terminal.application.attendance import Attendance, FarAttendant
    from pos_terminal.application.charging import Charging
    from pos_terminal.application.checkout import Checkout
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.ports import Background
    from pos_terminal.application.reprinting import Reprinting
    from pos_terminal.application.scale_weighing import ScaleWeighing
    from pos_terminal.application.self_service import SelfService
    from pos_terminal.application.selling import Selling
    from pos_terminal.application.sounds import Sounds
    from pos_terminal.application.suspending import Suspending
    from pos_terminal.application.telling import Telling
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.presentation.kiosk.speaking import Speaking
    from pos_terminal.presentation.member_services import MemberServices
    from pos_terminal.wording.message import Message


Squares: TypeAlias = tuple[tuple[bool, ...], ...]
"""A picture of black and white squares, row by row."""


@dataclass(frozen=True, slots=True)
class KioskRules:
    """The shop's settings that the screens follow; times in seconds.

    ``staffed`` is where somebody sells; ``reader`` the side that the card reader is on: right, left or below.
    """

    store: str
    languages: tuple[str, ...]
    language: str
    staffed: str = ""
    bag_item: str = ""
    reader: str = "right"
    idle: float = 60.0
    idle_slow: float = 150.0
    receipt: float = 12.0
    culture: str = "en_US"
    """The shop's own."""
    may_remove: bool = True


@dataclass(frozen=True, slots=True)
class KioskPaper:
    """What prints, and what shows a code instead."""

    receipt_code: Callable[[Transaction], Squares]
    """The address of a sale's receipt as squares; empty: the shop has no such address."""
    squares: Callable[[str], Squares]
    """Any text as squares."""
    printed: Callable[[], None]
    """Has the printer look for work."""
    fault: Callable[[], str]
    """Why the printer holds paper back; empty: it does not."""


@dataclass(frozen=True, slots=True)
class Attended:
    """What requests go out by, and what answers are followed by; ``new_id`` names each request."""

    line: Attendance
    far: FarAttendant
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class KioskServices:
    """The services of selling, and what is a kiosk's own. ``cards`` is the worker that waits for the card reader.

    ``lately`` gives the ids of the items that were bought last. ``call`` tells the staff that somebody is wanted, and
    why; empty: no more. ``leave`` closes the kiosk.
    """

    desk: Desk
    selling: Selling
    checkout: Checkout
    charging: Charging
    adjusting: Adjusting
    members: MemberServices
    reprinting: Reprinting
    self_service: SelfService
    suspending: Suspending
    telling: Telling
    tilling: Tilling
    background: Background
    cards: Background
    monotonic: Callable[[], float]
    speak: Callable[[str], None]
    sounds: Sounds
    paper: KioskPaper
    lately: Callable[[], Sequence[str]]
    call: Callable[[str | Message], None]
    leave: Callable[[], None]
    weighing: ScaleWeighing | None = None
    attended: Attended | None = None
    """The line to other terminals of the staff; None: this kiosk has none."""
    voice: Speaking | None = None
    """Says aloud what is shown; None: this kiosk does not speak."""
