"""What a terminal says when it ends: what waits stays, and is never dropped."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.adapters.sqlite.queueglance import QueueGlance

_log = logging.getLogger("pos.desk")


def tell_what_waits(queue: QueueGlance, now: datetime, tell: Callable[[str], None] | None) -> None:
    """Log what waits when everything has come to rest, and tell it; a disk that cannot say so holds up nobody."""
    from pos_terminal.presentation.leaving import left_suspended, left_waiting

    try:
        left, suspended = queue.last(), queue.suspended()
    except Refused as refusal:
        _log.warning("closed left=unknown cause=%s", refusal.in_english)
        return
    counts = (left.pending, left.parked, left.since, suspended)
    _log.info("closed pending=%d parked=%d oldest=%s suspended=%d", *counts)
    waits = " ".join(each for each in (left_waiting(left, now), left_suspended(suspended)) if each)
    if waits and tell:
        tell(waits)
