"""What of a kiosk is heard beside speech: goods that went in, what was refused, and the end of a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.sounds import Sound
from pos_terminal.presentation.notice import NOTHING, NoticeKind

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.sounds import Sounds
    from pos_terminal.presentation.notice import Notice


class Beeping:
    """Compares the desk with how it was when the kiosk was drawn last; at most one sound a drawing."""

    def __init__(self, desk: Desk, sounds: Sounds) -> None:
        self._desk = desk
        self._sounds = sounds
        self._notice = NOTHING
        self._pieces = 0
        self._finished = desk.finished

    def drawn(self, notice: Notice, *, is_silent: bool) -> None:
        """The kiosk was drawn, and told this; a shopper who wants no sounds gets none."""
        before, finished, told = self._pieces, self._finished, self._notice
        basket = self._desk.basket
        self._pieces = sum(each.pieces for each in basket.lines.values()) if basket is not None else 0
        self._finished, self._notice = self._desk.finished, notice
        if is_silent:
            return
        if notice is not told and notice.kind is NoticeKind.PROBLEM:
            self._sounds.play(Sound.REFUSED)
        elif self._pieces > before:
            self._sounds.play(Sound.ITEM)
        elif self._finished is not None and self._finished is not finished:
            self._sounds.play(Sound.DONE)
