"""What the last restore left to tell: each start tells it for a day."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.application.restored import TOLD_FOR, Basis, Restored
from pos_terminal.wording import later

if TYPE_CHECKING:
    from pos_terminal.settings import Settings

REPORT_NAME = "restored.json"
"""The file beside the database."""

_COUNTS = ("entries", "sales", "shifts", "held", "lost")
_log = logging.getLogger("pos.damage")


def last_restored(settings: Settings) -> Restored | None:
    """What the report beside the database says; None where there is none, or none that can be read."""
    import json  # the first screen needs none of it

    try:
        said = json.loads((settings.data_dir / REPORT_NAME).read_bytes())
        at, made = (datetime.fromisoformat(said[name]) for name in ("restored", "made"))
        entries, sales, shifts, held, lost = (int(said[name]) for name in _COUNTS)
        return Restored(at, made, Basis(said["basis"]), entries, sales, shifts, held, lost, said["kept"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def tell_of_restore(settings: Settings, board: NoticeBoard, now: datetime) -> None:
    """Pin up what a restore of the last day did, and what may be missing since."""
    if not (settings.data_dir / REPORT_NAME).exists():
        return
    restored = last_restored(settings)
    if restored is not None and now - restored.at < TOLD_FOR:
        _log.warning("database=restored basis=%s %s", restored.basis.value, restored.told.in_english)
        board.pin(StandingNotice(later("Till restored"), restored.told, is_grave=restored.is_grave))
