"""What nobody caught, told on the screen: at a till nobody sees stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.wording import later

if TYPE_CHECKING:
    from pos_terminal.application.noticeboard import NoticeBoard


def tell_of_fault(board: NoticeBoard, sentence: str) -> None:
    """Say it on stderr, and from now on in the line at the top."""
    sys.stderr.write(f"{sentence}\n")
    board.pin(StandingNotice(later("Program fault"), sentence, is_grave=True))
