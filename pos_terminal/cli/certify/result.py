"""What came of an item, with everything that was seen on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_terminal.adapters.sessionm.recording import Exchanged
    from pos_terminal.cli.certify.item import Item
    from pos_terminal.cli.certify.screen import Shown
    from pos_terminal.cli.certify.verdict import Check, Verdict


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
