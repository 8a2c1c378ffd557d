"""Everything that a kiosk draws, in one frozen value: a frame that is always there, and one body in it.

All words are in the state, so that another language is only another state, and what is drawn can be spoken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pos_terminal.presentation.notice import NOTHING, Notice

if TYPE_CHECKING:
    from pos_terminal.presentation.tiles import Chip, TilePage


class Look(StrEnum):
    """What a key is among the others; it never tells more than its words and its icon do."""

    PLAIN = "plain"
    MAIN = "main"
    CHOSEN = "chosen"


class Pad(StrEnum):
    """What somebody types on."""

    NONE = ""
    DIGITS = "digits"
    PIN = "pin"
    NUMBER = "number"
    """Digits, and a point between them."""
    LETTERS = "letters"
    """Words in the shopper's own script."""
    ADDRESS = "address"
    """An e-mail address, which is Latin letters in every language."""


@dataclass(frozen=True, slots=True)
class KioskKey:
    """Something to tap; ``key`` is what a tap tells, ``spoken`` what is said where that is more than the words."""

    key: str
    words: str
    icon: str = ""
    detail: str = ""
    look: Look = Look.PLAIN
    can_press: bool = True
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class StepMark:
    """One of the steps that a purchase has."""

    number: str
    words: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class KioskLine:
    """A line of the basket."""

    line_id: str
    name: str
    quantity: str
    amount: str
    art: str = ""
    tint: str = ""
    detail: str = ""
    can_less: bool = True
    can_more: bool = True


@dataclass(frozen=True, slots=True)
class BasketBox:
    """The basket beside the goods: newest line first."""

    title: str
    pieces: str
    saving: str
    lines: tuple[KioskLine, ...]
    total_words: str
    total: str
    main: KioskKey
    empty: str = ""
    """What stands there instead of lines."""


@dataclass(frozen=True, slots=True)
class Banner:
    """Who is greeted, or how to be."""

    title: str
    sentence: str
    icon: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class AttractBody:
    """Nobody is there: how to begin, in all languages."""

    headline: str
    sentence: str
    start: KioskKey
    languages: tuple[KioskKey, ...]
    staffed: str
    art: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseBody:
    """The goods by category, and the basket."""

    tip: str
    banner: Banner
    chips: tuple[Chip, ...]
    page: TilePage
    keys: tuple[KioskKey, ...]
    basket: BasketBox


@dataclass(frozen=True, slots=True)
class Sum:
    """A word and what it comes to."""

    words: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class CheckBody:
    """All lines, what takes something off, and what it comes to."""

    title: str
    lines: tuple[KioskLine, ...]
    offers: tuple[KioskKey, ...]
    sums: tuple[Sum, ...]
    back: KioskKey
    main: KioskKey


@dataclass(frozen=True, slots=True)
class PageBody:
    """One thing to read and a few to tap; ``typed`` is what was typed so far, of a PIN as dots alone.

    ``code`` is a picture of squares that a telephone or a scanner reads, row by row.
    """

    title: str
    sentence: str
    keys: tuple[KioskKey, ...]
    icon: str = ""
    tone: str = ""
    columns: int = 1
    pad: Pad = Pad.NONE
    typed: str = ""
    code: tuple[tuple[bool, ...], ...] = field(default=(), repr=False)
    figure: str = ""
    """The largest thing on the page: an amount, a weight, seconds that are left."""
    is_warning: bool = False
    points: str = ""
    """Which side something is that the page is about, such as the card reader: right, left or below."""
    is_private: bool = False
    """Whether what is typed is nobody else's to see or to hear."""


Body: TypeAlias = AttractBody | ChooseBody | CheckBody | PageBody


@dataclass(frozen=True, slots=True)
class KioskState:
    """What a kiosk shows."""

    store: str
    steps: tuple[StepMark, ...]
    body: Body
    foot: tuple[KioskKey, ...]
    notice: Notice = NOTHING
    is_mirrored: bool = False
    is_contrast: bool = False
    is_large: bool = False
    is_reach: bool = False
    is_blank: bool = False
    """Whether the screen is dark for somebody who listens."""


class KioskScreen(Protocol):
    """Draws a kiosk."""

    def show_state(self, state: KioskState) -> None:
        """Draw this."""
