"""Pages of a kiosk that know what their keys do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pos_terminal.presentation.kiosk.state import KioskKey, Look, Pad, PageBody
from pos_terminal.presentation.notice import NOTHING, Notice

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A key, and what a tap on it does."""

    words: str
    then: Callable[[], None]
    icon: str = ""
    detail: str = ""
    look: Look = Look.PLAIN
    can_press: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Something that is asked or told, over whatever step the shopper is in.

    ``typed`` hears each key of the pad, ``scans`` each code; without it a code is goods. ``back`` is what the key
    for going back does; None: what the last act does. ``waits``: nobody is asked whether they are still there.
    """

    title: str
    sentence: str = ""
    acts: tuple[Act, ...] = ()
    icon: str = ""
    tone: str = ""
    columns: int = 1
    pad: Pad = Pad.NONE
    text: str = ""
    typed: Callable[[str], None] | None = None
    scans: Callable[[str], None] | None = None
    back: Callable[[], None] | None = None
    code: tuple[tuple[bool, ...], ...] = field(default=(), repr=False)
    figure: str = ""
    waits: bool = False
    is_warning: bool = False
    points: str = ""
    is_private: bool = True
    """Whether what is typed is never said, only how much of it there is."""

    def body(self) -> PageBody:
        """The page as it is drawn; its keys are numbered."""
        keys = tuple(
            KioskKey(str(number), each.words, each.icon, each.detail, each.look, each.can_press)
            for number, each in enumerate(self.acts)
        )
        drawn = (self.icon, self.tone, self.columns, self.pad, self.text, self.code, self.figure, self.is_warning)
        return PageBody(self.title, self.sentence, keys, *drawn, self.points, self.is_private)

    def tapped(self, key: str) -> None:
        """The key with this number."""
        act = next((each for number, each in enumerate(self.acts) if str(number) == key), None)
        if act is not None and act.can_press:
            act.then()

    def went_back(self) -> None:
        """Go back."""
        if self.back is not None:
            self.back()
        elif self.acts:
            self.acts[-1].then()


class Stage(Protocol):
    """The kiosk as its parts know it: pages are made anew at each drawing, in the language of that moment."""

    def ask(self, make: Callable[[], Page], /) -> None:
        """Show a page over the step."""

    def leave(self) -> None:
        """The page is answered; the step is shown again."""

    def show(self, notice: Notice = NOTHING) -> None:
        """Draw the kiosk as it stands, and tell this."""

    def redraw(self) -> None:
        """Draw it as it stands; what was told stays."""
