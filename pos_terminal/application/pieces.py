"""Pieces with a serial number that this till has sold or taken back: each of them is paid back once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.serials import bare
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from pos_terminal.application.ports import Sales
    from pos_terminal.domain.line import Line
    from pos_terminal.domain.transaction import Transaction


class Pieces:
    """Knows where a piece is by the sales that had it; ``day_of`` is the shop's day at a moment.

    They are found by an index of serial numbers, however many other sales there are.
    """

    def __init__(self, sales: Sales, day_of: Callable[[datetime], date]) -> None:
        self._sales = sales
        self._day_of = day_of

    def refuse_known(self, line: Line) -> None:
        """Raises NotAllowedNow where no receipt was shown for a piece that was sold here, or that came back once."""
        out, back = self._whereabouts(line)
        if out:
            raise NotAllowedNow(
                "{item} with the serial number {serial} was sold with receipt {sale}. Return it from that receipt.",
                item=line.name,
                serial=line.serial,
                sale=out[-1],
            )
        if back is not None:
            raise self._came_back(line, back)

    def refuse_back(self, line: Line, transaction_id: str) -> None:
        """Raises NotAllowedNow where the piece of this sale's line came back without a receipt after it was sold."""
        out, back = self._whereabouts(line)
        if back is not None and transaction_id not in out:
            raise self._came_back(line, back)

    def _whereabouts(self, line: Line) -> tuple[list[str], Transaction | None]:
        """The sales that the piece is out with, and where it came back last."""
        out: list[str] = []
        back: Transaction | None = None
        for number in self._sales.with_piece(line.item_id, line.serial) if line.serial else ():
            history = self._sales.history(number)
            now = history[-1]
            if now.is_receiptless:
                out, back = [], now
            elif history[0].is_voided:
                continue  # it was given up before it was paid
            elif not now.is_voided and _has(now, line):
                out.append(number)
            elif back is None or now.modified_time > back.modified_time:
                back = now
        return out, back

    def _came_back(self, line: Line, back: Transaction) -> NotAllowedNow:
        return NotAllowedNow(
            "{item} with the serial number {serial} came back already, on {day}. It is paid back once.",
            item=line.name,
            serial=line.serial,
            day=self._day_of(back.modified_time),
        )


def _has(sale: Transaction, line: Line) -> bool:
    lines = (each.line for each in sale.lines if each.line.item_id == line.item_id)
    return any(bare(each.serial or "") == bare(line.serial or "") for each in lines)
