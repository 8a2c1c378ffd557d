"""What an item notes on its way: the steps with their screens, and the checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_terminal.cli.certify.verdict import Check, CheckFailed

if TYPE_CHECKING:
    from pos_terminal.cli.certify.screen import Shown


@dataclass(slots=True)
class Notes:
    """The steps and the checks of one item, in order."""

    shown: list[Shown] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def holds(self, expected: str, *, holds: bool, came: object = "") -> None:
        """Note a check. Raises CheckFailed when it does not hold."""
        self.checks.append(Check(expected, holds, "" if holds else str(came)))
        if not holds:
            raise CheckFailed(f"expected: {expected}; came: {came}")

    def equal(self, what: str, expected: object, came: object) -> None:
        """Note that two things are the same. Raises CheckFailed when they are not."""
        self.holds(f"{what}: {expected}", holds=came == expected, came=came)
