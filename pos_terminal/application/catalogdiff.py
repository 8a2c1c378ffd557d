"""What a catalog file would change: items that are new, other and gone, and prices that look like a mistake."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from pos_terminal.wording.message import NOTHING_SAID, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_terminal.domain.money import Money

MOST_SHOWN = 200
_WHOLE = 100


class ChangeKind(StrEnum):
    """What becomes of an item."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What becomes of one item.

    Attributes:
        line: where it stands in the file; None for one that is gone.
        before: its price in the catalog in force; None where it has none in this currency.
        after: its price in the file.
        has_own_price: whether it is sold at this price; modifiers, and what is priced at the desk, may cost nothing.
        oddity: why its price looks like a mistake; empty when it does not.
        was: its name in the catalog in force; empty where that is the same.
    """

    kind: ChangeKind
    item_id: str
    name: str
    line: int | None = None
    before: Money | None = None
    after: Money | None = None
    has_own_price: bool = True
    oddity: Message = NOTHING_SAID
    was: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a file would change: how many of each kind, and the first of them, those with odd prices before all."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    odd: int = 0
    shown: tuple[ItemChange, ...] = ()

    @property
    def hidden(self) -> int:
        """How many are counted and not shown."""
        return self.added + self.changed + self.retired - len(self.shown)


def summed_up(changes: Iterable[ItemChange], odd_percent: Decimal) -> Difference:
    """Count them, and keep the first. A price that moves by more than ``odd_percent``, or to nothing, is odd."""
    counts = dict.fromkeys(ChangeKind, 0)
    odd: list[ItemChange] = []
    plain: list[ItemChange] = []
    odd_count = 0
    for each in changes:
        counts[each.kind] += 1
        oddity = _oddity(each, odd_percent)
        odd_count += bool(oddity)
        kept = odd if oddity else plain
        if len(kept) < MOST_SHOWN:
            kept.append(replace(each, oddity=oddity))
    added, changed, retired = (counts[kind] for kind in ChangeKind)
    return Difference(added, changed, retired, odd_count, tuple((odd + plain)[:MOST_SHOWN]))


def _oddity(change: ItemChange, odd_percent: Decimal) -> Message:
    before, after = change.before, change.after
    if after is None or not change.has_own_price:
        return NOTHING_SAID
    if not after.minor:
        return Message("it costs nothing")
    if before is None or not before.minor:
        return NOTHING_SAID
    percent = Decimal(after.minor - before.minor) * _WHOLE / before.minor
    if abs(percent) <= odd_percent:
        return NOTHING_SAID
    far = f"{abs(percent):.0f}"
    if percent > 0:
        return Message("{percent} % more than before", percent=far)
    return Message("{percent} % less than before", percent=far)
