"""Which of the lines that come back are shown where only so many fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True)
class LinePage:
    """A page with room for so many lines, that begins with this one."""

    room: int
    first: int = 0

    def turned(self, step: int, count: int) -> LinePage:
        """The page before (-1) or after (+1), where there is one; there are ``count`` lines."""
        first = self.first + step * self.room
        return replace(self, first=first) if 0 <= first < count else self

    def fitted(self, room: int) -> LinePage:
        """With so many lines a page."""
        return LinePage(room, self.first // room * room)

    def with_line(self, place: int) -> LinePage:
        """The page on which the line at this place is."""
        return replace(self, first=max(0, place) // self.room * self.room)

    def within(self, count: int) -> LinePage:
        """This page, or the last one where there are only ``count`` lines."""
        return self if self.first < count else self.with_line(count - 1)

    def shown(self, lines: Sequence[_Line]) -> Sequence[_Line]:
        """The lines on it."""
        return lines[self.first : self.first + self.room]

    def words(self, count: int) -> str:
        """Which page it is, and of how many."""
        return _("Page {number} of {count}", number=self.first // self.room + 1, count=max(1, -(-count // self.room)))

    @property
    def has_earlier(self) -> bool:
        """Whether there is a page before."""
        return self.first > 0

    def has_later(self, count: int) -> bool:
        """Whether there is a page after."""
        return self.first + self.room < count
