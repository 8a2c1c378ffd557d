"""What papers about the till itself have to say, with every amount already written out."""

from dataclasses import dataclass

from pos_terminal.domain.receipt_view import ReceiptAmount


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every such paper begins with.

    Attributes:
        title: what it is, large.
        time: in the store's own time.
        copy_number: 0 on the original, then 1 for the first copy.
        is_training: nothing of it counts.
        logo: the name of a picture; empty for none.
    """

    store_name: str
    header: tuple[str, ...]
    register: str
    title: str
    time: str
    copy_number: int = 0
    is_training: bool = False
    logo: str = ""


@dataclass(frozen=True, slots=True)
class MovementContext:
    """All that is printed when cash moves beside the sales, or the drawer is opened for nothing.

    Attributes:
        amount: written out with its currency; empty where no cash moved: then nobody signs.
        journal_mark: the number of the journal entry, and the beginning of its hash.
    """

    head: PaperHead
    amount: str
    reason: str
    done_by: str
    approved_by: str = ""
    journal_mark: str = ""


@dataclass(frozen=True, slots=True)
class CountContext:
    """All that is printed of the count of a drawer.

    Attributes:
        facts: which shift it was, and who counted.
        pieces: what each note and coin came to; none where the total alone was given.
        sums: what was counted, what was expected and how far off that is, and the counts before it.
    """

    head: PaperHead
    facts: tuple[str, ...]
    pieces: tuple[ReceiptAmount, ...]
    sums: tuple[ReceiptAmount, ...]
    reason: str = ""
    journal_mark: str = ""


@dataclass(frozen=True, slots=True)
class ShiftSection:
    """Some rows of a shift's report under a title."""

    title: str
    rows: tuple[ReceiptAmount, ...]


@dataclass(frozen=True, slots=True)
class ShiftWritten:
    """A shift's report as it is written out: who opened the shift and when, who closed it, and the sums."""

    facts: tuple[str, ...]
    sections: tuple[ShiftSection, ...]


@dataclass(frozen=True, slots=True)
class ShiftContext:
    """All that a shift's report shows.

    Attributes:
        facts: who opened the shift and when, who closed it, each a line.
        sections: the sums.
        journal_mark: as on a receipt; empty on an X, which is not journalled.
        journal_qr: the head of the journal for a scanner; empty on an X.
    """

    head: PaperHead
    facts: tuple[str, ...]
    sections: tuple[ShiftSection, ...]
    journal_mark: str = ""
    journal_qr: str = ""
