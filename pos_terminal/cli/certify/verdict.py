"""How an item ended, and the checks that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How an item ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold, and what came where it does not."""

    expected: str
    holds: bool
    came: str = ""


class CheckFailed(Exception):
    """A check does not hold: the item ends here. It is the last one of the trial's checks."""
