"""What goes on paper, said without naming a device: the bytes, the picture and the plain text all come from this."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.wording.message import Message

_LONGEST_TEXT = 400
_MOST_MARKS_ON_A_LETTER = 4
_LONGEST_QR_BYTES = 500
"""A code of at most 85 modules a side (version 17, error correction M), which fits 58 mm paper at 4 dots a module."""

_TURNS_INTO_A_BLANK = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")


def printable(text: str) -> str:
    """The text as it may reach paper, whoever wrote it.

    Control characters could open the drawer or forge a second total, overrides of the writing direction could turn
    an amount round, and towers of combining marks could cover the lines above. Line breaks become blanks; everything
    else of that kind goes. Joiners stay, since Indic scripts and Persian are spelt with them.
    """
    if text.isascii() and text.isprintable() and len(text) <= _LONGEST_TEXT:
        return text
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if char in _TURNS_INTO_A_BLANK:
            kept.append(" ")
        elif marks <= _MOST_MARKS_ON_A_LETTER and _may_be_printed(char, category):
            kept.append(char)
    return "".join(kept)[:_LONGEST_TEXT]


def _may_be_printed(char: str, category: str) -> bool:
    if char in _BIDI_CONTROLS:
        return False
    return category not in {"Cc", "Cf", "Cs", "Co", "Cn"} or char in _JOINERS


class Align(StrEnum):
    """Where a text stands between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Size(StrEnum):
    """How large the letters are; a receipt printer knows multiples only."""

    NORMAL = "normal"
    TALL = "tall"
    WIDE = "wide"
    DOUBLE = "double"

    @property
    def across(self) -> int:
        """How many columns a narrow letter takes."""
        return 2 if self in {Size.WIDE, Size.DOUBLE} else 1

    @property
    def down(self) -> int:
        """How many lines high a letter is."""
        return 2 if self in {Size.TALL, Size.DOUBLE} else 1


@dataclass(frozen=True, slots=True)
class Style:
    """How a block's letters look."""

    bold: bool = False
    size: Size = Size.NORMAL


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; broken between words where the paper ends.

    ``indent`` is in columns and holds for every line of the paragraph.
    """

    text: str
    align: Align = Align.LEFT
    style: Style = PLAIN
    indent: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a row of columns.

    A cell with a ``weight`` shares what room is left and is broken into lines there. A cell without one is kept
    whole, as an amount must be, and takes at least ``width`` columns so that amounts stand below each other.
    """

    text: str
    align: Align = Align.LEFT
    weight: int = 1
    width: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts beside each other, such as a name and its amount."""

    cells: tuple[Cell, ...]
    style: Style = PLAIN
    indent: int = 0

    @classmethod
    def of(cls, left: str, right: str, style: Style = PLAIN, indent: int = 0) -> "Columns":
        """A name that may be broken and an amount that may not."""
        return cls((Cell(left), Cell(right, Align.RIGHT, weight=0)), style, indent)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper; a double one closes a section."""

    double: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Empty lines."""

    lines: int


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, centred, with white around it; at most 500 bytes of UTF-8.

    Raises:
        ValueError: there is nothing to encode, or more than 58 mm paper can show.
    """

    data: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", "".join(c for c in self.data if _may_be_printed(c, unicodedata.category(c))))
        if not self.data:
            raise ValueError("a QR code needs something to say")
        if len(self.data.encode()) > _LONGEST_QR_BYTES:
            raise ValueError(f"a QR code on a receipt holds at most {_LONGEST_QR_BYTES} bytes")


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, centred, by the name of its file in the shop's folder of pictures."""

    reference: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of one sheet."""


Block = Text | Columns | Rule | Blank | Qr | Logo | Cut


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one print job puts on paper, from top to bottom.

    ``is_right_to_left``: its readers begin on the right: names stand there, amounts on the left.
    """

    blocks: tuple[Block, ...]
    is_right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document under the id by which it is kept, printed and, after a fault, printed again."""

    job_id: str
    document: Document


class FaultCause(StrEnum):
    """Why a printer did not take a job."""

    UNREACHABLE = "unreachable"
    """Nobody answers at its address: off, unplugged, or the address is wrong."""
    BROKEN = "broken"
    """The connection ended in mid-job: what lies in the tray may be half a receipt."""
    STALLED = "stalled"
    """It takes no more data: out of paper, cover open, or off-line."""
    SILENT = "silent"
    """It is there, and does not answer as it did before."""
    PAPER_OUT = "paper out"
    COVER_OPEN = "cover open"
    OFFLINE = "off-line"
    """It says that it does not print, without a reason."""
    ERROR = "error"
    """Cutter, jam, heat, or broken."""
    UNCONFIRMED = "unconfirmed"
    """It took the job, says that it is well, and did not say that it has printed."""
    STORAGE = "storage"
    """The folder that stands for a printer cannot be written."""
    SETUP = "setup"
    """The settings name something that does not exist."""


_IN_MID_JOB = frozenset({FaultCause.BROKEN, FaultCause.STALLED, FaultCause.UNCONFIRMED})


class PrinterFault(Exception):
    """A job that was not printed, or perhaps only in part; the sale is not touched by it.

    ``told`` is why, and what to do; `str` says it in English always, for logs and for what is stored. ``is_in_doubt``:
    some of the job may be on paper. None: what its cause says of that.
    """

    def __init__(self, cause: FaultCause, told: str | Message, *, is_in_doubt: bool | None = None) -> None:
        self.told = told if isinstance(told, Message) else Message(told)
        super().__init__(self.told.in_english)
        self.cause = cause
        self.is_in_doubt = cause in _IN_MID_JOB if is_in_doubt is None else is_in_doubt

    @property
    def sentence(self) -> str:
        """The same in the language of the moment."""
        return str(self.told)
