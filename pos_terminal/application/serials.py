"""Goods that have a serial number each: it is asked for when they are sold, and again when they come back."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from pos_terminal.domain.card_number import LONGEST_NUMBER, refuse_card_number
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.scan import read_scan
from pos_terminal.domain.symbology import printed_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from pos_terminal.domain.basket import Basket
    from pos_terminal.domain.batch import Batch
    from pos_terminal.domain.item import Item
    from pos_terminal.domain.line import Line

SerialsShown: TypeAlias = "Mapping[str, str | None]"
"""The serial number of each line whose goods come back by it, scanned or typed; None: it cannot be read any more."""
NO_SERIALS: SerialsShown = MappingProxyType({})
"""What is said of goods that have none."""


def refuse_numberless(item: Item, batch: Batch) -> None:
    """Raises BadArgument for a piece that has a serial number which nobody said."""
    if item.serialised and not batch.serial:
        raise _wanted(item.name)


def refuse_twin(basket: Basket, line: Line) -> None:
    """Raises NotAllowedNow where this very piece is in the sale already, or is to be more than one."""
    if line.serial and line.quantity != 1:
        raise NotAllowedNow(
            "{item} with the serial number {serial} is one piece. Scan each of them.",
            item=line.name,
            serial=line.serial,
        )
    refuse_same_piece(basket, line)


def refuse_same_piece(basket: Basket, line: Line) -> None:
    """Raises NotAllowedNow where another line of the sale has this very piece, or a part of it."""
    same_goods = (each for each in basket.lines.values() if each.item_id == line.item_id)
    others = (each.serial or "" for each in same_goods if each.line_id != line.line_id)
    if line.serial and any(bare(each) == bare(line.serial) for each in others):
        raise NotAllowedNow(
            "{item} with the serial number {serial} is in this sale already.", item=line.name, serial=line.serial
        )


def kept_serial(words: str) -> str:
    """A serial number as it is kept, of what was scanned or typed.

    Raises CardNumberRefused, and BadArgument for none and for more than 40 characters.
    """
    number = " ".join((read_scan(words).serial or printed_code(words)).split())
    refuse_card_number(number)
    if not number or not number.isprintable() or len(number) > LONGEST_NUMBER:
        raise BadArgument("A serial number has 1 to {most} letters and digits. Look at it again.", most=LONGEST_NUMBER)
    return number


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes back: so much of each line, which pieces, and why."""

    back: Mapping[str, Decimal]
    serials: SerialsShown
    reason: str

    @property
    def unread(self) -> tuple[str, ...]:
        """The lines whose pieces are taken at somebody's word: their numbers cannot be read any more."""
        return tuple(line_id for line_id in self.back if self.serials.get(line_id, "") is None)

    @property
    def details(self) -> dict[str, str]:
        """The same for the journal."""
        lines = {line_id: f"{quantity:f}" for line_id, quantity in self.back.items()}
        return lines | ({"unreadable": " ".join(self.unread)} if self.unread else {})


class SerialsBack:
    """Holds what comes back against what was sold; ``item_of`` finds an item of the catalog, in force or retired."""

    def __init__(self, item_of: Callable[[str], Item | None]) -> None:
        self._item_of = item_of

    def wanted(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Those of these sold lines whose serial number is asked for when they come back."""
        return tuple(each for each in lines if each.serial and self._is_serialised(each.item_id))

    def refuse_others(self, lines: Sequence[Line], coming: Coming) -> None:
        """Raises BadArgument where one of these is not shown to be what was sold, or has no number to be read."""
        wanted, unread = self.wanted(lines), coming.unread
        for line in lines:
            if line.line_id in unread and line not in wanted:
                raise BadArgument("{item} comes back without a serial number. There is none to read.", item=line.name)
        for line in wanted:
            if line.line_id not in unread:
                self.refuse_other(line, coming.serials.get(line.line_id) or "")

    def refuse_other(self, line: Line, number: str) -> None:
        """Raises BadArgument for no number, and for that of another piece."""
        if not number:
            raise _wanted(line.name)
        if bare(kept_serial(number)) != bare(line.serial or ""):
            raise BadArgument(
                "The {item} of this sale does not have the serial number {serial}. It is another piece.",
                item=line.name,
                serial=kept_serial(number),
            )

    def _is_serialised(self, item_id: str) -> bool:
        item = self._item_of(item_id)
        return item is not None and item.serialised


def _wanted(name: str) -> BadArgument:
    return BadArgument("{item} has a serial number on each piece. Scan it, or type it.", item=name)


def bare(number: str) -> str:
    """What tells a number from another: not its blanks, nor large letters from small ones."""
    return "".join(number.split()).casefold()
