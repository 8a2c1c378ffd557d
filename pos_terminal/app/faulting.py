"""What nobody caught, told on the screen: at a till nobody sees stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pos_terminal.application.noticeboard import PROGRAM_FAULT, StandingNotice
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from pos_terminal.application.noticeboard import NoticeBoard


def tell_of_fault(board: NoticeBoard, code: str) -> None:
    """Say it on stderr, and from now on in the line at the top."""
    told = Message(
        "Something went wrong inside the program (code {code}). The sale is safe: go on, and report the code.",
        code=code,
    )
    sys.stderr.write(f"{told.in_english}\n")
    board.pin(StandingNotice(PROGRAM_FAULT, told, is_grave=True))
