"""What a PIN check says."""

from enum import StrEnum
from typing import NamedTuple


class PinVerdict(StrEnum):
    """What a PIN check found."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


class PinOutcome(NamedTuple):
    """The verdict; when wrong, how many tries are left before a wait; when locked, for how many seconds.

    ``wait_seconds`` None with LOCKED means that only a manager can unlock.
    """

    verdict: PinVerdict
    tries_left: int = 0
    wait_seconds: int | None = 0
