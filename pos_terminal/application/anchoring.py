"""The anchor: an entry's number and the beginning of its hash, printed where nobody can take it back.

A chain alone does not show that its newest entries were cut off; a receipt in somebody's pocket does.
"""

import re
from dataclasses import dataclass

from pos_terminal.application.queueing import JournalHead
from pos_terminal.domain.errors import BadArgument

_SHOWN = 8
_WRITTEN = re.compile(r"\s*(?:journal\s+)?(\d{1,15})\W+([0-9a-f]{4})\W?([0-9a-f]{4,60})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a receipt says of its entry: ``begins`` is the beginning of the hash, in small letters."""

    seq: int
    begins: str

    def fault(self, entry_hash: str) -> str:
        """What is wrong with the entry of this number, or nothing."""
        return "" if entry_hash.startswith(self.begins) else "it is not the entry that the receipt was printed for"


def anchor_of(entry: JournalHead) -> str:
    """How an entry is named on paper: ``128 · 9F3A-71C2``. For whatever is printed: receipts, reports."""
    shown = entry.hash[:_SHOWN].upper()
    return f"{entry.seq} · {shown[: _SHOWN // 2]}-{shown[_SHOWN // 2 :]}"


def whole_anchor_of(entry: JournalHead) -> str:
    """An entry with all of its hash, for a code that is scanned: `read_anchor` takes it as it is."""
    return f"journal {entry.seq} {entry.hash}"


def read_anchor(text: str) -> Anchor:
    """The anchor as somebody copied it from paper. Raises BadArgument."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise BadArgument("{text} is no anchor. Write it as on the receipt: 128 9F3A-71C2.", text=repr(text))
    return Anchor(int(found[1]), (found[2] + found[3]).lower())
