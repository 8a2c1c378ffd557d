"""What the screen knows the till's devices by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.ports import Background


@dataclass(frozen=True, slots=True)
class DeviceState:
    """How one device is, by its name (``printer``, ``drawer`` …); ``said``: what to do, or how it is."""

    device: str
    place: str
    is_well: bool
    said: str


@dataclass(frozen=True, slots=True)
class PageSent:
    """What became of a test page; ``wants_witness``: somebody has to say whether it came out."""

    said: str
    wants_witness: bool = False


@dataclass(frozen=True, slots=True)
class DeviceServices:
    """All of them ask devices and take their time: they are for ``background``, which nobody else waits behind.

    ``look`` asks each device how it is, ``print_page`` prints a test page, ``vouch`` keeps that it came out. ``told``
    is at once: what a code is that was scanned, as anybody may read it.
    """

    look: Callable[[], tuple[DeviceState, ...]]
    print_page: Callable[[], PageSent]
    vouch: Callable[[], PageSent]
    background: Background
    told: Callable[[str], str]
    profile: str = ""
    """Which of the till's sets of devices these are; empty: it has one alone."""
