"""How this terminal makes and checks the hashes of PINs: under its own pepper, at the cost that is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.pin_hashing import COSTS, PinHashing
from pos_terminal.app.premises import keys

if TYPE_CHECKING:
    from pos_terminal.settings import Settings


def pin_hashing(settings: Settings) -> PinHashing:
    """The hashing of these settings. Raises KeysUnusable."""
    return PinHashing(keys(settings).key("pepper"), COSTS[settings.terminal.pin_hashing])
