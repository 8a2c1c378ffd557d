"""What came of an item: its checks, its verdict, and what was seen on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.adapters.sessionm.recording import Exchanged
    from pos_terminal.cli.certify.item import Item
    from pos_terminal.cli.certify.screen import Shown


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


@dataclass(frozen=True, slots=True)
class Result:
    """An item with everything that is to be told of it; ``reason`` says why it failed or was not run."""

    item: Item
    verdict: Verdict
    reason: str = ""
    seconds: float = 0.0
    checks: tuple[Check, ...] = ()
    shown: tuple[Shown, ...] = ()
    exchanges: tuple[Exchanged, ...] = ()
