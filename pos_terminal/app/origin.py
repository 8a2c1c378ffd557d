"""Telling people where the database came from: that this start found it to be a copy, or a backup was put back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pos_terminal.app.restorenotice import tell_of_restore
from pos_terminal.application.noticeboard import NoticeBoard, StandingNotice
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from datetime import datetime

    from pos_terminal.adapters.sqlite.tenancy import CopyFound
    from pos_terminal.settings import Settings

_log = logging.getLogger("pos.desk")


def tell_of_origin(settings: Settings, found: CopyFound | None, board: NoticeBoard, now: datetime) -> None:
    """Both of them."""
    tell_of_copy(found, board)
    tell_of_restore(settings, board, now)


def tell_of_copy(found: CopyFound | None, board: NoticeBoard) -> None:
    """Log it and pin it up; nothing where there is nothing to tell."""
    if found is None:
        return
    _log.warning("database=copy through=%s why=%s", found.through, found.why)
    board.pin(
        StandingNotice(
            later("Database copied"),
            Message(
                "This till's database is a copy: {why}. Sales get new numbers. Void the sale that is open if it was "
                "finished elsewhere, and give every till that goes on with a copy a register_id of its own.",
                why=Message(found.why),
            ),
        )
    )
